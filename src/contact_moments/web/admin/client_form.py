"""`/admin/clients/new` and `/admin/clients/{id}`: what a client is called, what it may do, and how it signs in."""

from collections.abc import Callable
from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

from contact_moments import client_changes, clients
from contact_moments.client_changes import InUse, Wanted
from contact_moments.clients import ClientMetadata
from contact_moments.errors import ChangedMeanwhileError, ConflictError, InvalidInputError
from contact_moments.http_server.messages import Response
from contact_moments.http_server.pipeline import RequestContext
from contact_moments.http_server.routes import Route
from contact_moments.model import CLIENT_EDIT, SCOPES
from contact_moments.pages import forms
from contact_moments.pages.forms import MAX_FORM, Fields
from contact_moments.pages.rendering import PageData, page
from contact_moments.pages.words import scopes_in_order
from contact_moments.tokens import is_id, new_id
from contact_moments.web.admin.clients import CLIENTS, done, find, show_once
from contact_moments.web.admin.nav import Nav, nav
from contact_moments.web.admin.proof import is_proven
from contact_moments.web.frame import Frame, frame
from contact_moments.web.requests import FieldFault, checked_database, session_of

Kind = Literal["own", "people", "public"]
KINDS: tuple[Kind, ...] = ("own", "people", "public")


class ClientForm(Struct, frozen=True):
    """The fields as typed; redirect addresses one a line. `id` is that of the client that this form makes, once.

    `mark` is of the client that was there when the form was opened.
    """

    id: str
    name: str
    scopes: list[str]
    kind: str
    redirects: str
    mark: str = ""


class AdminClientForm(PageData, frozen=True):
    """The whole page. `name` is what the client is called now, empty for a new one. `own_email` is of who administers.

    `scopes` are those that the person can give, and `all_scopes` says whether these are all. `meanwhile` is the client
    as somebody else has made it since the form was opened.
    """

    frame: Frame
    nav: Nav
    action: str
    name: str
    form: ClientForm
    scopes: list[str]
    all_scopes: bool
    own_email: str
    kinds: tuple[Kind, ...]
    faults: list[FieldFault]
    meanwhile: ClientForm | None


def show_new(context: RequestContext) -> Response:
    """The form of a new client."""
    return _show(context, None, ClientForm(new_id(), "", [], "own", ""))


def add(context: RequestContext) -> Response:
    """Add a client, and show its secret. The same form sent twice adds one, and shows the secret once."""
    fields, register = forms.read_all(context), context.register
    form = _typed(fields)
    faults = _faults(form) or _unproven(context, fields)
    if faults:
        return _show(context, None, form, faults)
    metadata = ClientMetadata(_lines(form.redirects), form.kind == "public", form.kind == "people")
    try:
        client, secret = clients.add(
            checked_database(context),
            form.name,
            frozenset(form.scopes),
            register.clock(),
            context.actor,
            metadata,
            form.id,
        )
    except ConflictError:
        return done("added_already", form.id)
    return show_once(context, "added", client, None if client.public else secret)


def show_change(context: RequestContext) -> Response:
    """The form of a client that is there. Raises `NotFoundError`."""
    found = find(context)
    return _show(context, found, _form_of(found))


def change(context: RequestContext) -> Response:
    """Change a client as typed."""
    found, fields = find(context), forms.read_all(context)
    form = replace(_typed(fields), id=found.client.id, kind=_form_of(found).kind)
    wanted = Wanted(form.name, frozenset(form.scopes), _lines(form.redirects))
    same = replace(found.as_wanted, name=form.name).mark == wanted.mark
    faults = _faults(form) or ([] if same else _unproven(context, fields))
    if faults:
        return _show(context, found, form, faults)
    writer = checked_database(context)
    try:
        changed = client_changes.change(writer, found.client.id, wanted, context.actor, form.mark)
    except ChangedMeanwhileError:
        return _changed(context, form)
    return done("changed" if changed else "unchanged", found.client.id)


def _unproven(context: RequestContext, fields: Fields) -> list[FieldFault]:
    """Whoever has a client has what it may do, for longer than a session: so one's own password is asked."""
    return [] if is_proven(context, fields.one("password")) else [FieldFault("password", "password_wrong")]


def _changed(context: RequestContext, form: ClientForm) -> Response:
    """What was typed, beside what is there now; saving it once more is meant."""
    found = find(context)
    now = _form_of(found)
    return _show(context, found, replace(form, mark=now.mark), meanwhile=now)


def _form_of(found: InUse) -> ClientForm:
    one = found.client
    kind = "public" if one.public else "own" if one.own_tokens else "people"
    scopes, redirects = scopes_in_order(one.scopes), "\n".join(found.redirects)
    return ClientForm(one.id, one.name, scopes, kind, redirects, found.as_wanted.mark)


def _typed(fields: Fields) -> ClientForm:
    kind, form_id = fields.one("kind"), fields.one("id")
    return ClientForm(
        form_id if is_id(form_id) else new_id(),
        fields.one("name").strip(),
        fields.all("scope"),
        kind if kind in KINDS else "own",
        fields.one("redirects"),
        fields.one("mark"),
    )


def _lines(text: str) -> tuple[str, ...]:
    return tuple(line.strip() for line in text.splitlines() if line.strip())


def _faults(form: ClientForm) -> list[FieldFault]:
    """What is wrong, by the rules of the domain, with the code of its words."""
    checks: dict[str, Callable[[], None]] = {
        "name": lambda: clients.check_name(form.name),
        "scopes": lambda: clients.check_scopes(frozenset(form.scopes)),
        "redirects": lambda: clients.check_redirects(_lines(form.redirects), form.kind == "public", form.kind == "own"),
    }
    found = []
    for field, check in checks.items():
        try:
            check()
        except InvalidInputError as fault:
            found.append(FieldFault(field, fault.code))
    return found


def _show(
    context: RequestContext,
    found: InUse | None,
    form: ClientForm,
    faults: list[FieldFault] | None = None,
    meanwhile: ClientForm | None = None,
) -> Response:
    own = session_of(context).scopes
    data = AdminClientForm(
        frame(context, "admin", CLIENTS),
        nav(context, "clients"),
        f"{CLIENTS}/new" if found is None else f"{CLIENTS}/{found.client.id}",
        "" if found is None else found.client.name,
        form,
        scopes_in_order(own),
        own >= set(SCOPES),
        session_of(context).person.email,
        KINDS,
        faults or [],
        meanwhile,
    )
    status = 409 if meanwhile else 422 if faults else 200
    return page(context, "admin_client_form.html", data, status=status)


PAGES = (
    Route("GET", f"{CLIENTS}/new", CLIENT_EDIT, show_new, page=True),
    Route("POST", f"{CLIENTS}/new", CLIENT_EDIT, add, page=True, max_body=MAX_FORM),
    Route("GET", CLIENTS + "/{client_id}", CLIENT_EDIT, show_change, page=True),
    Route("POST", CLIENTS + "/{client_id}", CLIENT_EDIT, change, page=True, max_body=MAX_FORM),
)
