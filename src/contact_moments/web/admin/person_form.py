"""`/admin/people/new` and `/admin/people/{id}`: who somebody is, how they sign in, and what they may do."""

from collections.abc import Callable

from msgspec import Struct
from msgspec.structs import replace

from contact_moments.accounts import accounts, changes, notices, roles
from contact_moments.accounts.directory import Listed
from contact_moments.accounts.emails import read_email
from contact_moments.errors import (
    ChangedMeanwhileError,
    ConflictError,
    InvalidInputError,
    NotFoundError,
    RegisterError,
    UnauthenticatedError,
)
from contact_moments.http_server.messages import Response
from contact_moments.http_server.pipeline import RequestContext
from contact_moments.http_server.routes import Route
from contact_moments.model import ACCOUNT_EDIT, RELATION_VIEW
from contact_moments.pages import forms
from contact_moments.pages.forms import MAX_FORM, Fields, number_in
from contact_moments.pages.rendering import PageData, page
from contact_moments.people import LANGUAGES, Account
from contact_moments.relations.typing import exact, hits, named
from contact_moments.tokens import is_id, new_id
from contact_moments.web.admin.nav import Nav, nav
from contact_moments.web.admin.people import PEOPLE, PersonRow, done, find, row_of, send_link
from contact_moments.web.admin.proof import is_proven
from contact_moments.web.chosen import HitLine, Token, lines_of
from contact_moments.web.frame import Frame, frame
from contact_moments.web.requests import FieldFault, checked_database, session_of

MOST = 8  # relations that a typed name may mean

# The fields that a refusal is about, by its code.
_FIELDS = {
    "name": "name",
    "email": "email",
    "email_taken": "email",
    "language": "language",
    "own_account": "role",
    "last_administrator": "role",
    "not_found": "relation",
    "password_wrong": "password",
}


class PersonForm(Struct, frozen=True):
    """The fields as typed. `id` is that of the account that this form makes, once; `mark` of what there was before.

    `relation` is the number of the relation that was chosen, and `relation_text` what was typed for it.
    """

    id: str
    name: str
    email: str
    language: str
    role: str
    relation: str
    relation_text: str
    mark: str


class AdminPersonForm(PageData, frozen=True):
    """The whole page. `row` is who it is now, None for somebody new; `own_email` that of who administers.

    `choices` are those whom the typed relation may mean.
    """

    frame: Frame
    nav: Nav
    action: str
    row: PersonRow | None
    form: PersonForm
    roles: list[str]
    own_email: str
    sees_relations: bool
    relation: list[Token]
    choices: list[HitLine]
    faults: list[FieldFault]
    meanwhile: bool


class Drawn(Struct):
    """What a form is drawn from, besides what was typed."""

    found: Listed | None
    choices: list[HitLine] = []
    faults: list[FieldFault] = []
    meanwhile: bool = False


def show_new(context: RequestContext) -> Response:
    """The form of an invitation."""
    language, offered = session_of(context).person.language, _roles(context, "")
    role = "registrar" if "registrar" in offered else (offered or [""])[0]
    return _show(context, PersonForm(new_id(), "", "", language, role, "", "", ""), Drawn(None))


def show_change(context: RequestContext) -> Response:
    """The form of somebody's account. Raises `NotFoundError`."""
    found = find(context)
    return _show(context, _form_of(found.account), Drawn(found))


def invite(context: RequestContext) -> Response:
    """Add an account and invite the person. The same form sent twice adds one."""
    fields = forms.read_all(context)
    form, drawn = _looked_up(context, _typed(fields), Drawn(None))
    if fields.one("remove"):
        return _show(context, form, drawn)
    if not _sees_relations(context):
        form = replace(form, relation="")
    drawn.faults += _faults(form, _roles(context, ""))
    if not drawn.faults and not is_proven(context, fields.one("password")):
        drawn.faults.append(FieldFault("password", "password_wrong"))
    return _show(context, form, drawn) if drawn.faults else _invite(context, form, drawn)


def _invite(context: RequestContext, form: PersonForm, drawn: Drawn) -> Response:
    register = context.register
    new = Account(form.id, form.email, form.name, form.language, form.role, register.clock(), number_in(form.relation))
    try:
        added = accounts.add(checked_database(context), new, context.actor)
    except (InvalidInputError, NotFoundError, ConflictError) as fault:
        if fault.code == "added_already":
            return done(fault.code, form.id)
        return _refused(context, form, drawn, fault)
    return send_link(context, added, "")


def change(context: RequestContext) -> Response:
    """Change somebody's account as typed."""
    found, fields = find(context), forms.read_all(context)
    form, drawn = _looked_up(context, replace(_typed(fields), id=found.account.id), Drawn(found))
    if not _sees_relations(context):
        form = replace(form, relation=_form_of(found.account).relation)
    if not fields.one("remove"):
        drawn.faults += _faults(form, _roles(context, found.account.role))
    if fields.one("remove") or drawn.faults:
        return _show(context, form, drawn)
    return _change(context, form, drawn, found.account, fields.one("password"))


