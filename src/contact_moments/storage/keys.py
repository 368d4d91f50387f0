"""What was registered before: the keys of registrations with a reference, and of Idempotency-Key headers.

All keys are SHA-256 hashes, 32 bytes. That each is there once is for the database to enforce: it is the primary key.
"""

from collections.abc import Collection

from sqlalchemy import Connection, bindparam, delete, insert, select

from contact_moments.storage.parts import in_parts
from contact_moments.storage.tables import idempotency_key, registration_key

_REGISTERED = select(registration_key).where(registration_key.c.key.in_(bindparam("keys", expanding=True)))
_ADD_REGISTERED = insert(registration_key)
_USED = select(idempotency_key.c.key, idempotency_key.c.content, idempotency_key.c.moment_id).where(
    idempotency_key.c.key.in_(bindparam("keys", expanding=True))
)
_ADD_USED = insert(idempotency_key)
_DROP_USED = delete(idempotency_key).where(idempotency_key.c.used_at < bindparam("before"))


def registered(connection: Connection, keys: Collection[bytes]) -> dict[bytes, int]:
    """Those of the keys of registrations that are there, and the moment that each led to."""
    return {
        bytes(key): moment_id
        for part in in_parts(keys)
        for key, moment_id in connection.execute(_REGISTERED, {"keys": part})
    }


def add_registered(connection: Connection, new: dict[bytes, int]) -> None:
    """Keep keys of registrations, for good."""
    if new:
        connection.execute(_ADD_REGISTERED, [{"key": key, "moment_id": id_} for key, id_ in new.items()])


def used(connection: Connection, keys: Collection[bytes]) -> dict[bytes, tuple[bytes, int]]:
    """Those Idempotency-Keys that are there: the content that each came with, and the moment that it led to."""
    return {
        bytes(key): (bytes(content), moment_id)
        for part in in_parts(keys)
        for key, content, moment_id in connection.execute(_USED, {"keys": part})
    }


def add_used(connection: Connection, new: dict[bytes, tuple[bytes, int]], now: int, before: int) -> None:
    """Keep Idempotency-Keys that are used at `now`, and forget those used before `before`."""
    if new:
        connection.execute(_DROP_USED, {"before": before})
        rows = [{"key": key, "content": content, "moment_id": id_} for key, (content, id_) in new.items()]
        connection.execute(_ADD_USED, [row | {"used_at": now} for row in rows])
