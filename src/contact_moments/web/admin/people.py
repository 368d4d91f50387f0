"""`/admin/people`: who may sign in, and what a menu does to an account: its link, second factor, sessions, state."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Literal

from msgspec import Struct

from contact_moments.accounts import accounts, directory, links, notices
from contact_moments.accounts.directory import Listed
from contact_moments.errors import ChangedMeanwhileError, ConflictError, UnavailableError
from contact_moments.http_server.messages import Response
from contact_moments.http_server.pipeline import RequestContext
from contact_moments.http_server.routes import Route
from contact_moments.model import ACCOUNT_EDIT
from contact_moments.pages import forms
from contact_moments.pages.forms import MAX_FORM
from contact_moments.pages.rendering import PageData, page, see_other
from contact_moments.people import Account, Purpose
from contact_moments.web.admin.lists import Pages, local, shown, today
from contact_moments.web.admin.nav import Nav, nav
from contact_moments.web.admin.proof import is_proven
from contact_moments.web.frame import Frame, frame
from contact_moments.web.requests import checked_database, session_of

PEOPLE = "/admin/people"
DONE = frozenset(
    {
        *("changed", "unchanged", "disabled", "enabled", "signed_out", "second_factor", "mailed", "withdrawn"),
        *("added_already", "own_account", "last_administrator", "link_renewed", "account_disabled"),
    }
)
What = Literal["link", "second-factor", "disable"]
State = Literal["active", "disabled", "invited", "not_invited"]


class PersonRow(Struct, frozen=True):
    """Somebody in the list. `mine` says that one may do what they may, and so change them; `me` that it is oneself.

    `link` is what their link is for, and `until` when it ends.
    """

    id: str
    name: str
    email: str
    role: str
    state: State
    has_second_factor: bool
    needs_second_factor: bool
    signed_in: datetime | None
    sessions: int
    link: Purpose | None
    until: datetime | None
    mine: bool
    me: bool


class AdminPeople(PageData, frozen=True):
    """The list. `done` is what was done a moment ago, and `of` to whom."""

    frame: Frame
    nav: Nav
    rows: list[PersonRow]
    pages: Pages
    today: date
    done: str
    of: str


class AdminPersonAsk(PageData, frozen=True):
    """What happens by something that one does with a password. `wrong` says that the password was."""

    frame: Frame
    nav: Nav
    what: What
    row: PersonRow
    email: str
    mark: str
    mails: bool
    wrong: bool


class AdminLink(PageData, frozen=True):
    """A one-time link, which no other answer has: for whom it is, and what for."""

    frame: Frame
    nav: Nav
    row: PersonRow
    purpose: Purpose
    address: str


def show_people(context: RequestContext) -> Response:
    """The list, with a word about what was done a moment ago."""
    database, query = context.register.database, forms.read_query_all(context)
    everybody = directory.everybody(database)
    part = shown(context, everybody, [f"{one.name} {one.email}" for one in everybody])
    found = directory.listed(database, [one.id for one in part.rows], context.register.clock())
    of = next((one.name for one in everybody if one.id == query.one("of")), "")
    done = query.one("done")
    data = AdminPeople(
        frame(context, "admin"),
        nav(context, "people"),
        [row_of(context, one) for one in found],
        part.pages,
        today(context),
        done if done in DONE and of else "",
        of,
    )
    return page(context, "admin_people.html", data)


def row_of(context: RequestContext, one: Listed) -> PersonRow:
    """Somebody as the list shows them."""
    account, session = one.account, session_of(context)
    return PersonRow(
        account.id,
        account.name,
        account.email,
        account.role,
        _state(one),
        account.has_second_factor,
        one.needs_second_factor,
        local(context, account.signed_in_at),
        one.sessions,
        one.link.purpose if one.link else None,
        local(context, one.link.expires_at if one.link else None),
        one.scopes <= session.scopes,
        account.id == session.person.id,
    )


def _state(one: Listed) -> State:
    if one.account.disabled_at is not None:
        return "disabled"
    if one.account.has_password:
        return "active"
    return "not_invited" if one.link is None else "invited"


def find(context: RequestContext) -> Listed:
    """Whom the address names. Raises `NotFoundError`."""
    register = context.register
    return directory.find(register.database, context.parameters["account_id"], register.clock())


def done(what: str, account_id: str) -> Response:
    """Go on to the list, which says what was done."""
    return see_other(f"{PEOPLE}?done={what}&of={account_id}")


def _asking(what: What) -> Callable[[RequestContext], Response]:
    return lambda context: _ask(context, what, find(context))


def _ask(context: RequestContext, what: What, found: Listed, wrong: bool = False) -> Response:
    data = AdminPersonAsk(
        frame(context, "admin", PEOPLE),
        nav(context, "people"),
        what,
        row_of(context, found),
        session_of(context).person.email,
        found.link_mark,
        context.register.settings.smtp_url is not None,
        wrong,
    )
    return page(context, "admin_person_ask.html", data, status=422 if wrong else 200)


def make_link(context: RequestContext) -> Response:
    """Make a one-time link, and mail it; where no mail can be sent, show it, once."""
    found, form = find(context), forms.read_all(context)
    if not is_proven(context, form.one("password")):
        return _ask(context, "link", found, wrong=True)
    try:
        return send_link(context, found.account, form.one("mark"))
    except ChangedMeanwhileError as fault:
        return done(fault.code, found.account.id)
    except ConflictError as fault:
        return done("account_disabled" if fault.code == "disabled" else fault.code, found.account.id)


def send_link(context: RequestContext, account: Account, mark: str) -> Response:
    """Make a one-time link for an account whose link has that mark, and mail or show it."""
    register = context.register
    purpose, token = links.make(checked_database(context), account.id, register.clock(), context.actor, mark=mark)
    address = notices.link_address(register.settings, purpose, token)
    try:
        mailed = notices.send_link(register.settings, account, purpose, address)
    except UnavailableError:
        mailed = False
    if mailed:
        return done("mailed", account.id)
    row = row_of(context, directory.find(register.database, account.id, register.clock()))
    data = AdminLink(frame(context, "admin", PEOPLE), nav(context, "people"), row, purpose, address)
    return page(context, "admin_link.html", data)


def withdraw_link(context: RequestContext) -> Response:
    """Withdraw a link: an invitation, or one for a new password."""
    account_id = find(context).account.id
    links.withdraw(checked_database(context), account_id, context.actor)
    return done("withdrawn", account_id)


def remove_second_factor(context: RequestContext) -> Response:
    """Remove somebody's second factor, and tell them."""
    found, register = find(context), context.register
    if not is_proven(context, forms.read_all(context).one("password")):
        return _ask(context, "second-factor", found, wrong=True)
    try:
        removed = links.remove_second_factor(checked_database(context), found.account.id, context.actor)
    except ConflictError as fault:
        return done(fault.code, found.account.id)
    register.sessions.forget(found.account.id)
    if removed:
        notices.tell(register.settings, found.account, "second_factor")
    return done("second_factor", found.account.id)


