"""`/admin/clients`: the list of API clients, and what a menu does to one: off, on, parking, a new secret."""

from datetime import date, datetime

from msgspec import Struct

from contact_moments import client_changes, clients
from contact_moments.client_changes import InUse
from contact_moments.errors import ChangedMeanwhileError, ConflictError
from contact_moments.http_server.messages import Response
from contact_moments.http_server.pipeline import RequestContext
from contact_moments.http_server.routes import Route
from contact_moments.model import CLIENT_EDIT, Client
from contact_moments.moments import parking
from contact_moments.pages import forms
from contact_moments.pages.forms import MAX_FORM
from contact_moments.pages.rendering import PageData, page, see_other
from contact_moments.pages.words import scopes_in_order
from contact_moments.web.admin.lists import Pages, local, shown, today
from contact_moments.web.admin.nav import Nav, nav
from contact_moments.web.admin.proof import is_proven
from contact_moments.web.frame import Frame, frame
from contact_moments.web.requests import checked_database, session_of

CLIENTS = "/admin/clients"
DONE = frozenset({"added", "changed", "unchanged", "off", "on", "parking_on", "parking_off", "added_already", "parked"})


class ClientRow(Struct, frozen=True):
    """A client in the list. `mine` says that the person may do what it may, and so change it."""

    id: str
    name: str
    scopes: list[str]
    used: datetime | None
    off: bool
    public: bool
    parks: bool
    mine: bool


class AdminClients(PageData, frozen=True):
    """The list. `done` is what was done a moment ago, and `of` to which client."""

    frame: Frame
    nav: Nav
    rows: list[ClientRow]
    pages: Pages
    today: date
    done: str
    of: str


class AdminClientAsk(PageData, frozen=True):
    """What stops working if a client is switched off, or gets a new secret; `what` is `off` or `secret`.

    `late` is what somebody else has done meanwhile, and `wrong` says that one's own password, for which `own_email` is
    told, was wrong.
    """

    frame: Frame
    nav: Nav
    what: str
    row: ClientRow
    tokens: int
    people: int
    mark: str
    today: date
    late: str
    own_email: str
    wrong: bool


class AdminSecret(PageData, frozen=True):
    """A client with its secret, which no other answer has; None for a client that has none. `what`: new or renewed."""

    frame: Frame
    nav: Nav
    what: str
    row: ClientRow
    secret: str | None


def show_clients(context: RequestContext) -> Response:
    """The list, with a word about what was done a moment ago."""
    found = clients.all_clients(context.register.database)[::-1]  # the newest first
    query = forms.read_query_all(context)
    part = shown(context, found, [f"{one.name} {one.id}" for one in found])
    done, of = query.one("done"), query.one("of")
    name = next((one.name for one in found if one.id == of), "")
    data = AdminClients(
        frame(context, "admin"),
        nav(context, "clients"),
        [row_of(context, one) for one in part.rows],
        part.pages,
        today(context),
        done if done in DONE and name else "",
        name,
    )
    return page(context, "admin_clients.html", data)


def row_of(context: RequestContext, one: Client) -> ClientRow:
    """A client as the list shows it."""
    return ClientRow(
        one.id,
        one.name,
        scopes_in_order(one.scopes),
        local(context, one.used_at),
        one.revoked_at is not None,
        one.public,
        one.parks,
        one.scopes <= session_of(context).scopes,
    )


def find(context: RequestContext) -> InUse:
    """The client that the address names. Raises `NotFoundError`."""
    register = context.register
    return client_changes.find(register.database, context.parameters["client_id"], register.clock())


def done(what: str, client_id: str) -> Response:
    """Go on to the list, which says what was done."""
    return see_other(f"{CLIENTS}?done={what}&of={client_id}")


def show_off(context: RequestContext) -> Response:
    """What stops working if the client is switched off."""
    return _ask(context, "off", find(context))


def show_secret(context: RequestContext) -> Response:
    """What stops working if the client gets another secret."""
    return _ask(context, "secret", find(context))


def _ask(context: RequestContext, what: str, found: InUse, late: str = "", wrong: bool = False) -> Response:
    data = AdminClientAsk(
        frame(context, "admin", CLIENTS),
        nav(context, "clients"),
        what,
        row_of(context, found.client),
        found.tokens,
        found.people,
        found.secret_mark,
        today(context),
        late,
        session_of(context).person.email,
        wrong,
    )
    status = 409 if late else 422 if wrong else 200
    return page(context, "admin_client_ask.html", data, status=status)


def switch_off(context: RequestContext) -> Response:
    """Revoke a client."""
    register, client_id = context.register, context.parameters["client_id"]
    clients.revoke(checked_database(context), client_id, register.clock(), context.actor)
    return done("off", client_id)


def switch_on(context: RequestContext) -> Response:
    """Let a client in again."""
    register, client_id = context.register, context.parameters["client_id"]
    client_changes.enable(checked_database(context), client_id, register.clock(), context.actor)
    return done("on", client_id)


def switch_parking(context: RequestContext) -> Response:
    """Park what is refused of a client, or not any more; not switched off while something of it is parked."""
    register, client_id = context.register, context.parameters["client_id"]
    on = forms.read_all(context).one("parking") == "on"
    parking.expire(register.database, register.clock(), register.settings.parked_days)
    try:
        parking.switch(checked_database(context), client_id, on, context.actor)
    except ConflictError:
        return done("parked", client_id)
    return done("parking_on" if on else "parking_off", client_id)


def renew_secret(context: RequestContext) -> Response:
    """Give a client another secret, and show it; the same form sent twice changes nothing."""
    found, fields = find(context), forms.read_all(context)
    if not is_proven(context, fields.one("password")):
        return _ask(context, "secret", found, wrong=True)
    try:
        client, secret = client_changes.renew_secret(
            checked_database(context), found.client.id, context.actor, fields.one("secret_mark")
        )
    except ChangedMeanwhileError as fault:
        return _ask(context, "secret", find(context), fault.code)
    except ConflictError as fault:
        return _ask(context, "secret", found, fault.code)
    return show_once(context, "renewed", client, secret)


def show_once(context: RequestContext, what: str, client: Client, secret: str | None) -> Response:
    """The only answer that has the secret of a client. No page is kept by a browser, and this one neither."""
    data = AdminSecret(frame(context, "admin", CLIENTS), nav(context, "clients"), what, row_of(context, client), secret)
    return page(context, "admin_secret.html", data)


PAGES = (
    Route("GET", CLIENTS, CLIENT_EDIT, show_clients, page=True),
    Route("GET", CLIENTS + "/{client_id}/off", CLIENT_EDIT, show_off, page=True),
    Route("POST", CLIENTS + "/{client_id}/off", CLIENT_EDIT, switch_off, page=True, max_body=MAX_FORM),
    Route("POST", CLIENTS + "/{client_id}/on", CLIENT_EDIT, switch_on, page=True, max_body=MAX_FORM),
    Route("POST", CLIENTS + "/{client_id}/parking", CLIENT_EDIT, switch_parking, page=True, max_body=MAX_FORM),
    Route("GET", CLIENTS + "/{client_id}/secret", CLIENT_EDIT, show_secret, page=True),
    Route("POST", CLIENTS + "/{client_id}/secret", CLIENT_EDIT, renew_secret, page=True, max_body=MAX_FORM),
)
