"""A type as its form says it: read from the fields of the form, checked, and made into a type file."""

import json
import re

from msgspec import Struct
from msgspec.structs import replace

from contact_moments.errors import InvalidInputError
from contact_moments.model import JsonObject, MomentType
from contact_moments.moments.field_rows import FieldRow, faults_of, rows_of, schema_of
from contact_moments.moments.type_files import HUE, HUES, ICON, ICONS, TYPE_ID, type_file
from contact_moments.moments.typed_values import as_sent
from contact_moments.pages.forms import Fields, number_in
from contact_moments.strict_json import parse_json
from contact_moments.visible import is_blank
from contact_moments.web.titles import icon_and_hue

LONGEST_TITLE = 100  # characters
LONGEST_JSON = 100_000

_ROW = re.compile(r"f([0-9]{1,3})\.name", re.ASCII)


class TypedType(Struct, frozen=True):
    """What the form says. Its own fields are `rows`, or `json` where that is what people see (`as_json`).

    `version` is that of the type when it was read, empty for a new one. `place` is where it is to stand among the
    types, and `stood` where it stood then.
    """

    id: str
    title: str
    addable: bool
    place: str
    icon: str
    hue: str
    as_json: bool
    rows: list[FieldRow]
    json: str
    version: str
    stood: str = ""

    @property
    def new_place(self) -> int | None:
        """Where it is to stand; None where nobody has chosen another place: others may have moved meanwhile."""
        return None if self.place == self.stood else number_in(self.place)


class TypeFault(Struct, frozen=True):
    """What is wrong: with a part of the form, or of the row with this number. `reason` is said by the register."""

    part: str
    code: str
    row: int | None = None
    reason: str = ""


def typed_in(fields: Fields) -> TypedType:
    """What a form sent."""
    return TypedType(
        id=fields.one("id").strip(),
        title=fields.one("title").strip(),
        addable="addable" in fields.values,
        place=fields.one("place"),
        icon=fields.one("icon"),
        hue=fields.one("hue"),
        as_json=fields.one("mode") == "json",
        rows=_rows(fields),
        json=as_sent(fields.one("json")),
        version=fields.one("version"),
        stood=fields.one("stood"),
    )


def _rows(fields: Fields) -> list[FieldRow]:
    numbers = sorted({int(found[1]) for found in map(_ROW.fullmatch, fields.values) if found})
    return [_row(fields, number) for number in numbers]


def _row(fields: Fields, number: int) -> FieldRow:
    def part(name: str) -> str:
        text: str = as_sent(fields.one(f"f{number}.{name}"))
        return text

    return FieldRow(
        name=part("name"),
        title=part("title"),
        kind=part("kind"),
        required=f"f{number}.required" in fields.values,
        hint=part("hint"),
        options=part("options"),
        least=part("least"),
        most=part("most"),
    )


def of_type(one: MomentType, place: int, version: str, decimal: str) -> TypedType:
    """The form of a type that there is: with rows if they can say all of it."""
    icon, hue = icon_and_hue(one.id, one)
    schema = own_schema(one)
    rows = rows_of(schema, decimal)
    text = "" if rows is not None else written(schema)
    stands = str(place)
    return TypedType(one.id, one.title, one.addable, stands, icon, hue, rows is None, rows or [], text, version, stands)


def own_schema(one: MomentType) -> JsonObject:
    """A type's schema as a type file has it, without its look, which the form asks for by itself."""
    return {name: value for name, value in type_file(one)["schema"].items() if name not in (ICON, HUE)}


def written(schema: JsonObject) -> str:
    """A schema as people read and write it."""
    return json.dumps(schema, indent=2, ensure_ascii=False)


def file_of(typed: TypedType, decimal: str) -> bytes:
    """The type file that a form in which nothing is wrong stands for. Raises `InvalidInputError` for other JSON."""
    own = parse_json(typed.json.encode()) if typed.as_json else schema_of(typed.rows, decimal)
    if isinstance(own, dict):
        own = {name: value for name, value in own.items() if name not in (ICON, HUE)} | _look(typed)
    file = {"id": typed.id, "title": typed.title, "addable": typed.addable, "schema": own}
    return json.dumps(file).encode()


def _look(typed: TypedType) -> JsonObject:
    """What a type says of its look; nothing where it has that look anyway."""
    icon, hue = icon_and_hue(typed.id, None)
    said: JsonObject = {} if typed.icon == icon else {ICON: typed.icon}
    usual = typed.icon if typed.icon in HUES else hue
    return said if typed.hue == usual else said | {HUE: typed.hue}


def faults_in(typed: TypedType, decimal: str, titles: set[str]) -> list[TypeFault]:
    """What is wrong with a form. `titles` are those of the other types."""
    wrong = {
        ("title", "blank"): is_blank(typed.title),
        ("title", "long"): len(typed.title) > LONGEST_TITLE,
        ("title", "double"): typed.title in titles,
        ("id", "blank"): not typed.id,
        # `new` is the address of the form of a new type.
        ("id", "form"): bool(typed.id) and (typed.id == "new" or not TYPE_ID.fullmatch(typed.id)),
        ("place", "choose"): number_in(typed.place) is None,
        ("icon", "choose"): typed.icon not in ICONS,
        ("hue", "choose"): typed.hue not in HUES,
        ("json", "long"): typed.as_json and len(typed.json) > LONGEST_JSON,
    }
    found = [TypeFault(part, code) for (part, code), is_wrong in wrong.items() if is_wrong]
    rows = [] if typed.as_json else faults_of(typed.rows, decimal)
    return [*found, *(TypeFault(one.part, one.code, one.row) for one in rows)]


def as_rows(typed: TypedType, decimal: str) -> TypedType | None:
    """The same with rows in place of JSON; None where rows cannot say it. Raises `InvalidInputError` for no JSON."""
    own = parse_json(typed.json.encode() or b"{}")
    rows = rows_of(own, decimal) if isinstance(own, dict) else None
    return None if rows is None else replace(typed, as_json=False, rows=rows, json="")


def as_json(typed: TypedType, decimal: str) -> TypedType:
    """The same with JSON in place of rows in which nothing is wrong."""
    return replace(typed, as_json=True, json=written(schema_of(typed.rows, decimal)), rows=[])


def moved(rows: list[FieldRow], number: int, step: int) -> list[FieldRow]:
    """The rows with one of them a step further; as they are where there is no room."""
    if not (0 <= number < len(rows) and 0 <= number + step < len(rows)):
        return rows
    rest = [row for at, row in enumerate(rows) if at != number]
    return [*rest[: number + step], rows[number], *rest[number + step :]]


def reason_of(fault: InvalidInputError) -> str:
    """A refusal as a part of a sentence."""
    return fault.message.rstrip(".")
