"""`/account`: who one is, the password, the second factor, the sessions, and what was given to applications."""

from datetime import datetime

from msgspec import Struct
from msgspec.structs import replace

from contact_moments import consents
from contact_moments.accounts import accounts, calendar_feeds, notices, own_account
from contact_moments.accounts.emails import key_of
from contact_moments.accounts.signing_in import Failed
from contact_moments.errors import InvalidInputError, NotFoundError
from contact_moments.http_server.messages import Response
from contact_moments.http_server.page_guard import SIGN_IN, seen
from contact_moments.http_server.pipeline import RequestContext
from contact_moments.model import MAX_ID, RELATION_VIEW
from contact_moments.pages import forms
from contact_moments.pages.rendering import PageData, page, see_other
from contact_moments.pages.words import scopes_in_order
from contact_moments.people import Account
from contact_moments.times import local_text
from contact_moments.web.agents import browser_of
from contact_moments.web.frame import Frame, frame
from contact_moments.web.requests import (
    NOT_THE_SAME,
    FieldFault,
    attempt,
    begun,
    choosing,
    count_failure,
    hashing,
    no_cookie,
    own_host,
    session_of,
)

ACCOUNT = "/account"
# The fields of the profile that a refusal is about.
_FIELDS = {"name": "name", "language": "language", "relation": "relation", "not_found": "relation"}


class SessionRow(Struct, frozen=True):
    """A session as its owner sees it."""

    id: str
    browser: str | None
    address: str
    seen: datetime
    is_this: bool


class GivenRow(Struct, frozen=True):
    """What an application may do for the person."""

    client_id: str
    name: str
    scopes: list[str]
    since: datetime


class CalendarRow(Struct, frozen=True):
    """The address of the person's calendar, without its secret; `used` is when somebody asked for it lately."""

    names: bool
    since: datetime
    used: datetime | None


class Profile(Struct, frozen=True):
    """The fields of the form, as typed."""

    name: str
    language: str
    relation: str


class OwnAccount(PageData, frozen=True):
    """The whole page. `fault` is what was wrong in the form that was sent, and `done` the form that was taken.

    `profile`, `revoke` and `names` have what the form said, so that nobody types or chooses it again, and no password.
    `sees_relations` says that the person may set the relation that they are.
    """

    frame: Frame
    account: Account
    profile: Profile
    revoke: bool
    codes_left: int
    sessions: list[SessionRow]
    given: list[GivenRow]
    calendar: CalendarRow | None
    names: bool
    sees_relations: bool
    fault: FieldFault | None
    done: str | None


def show_account(context: RequestContext) -> Response:
    """The page, with a word about what was done a moment ago."""
    return account_page(context, done=forms.read_query(context).get("done"))


def account_page(
    context: RequestContext,
    fault: FieldFault | None = None,
    done: str | None = None,
    typed: Profile | None = None,
    revoke: bool = False,
    names: bool | None = None,
) -> Response:
    """The page, with what was wrong in a form of it, and what was typed there."""
    session = session_of(context)
    own = own_account.find(context.register.database, session.person.id)
    calendar = _calendar(context)
    data = OwnAccount(
        frame=frame(context, "account"),
        account=own.account,
        profile=typed or _profile(own.account),
        revoke=revoke,
        codes_left=own.codes_left,
        sessions=_sessions(context),
        given=_given(context),
        calendar=calendar,
        names=(calendar is not None and calendar.names) if names is None else names,
        sees_relations=RELATION_VIEW in session.scopes,
        fault=fault,
        done=done,
    )
    return page(context, "own_account.html", data, status=200 if fault is None else 422)


def _profile(account: Account) -> Profile:
    relation = "" if account.relation_id is None else str(account.relation_id)
    return Profile(account.name, account.language, relation)


def _sessions(context: RequestContext) -> list[SessionRow]:
    mine, register = session_of(context), context.register
    return [
        SessionRow(one.id, browser_of(one.agent), one.address, _local(context, one.seen_at), one.id == mine.id)
        for one in register.sessions.of_account(mine.person.id)
    ]


