"""Contact moment types: stored in the register, and compiled once per worker (wire rules 18 and 24)."""

from typing import Any

from contact_moments.errors import (
    ChangedMeanwhileError,
    ConflictError,
    InvalidInputError,
    NotFoundError,
    RegisterError,
    UnavailableError,
)
from contact_moments.model import JsonObject, MomentType
from contact_moments.moments.type_files import COMMON_FIELDS, RESERVED_FIELDS, SHIPPED, read_shipped, version_of
from contact_moments.moments.validator import Validator, Violation
from contact_moments.people import NOBODY, Actor, Kind
from contact_moments.storage.database import Connection, Database
from contact_moments.storage.questions import types as stored
from contact_moments.storage.transaction import Transaction
from contact_moments.storage.whole.schema import check_version
from contact_moments.strict_json import parse_json
from contact_moments.visible import is_blank

# Blank texts of a body that are left out one by one: for each of them the whole body is checked.
MOST_TRIED = 20
# Names of own fields that the audit trail tells of a type, and their characters.
MOST_TOLD, LONGEST_TOLD = 50, 64


class CompiledType:
    """A type with its compiled schema. `own_fields` are the members that only this type has.

    `fault` says why the schema cannot be used; None if it can. `remarks` say what no new type may have.
    """

    def __init__(self, data: MomentType) -> None:
        self.data = data
        self.own_fields = tuple(name for name in data.schema["properties"] if name not in COMMON_FIELDS)
        # A reference comes first in documents.
        self.may_be_blank = ("reference", *self.own_fields)
        described = {name: data.schema["properties"][name] for name in self.own_fields}
        self.defaults: JsonObject = {
            name: one["default"] for name, one in described.items() if isinstance(one, dict) and "default" in one
        }
        # A register can have a type whose schema an earlier release took. The others go on working all the same.
        self.fault: str | None = None
        self.remarks: list[str] = []
        try:
            self._validator = Validator(data.schema)
            self.remarks = [*_remarks_on_names(self.own_fields), *self._validator.remarks()]
        except InvalidInputError as fault:
            self.fault = fault.message

    def violations(self, body: Any) -> list[Violation]:
        """How `body` violates the schema, 20 things at most.

        Raises `UnavailableError` if the schema cannot be used.
        """
        if self.fault is not None:
            raise UnavailableError(
                "The schema of this type cannot be used; contact-moments doctor tells the operator why"
            )
        return self._validator.violations(body)

    def blanks(self, body: JsonObject) -> list[str]:
        """The members with a text in which there is nothing to be seen: the reference, and own fields."""
        return [name for name in self.may_be_blank if isinstance(body.get(name), str) and is_blank(body[name])]

    def without_blanks(self, body: JsonObject, blanks: list[str]) -> JsonObject:
        """A valid body without those of its `blanks` that are optional: without them it is valid, too."""
        if not blanks:
            return body
        required = self.data.schema["required"]
        blank = [name for name in blanks if name not in required]
        rest = _without(body, blank)
        if not self.violations(rest):
            return rest
        # Some of them have to stay; the others go one by one.
        rest = body
        for name in blank[:MOST_TRIED]:
            shorter = _without(rest, [name])
            rest = rest if self.violations(shorter) else shorter
        return rest


def _without(body: JsonObject, names: list[str]) -> JsonObject:
    return {name: value for name, value in body.items() if name not in names}


def _remarks_on_names(own_fields: tuple[str, ...]) -> list[str]:
    reserved = ", ".join(sorted(RESERVED_FIELDS.intersection(own_fields)))
    return [f"its own fields {reserved} have names that the register uses itself; use others"] if reserved else []


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
        """The current types, and their version: a number that is different after every change.

        Raises `UnavailableError` if they have changed because another release has migrated the register.
        """
        version = stored.version(self._database.fetch_row)
        cached = self._cached
        if version != cached[0]:
            check_version(self._database)
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


def unreadable_types(connection: Connection) -> list[str]:
    """The ids of types whose stored schema cannot be read; one that cannot be used is another matter (see `fault`)."""
    return [type_id for type_id, text in stored.schemas(connection) if not _is_readable(text)]


def _is_readable(text: str) -> bool:
    try:
        CompiledType(MomentType("", "", True, parse_json(text.encode())))
    except (RegisterError, ValueError, KeyError, TypeError, AttributeError):
        return False
    return True


def put_type(
    database: Database, new: MomentType, by: Actor = NOBODY, expected: str | None = None, place: int | None = None
) -> bool:
    """Add a type, or replace the one with its id; returns whether it is new. `place` is where it stands among all.

    Every worker uses it from the next request on. `expected` is the version (see `version_of`) that it replaces; it is
    empty for a type that must be new, and None for any.

    Raises `ConflictError` if the id is in use, and `ChangedMeanwhileError` if there is another version now, or none.
    """

    def work(transaction: Transaction) -> bool:
        transaction.lock()
        connection = transaction.connection
        before = _existing(connection).get(new.id)
        _require_expected(before, new, expected)
        (stored.add if before is None else stored.change)(connection, new)
        moved = place is not None and stored.place(connection, new.id, place)
        if before != new or moved:
            kind: Kind = "type_added" if before is None else "type_changed"
            transaction.record(by.event(kind, new.id, **_difference(before, new, moved)))
        return before is None

    return database.write(work)


def _require_expected(before: MomentType | None, new: MomentType, expected: str | None) -> None:
    if expected is None or before == new:
        return
    if not expected and before is not None:
        raise ConflictError("There is a type with this id already; choose another id", "taken")
    if expected and (before is None or version_of(before) != expected):
        raise ChangedMeanwhileError("Somebody else has changed this type since it was read; look at it again")


def _difference(before: MomentType | None, new: MomentType, moved: bool) -> dict[str, Any]:
    """What the audit trail tells of a change: which parts of the type, and the names of its own fields."""
    detail: dict[str, Any] = {"version": version_of(new), "fields": _told_fields(new)}
    if before is None:
        return detail
    changed = [name for name in ("title", "addable", "schema") if getattr(before, name) != getattr(new, name)]
    detail |= {"changed": [*changed, *(["place"] if moved else [])]}
    return detail | {"before": {"version": version_of(before), "fields": _told_fields(before)}}


def _told_fields(one: MomentType) -> list[str]:
    own = [name[:LONGEST_TOLD] for name in one.schema["properties"] if name not in COMMON_FIELDS]
    return own if len(own) <= MOST_TOLD else [*own[:MOST_TOLD], "…"]


def remove_type(database: Database, type_id: str, by: Actor = NOBODY) -> None:
    """Remove a type. Raises `NotFoundError`, or `ConflictError` if contact moments or what is parked have it."""

    def work(transaction: Transaction) -> None:
        transaction.lock()
        if type_id not in _existing(transaction.connection):
            raise NotFoundError("There is no such type; contact-moments type list shows them")
        if stored.is_used(transaction.connection, type_id):
            raise ConflictError(
                "Contact moments have this type, or something parked has; set its addable to false instead"
            )
        stored.remove(transaction.connection, type_id)
        transaction.record(by.event("type_removed", type_id))

    database.write(work)


def add_shipped_types(connection: Connection) -> None:
    """Add the shipped types that the register does not have yet; the others stay as the operator changed them."""
    existing = _existing(connection)
    for name in SHIPPED:
        if name not in existing:
            stored.add(connection, read_shipped(name))


def _existing(connection: Connection) -> dict[str, MomentType]:
    return {data.id: data for data in stored.all_types(connection)}
