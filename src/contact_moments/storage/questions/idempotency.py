"""Keys that recognise a repeat: of registrations with a reference, and of Idempotency-Key headers.

All keys are SHA-256 hashes, 32 bytes. The database enforces that each exists once: it is the primary key.
"""

from collections.abc import Collection

from sqlalchemy import Connection, bindparam, delete, insert, select

from contact_moments.storage.sql.prepared import InList, ManyRows
from contact_moments.storage.sql.tables import idempotency_key, register, registration_key

_REGISTERED = InList(
    registration_key.c.key.type, lambda keys: select(registration_key).where(registration_key.c.key.in_(keys))
)
_ADD_REGISTERED = ManyRows(insert(registration_key))
_USED = InList(
    idempotency_key.c.key.type,
    lambda keys: select(idempotency_key.c.key, idempotency_key.c.content, idempotency_key.c.moment_id).where(
        idempotency_key.c.key.in_(keys)
    ),
)
_WITHOUT_FOLLOW_UPS = select(register.c.no_follow_ups_until)
_ADD_USED = ManyRows(insert(idempotency_key))
_DROP_USED = delete(idempotency_key).where(idempotency_key.c.used_at < bindparam("before"))


def registered(connection: Connection, keys: Collection[bytes]) -> dict[bytes, int]:
    """The moment of each of these registration keys that exists."""
    return {bytes(key): moment_id for key, moment_id in _REGISTERED.rows(connection, keys)}


def add_registered(connection: Connection, new: dict[bytes, int]) -> None:
    """Add registration keys, each with its moment; they are never deleted."""
    _ADD_REGISTERED.run(connection, [{"key": key, "moment_id": id_} for key, id_ in new.items()])


def used(connection: Connection, keys: Collection[bytes]) -> dict[bytes, tuple[bytes, int]]:
    """Those of these Idempotency-Keys that exist, each with (hash of its content, moment)."""
    return {bytes(key): (bytes(content), moment_id) for key, content, moment_id in _USED.rows(connection, keys)}


def add_used(connection: Connection, new: dict[bytes, tuple[bytes, int]], now: int, before: int) -> None:
    """Add Idempotency-Keys that are used at `now`, and delete those used before `before`."""
    if new:
        connection.execute(_DROP_USED, {"before": before})
        rows = [{"key": key, "content": content, "moment_id": id_} for key, (content, id_) in new.items()]
        _ADD_USED.run(connection, [row | {"used_at": now} for row in rows])


def last_without_follow_ups(connection: Connection) -> int:
    """The last moment that a release without follow-ups has acknowledged; 0 if there is none."""
    return int(connection.execute(_WITHOUT_FOLLOW_UPS).scalar_one())
