"""Who asks for a page: the checks of a person's request, in their order, before its handler runs.

Somebody who has signed in is known by the session cookie alone; an access token counts for nothing here, and a cookie
counts for nothing in the API. A browser sends the cookie whoever wrote the page that makes it call. So a request that
may change something has to come from a page of this register, which the browser says and scripts cannot forge.
"""

from typing import TYPE_CHECKING
from urllib.parse import quote

from contact_moments.accounts.sessions import Seen
from contact_moments.addresses import is_loopback_host, origin_of
from contact_moments.http_server.cookies import session_cookie
from contact_moments.http_server.problems import HttpError
from contact_moments.http_server.routes import PUBLIC, SESSION, SETTING_UP, Route
from contact_moments.model import Grant
from contact_moments.people import Session
from contact_moments.visible import OBEYED

if TYPE_CHECKING:
    from contact_moments.http_server.pipeline import RequestContext

SIGN_IN = "/sign-in"
SECOND_FACTOR = "/account/second-factor"

_READING = frozenset({"GET", "HEAD"})
_BEHIND_A_PROXY = "behind a TLS proxy the operator sets CONTACT_MOMENTS_PUBLIC_URL and CONTACT_MOMENTS_TRUSTED_PROXIES"
_IN_THE_CLEAR = f"Pages are served over https only; {_BEHIND_A_PROXY}"
_OTHER_HOST = "There is no page at this address; use the one that CONTACT_MOMENTS_PUBLIC_URL names"
_NO_HOST = f"Without CONTACT_MOMENTS_PUBLIC_URL there are pages for this machine only; {_BEHIND_A_PROXY}"
_OTHER_ORIGIN = (
    "This did not come from a page of this register, so nothing was done; open the page itself and try again"
)
_SIGN_IN_FIRST = "Sign in first"
_SIGNED_OUT = "You are not signed in any more, so nothing was done; sign in and try again"
_SET_UP_FIRST = "Your role asks for a second factor; set it up first"
_NOT_ALLOWED = "Your role does not allow this; an administrator can give you another one"


def admits_at_once(context: "RequestContext") -> bool:
    """Whether `check` asks the database nothing, because there is no session or it was asked for a moment ago."""
    token = session_cookie(context.request, context.service.forwarding)
    if token is None:
        return True
    context.session = context.register.sessions.cached(token)
    return context.session is not None


def check(context: "RequestContext", route: Route) -> None:
    """Fill in who asks for a page. Raises the refusal of the first check that fails.

    These are: nobody reads along (403), the host is ours (421), the same origin for what is not GET or HEAD (403), a
    session (303 to the sign-in page, else 401), a second factor where the role asks for one (303, else 403), and the
    route's scopes (403). A public page has a session where there is one. A script that asks for a part of a page is
    never led elsewhere: it would put the other page into this one.
    """
    forwarding, reading = context.service.forwarding, context.request.method in _READING
    if not forwarding.is_private(context.request):
        raise HttpError(403, _IN_THE_CLEAR, code="in_the_clear")
    _require_own_host(context)
    if not reading:
        _require_same_origin(context)
    session = context.session = context.session or _session(context, renew=not route.background)
    if session is not None and session.stage == "full":
        context.grant = Grant(None, session.scopes, session.expires_at, session.person)
    if route.scope != PUBLIC:
        for scope in (route.scope, *route.further):
            _require_scope(context, session, scope)


def seen(context: "RequestContext") -> Seen:
    """What is known of the browser that asks."""
    return Seen(
        address=context.actor.address or "",
        agent=OBEYED.sub("", context.request.header("user-agent") or ""),
        now=context.register.clock(),
        cookie=session_cookie(context.request, context.service.forwarding),
    )


def _require_own_host(context: "RequestContext") -> None:
    """By another name an attacker's page could be this register's own for the browser (DNS rebinding)."""
    request, public_url = context.request, context.register.settings.public_url
    host = request.header("host") or request.ends.server
    if public_url is None and not is_loopback_host(host):
        raise HttpError(421, _NO_HOST, code="no_public_url")
    if public_url is not None and origin_of(f"{public_url.partition(':')[0]}://{host}") != origin_of(public_url):
        raise HttpError(421, _OTHER_HOST)


def _require_same_origin(context: "RequestContext") -> None:
    """Both headers are set by the browser alone: one has to be there, and each that is there has to be right."""
    request = context.request
    site, origin = request.header("sec-fetch-site"), request.header("origin")
    ours = origin_of(context.service.forwarding.url(request))
    if (site is None and origin is None) or site not in {None, "same-origin"} or origin not in {None, ours}:
        raise HttpError(403, _OTHER_ORIGIN, code="other_origin")


def _session(context: "RequestContext", renew: bool) -> Session | None:
    token, sessions = session_cookie(context.request, context.service.forwarding), context.register.sessions
    return None if token is None else sessions.cached(token) or sessions.look_up(token, renew)


def _require_scope(context: "RequestContext", session: Session | None, scope: str) -> None:
    if session is None or session.stage == "code":
        raise _elsewhere(context, SIGN_IN, _SIGN_IN_FIRST) or HttpError(401, _SIGNED_OUT)
    if scope == SETTING_UP:
        return
    if session.stage == "set_up":
        raise _elsewhere(context, SECOND_FACTOR, _SET_UP_FIRST) or HttpError(
            403, _SET_UP_FIRST, code="second_factor_needed"
        )
    if scope != SESSION and scope not in session.scopes:
        raise HttpError(403, _NOT_ALLOWED)


def _elsewhere(context: "RequestContext", path: str, why: str) -> HttpError | None:
    """The way to another page, which knows where to go on; None where that would lose or mix up something."""
    request = context.request
    if request.method not in _READING or request.header("hx-request") == "true":
        return None
    asked = quote(request.path) + (f"?{request.query}" if request.query else "")
    return HttpError(303, why, [("location", f"{path}?next={quote(asked)}")])
