"""`/admin/roles`: what people may do, by sets of scopes: those that come with the register, and one's own."""

from collections.abc import Callable
from urllib.parse import quote

from msgspec import Struct
from msgspec.structs import replace

from contact_moments.accounts import roles
from contact_moments.errors import ChangedMeanwhileError, ConflictError, InvalidInputError, NotFoundError
from contact_moments.http_server.messages import Response
from contact_moments.http_server.pipeline import RequestContext
from contact_moments.http_server.routes import Route
from contact_moments.model import ACCOUNT_EDIT, ALL_SCOPES
from contact_moments.pages import forms
from contact_moments.pages.forms import MAX_FORM
from contact_moments.pages.rendering import PageData, page, see_other
from contact_moments.people import Role
from contact_moments.web.admin.nav import Nav, nav
from contact_moments.web.admin.proof import is_proven
from contact_moments.web.frame import Frame, frame
from contact_moments.web.requests import FieldFault, checked_database, session_of

ROLES, NEW_ROLE = "/admin/roles", "/admin/new-role"
DONE = frozenset({"added", "changed", "unchanged", "removed", "role_given", "built_in", "last_administrator"})

_UNKNOWN = "-"  # the mark of a form that has none: of no role
# The fields that a refusal is about, by its code.
_FIELDS = {
    "role_name": "name",
    "role_taken": "name",
    "scopes": "scopes",
    "last_administrator": "scopes",
    "password_wrong": "password",
}


class RoleRow(Struct, frozen=True):
    """A role in the list. `mine` says that one may do what it allows, and so change it."""

    name: str
    scopes: list[str]
    second_factor: bool
    built_in: bool
    holders: int
    mine: bool


class AdminRoles(PageData, frozen=True):
    """The list. `done` is what was done a moment ago, and `of` to which role."""

    frame: Frame
    nav: Nav
    rows: list[RoleRow]
    done: str
    of: str


class RoleForm(Struct, frozen=True):
    """The fields as typed. `mark` is of the role that was there when the form was opened."""

    name: str
    scopes: list[str]
    second_factor: bool
    mark: str = ""


class AdminRoleForm(PageData, frozen=True):
    """The whole page. `is_new` tells of a new role; of one that is built in only the second factor can be changed.

    `scopes` are those that one can give, and `all_scopes` says whether these are all. `own_email` is of who
    administers. `meanwhile` is the role as somebody else has made it since the form was opened.
    """

    frame: Frame
    nav: Nav
    action: str
    is_new: bool
    built_in: bool
    holders: int
    form: RoleForm
    scopes: list[str]
    all_scopes: bool
    own_email: str
    faults: list[FieldFault]
    meanwhile: RoleForm | None


def show_roles(context: RequestContext) -> Response:
    """The list, with a word about what was done a moment ago."""
    database, query = context.register.database, forms.read_query_all(context)
    holders, own = roles.holders(database), session_of(context).scopes
    rows = [
        RoleRow(
            one.name,
            _in_order(one.scopes),
            one.second_factor,
            one.built_in,
            holders.get(one.name, 0),
            one.scopes <= own,
        )
        for one in roles.all_roles(database)
    ]
    done, of = query.one("done"), query.one("of")
    known = roles.is_name(of) and done in DONE
    data = AdminRoles(frame(context, "admin"), nav(context, "people"), rows, done if known else "", of if known else "")
    return page(context, "admin_roles.html", data)


def _form_of(one: Role) -> RoleForm:
    return RoleForm(one.name, _in_order(one.scopes), one.second_factor, roles.mark_of(one))


def _in_order(scopes: frozenset[str] | list[str]) -> list[str]:
    return [one for one in ALL_SCOPES if one in scopes]


def _find(context: RequestContext) -> Role:
    name = context.parameters["name"]
    found = next((one for one in roles.all_roles(context.register.database) if one.name == name), None)
    if found is None:
        raise NotFoundError("There is no such role")
    return found


def show_new(context: RequestContext) -> Response:
    """The form of a new role."""
    return _show(context, None, RoleForm("", [], False))


