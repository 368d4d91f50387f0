"""Contact moment types: read from type files, stored in the register, and compiled once per worker.

A type file has an id, a title, whether the API may add such moments, and the JSON Schema (draft-07) of the type's own
fields. `moment_types/common.json` has the fields that all types share. The API serves the two combined, and enforces
that same schema (wire rules 18 and 24).
"""

import json
import re
from collections.abc import Iterator
from importlib import resources
from typing import Any

import jsonschema_rs

from contact_moments.errors import InvalidInputError, NotFoundError
from contact_moments.model import JsonObject, MomentType
from contact_moments.storage.database import Connection, Database
from contact_moments.storage.questions import types as stored
from contact_moments.storage.transaction import Transaction
from contact_moments.strict_json import parse_json

MAX_FINDINGS = 20

_TYPE_ID = re.compile(r"[A-Za-z][A-Za-z0-9_]{0,127}", re.ASCII)
_MEMBERS = {"id", "title", "addable", "schema"}
_FORM = (
    'a type file looks like {"id": "ContactMomentChat", "title": "Chat", "addable": true, '
    '"schema": {"properties": {"channel": {"type": "string"}}, "required": ["channel"]}}'
)


def _shipped(name: str) -> bytes:
    return (resources.files("contact_moments.moment_types") / f"{name}.json").read_bytes()


_COMMON: JsonObject = json.loads(_shipped("common"))
COMMON_FIELDS = frozenset(_COMMON["properties"])
# Those that a file may have, in their order.
COMMON_COLUMNS = tuple(name for name in _COMMON["properties"] if name != "contactMomentId")
SHIPPED = (
    "ContactMomentPhone",
    "ContactMomentVisit",
    "ContactMomentLetter",
    "ContactMomentEmail",
    "ContactMomentNote",
)


class CompiledType:
    """A type with its compiled schema. `own_fields` are the members that only this type has."""

    def __init__(self, data: MomentType) -> None:
        self.data = data
        self.own_fields = tuple(name for name in data.schema["properties"] if name not in COMMON_FIELDS)
        described = {name: data.schema["properties"][name] for name in self.own_fields}
        self.defaults: JsonObject = {
            name: one["default"] for name, one in described.items() if isinstance(one, dict) and "default" in one
        }
        self._validator = _compile(data.schema)

    def findings(self, body: Any) -> list[str]:
        """How `body` violates the schema: sentences that name the field, never its value, 20 at most."""
        if self._validator.is_valid(body):
            return []
        found = [
            _sentence(error) for error, _ in zip(self._validator.iter_errors(body), range(MAX_FINDINGS), strict=False)
        ]
        return list(dict.fromkeys(found))


def _compile(schema: JsonObject) -> jsonschema_rs.Draft7Validator:
    # `mask` keeps values out of messages. `offline` prevents network calls for a $ref.
    return jsonschema_rs.Draft7Validator(schema, mask="", offline=True)


def _sentence(error: jsonschema_rs.ValidationError) -> str:
    if isinstance(error.kind, jsonschema_rs.ValidationErrorKind.Required):
        return f"{_path([*error.instance_path, error.kind.property])} is required"
    return f"{_path(error.instance_path)} {error.message.strip()}"


def _path(parts: list[str | int]) -> str:
    text = "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in parts)
    return text.removeprefix(".") or "The body"


Versioned = tuple[int, dict[str, CompiledType]]


class Types:
    """The register's types, compiled and cached until one of them changes."""

    def __init__(self, database: Database) -> None:
        self._database = database
        # One attribute, so that threads that load at the same time cannot mix version and types.
        self._cached: Versioned = (-1, {})

    def all(self) -> list[MomentType]:
        """All types, in the order in which they were added."""
        return [compiled.data for compiled in self.by_id().values()]

    def get(self, type_id: str) -> CompiledType:
        """The type with that id. Raises `NotFoundError`."""
        return get_type(self.by_id(), type_id)

    def by_id(self) -> dict[str, CompiledType]:
        """The current types, by id."""
        return self.current()[1]

    def current(self) -> Versioned:
        """The current types, and their version: a number that is different after every change."""
        version = stored.version(self._database.fetch_row)
        cached = self._cached
        if version != cached[0]:
            cached = version, {data.id: CompiledType(data) for data in self._database.read(stored.all_types)}
            self._cached = cached
        return cached

    def cached(self) -> Versioned:
        """Cached types, possibly stale; the caller compares the version in its transaction."""
        return self._cached if self._cached[1] else self.current()


