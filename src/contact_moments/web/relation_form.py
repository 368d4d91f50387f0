"""`/relation/new` and `/relation/{id}/edit`: the fields of a relation; what somebody else changed is shown."""

from collections.abc import Callable

from msgspec import Struct

from contact_moments.errors import ChangedMeanwhileError, ConflictError, InvalidInputError
from contact_moments.http_server.messages import Response
from contact_moments.http_server.pipeline import RequestContext
from contact_moments.http_server.routes import Route
from contact_moments.model import KINDS, MAX_ID, RELATION_EDIT, RELATION_VIEW, JsonObject, Relation
from contact_moments.pages import forms
from contact_moments.pages.forms import HOME, MAX_FORM, Fields, local_address, number_in
from contact_moments.pages.rendering import PageData, page, see_other
from contact_moments.relations.list import get
from contact_moments.relations.members import MAX_EXTERNAL_ID, MAX_PHONE, MAX_PHONES, read_members, with_keys
from contact_moments.relations.profile import create, last_id
from contact_moments.relations.putting import put
from contact_moments.relations.relations import MAX_EMAIL, MAX_NAME, check_email
from contact_moments.visible import is_blank
from contact_moments.web.frame import Frame, frame
from contact_moments.web.requests import FieldFault, checked_database

FIELDS = ("name", "kind", "email", "phones", "external_id")


class Form(Struct, frozen=True):
    """The fields as typed; telephone numbers one a line. `change` is that of the relation when it was read.

    A new relation gets the id `number`, if that is given. `next` is the address at which it goes on, if not the
    relation's own. `after` is the last id when the form of a new one was drawn first.
    """

    name: str
    kind: str
    email: str
    phones: str
    external_id: str
    change: str
    number: str = ""
    next: str = ""
    after: str = ""


class RelationForm(PageData, frozen=True):
    """The whole page. `one` is the relation as it is now, None for a new one.

    `meanwhile` are the fields that somebody else has changed to something other than what was typed: name, typed, now.
    """

    frame: Frame
    action: str
    one: Relation | None
    form: Form
    kinds: tuple[str, ...]
    faults: list[FieldFault]
    meanwhile: list[tuple[str, str, str]]


def show_new(context: RequestContext) -> Response:
    """The form of a new relation, with the telephone number and the relation's own number that the address has."""
    query = forms.read_query_all(context)
    number = query.one("phone")
    # In an address a `+` means a blank.
    phones = f"+{number.strip()}" if number[:1] == " " else number
    wanted = query.one("number") if _is_id(query.one("number")) else ""
    after = str(last_id(context.register.database))
    return _show(context, None, Form(query.one("name"), KINDS[0], "", phones, "", "", wanted, _next(query), after))


def add(context: RequestContext) -> Response:
    """Add a relation with the next number, or with the one that is given."""
    fields = forms.read_all(context)
    form = _typed(fields)
    faults = _faults(form, None)
    if faults:
        return _show(context, None, form, faults)
    try:
        new = _added(context, form)
    except InvalidInputError as fault:
        return _show(context, None, form, [_taken(fault)])
    return see_other(form.next or f"/relation/{new.id}?done=added")


def _added(context: RequestContext, form: Form) -> Relation:
    """The relation that is new. Raises `InvalidInputError`, or `ConflictError` where its number is taken meanwhile."""
    database, region = checked_database(context), context.register.settings.phone_region
    if form.number:
        return put(database, region, int(form.number), _body(form), expected_change=0).relation
    fields, after = with_keys(read_members(_body(form)), region), number_in(form.after)
    return create(database, fields) if after is None else create(database, fields, after)


def _is_id(text: str) -> bool:
    return 1 <= (number_in(text) or 0) <= MAX_ID


def _next(fields: Fields) -> str:
    """Where it goes on; empty where nothing is said, or what cannot be."""
    return "" if local_address(fields.one("next")) == HOME else fields.one("next")


def show_edit(context: RequestContext) -> Response:
    """The form of a relation. Raises `NotFoundError`; `ConflictError` for one that is merged."""
    one = _editable(context)
    return _show(context, one, _form_of(one))


def edit(context: RequestContext) -> Response:
    """Change a relation as typed."""
    one, form, register = _editable(context), _typed(forms.read_all(context)), context.register
    faults = _faults(form, one)
    if faults:
        return _show(context, one, form, faults)
    change = number_in(form.change)
    expected = one.change if change is None else change
    try:
        put(checked_database(context), register.settings.phone_region, one.id, _body(form), expected)
    except ChangedMeanwhileError:
        return _changed(context, form)
    except InvalidInputError as fault:
        return _show(context, one, form, [_taken(fault)])
    return see_other(f"/relation/{one.id}?done=changed")


