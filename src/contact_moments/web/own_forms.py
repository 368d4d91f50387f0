"""Forms that are sent by somebody else than opened them: in the same browser somebody else has signed in meanwhile.

Each form for who has signed in names their account. Where that is another one, nothing is done before the person says
that they mean it. The forms of contact moments do so themselves (see `unsaved`), because they are kept as one types.
"""

from functools import partial

from msgspec.structs import replace

from contact_moments.http_server.messages import Response
from contact_moments.http_server.pipeline import RequestContext
from contact_moments.http_server.routes import PUBLIC, Handler, Route
from contact_moments.pages import forms
from contact_moments.pages.forms import Fields
from contact_moments.pages.rendering import PageData, page
from contact_moments.web.frame import Frame, frame
from contact_moments.web.requests import session_of

ACCOUNT = "account"
# Nobody sends the password of somebody else, nor does a page give one back.
_SECRET = frozenset({ACCOUNT, "password", "current", "again", "code"})


class OtherAccount(PageData, frozen=True):
    """What somebody else has typed: `hidden` has all of it but passwords, to be sent to `action` after all."""

    frame: Frame
    action: str
    hidden: list[tuple[str, str]]


def guarded(route: Route) -> Route:
    """A route whose form does nothing where somebody else has opened it; any other route as it is."""
    if route.method != "POST" or route.scope == PUBLIC or route.upload:
        return route
    return replace(route, handler=partial(_handle, route.handler))


def is_of_another(context: RequestContext, account: str) -> bool:
    """Whether somebody else has opened a form than who has signed in now; `account` is what the form names."""
    return account not in ("", session_of(context).person.id)


def _handle(handler: Handler, context: RequestContext) -> Response:
    if not context.body:
        return handler(context)
    fields = forms.read_all(context)
    if not is_of_another(context, fields.one(ACCOUNT)):
        return handler(context)
    return page(context, "other_account.html", _data(context, fields), status=409)


def _data(context: RequestContext, fields: Fields) -> OtherAccount:
    hidden = [(name, one) for name, several in fields.values.items() if name not in _SECRET for one in several]
    return OtherAccount(frame(context, "other"), context.request.path, hidden)
