"""`/account`: who one is, the password, the second factor, the sessions, and what was given to applications."""

import re

from msgspec import Struct
from msgspec.structs import replace

from contact_moments import consents
from contact_moments.accounts import accounts, notices, own_account
from contact_moments.accounts.emails import key_of
from contact_moments.accounts.signing_in import Failed
from contact_moments.errors import InvalidInputError, NotFoundError
from contact_moments.http_server.messages import Response
from contact_moments.http_server.page_guard import seen
from contact_moments.http_server.pipeline import RequestContext
from contact_moments.model import MAX_ID, RELATION_VIEW
from contact_moments.pages import forms
from contact_moments.pages.rendering import PageData, page, see_other
from contact_moments.pages.times import time_text
from contact_moments.people import Account
from contact_moments.web.agents import browser_of
from contact_moments.web.links import AGAIN
from contact_moments.web.requests import (
    SIGN_IN,
    attempt,
    begun,
    choosing,
    count_failure,
    hashing,
    no_cookie,
    own_host,
    session_of,
)

HOME = forms.HOME
_NUMBER = re.compile(r"[0-9]{1,16}", re.ASCII)


class SessionRow(Struct, frozen=True):
    """A session as its owner sees it."""

    id: str
    browser: str | None
    address: str
    seen: str
    is_this: bool


class GivenRow(Struct, frozen=True):
    """What an application may do for the person."""

    client_id: str
    name: str
    scopes: list[str]
    since: str


class OwnAccount(PageData, frozen=True):
    """The whole page. `fault` is the code of what was wrong in the form `faulty`; `account` has what was typed.

    `sees_relations` says that the person may set the relation that they are.
    """

    account: Account
    codes_left: int
    sessions: list[SessionRow]
    given: list[GivenRow]
    sees_relations: bool
    faulty: str | None = None
    fault: str | None = None
    done: str | None = None


def show_account(context: RequestContext) -> Response:
    """The page, with a word about what was done a moment ago."""
    return _show(context, done=forms.read_query(context).get("done"))


def _show(
    context: RequestContext,
    faulty: str | None = None,
    fault: str | None = None,
    done: str | None = None,
    typed: Account | None = None,
) -> Response:
    database, session = context.register.database, session_of(context)
    own = own_account.find(database, session.person.id)
    account, rows, given = typed or own.account, _sessions(context), _given(context)
    sees = RELATION_VIEW in session.scopes
    data = OwnAccount(account, own.codes_left, rows, given, sees, faulty, fault, done)
    return page(context, "own_account.html", data, status=200 if fault is None else 422)


def _sessions(context: RequestContext) -> list[SessionRow]:
    mine, register = session_of(context), context.register
    return [
        SessionRow(one.id, browser_of(one.agent), one.address, time_text(context, one.seen_at), one.id == mine.id)
        for one in register.sessions.of_account(mine.person.id)
    ]


def _given(context: RequestContext) -> list[GivenRow]:
    register = context.register
    found = consents.given_by(register.database, session_of(context).person.id, register.clock())
    return [
        GivenRow(one.client_id, one.client_name, sorted(one.scopes), time_text(context, one.given_at)) for one in found
    ]


def change_profile(context: RequestContext) -> Response:
    """Take name, language and relation."""
    form, sessions = forms.read(context), context.register.sessions
    account = own_account.find(sessions.database, session_of(context).person.id).account
    typed = replace(account, name=form.get("name", ""), language=form.get("language", ""))
    try:
        # Who may not see relations has no field for it.
        relation = _relation(form["relation"]) if "relation" in form else account.relation_id
        new = replace(typed, relation_id=relation)
        sessions.write(seen(context), lambda asks: accounts.change_profile(asks, new))
    except (InvalidInputError, NotFoundError) as fault:
        return _show(context, "profile", fault.code, typed=typed)
    sessions.forget(account.id)
    return see_other(f"{HOME}?done=profile")


def _relation(text: str) -> int | None:
    if not text.strip():
        return None
    if not _NUMBER.fullmatch(text.strip()) or not 1 <= int(text) <= MAX_ID:
        raise InvalidInputError("Give the id of a relation", "relation")
    return int(text)


def change_password(context: RequestContext) -> Response:
    """Take a new password, with the one that it replaces."""
    form, register, person = forms.read(context), context.register, session_of(context).person
    if form.get("password", "") != form.get("again", ""):
        return _show(context, "password", AGAIN)
    chosen = choosing(context, person.id)
    tried = attempt(context, "sign-in", key_of(person.email), "password", person.id)
    change, host = (form.get("current", ""), form.get("password", "")), own_host(context)
    try:
        with hashing(tried, is_known=True) as asker:
            outcome = own_account.change_password(
                register.sessions, register.passwords, person.id, change, host, "revoke" in form, asker, seen(context)
            )
    except InvalidInputError as fault:
        chosen.failed()
        return _show(context, "password", fault.code)
    if isinstance(outcome, Failed):
        count_failure(context, tried, "password", person.id)
        return _show(context, "password", "password_wrong")
    tried.succeeded()
    notices.tell(register.settings, outcome.account, "password")
    return begun(context, outcome, f"{HOME}?done=password")


def end_session(context: RequestContext) -> Response:
    """End one session; one's own is as signing out."""
    wanted, mine = context.parameters["session_id"], session_of(context)
    own_account.end_session(context.register.sessions, wanted, seen(context))
    if wanted == mine.id:
        return see_other(SIGN_IN, no_cookie(context))
    return see_other(f"{HOME}?done=session")


def end_all_sessions(context: RequestContext) -> Response:
    """Sign out everywhere."""
    own_account.end_sessions(context.register.sessions, seen(context))
    return see_other(SIGN_IN, no_cookie(context))


def revoke_consent(context: RequestContext) -> Response:
    """Revoke what was given to an application."""
    client_id = context.parameters["client_id"]
    context.register.sessions.write(seen(context), lambda asks: consents.revoke_of_client(asks, client_id))
    return see_other(f"{HOME}?done=consent")