def show_change(context: RequestContext) -> Response:
    """The form of a role. Raises `NotFoundError`."""
    found = _find(context)
    return _show(context, found, _form_of(found))


def save(context: RequestContext) -> Response:
    """Add a role, or change one: also what everybody who has it may do. So it asks for one's own password."""
    found = None if context.template == NEW_ROLE else _find(context)
    fields = forms.read_all(context)
    form = RoleForm(
        fields.one("name").strip() if found is None else found.name,
        fields.all("scope") if found is None or not found.built_in else _in_order(found.scopes),
        fields.one("second_factor") == "on",
        fields.one("mark"),
    )
    faults = _faults(form)
    if not faults and not is_proven(context, fields.one("password")):
        faults = [FieldFault("password", "password_wrong")]
    if faults:
        return _show(context, found, form, faults)
    try:
        outcome = _put(context, found, form)
    except ChangedMeanwhileError:
        now = _form_of(_find(context))
        return _show(context, found, replace(form, mark=now.mark), meanwhile=now)
    except ConflictError as fault:
        return _show(context, found, form, [FieldFault(_FIELDS.get(fault.code, "scopes"), fault.code)])
    return _done(outcome, form.name)


def _put(context: RequestContext, found: Role | None, form: RoleForm) -> str:
    writer = checked_database(context)
    if found is not None and found.built_in:
        changed = roles.ask_second_factor(writer, found.name, form.second_factor, context.actor)
        return "changed" if changed else "unchanged"
    expected = "" if found is None else form.mark or _UNKNOWN
    return roles.put_role(writer, form.name, frozenset(form.scopes), form.second_factor, context.actor, expected)


def remove(context: RequestContext) -> Response:
    """Remove a role that nobody has."""
    found = _find(context)
    try:
        roles.remove_role(checked_database(context), found.name, context.actor)
    except ConflictError as fault:
        return _done(fault.code, found.name)
    return _done("removed", found.name)


def _done(what: str, name: str) -> Response:
    return see_other(f"{ROLES}?done={what}&of={quote(name)}")


def _faults(form: RoleForm) -> list[FieldFault]:
    checks: list[Callable[[], None]] = [
        lambda: roles.check_name(form.name),
        lambda: roles.check_scopes(frozenset(form.scopes)),
    ]
    found = []
    for check in checks:
        try:
            check()
        except InvalidInputError as fault:
            found.append(FieldFault(_FIELDS[fault.code], fault.code))
    return found


def _show(
    context: RequestContext,
    found: Role | None,
    form: RoleForm,
    faults: list[FieldFault] | None = None,
    meanwhile: RoleForm | None = None,
) -> Response:
    own = session_of(context).scopes
    holders = 0 if found is None else roles.holders(context.register.database).get(found.name, 0)
    data = AdminRoleForm(
        frame(context, "admin", ROLES),
        nav(context, "people"),
        NEW_ROLE if found is None else f"{ROLES}/{quote(found.name)}",
        found is None,
        found is not None and found.built_in,
        holders,
        form,
        _in_order(own),
        own >= set(ALL_SCOPES),
        session_of(context).person.email,
        faults or [],
        meanwhile,
    )
    status = 409 if meanwhile else 422 if faults else 200
    return page(context, "admin_role_form.html", data, status=status)


PAGES = (
    Route("GET", ROLES, ACCOUNT_EDIT, show_roles, page=True),
    Route("GET", NEW_ROLE, ACCOUNT_EDIT, show_new, page=True),
    Route("POST", NEW_ROLE, ACCOUNT_EDIT, save, page=True, max_body=MAX_FORM),
    Route("GET", ROLES + "/{name}", ACCOUNT_EDIT, show_change, page=True),
    Route("POST", ROLES + "/{name}", ACCOUNT_EDIT, save, page=True, max_body=MAX_FORM),
    Route("POST", ROLES + "/{name}/remove", ACCOUNT_EDIT, remove, page=True, max_body=MAX_FORM),
)
