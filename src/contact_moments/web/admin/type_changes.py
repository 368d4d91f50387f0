"""`/admin/types/new` and `/admin/types/{id}`: a type is made and changed, with a preview of its form beside it."""

from collections.abc import Callable

from msgspec.structs import replace

from contact_moments.errors import (
    ChangedMeanwhileError,
    ConflictError,
    InvalidInputError,
    NotFoundError,
    UnavailableError,
)
from contact_moments.http_server.messages import Response
from contact_moments.http_server.pipeline import RequestContext
from contact_moments.http_server.routes import Route
from contact_moments.model import CATALOGUE_EDIT, MomentType
from contact_moments.moments.field_rows import MOST_ROWS, FieldRow, faults_of
from contact_moments.moments.schema_trial import read_and_try
from contact_moments.moments.type_files import NO_LOOK, read_type, version_of
from contact_moments.moments.types import put_type, remove_type
from contact_moments.pages import forms
from contact_moments.pages.rendering import see_other
from contact_moments.web.admin.type_form import Show, draw
from contact_moments.web.admin.type_list import TYPES
from contact_moments.web.admin.type_words import differences
from contact_moments.web.admin.typed_type import (
    TypedType,
    TypeFault,
    as_json,
    as_rows,
    faults_in,
    file_of,
    moved,
    of_type,
    reason_of,
    typed_in,
)
from contact_moments.web.entry_form import decimal_of
from contact_moments.web.requests import checked_database

MAX_TYPE_FORM = 512 * 1024  # bytes of a form: each sign of JSON may take three
_NO_ROW = -1
_BLANK = FieldRow("", "", "text", required=False)


def show_new(context: RequestContext) -> Response:
    """The form of a new type, which is the last one."""
    place = str(len(context.register.types.by_id()) + 1)
    typed = TypedType("", "", True, place, NO_LOOK, NO_LOOK, False, [], "", "")
    return draw(context, typed, Show(focus="title"))


def show_type(context: RequestContext) -> Response:
    """The form of a type. Raises `NotFoundError`."""
    return draw(context, _now(context, _asked(context)), Show())


def make(context: RequestContext) -> Response:
    """Make a type, or draw its form again."""
    return _answer(context, replace(typed_in(forms.read_all(context)), version=""))


def change(context: RequestContext) -> Response:
    """Change a type, or draw its form again. Raises `NotFoundError`, unless it was there when the form was opened."""
    typed = typed_in(forms.read_all(context))
    if not typed.version:
        _asked(context)
    return _answer(context, replace(typed, id=context.parameters["type_id"]))


def remove(context: RequestContext) -> Response:
    """Remove a type that nothing has; that it is gone already is no fault."""
    type_id = context.parameters["type_id"]
    try:
        remove_type(checked_database(context), type_id, context.actor)
    except ConflictError:
        return draw(context, _now(context, _asked(context)), Show(state="kept"))
    except NotFoundError:
        pass
    return see_other(f"{TYPES}?done=removed")


def _asked(context: RequestContext) -> MomentType:
    return context.register.types.get(context.parameters["type_id"]).data


def _now(context: RequestContext, one: MomentType) -> TypedType:
    place = list(context.register.types.by_id()).index(one.id) + 1
    return of_type(one, place, version_of(one), decimal_of(context))


def _answer(context: RequestContext, typed: TypedType) -> Response:
    fields = forms.read_all(context)
    what, _, number = fields.one("do").partition(":")
    act = _ACTS.get(what)
    if act is None:
        try:
            return _save(context, typed)
        except UnavailableError:
            return draw(context, typed, Show(state="busy"))
    at = forms.number_in(number)
    return act(context, typed, _NO_ROW if at is None else at)


def _save(context: RequestContext, typed: TypedType) -> Response:
    faults = faults_in(typed, decimal_of(context), _other_titles(context, typed))
    if faults:
        return draw(context, typed, Show(faults))
    try:
        new = read_and_try(file_of(typed, decimal_of(context)))
    except InvalidInputError as fault:
        return draw(context, typed, Show([_refused(typed, fault)]))
    try:
        is_new = put_type(checked_database(context), new, context.actor, typed.version, typed.new_place)
    except ChangedMeanwhileError:
        return _changed(context, typed, new)
    except ConflictError:
        return draw(context, typed, Show([TypeFault("id", "taken")]))
    return see_other(f"{TYPES}?done={'added' if is_new else 'changed'}&of={new.id}")


