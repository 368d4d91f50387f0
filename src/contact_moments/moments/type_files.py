"""Type files: what an operator writes to add a type of contact moments.

A type file has an id, a title, whether the API may add such moments, and the JSON Schema (draft-07) of the type's own
fields. `moment_types/common.json` has the fields that all types share. The two combined are what is served and
enforced (wire rules 18 and 24).
"""

import hashlib
import json
import re
from collections.abc import Iterator
from importlib import resources
from typing import Any

from contact_moments.errors import InvalidInputError
from contact_moments.model import JsonObject, MomentType
from contact_moments.moments.validator import Validator
from contact_moments.strict_json import parse_json
from contact_moments.visible import is_blank

MAX_FILE = 1024 * 1024

TYPE_ID = re.compile(r"[A-Za-z][A-Za-z0-9_]{0,127}", re.ASCII)
_MEMBERS = {"id", "title", "addable", "schema"}
_FORM = (
    'a type file looks like {"id": "ContactMomentChat", "title": "Chat", "addable": true, '
    '"schema": {"properties": {"channel": {"type": "string"}}, "required": ["channel"]}}'
)


def _shipped(name: str) -> bytes:
    return (resources.files("contact_moments.moment_types") / f"{name}.json").read_bytes()


# How pages show a type: members of its schema, which validate nothing.
ICON, HUE = "x-icon", "x-hue"
HUES = ("phone", "visit", "letter", "email", "note")
ICONS = (*HUES, "person", "building", "pin", "clock", "swap", "edit", "info", "alert", "lock", "check")
NO_LOOK = "note"

_COMMON: JsonObject = json.loads(_shipped("common"))
COMMON_FIELDS = frozenset(_COMMON["properties"])
# Those that a file may have, in their order.
COMMON_COLUMNS = tuple(name for name in _COMMON["properties"] if name != "contactMomentId")
# What the list, the details and files of contact moments have under these names is not the type's own. The last two are
# kept for later.
RESERVED_FIELDS = frozenset(
    {"id", "sender", "type", "action", "tags", "change", "versions", "confidential", "followUp"}
)
SHIPPED = (
    "ContactMomentPhone",
    "ContactMomentVisit",
    "ContactMomentLetter",
    "ContactMomentEmail",
    "ContactMomentNote",
)


def read_shipped(name: str) -> MomentType:
    """One of the `SHIPPED` types."""
    return read_type(_shipped(name))


def shipped_types() -> list[MomentType]:
    """All `SHIPPED` types."""
    return [read_shipped(name) for name in SHIPPED]


def read_type(raw: bytes) -> MomentType:
    """Read a type file. Raises `InvalidInputError`, which says what is wrong and shows an example of such a file."""
    if len(raw) > MAX_FILE:
        raise InvalidInputError("A type file has at most 1 MiB")
    data = parse_json(raw)
    if not isinstance(data, dict) or not {"id", "title"} <= set(data) or set(data) - _MEMBERS:
        raise InvalidInputError(f"This is not a type file; {_FORM}")
    type_id, title, addable = data["id"], data["title"], data.get("addable", True)
    if not isinstance(type_id, str) or not TYPE_ID.fullmatch(type_id):
        raise InvalidInputError('"id" must be letters, digits and underscores, a letter first, at most 128')
    if not isinstance(title, str) or is_blank(title):
        raise InvalidInputError('"title" must be a text that is not blank')
    if not isinstance(addable, bool):
        raise InvalidInputError('"addable" must be true or false')
    return MomentType(type_id, title, addable, _whole_schema(data.get("schema", {})))


def type_file(one: MomentType) -> JsonObject:
    """A type as its file has it: what `read_type` reads as the same type."""
    own = {name: value for name, value in one.schema.items() if value != _COMMON.get(name)}
    properties = {name: value for name, value in one.schema["properties"].items() if name not in COMMON_FIELDS}
    required = [name for name in one.schema["required"] if name not in _COMMON["required"]]
    own |= {"properties": properties, "required": required}
    own = {name: value for name, value in own.items() if value or name not in ("properties", "required")}
    return {"id": one.id, "title": one.title, "addable": one.addable, "schema": own}


def version_of(one: MomentType) -> str:
    """A text that is another one after every change of a type, but for its place among the types."""
    return hashlib.sha256(json.dumps([one.title, one.addable, one.schema]).encode()).hexdigest()[:32]


def _whole_schema(own: Any) -> JsonObject:
    if not isinstance(own, dict) or not isinstance(own.get("properties", {}), dict):
        raise InvalidInputError('"schema" must be a JSON Schema (draft-07) with the type\'s own "properties"')
    if own.get("type", "object") != "object":
        raise InvalidInputError('"schema" must describe an object')
    if "$ref" in own:
        # Draft-07 ignores everything beside a $ref, so the shared fields would not be enforced.
        raise InvalidInputError('"schema" cannot be a "$ref" as a whole; put it under "allOf"')
    _refuse_unknown_looks(own)
    reserved = RESERVED_FIELDS.intersection(own.get("properties", {}))
    if reserved:
        names = ", ".join(sorted(reserved))
        raise InvalidInputError(f"Fields cannot be named {names}: the register uses these names itself; use others")
    schema = _COMMON | own
    schema["properties"] = _COMMON["properties"] | own.get("properties", {})
    changed = [name for name in COMMON_FIELDS if schema["properties"][name] != _COMMON["properties"][name]]
    if changed:
        names = ", ".join(sorted(changed))
        raise InvalidInputError(f"Every type has {names}; leave it out, or restrict it further under allOf")
    schema["required"] = list(dict.fromkeys([*_COMMON["required"], *_names(own.get("required", []))]))
    _refuse_broken(schema)
    return schema


def _refuse_unknown_looks(own: JsonObject) -> None:
    for name, known in ((ICON, ICONS), (HUE, HUES)):
        if name in own and own[name] not in known:
            raise InvalidInputError(f'"{name}" must be one of {", ".join(known)}')


def _names(required: Any) -> Iterator[str]:
    if not isinstance(required, list) or not all(isinstance(name, str) for name in required):
        raise InvalidInputError('"required" must be a list of field names')
    yield from required


def _refuse_broken(schema: JsonObject) -> None:
    if schema["$schema"] != _COMMON["$schema"]:
        raise InvalidInputError(f'"$schema" must be {_COMMON["$schema"]}')
    validator = Validator(schema)
    if not validator.is_whole:
        raise InvalidInputError(
            'A "$ref" must be "#" or begin with "#/" and have no "%" in it, and no part of the schema can have an '
            '"$id", an anchor, a "$dynamicRef", a "$recursiveRef", or the "$schema" of another draft'
        )
    if validator.backtracking:
        raise InvalidInputError(
            f"Patterns of {', '.join(validator.backtracking)} cannot be checked in a bounded time; write them without "
            "look-around such as (?=…) and without back-references such as \\1"
        )
