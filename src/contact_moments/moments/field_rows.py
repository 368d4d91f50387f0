"""Own fields of a type as rows that people fill in, and the JSON Schema that they stand for.

A row has the kinds of fields that a form can show (see `form_fields`). A schema that says more than rows can is not
taken apart: then people see the schema itself.
"""

import re
from collections.abc import Callable, Iterator
from typing import Any, Literal, NamedTuple, get_args

from msgspec import Struct

from contact_moments.model import JsonObject
from contact_moments.moments.form_fields import LONGEST_LINE
from contact_moments.moments.type_files import COMMON_FIELDS, HUE, ICON, RESERVED_FIELDS
from contact_moments.moments.typed_values import NotReadableError, number_in
from contact_moments.visible import is_blank

RowKind = Literal[
    "text",
    "long",
    "email",
    "date",
    "integer",
    "number",
    "yes_no",
    "choice",
    "offered",
    "choices",
    "texts",
    "numbers",
    "any_number",
]
KINDS: tuple[RowKind, ...] = get_args(RowKind)
MOST_ROWS = 60
LONGEST_NAME = 64  # characters

_NAME = re.compile(r"[A-Za-z][A-Za-z0-9_]*", re.ASCII)
_CHOOSING = frozenset({"choice", "choices", "offered"})
# The keywords of the least and the most. They limit a text's characters, a number, or how many a list has.
_LIMITS: dict[str, tuple[str, str]] = {
    **dict.fromkeys(("text", "long"), ("minLength", "maxLength")),
    **dict.fromkeys(("integer", "number"), ("minimum", "maximum")),
    **dict.fromkeys(("choices", "texts", "numbers"), ("minItems", "maxItems")),
}
_PLAIN: dict[str, JsonObject] = {
    "text": {"type": "string"},
    "long": {"type": "string"},
    "email": {"type": "string", "format": "email"},
    "date": {"type": "string", "format": "date"},
    "integer": {"type": "integer"},
    "number": {"type": "number"},
    "yes_no": {"type": "boolean"},
    "texts": {"type": "array", "items": {"type": "string"}},
    "numbers": {"type": "array", "items": {"type": "number"}},
}


class FieldRow(Struct, frozen=True):
    """An own field, each part as somebody typed it. `options` are one a line, `least` and `most` its limits."""

    name: str
    title: str
    kind: str
    required: bool
    hint: str = ""
    options: str = ""
    least: str = ""
    most: str = ""


class RowFault(NamedTuple):
    """What is wrong with a part of the row with this number, from 0: a code for the words about it."""

    row: int
    part: str
    code: str


def schema_of(rows: list[FieldRow], decimal: str) -> JsonObject:
    """The schema of rows in which nothing is wrong, as a type file has it. `decimal` is the sign in their numbers."""
    properties = {row.name.strip(): _described(row, decimal) for row in rows}
    required = [row.name.strip() for row in rows if row.required]
    return {name: value for name, value in (("properties", properties), ("required", required)) if value}


def rows_of(schema: JsonObject, decimal: str) -> list[FieldRow] | None:
    """The rows that a type file's schema stands for; None if it says more than rows can."""
    own = {name: value for name, value in schema.items() if name not in (ICON, HUE)}
    properties, required = own.get("properties", {}), own.get("required", [])
    if not isinstance(properties, dict) or not isinstance(required, list) or len(properties) > MOST_ROWS:
        return None
    rows = [_row(name, described, name in required, decimal) for name, described in properties.items()]
    known = [row for row in rows if row is not None and len((row.title + row.hint).splitlines()) <= 1]
    # Whatever is left out or written otherwise shows when the schema is made again.
    if len(known) < len(rows) or faults_of(known, decimal):
        return None
    same = schema_of(known, decimal)
    equal = same.get("properties", {}) == _with_types(properties) and set(own) <= {"properties", "required"}
    return known if equal and sorted(same.get("required", [])) == sorted(map(str, required)) else None


def faults_of(rows: list[FieldRow], decimal: str) -> list[RowFault]:
    """What is wrong with the rows."""
    found = [fault for number, row in enumerate(rows) for fault in _faults(number, row, decimal)]
    names = [row.name.strip() for row in rows]
    twice = [number for number, name in enumerate(names) if name and name in names[:number]]
    return [*found, *(RowFault(number, "name", "twice") for number in twice)]


def lines_in(options: str) -> list[str]:
    """The options that somebody typed, one a line."""
    return [line.strip() for line in options.splitlines() if not is_blank(line)]


def _described(row: FieldRow, decimal: str) -> JsonObject:
    texts = {"title": row.title.strip(), "description": row.hint.strip()}
    described: JsonObject = {name: text for name, text in texts.items() if text}
    return described | _values(row, decimal) | _limits(row, decimal)


def _values(row: FieldRow, decimal: str) -> JsonObject:
    match row.kind:
        case "choice":
            return {"type": "string", "enum": lines_in(row.options)}
        case "choices":
            return {"type": "array", "items": {"type": "string", "enum": lines_in(row.options)}}
        case "offered":
            return {"examples": lines_in(row.options)}
        case "any_number":
            return {"examples": [number_in(line, decimal) for line in lines_in(row.options)]}
        case _:
            return _PLAIN[row.kind]


def _limits(row: FieldRow, decimal: str) -> JsonObject:
    if row.kind not in _LIMITS:
        return {}
    typed = zip(_LIMITS[row.kind], (row.least, row.most), strict=True)
    limits: JsonObject = {name: number_in(text, decimal, whole=_is_whole(row)) for name, text in typed if text.strip()}
    # Without a limit it would be asked for in a text area.
    return {"maxLength": LONGEST_LINE} | limits if row.kind == "text" else limits


