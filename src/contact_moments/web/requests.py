"""What the handlers of pages have in common: who asks from where, slowing guesses down, and beginning a session."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TypeVar
from urllib.parse import quote, urlsplit

from msgspec import Struct

from contact_moments.accounts import notices
from contact_moments.accounts.passwords import BUSY, Asker
from contact_moments.accounts.sessions import Database
from contact_moments.accounts.signing_in import SignedIn
from contact_moments.audit.failures import What
from contact_moments.errors import UnauthenticatedError, UnavailableError
from contact_moments.http_server import cookies
from contact_moments.http_server.messages import HeaderList, Response
from contact_moments.http_server.page_guard import SECOND_FACTOR, SIGN_IN, seen
from contact_moments.http_server.pipeline import RequestContext
from contact_moments.http_server.problems import HttpError
from contact_moments.model import ALL_SCOPES
from contact_moments.pages.forms import HOME
from contact_moments.pages.rendering import see_other
from contact_moments.people import Person, Session, Stage
from contact_moments.throttle.throttle import Attempt

T = TypeVar("T")


class FieldFault(Struct, frozen=True):
    """What is wrong in a form: the field's name, and the code of the words about it."""

    field: str
    code: str


NOT_THE_SAME = FieldFault("again", "password_again")  # the two new passwords


class TooManyGuessesError(HttpError):
    """Whoever was wrong too often waits."""

    def __init__(self, seconds: int) -> None:
        message = f"There were too many wrong attempts; try again in {seconds} seconds"
        super().__init__(429, message, [("retry-after", str(seconds))])


def session_of(context: RequestContext) -> Session:
    """The session on a page that asks for one. Raises `UnauthenticatedError`, which `admit` does before."""
    if context.session is None:
        raise UnauthenticatedError("You are not signed in any more, so nothing was done; sign in and try again")
    return context.session


def checked_database(context: RequestContext) -> Database:
    """The database for what the person changes: none once their session has ended, or their right to this page."""
    return context.register.sessions.database_for(seen(context), _scopes_of(context))


def _scopes_of(context: RequestContext) -> frozenset[str]:
    """What the person's role has to allow for this page."""
    route = context.route
    asked = () if route is None else (route.scope, *route.further)
    return frozenset(asked) & frozenset(ALL_SCOPES)


def while_allowed(context: RequestContext, parts: Iterator[T]) -> Iterator[T]:
    """The parts of a file, as long as the person is signed in and may have it: otherwise the file breaks off."""
    sessions, cookie, asked = context.register.sessions, seen(context).cookie or "", session_of(context)
    scopes = _scopes_of(context)
    for one in parts:
        # From the cache, for two seconds.
        now = sessions.cached(cookie) or sessions.look_up(cookie, renew=False)
        if now is None or now.person.id != asked.person.id or now.stage != "full" or not scopes <= now.scopes:
            raise UnauthenticatedError("You are not signed in any more, or may not have this file any more")
        yield one


def require_own_page(context: RequestContext, page: str) -> None:
    """A link on another site is none of ours: it would take time, and a line of the audit trail, in a person's name."""
    if context.request.header("sec-fetch-site") not in {None, "same-origin", "none"}:
        raise HttpError(403, f"A file is made from a page of this register only; open {page}", code="other_origin")


def own_host(context: RequestContext) -> str:
    """The host that the organisation is known by; a password must not be made of it."""
    return urlsplit(context.register.settings.public_url or "").hostname or ""


def attempt(context: RequestContext, purpose: str, account: str, what: What, account_id: str | None = None) -> Attempt:
    """An attempt at an account. Raises `TooManyGuessesError` if whoever asks has to wait; the audit trail counts that.

    `account` names it for the throttle, and `account_id` for the trail, where it is known.
    """
    begun = context.service.throttle.attempt(
        purpose, account, context.service.forwarding.client_address(context.request)
    )
    wait = begun.wait()
    if wait:
        context.register.failures.count(what, context.actor.address, account_id, refused=True)
        raise TooManyGuessesError(wait)
    return begun


def count_failure(context: RequestContext, tried: Attempt, what: What, account_id: str | None) -> None:
    """Count a failed attempt. Raises `TooManyGuessesError` if it was the last one for now."""
    context.register.failures.count(what, context.actor.address, account_id)
    wait = tried.failed()
    if wait:
        raise TooManyGuessesError(wait)


def tell_of_wrong_code(context: RequestContext, person: Person) -> None:
    """Somebody knows the password. Its owner is told, once an hour at most, so that nobody fills their mailbox."""
    if context.service.throttle.claim("code-failed", person.id):
        notices.tell(context.register.settings, person, "code_failed")


@contextmanager
def hashing(tried: Attempt, is_known: bool = False) -> Iterator[Asker]:
    """For whom passwords are hashed in this block; `is_known` is for who has shown a session or a link.

    Whoever is told there that the register is busy has made an attempt all the same: so nobody keeps it busy for long.
    """
    account, address = tried.who
    try:
        yield Asker(account, address, is_known or tried.is_known)
    except UnavailableError as fault:
        if fault.code == BUSY:
            tried.failed()
        raise


def choosing(context: RequestContext, account_id: str) -> Attempt:
    """An attempt to choose a password. Those that are refused count, because each is compared with a long list."""
    return attempt(context, "new-password", account_id, "password", account_id)


def begun(context: RequestContext, signed_in: SignedIn, after: str = HOME) -> Response:
    """Go on in a new session, with what comes next."""
    return see_other(next_address(signed_in.stage, after), cookie_headers(context, signed_in.token))


def next_address(stage: Stage, after: str) -> str:
    """Where somebody goes on who has come so far, and wants to be at `after`."""
    return after if stage == "full" else with_next({"code": SIGN_IN, "set_up": SECOND_FACTOR}[stage], after)


def with_next(path: str, after: str) -> str:
    """The address of a page from which it goes on at `after`."""
    return f"{path}?next={quote(after)}"


def cookie_headers(context: RequestContext, token: str) -> HeaderList:
    """What gives a browser the cookie of its session."""
    return [cookies.giving(context.request, context.service.forwarding, token)]


def no_cookie(context: RequestContext) -> HeaderList:
    """What takes the session's cookie from a browser, and the pages and unsaved texts that it keeps."""
    taken = cookies.taking_back(context.request, context.service.forwarding)
    return [taken, ("clear-site-data", '"cache", "storage"')]