def disable(context: RequestContext) -> Response:
    """Disable an account."""
    register, account_id = context.register, find(context).account.id
    try:
        accounts.disable(checked_database(context), account_id, register.clock(), context.actor)
    except ConflictError as fault:
        return done(fault.code, account_id)
    register.sessions.forget(account_id)
    return done("disabled", account_id)


def enable(context: RequestContext) -> Response:
    """Enable an account again."""
    account_id = find(context).account.id
    accounts.enable(checked_database(context), account_id, context.actor)
    return done("enabled", account_id)


def sign_out(context: RequestContext) -> Response:
    """End all sessions of somebody. One's own end too, and with them this one."""
    sessions, account_id = context.register.sessions, find(context).account.id
    sessions.end_all_by(checked_database(context), account_id, context.actor)
    return done("signed_out", account_id)


_ONE = PEOPLE + "/{account_id}"

PAGES = (
    Route("GET", PEOPLE, ACCOUNT_EDIT, show_people, page=True),
    Route("GET", f"{_ONE}/link", ACCOUNT_EDIT, _asking("link"), page=True),
    Route("POST", f"{_ONE}/link", ACCOUNT_EDIT, make_link, page=True, max_body=MAX_FORM),
    Route("POST", f"{_ONE}/withdraw-link", ACCOUNT_EDIT, withdraw_link, page=True, max_body=MAX_FORM),
    Route("GET", f"{_ONE}/second-factor", ACCOUNT_EDIT, _asking("second-factor"), page=True),
    Route("POST", f"{_ONE}/second-factor", ACCOUNT_EDIT, remove_second_factor, page=True, max_body=MAX_FORM),
    Route("GET", f"{_ONE}/disable", ACCOUNT_EDIT, _asking("disable"), page=True),
    Route("POST", f"{_ONE}/disable", ACCOUNT_EDIT, disable, page=True, max_body=MAX_FORM),
    Route("POST", f"{_ONE}/enable", ACCOUNT_EDIT, enable, page=True, max_body=MAX_FORM),
    Route("POST", f"{_ONE}/sign-out", ACCOUNT_EDIT, sign_out, page=True, max_body=MAX_FORM),
)
