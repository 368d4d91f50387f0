"""A type's own fields as a form can draw them, made from its JSON Schema; so that a new type has a form at once.

What a form cannot draw, such as an object, is named: an API client can still send it.
"""

from typing import Any, Literal

from msgspec import Struct

from contact_moments.model import JsonObject
from contact_moments.moments.types import CompiledType

LONGEST_LINE = 255  # characters of a text that is asked for in one line

FieldKind = Literal["text", "long", "number", "integer", "yes_no", "date", "choice", "texts", "numbers", "choices"]
_LIST_OF: dict[str, FieldKind] = {
    "text": "texts",
    "long": "texts",
    "date": "texts",
    "number": "numbers",
    "integer": "numbers",
    "choice": "choices",
}
# What says more than which values there are; a form cannot show it.
_BEYOND = ("oneOf", "anyOf", "allOf", "not", "if", "const", "$ref")


class FormField(Struct, frozen=True):
    """An own field of a type. `choices` are values of the field; if they are `open`, others are right too.

    `default` is filled in, and `longest` the most characters.
    """

    name: str
    title: str
    hint: str
    kind: FieldKind
    required: bool
    choices: tuple[Any, ...] = ()
    open: bool = False
    default: Any = None
    longest: int | None = None


class Undrawn(Struct, frozen=True):
    """An own field that a form cannot draw."""

    name: str
    title: str
    required: bool


def fields_of(compiled: CompiledType) -> tuple[list[FormField], list[Undrawn]]:
    """The own fields of a type in their order: those that a form can draw, and the others."""
    schema = compiled.data.schema
    drawn: list[FormField] = []
    undrawn: list[Undrawn] = []
    for name in compiled.own_fields:
        described = _followed(schema, schema["properties"][name])
        required = name in schema["required"]
        title = _text(described.get("title")) or name
        kind, choices, is_open = _drawn(schema, described)
        if kind is None:
            undrawn.append(Undrawn(name, title, required))
            continue
        hint, longest = _text(described.get("description")), described.get("maxLength")
        default = described.get("default")
        drawn.append(
            FormField(name, title, hint, kind, required, choices, is_open, default, longest if kind == "text" else None)
        )
    return drawn, undrawn


def _followed(schema: JsonObject, described: Any) -> JsonObject:
    """A field's schema, with a local `$ref`, or an `allOf` of one, put in its place once."""
    if not isinstance(described, dict):
        return {}
    alone = described.get("allOf")
    if isinstance(alone, list) and len(alone) == 1 and isinstance(alone[0], dict):
        rest = {name: value for name, value in described.items() if name != "allOf"}
        described = _followed_ref(schema, alone[0]) | rest
    return _followed_ref(schema, described)


def _followed_ref(schema: JsonObject, described: JsonObject) -> JsonObject:
    ref = described.get("$ref")
    if not isinstance(ref, str) or not ref.startswith("#/"):
        return described
    found: Any = schema
    for part in ref[2:].split("/"):
        found = found.get(part.replace("~1", "/").replace("~0", "~")) if isinstance(found, dict) else None
    # Draft-07 ignores what stands beside a $ref; a title there is still the best name.
    named = {name: described[name] for name in ("title", "description") if name in described}
    return found | named if isinstance(found, dict) else described


def _drawn(schema: JsonObject, described: JsonObject) -> tuple[FieldKind | None, tuple[Any, ...], bool]:
    """How a schema is drawn, with its choices, and whether those are open; None where it cannot be."""
    if any(name in described for name in _BEYOND):
        return None, (), False
    if _type_of(described) == "array":
        items = _followed(schema, described.get("items"))
        kind, choices, is_open = _single(items) if not any(name in items for name in _BEYOND) else (None, (), False)
        return _LIST_OF.get(kind or ""), choices, is_open
    return _single(described)


def _single(described: JsonObject) -> tuple[FieldKind | None, tuple[Any, ...], bool]:
    """The same for one value that is no list."""
    choices, type_ = described.get("enum"), _type_of(described)
    if isinstance(choices, list):
        plain = all(isinstance(one, (str, int, float)) for one in choices)
        return ("choice", tuple(choices), False) if choices and plain else (None, (), False)
    if type_ is None and "type" not in described:
        return _of_examples(described.get("examples"))
    return (_text_kind(described) if type_ == "string" else _PLAIN.get(type_ or "")), (), False


_PLAIN: dict[str, FieldKind] = {"number": "number", "integer": "integer", "boolean": "yes_no"}


def _of_examples(examples: Any) -> tuple[FieldKind | None, tuple[Any, ...], bool]:
    """Examples constrain nothing: they are what the form offers."""
    if not isinstance(examples, list) or not examples:
        return None, (), False
    if all(isinstance(one, str) for one in examples):
        return "choice", tuple(examples), True
    numbers = all(isinstance(one, (int, float)) and not isinstance(one, bool) for one in examples)
    return ("number" if numbers else None), (), False


def _text_kind(described: JsonObject) -> FieldKind:
    if described.get("format") == "date":
        return "date"
    longest = described.get("maxLength")
    short = isinstance(longest, (int, float)) and longest <= LONGEST_LINE
    return "text" if short or "format" in described else "long"


def _type_of(described: JsonObject) -> str | None:
    """The one type besides null, if there is one."""
    given = described.get("type")
    types = [one for one in given if one != "null"] if isinstance(given, list) else [given]
    return types[0] if len(types) == 1 and isinstance(types[0], str) else None


def _text(value: Any) -> str:
    return value if isinstance(value, str) else ""