def _changed(context: RequestContext, typed: Form) -> Response:
    """What was typed beside what is there now; saving it once more is meant."""
    one = _editable(context)
    now = _form_of(one)
    differing = [
        (name, getattr(typed, name), getattr(now, name))
        for name in FIELDS
        if _plain(getattr(typed, name)) != _plain(getattr(now, name))
    ]
    form = Form(typed.name, typed.kind, typed.email, typed.phones, typed.external_id, now.change)
    return _show(context, one, form, meanwhile=differing)


def _plain(text: str) -> list[str]:
    return sorted(line.strip() for line in text.splitlines() if line.strip())


def _editable(context: RequestContext) -> Relation:
    one = get(context.register.database, context.parameters["relation_id"])
    if one.merged_into is not None:
        raise ConflictError("This relation is merged into another; change that one")
    return one


def _form_of(one: Relation) -> Form:
    phones = "\n".join(phone.number for phone in one.phones)
    return Form(one.name, one.kind, one.email or "", phones, one.external_id or "", str(one.change))


def _typed(fields: Fields) -> Form:
    number = fields.one("number") if _is_id(fields.one("number")) else ""
    return Form(**{name: fields.one(name) for name in (*FIELDS, "change", "after")}, number=number, next=_next(fields))


def _body(form: Form) -> JsonObject:
    numbers = [line.strip() for line in form.phones.splitlines() if line.strip()]
    members = {"name": form.name, "kind": form.kind, "phones": numbers}
    return members | {"email": form.email.strip() or None, "externalId": form.external_id.strip() or None}


def _faults(form: Form, before: Relation | None) -> list[FieldFault]:
    """What is wrong, each with the code of its words. What is stored already may be as it is."""
    numbers = [line.strip() for line in form.phones.splitlines() if line.strip()]
    right: dict[FieldFault, Callable[[], bool]] = {
        FieldFault("name", "blank"): lambda: not is_blank(form.name),
        FieldFault("name", "long"): lambda: len(form.name.strip()) <= MAX_NAME or _is_name(before, form),
        FieldFault("kind", "choose"): lambda: form.kind in KINDS,
        FieldFault("email", "form"): lambda: _is_email(form.email.strip()) or _is_email_of(before, form),
        FieldFault("phones", "many"): lambda: len(numbers) <= MAX_PHONES,
        FieldFault("phones", "long"): lambda: all(len(one) <= MAX_PHONE and "|" not in one for one in numbers),
        FieldFault("phones", "digits"): lambda: all(any(map(str.isdigit, one)) or _has(before, one) for one in numbers),
        FieldFault("external_id", "long"): lambda: len(form.external_id) <= MAX_EXTERNAL_ID,
    }
    return [fault for fault, is_right in right.items() if not is_right()]


def _has(before: Relation | None, number: str) -> bool:
    return before is not None and any(phone.number == number for phone in before.phones)


def _is_name(before: Relation | None, form: Form) -> bool:
    return before is not None and before.name == form.name.strip()


def _is_email_of(before: Relation | None, form: Form) -> bool:
    return before is not None and (before.email or "") == form.email.strip()


def _is_email(text: str) -> bool:
    try:
        if text:
            check_email(text)
    except InvalidInputError:
        return False
    return len(text) <= MAX_EMAIL


def _taken(fault: InvalidInputError) -> FieldFault:
    """What only the register knows: the external id is that of another relation; or what cannot be stored."""
    return FieldFault("external_id", "taken") if "externalId" in fault.message else FieldFault("name", "characters")


def _show(
    context: RequestContext,
    one: Relation | None,
    form: Form,
    faults: list[FieldFault] | None = None,
    meanwhile: list[tuple[str, str, str]] | None = None,
) -> Response:
    back = (form.next or "/") if one is None else f"/relation/{one.id}"
    action = "/relation/new" if one is None else f"/relation/{one.id}/edit"
    data = RelationForm(frame(context, "other", back), action, one, form, KINDS, faults or [], meanwhile or [])
    status = 409 if meanwhile is not None else 422 if faults else 200
    return page(context, "relation_form.html", data, status=status)


PAGES = (
    Route("GET", "/relation/new", RELATION_EDIT, show_new, page=True, further=(RELATION_VIEW,)),
    Route("POST", "/relation/new", RELATION_EDIT, add, page=True, further=(RELATION_VIEW,), max_body=MAX_FORM),
    Route("GET", "/relation/{relation_id:int}/edit", RELATION_EDIT, show_edit, page=True, further=(RELATION_VIEW,)),
    Route(
        "POST",
        "/relation/{relation_id:int}/edit",
        RELATION_EDIT,
        edit,
        page=True,
        further=(RELATION_VIEW,),
        max_body=MAX_FORM,
    ),
)