def _change(context: RequestContext, form: PersonForm, drawn: Drawn, before: Account, password: str) -> Response:
    wanted = replace(
        before,
        name=form.name,
        email=read_email(form.email),
        language=form.language,
        role=form.role,
        relation_id=number_in(form.relation),
    )
    register = context.register
    proven = changes.needs_proof(before, wanted) and is_proven(context, password)
    try:
        changed = changes.change(checked_database(context), wanted, form.mark, proven, context.actor)
    except ChangedMeanwhileError:
        drawn.meanwhile = True
        return _show(context, replace(form, mark=changes.mark_of(find(context).account)), drawn)
    except (InvalidInputError, NotFoundError, ConflictError, UnauthenticatedError) as fault:
        return _refused(context, form, drawn, fault)
    register.sessions.forget(before.id)
    if wanted.email != before.email:
        notices.tell(register.settings, before, "email")
    return done("changed" if changed else "unchanged", before.id)


def _refused(context: RequestContext, form: PersonForm, drawn: Drawn, fault: RegisterError) -> Response:
    if fault.code not in _FIELDS:
        raise fault
    drawn.faults.append(FieldFault(_FIELDS[fault.code], fault.code))
    return _show(context, form, drawn)


def _form_of(account: Account) -> PersonForm:
    relation = "" if account.relation_id is None else str(account.relation_id)
    mark = changes.mark_of(account)
    return PersonForm(account.id, account.name, account.email, account.language, account.role, relation, "", mark)


def _typed(fields: Fields) -> PersonForm:
    form_id, relation = fields.one("id"), fields.one("relation_choice") or fields.one("relation")
    return PersonForm(
        form_id if is_id(form_id) else new_id(),
        fields.one("name").strip(),
        fields.one("email").strip(),
        fields.one("language"),
        fields.one("role"),
        relation if number_in(relation) and fields.one("remove") != f"relation:{relation}" else "",
        "" if fields.one("relation_choice") else fields.one("relation_text").strip(),
        fields.one("mark"),
    )


def _looked_up(context: RequestContext, form: PersonForm, drawn: Drawn) -> tuple[PersonForm, Drawn]:
    """The form with the relation that a typed text means; what is wrong if it means none or several."""
    text, register = form.relation_text, context.register
    if not text or not _sees_relations(context):
        return form, drawn
    try:
        found = exact(register.database, register.settings, text)
        drawn.choices = lines_of(hits(register.database, register.settings, text, MOST))
    except InvalidInputError:
        found = []
    ids = [one.id for one in found] or [one.id for one in drawn.choices]
    if len(ids) == 1:
        drawn.choices = []
        return replace(form, relation=str(ids[0]), relation_text=""), drawn
    drawn.faults.append(FieldFault("relation", "several" if ids else "not_found"))
    return form, drawn


def _sees_relations(context: RequestContext) -> bool:
    return RELATION_VIEW in session_of(context).scopes


def _faults(form: PersonForm, offered: list[str]) -> list[FieldFault]:
    """What is wrong, by the rules of the domain, with the code of its words."""
    harmless = Account("", "a@example.org", "a", LANGUAGES[0], "", 0)
    checks: list[Callable[[], object]] = [
        lambda: accounts.checked(replace(harmless, name=form.name)),
        lambda: accounts.checked(replace(harmless, email=form.email)),
        lambda: accounts.checked(replace(harmless, language=form.language)),
    ]
    found = []
    for check in checks:
        try:
            check()
        except InvalidInputError as fault:
            found.append(FieldFault(_FIELDS.get(fault.code, "name"), _known(fault.code)))
    return found if form.role in offered else [*found, FieldFault("role", "role")]


def _known(code: str) -> str:
    return code if code in _FIELDS else "name"


def _roles(context: RequestContext, current: str) -> list[str]:
    """The roles that one can give, and the one that somebody has."""
    own = session_of(context).scopes
    known = roles.all_roles(context.register.database)
    return [one.name for one in known if one.scopes <= own or one.name == current]


def _show(context: RequestContext, form: PersonForm, drawn: Drawn) -> Response:
    number, database = number_in(form.relation), context.register.database
    sees = _sees_relations(context)
    names = named(database, [number]) if number and sees else {}
    found = drawn.found
    data = AdminPersonForm(
        frame(context, "admin", PEOPLE),
        nav(context, "people"),
        f"{PEOPLE}/new" if found is None else f"{PEOPLE}/{found.account.id}",
        None if found is None else row_of(context, found),
        form,
        _roles(context, "" if found is None else found.account.role),
        session_of(context).person.email,
        sees,
        [Token(number, names[number].name if number in names else str(number))] if number and sees else [],
        drawn.choices,
        drawn.faults,
        drawn.meanwhile,
    )
    status = 409 if drawn.meanwhile else 422 if drawn.faults else 200
    return page(context, "admin_person_form.html", data, status=status)


PAGES = (
    Route("GET", f"{PEOPLE}/new", ACCOUNT_EDIT, show_new, page=True),
    Route("POST", f"{PEOPLE}/new", ACCOUNT_EDIT, invite, page=True, max_body=MAX_FORM),
    Route("GET", PEOPLE + "/{account_id}", ACCOUNT_EDIT, show_change, page=True),
    Route("POST", PEOPLE + "/{account_id}", ACCOUNT_EDIT, change, page=True, max_body=MAX_FORM),
)
