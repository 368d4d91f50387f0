"""The preview of a type's form: its own fields as the page that registers draws them, made from the same schema."""

from msgspec import Struct
from msgspec.structs import replace

from contact_moments.errors import InvalidInputError
from contact_moments.http_server.pipeline import RequestContext
from contact_moments.moments.entry import OWN, Typed
from contact_moments.moments.form_fields import FormField, fields_of
from contact_moments.moments.type_files import read_type
from contact_moments.moments.typed_values import texts_of
from contact_moments.moments.types import CompiledType
from contact_moments.pages.words import language_of, words_in
from contact_moments.web.admin.typed_type import TypedType, faults_in, file_of
from contact_moments.web.entry_form import OwnField, decimal_of, own_field
from contact_moments.web.titles import Titles


class Preview(Struct, frozen=True):
    """The form of a type. `undrawn` are the titles of the fields that it cannot show."""

    title: str
    own: list[OwnField]
    undrawn: list[str]


def preview_of(context: RequestContext, typed: TypedType) -> Preview | None:
    """The form that a type would have; None while something is wrong with its fields."""
    decimal = decimal_of(context)
    named = replace(typed, id=typed.id or "X", title=typed.title or "X")
    if any(one.row is not None or one.part == "json" for one in faults_in(named, decimal, set())):
        return None
    try:
        one = read_type(file_of(named, decimal))
    except InvalidInputError:
        return None
    titles = Titles(words_in(language_of(context)), one)
    drawn, undrawn = fields_of(CompiledType(one))
    own = [own_field(titles, field, _filled(field, decimal)) for field in drawn]
    return Preview(typed.title and titles.of_type, own, [titles.title(field.name) for field in undrawn])


def _filled(field: FormField, decimal: str) -> Typed:
    """What is filled in at first: the default."""
    values, name = texts_of(field, field.default, decimal), OWN + field.name
    return Typed("", {name: values[0] if values else ""}, {name: values})