def get_type(types: dict[str, CompiledType], type_id: str) -> CompiledType:
    """The type with that id. Raises `NotFoundError`."""
    if type_id not in types:
        raise NotFoundError("There is no such contact moment type; GET …/contact_moment/types lists them")
    return types[type_id]


def read_type(raw: bytes) -> MomentType:
    """Read a type file. Raises `InvalidInputError`, which says what is wrong and shows an example of such a file."""
    data = parse_json(raw)
    if not isinstance(data, dict) or not {"id", "title"} <= set(data) or set(data) - _MEMBERS:
        raise InvalidInputError(f"This is not a type file; {_FORM}")
    type_id, title, addable = data["id"], data["title"], data.get("addable", True)
    if not isinstance(type_id, str) or not _TYPE_ID.fullmatch(type_id):
        raise InvalidInputError('"id" must be letters, digits and underscores, a letter first, at most 128')
    if not isinstance(title, str) or not title.strip():
        raise InvalidInputError('"title" must be a text that is not blank')
    if not isinstance(addable, bool):
        raise InvalidInputError('"addable" must be true or false')
    return MomentType(type_id, title, addable, _whole_schema(data.get("schema", {})))


def _whole_schema(own: Any) -> JsonObject:
    if not isinstance(own, dict) or not isinstance(own.get("properties", {}), dict):
        raise InvalidInputError('"schema" must be a JSON Schema (draft-07) with the type\'s own "properties"')
    if own.get("type", "object") != "object":
        raise InvalidInputError('"schema" must describe an object')
    if "$ref" in own:
        # Draft-07 ignores everything beside a $ref, so the shared fields would not be enforced.
        raise InvalidInputError('"schema" cannot be a "$ref" as a whole; put it under "allOf"')
    if "type" in own.get("properties", {}):
        # In a file of contact moments, "type" is the type's id.
        raise InvalidInputError('A field cannot be named "type"; give it another name')
    schema = _COMMON | own
    schema["properties"] = _COMMON["properties"] | own.get("properties", {})
    changed = [name for name in COMMON_FIELDS if schema["properties"][name] != _COMMON["properties"][name]]
    if changed:
        names = ", ".join(sorted(changed))
        raise InvalidInputError(f"Every type has {names}; leave it out, or restrict it further under allOf")
    schema["required"] = list(dict.fromkeys([*_COMMON["required"], *_names(own.get("required", []))]))
    _refuse_broken(schema)
    return schema


def _names(required: Any) -> Iterator[str]:
    if not isinstance(required, list) or not all(isinstance(name, str) for name in required):
        raise InvalidInputError('"required" must be a list of field names')
    yield from required


def _refuse_broken(schema: JsonObject) -> None:
    if schema["$schema"] != _COMMON["$schema"]:
        raise InvalidInputError(f'"$schema" must be {_COMMON["$schema"]}')
    try:
        _compile(schema)
    except (jsonschema_rs.ValidationError, jsonschema_rs.ReferencingError, ValueError) as fault:
        reason = getattr(fault, "message", str(fault)).strip()
        raise InvalidInputError(f'"schema" is not a JSON Schema (draft-07) that can be used here: {reason}') from None


def put_type(database: Database, new: MomentType) -> bool:
    """Add a type, or replace the one with its id; returns whether it is new.

    Every worker uses it from the next request on.
    """

    def work(transaction: Transaction) -> bool:
        transaction.lock()
        is_new = new.id not in _existing_ids(transaction.connection)
        if is_new:
            stored.add(transaction.connection, new)
        else:
            stored.change(transaction.connection, new)
        return is_new

    return database.write(work)


def add_shipped_types(connection: Connection) -> None:
    """Add the shipped types that the register does not have yet; the others stay as the operator changed them."""
    existing = _existing_ids(connection)
    for name in SHIPPED:
        if name not in existing:
            stored.add(connection, read_type(_shipped(name)))


def _existing_ids(connection: Connection) -> set[str]:
    return {data.id for data in stored.all_types(connection)}
