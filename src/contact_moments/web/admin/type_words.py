"""What is wrong with a type's form, and what somebody else has changed of it meanwhile, in words."""

from msgspec import Struct

from contact_moments.http_server.pipeline import RequestContext
from contact_moments.model import JsonObject, MomentType
from contact_moments.pages.words import language_of, words_in
from contact_moments.web.admin.typed_type import TypeFault, own_schema, written
from contact_moments.web.findings import Wrong
from contact_moments.web.titles import icon_and_hue

LONGEST_SHOWN = 20_000  # characters of a schema that is compared


class Difference(Struct, frozen=True):
    """A part of a type that differs: as it was typed, and as it is now."""

    part: str
    typed: str
    now: str


def told(context: RequestContext, faults: list[TypeFault]) -> list[Wrong]:
    """What is wrong, for people: the first of each field."""
    words: JsonObject = words_in(language_of(context))["type_faults"]
    first: dict[str, Wrong] = {}
    for one in faults:
        field = one.part if one.row is None else f"f{one.row}.{one.part}"
        number = "" if one.row is None else one.row + 1
        text = words[one.part][one.code].format(row=number, reason=one.reason)
        first.setdefault(field, Wrong(field, text))
    return list(first.values())


def differences(context: RequestContext, typed: MomentType, now: MomentType) -> list[Difference]:
    """Where two states of a type differ."""
    words: JsonObject = words_in(language_of(context))["type_parts"]
    pairs = zip(_parts(words, typed).items(), _parts(words, now).values(), strict=True)
    return [Difference(part, mine, other) for (part, mine), other in pairs if mine != other]


def _parts(words: JsonObject, one: MomentType) -> dict[str, str]:
    icon, hue = icon_and_hue(one.id, one)
    addable = words["yes" if one.addable else "no"]
    look = f"{words['icons'][icon]}, {words['hues'][hue]}"
    return {
        "title": one.title,
        "addable": addable,
        "look": look,
        "fields": written(own_schema(one))[:LONGEST_SHOWN],
    }
