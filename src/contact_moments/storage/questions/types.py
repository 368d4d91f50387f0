"""Types of contact moments, and the number that changes whenever one of them does."""

from collections.abc import Collection

import msgspec
from sqlalchemy import Connection, bindparam, delete, func, insert, select, update

from contact_moments.model import MomentType
from contact_moments.storage.sql.json_text import json_text
from contact_moments.storage.sql.prepared import FetchRow, SingleRow, one_row
from contact_moments.storage.sql.tables import moment, moment_type, parked, register

_ALL = select(moment_type).order_by(moment_type.c.position)
_VERSION = SingleRow(select(register.c.types_version))
_RAISE_VERSION = update(register).values(types_version=register.c.types_version + 1)
_SET_VERSION = update(register).values(types_version=bindparam("now"))
_NEXT_POSITION = select(func.coalesce(func.max(moment_type.c.position), 0) + 1)
_ADD = insert(moment_type)
_CHANGE = (
    update(moment_type)
    .where(moment_type.c.id == bindparam("type_id"))
    .values(title=bindparam("new_title"), addable=bindparam("new_addable"), json_schema=bindparam("new_schema"))
)

_PLACES = select(moment_type.c.id, moment_type.c.position).order_by(moment_type.c.position)
_PLACE = update(moment_type).where(moment_type.c.id == bindparam("type_id")).values(position=bindparam("new_position"))

_MOMENT_OF = select(moment.c.id).where(moment.c.type == bindparam("type_id")).limit(1)
_PARKED_OF = select(parked.c.id).where(parked.c.type == bindparam("type_id")).limit(1)
_REMOVE = delete(moment_type).where(moment_type.c.id == bindparam("type_id"))


def version(fetch_row: FetchRow) -> int:
    """A number that changes whenever a type does."""
    return int(one_row(fetch_row(_VERSION, {}))[0])


def set_version(connection: Connection, now: int) -> None:
    """Make every worker read the types again, whatever version it has: `now` is in microseconds."""
    connection.execute(_SET_VERSION, {"now": now})


def all_types(connection: Connection) -> list[MomentType]:
    """All types in the order in which they were added."""
    return [
        MomentType(row.id, row.title, bool(row.addable), msgspec.json.decode(row.json_schema))
        for row in connection.execute(_ALL)
    ]


def schemas(connection: Connection) -> list[tuple[str, str]]:
    """Id and stored schema of each type, as text that was not read."""
    return [(row.id, row.json_schema) for row in connection.execute(_ALL)]


def has_only(connection: Connection, these: Collection[MomentType]) -> bool:
    """Whether all types are among `these`, and nothing of them was changed."""
    known = {(one.id, one.title, one.addable, json_text(one.schema)) for one in these}
    return all((row.id, row.title, row.addable, row.json_schema) in known for row in connection.execute(_ALL))


def add(connection: Connection, new: MomentType) -> None:
    """Add a type whose id is not in use."""
    position = connection.execute(_NEXT_POSITION).scalar_one()
    schema = json_text(new.schema)
    row = {
        "id": new.id,
        "title": new.title,
        "addable": new.addable,
        "position": position,
        "json_schema": schema,
    }
    connection.execute(_ADD, row)
    connection.execute(_RAISE_VERSION)


def change(connection: Connection, changed: MomentType) -> None:
    """Replace a type."""
    connection.execute(
        _CHANGE,
        {
            "type_id": changed.id,
            "new_title": changed.title,
            "new_addable": changed.addable,
            "new_schema": json_text(changed.schema),
        },
    )
    connection.execute(_RAISE_VERSION)


def place(connection: Connection, type_id: str, number: int) -> bool:
    """Put a type at a place among all, from 1; returns whether it was elsewhere."""
    before = {id_: position for id_, position in connection.execute(_PLACES)}
    order = [id_ for id_ in before if id_ != type_id]
    order.insert(number - 1, type_id)
    moved = [(id_, position) for id_, position in zip(order, sorted(before.values()), strict=True)]
    changed = [{"type_id": id_, "new_position": position} for id_, position in moved if before[id_] != position]
    if changed:
        connection.execute(_PLACE, changed)
        connection.execute(_RAISE_VERSION)
    return bool(changed)


def is_used(connection: Connection, type_id: str) -> bool:
    """Whether a moment or something parked has a type. Looks at all of them if none has."""
    return any(connection.execute(one, {"type_id": type_id}).first() for one in (_PARKED_OF, _MOMENT_OF))


def remove(connection: Connection, type_id: str) -> None:
    """Remove a type that is not used."""
    connection.execute(_REMOVE, {"type_id": type_id})
    connection.execute(_RAISE_VERSION)