def _is_whole(row: FieldRow) -> bool:
    return row.kind != "number"


def _row(name: str, described: Any, required: bool, decimal: str) -> FieldRow | None:
    """The row of a field, if it has a kind that rows know. What the row does not say is not compared here."""
    if not isinstance(described, dict):
        return None
    kind = _kind(described)
    if kind is None:
        return None
    least, most = (_number(described.get(one), decimal) for one in _LIMITS.get(kind, ("", "")))
    if (kind, most) == ("text", str(LONGEST_LINE)):
        most = ""
    texts = (described.get("title", ""), described.get("description", ""))
    options = "\n".join(_number(one, decimal) for one in _options(described))
    return FieldRow(name, str(texts[0]), kind, required, str(texts[1]), options, least, most)


def _kind(described: JsonObject) -> RowKind | None:
    items = described.get("items")
    if described.get("type") == "array":
        return _kind_of_list(items) if isinstance(items, dict) else None
    if "enum" in described:
        return "choice"
    if "type" not in described:
        return _kind_of_examples(described.get("examples"))
    if "format" in described:
        return next((kind for kind in ("email", "date") if described["format"] == kind), None)
    if described["type"] == "string":
        longest = described.get("maxLength")
        return "text" if isinstance(longest, int) and longest <= LONGEST_LINE else "long"
    return next((kind for kind in ("integer", "number", "yes_no") if _PLAIN[kind] == {"type": described["type"]}), None)


def _kind_of_list(items: JsonObject) -> RowKind | None:
    if "enum" in items:
        return "choices"
    return next((kind for kind in ("texts", "numbers") if _PLAIN[kind]["items"] == items), None)


def _kind_of_examples(examples: Any) -> RowKind | None:
    if not isinstance(examples, list) or not examples:
        return None
    return "offered" if all(isinstance(one, str) for one in examples) else "any_number"


def _options(described: JsonObject) -> list[Any]:
    inside = described.get("items", described)
    found = inside.get("enum", inside.get("examples", []))
    return found if isinstance(found, list) else []


def _number(value: Any, decimal: str) -> str:
    """A number with the decimal sign of the person; a text as it is."""
    is_number = isinstance(value, (int, float)) and not isinstance(value, bool)
    return str(value).replace(".", decimal) if is_number else "" if value is None else str(value)


def _with_types(properties: JsonObject) -> JsonObject:
    """The same fields, with the type that texts to choose from have, which need not be said."""
    return {name: _with_type(described) for name, described in properties.items()}


def _with_type(described: JsonObject) -> JsonObject:
    if isinstance(described.get("items"), dict):
        return described | {"items": _with_type(described["items"])}
    choices = described.get("enum")
    texts = isinstance(choices, list) and all(isinstance(one, str) for one in choices)
    return {"type": "string"} | described if texts else described


def _faults(number: int, row: FieldRow, decimal: str) -> Iterator[RowFault]:
    for part, code in (*_name_faults(row), *_option_faults(row, decimal), *_limit_faults(row, decimal)):
        yield RowFault(number, part, code)


def _name_faults(row: FieldRow) -> Iterator[tuple[str, str]]:
    name = row.name.strip()
    wrong: dict[str, Callable[[], bool]] = {
        "blank": lambda: not name,
        "form": lambda: len(name) > LONGEST_NAME or not _NAME.fullmatch(name),
        "common": lambda: name in COMMON_FIELDS,
        "reserved": lambda: name in RESERVED_FIELDS,
    }
    first = next((code for code, is_wrong in wrong.items() if is_wrong()), None)
    if first is not None:
        yield "name", first
    if row.kind not in KINDS:
        yield "kind", "choose"


def _option_faults(row: FieldRow, decimal: str) -> Iterator[tuple[str, str]]:
    lines = lines_in(row.options)
    if row.kind in _CHOOSING | {"any_number"} and not lines:
        yield "options", "blank"
    elif row.kind in _CHOOSING and len(set(lines)) < len(lines):
        yield "options", "twice"
    elif row.kind == "any_number" and not all(_is_number(line, decimal) for line in lines):
        yield "options", "number"


def _limit_faults(row: FieldRow, decimal: str) -> Iterator[tuple[str, str]]:
    typed = {part: text for part, text in (("least", row.least), ("most", row.most)) if text.strip()}
    if row.kind not in _LIMITS:
        return
    wrong = [part for part, text in typed.items() if not _is_limit(row, text, decimal)]
    yield from ((part, "number" if row.kind in {"integer", "number"} else "count") for part in wrong)
    if wrong:
        return
    limits = _limits(row, decimal)
    least, most = (limits.get(name) for name in _LIMITS[row.kind])
    if row.kind == "text" and most is not None and most > LONGEST_LINE:
        yield "most", "line"
    elif row.kind == "long" and most is not None and most <= LONGEST_LINE:
        yield "most", "long"
    elif least is not None and most is not None and least > most:
        yield "most", "order"


def _is_limit(row: FieldRow, text: str, decimal: str) -> bool:
    if not _is_number(text, decimal, whole=_is_whole(row)):
        return False
    return row.kind in {"integer", "number"} or 0 <= number_in(text, decimal, whole=True) < 10**9


def _is_number(text: str, decimal: str, whole: bool = False) -> bool:
    try:
        number_in(text, decimal, whole)
    except NotReadableError:
        return False
    return True