def _local(context: RequestContext, instant: int) -> datetime:
    return datetime.fromisoformat(local_text(instant, context.register.zone))


def _given(context: RequestContext) -> list[GivenRow]:
    register = context.register
    found = consents.given_by(register.database, session_of(context).person.id, register.clock())
    return [
        GivenRow(one.client_id, one.client_name, scopes_in_order(one.scopes), _local(context, one.given_at))
        for one in found
    ]


def _calendar(context: RequestContext) -> CalendarRow | None:
    found = calendar_feeds.of(context.register.database, session_of(context).person.id)
    if found is None:
        return None
    used = None if found.used_at is None else _local(context, found.used_at)
    return CalendarRow(found.names, _local(context, found.made_at), used)


def change_profile(context: RequestContext) -> Response:
    """Take name, language and relation."""
    form, sessions = forms.read(context), context.register.sessions
    account = own_account.find(sessions.database, session_of(context).person.id).account
    # Who may not see relations has no field for it.
    relation = form.get("relation", _profile(account).relation)
    typed = Profile(form.get("name", ""), form.get("language", ""), relation)
    try:
        new = replace(account, name=typed.name, language=typed.language, relation_id=_relation(relation))
        sessions.write(seen(context), lambda asks: accounts.change_profile(asks, new))
    except (InvalidInputError, NotFoundError) as fault:
        if fault.code not in _FIELDS:
            raise
        return account_page(context, FieldFault(_FIELDS[fault.code], fault.code), typed=typed)
    sessions.forget(account.id)
    return see_other(f"{ACCOUNT}?done=profile")


def _relation(text: str) -> int | None:
    if not text.strip():
        return None
    if not forms.is_number(text.strip()) or not 1 <= int(text) <= MAX_ID:
        raise InvalidInputError("Give the id of a relation", "relation")
    return int(text)


def change_password(context: RequestContext) -> Response:
    """Take a new password, with the one that it replaces."""
    form, register, person = forms.read(context), context.register, session_of(context).person
    revoke = "revoke" in form
    if form.get("password", "") != form.get("again", ""):
        return account_page(context, NOT_THE_SAME, revoke=revoke)
    chosen = choosing(context, person.id)
    tried = attempt(context, "sign-in", key_of(person.email), "password", person.id)
    change, host = (form.get("current", ""), form.get("password", "")), own_host(context)
    try:
        with hashing(tried, is_known=True) as asker:
            outcome = own_account.change_password(
                register.sessions, register.passwords, person.id, change, host, revoke, asker, seen(context)
            )
    except InvalidInputError as fault:
        chosen.failed()
        return account_page(context, FieldFault("password", fault.code), revoke=revoke)
    if isinstance(outcome, Failed):
        count_failure(context, tried, "password", person.id)
        return account_page(context, FieldFault("current", "password_wrong"), revoke=revoke)
    tried.succeeded()
    notices.tell(register.settings, outcome.account, "password")
    return begun(context, outcome, f"{ACCOUNT}?done=password")


def end_session(context: RequestContext) -> Response:
    """End one session; one's own is as signing out."""
    wanted, mine = context.parameters["session_id"], session_of(context)
    own_account.end_session(context.register.sessions, wanted, seen(context))
    if wanted == mine.id:
        return see_other(SIGN_IN, no_cookie(context))
    return see_other(f"{ACCOUNT}?done=session")


def end_all_sessions(context: RequestContext) -> Response:
    """Sign out everywhere."""
    own_account.end_sessions(context.register.sessions, seen(context))
    return see_other(SIGN_IN, no_cookie(context))


def revoke_consent(context: RequestContext) -> Response:
    """Revoke what was given to an application."""
    client_id = context.parameters["client_id"]
    context.register.sessions.write(seen(context), lambda asks: consents.revoke_of_client(asks, client_id))
    return see_other(f"{ACCOUNT}?done=consent")