def _other_titles(context: RequestContext, typed: TypedType) -> set[str]:
    """Those that a new title must not have: one that is there twice already may stay."""
    types = context.register.types.by_id()
    own = types.get(typed.id)
    if own is not None and own.data.title == typed.title:
        return set()
    return {one.data.title for one in types.values() if one is not own}


def _refused(typed: TypedType, fault: InvalidInputError) -> TypeFault:
    return TypeFault("json" if typed.as_json else "fields", "refused", reason=reason_of(fault))


def _changed(context: RequestContext, typed: TypedType, new: MomentType) -> Response:
    """What was typed beside what is there now; saving it once more is meant."""
    one = context.register.types.by_id().get(typed.id)
    if one is None:
        return draw(context, typed, Show([TypeFault("title", "gone")]))
    return draw(
        context, replace(typed, version=version_of(one.data)), Show(meanwhile=differences(context, new, one.data))
    )


def _preview(context: RequestContext, typed: TypedType, _: int) -> Response:
    faults = [one for one in faults_in(typed, decimal_of(context), set()) if one.row is not None or one.part == "json"]
    if not faults:
        faults = _faults_of_file(typed, decimal_of(context))
    return draw(context, typed, Show(faults, focus="" if faults else "preview"))


def _faults_of_file(typed: TypedType, decimal: str) -> list[TypeFault]:
    try:
        # Only the fields count here: a new type may have no name yet.
        read_type(file_of(replace(typed, id=typed.id or "X", title=typed.title or "X"), decimal))
    except InvalidInputError as fault:
        return [_refused(typed, fault)]
    return []


def _add_row(context: RequestContext, typed: TypedType, _: int) -> Response:
    rows = [*typed.rows, _BLANK] if len(typed.rows) < MOST_ROWS else typed.rows
    return draw(context, replace(typed, rows=rows), Show(focus=f"f{len(rows) - 1}.name"))


def _remove_row(context: RequestContext, typed: TypedType, number: int) -> Response:
    rows = [row for at, row in enumerate(typed.rows) if at != number]
    return draw(context, replace(typed, rows=rows), Show(focus="add"))


def _move_row(context: RequestContext, typed: TypedType, number: int, step: int) -> Response:
    rows = moved(typed.rows, number, step)
    at = min(max(number + step, 0), max(len(rows) - 1, 0))
    return draw(context, replace(typed, rows=rows), Show(focus=f"f{at}.name"))


def _to_json(context: RequestContext, typed: TypedType, _: int) -> Response:
    wrong = faults_of(typed.rows, decimal_of(context))
    if wrong or typed.as_json:
        return draw(context, typed, Show([TypeFault(one.part, one.code, one.row) for one in wrong]))
    return draw(context, as_json(typed, decimal_of(context)), Show(focus="json"))


def _to_rows(context: RequestContext, typed: TypedType, _: int) -> Response:
    if not typed.as_json:
        return draw(context, typed, Show())
    try:
        rows = as_rows(typed, decimal_of(context))
    except InvalidInputError as fault:
        return draw(context, typed, Show([_refused(typed, fault)]))
    if rows is None:
        return draw(context, typed, Show([TypeFault("json", "beyond")]))
    return draw(context, rows, Show(focus="add"))


_ACTS: dict[str, Callable[[RequestContext, TypedType, int], Response]] = {
    "preview": _preview,
    "add": _add_row,
    "remove": _remove_row,
    "up": lambda context, typed, number: _move_row(context, typed, number, -1),
    "down": lambda context, typed, number: _move_row(context, typed, number, 1),
    "json": _to_json,
    "rows": _to_rows,
}


PAGES = (
    Route("GET", f"{TYPES}/new", CATALOGUE_EDIT, show_new, page=True),
    Route("POST", f"{TYPES}/new", CATALOGUE_EDIT, make, page=True, max_body=MAX_TYPE_FORM),
    Route("GET", f"{TYPES}/{{type_id}}", CATALOGUE_EDIT, show_type, page=True),
    Route("POST", f"{TYPES}/{{type_id}}", CATALOGUE_EDIT, change, page=True, max_body=MAX_TYPE_FORM),
    Route("POST", f"{TYPES}/{{type_id}}/remove", CATALOGUE_EDIT, remove, page=True, max_body=forms.MAX_FORM),
)
