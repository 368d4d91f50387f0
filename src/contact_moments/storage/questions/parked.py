"""Parked registrations: refused because a relation was not available, and kept for a while."""

from typing import Any

from msgspec import Struct
from sqlalchemy import Connection, Row, String, bindparam, delete, exists, insert, select, update

from contact_moments.storage.sql.tables import parked, register

_ALL = select(parked).order_by(parked.c.id)
_OF_IDS = _ALL.where(parked.c.id.in_(bindparam("ids", expanding=True)))
_NEXT_ID = update(register).values(last_parked_id=register.c.last_parked_id + 1)
_LAST_ID = select(register.c.last_parked_id)
_ADD = insert(parked)
_FIND = select(parked.c.id).where(parked.c.client_id == bindparam("client"), parked.c.fingerprint == bindparam("sent"))
_COUNT = (
    update(parked)
    .where(parked.c.id == bindparam("parked_id"))
    .values(times=parked.c.times + 1, reason=bindparam("new_reason"))
)
_DROP = delete(parked).where(parked.c.id.in_(bindparam("ids", expanding=True)))
_DROP_SENT = delete(parked).where(parked.c.client_id == bindparam("client"), parked.c.fingerprint == bindparam("sent"))
_OTHER = parked.alias()
_ADOPT = (
    update(parked)
    .where(
        parked.c.client_id == bindparam("client"),
        parked.c.fingerprint == bindparam("earlier"),
        parked.c.idempotency_key.is_not_distinct_from(bindparam("given_key", type_=String)),
        ~exists().where(_OTHER.c.client_id == bindparam("client"), _OTHER.c.fingerprint == bindparam("sent")),
    )
    .values(fingerprint=bindparam("sent"))
)
_ANY_OF = select(parked.c.id).where(parked.c.client_id == bindparam("client")).limit(1)
_ANY_BEFORE = select(parked.c.id).where(parked.c.parked_at < bindparam("before")).limit(1)
_SET_REASON = update(parked).where(parked.c.id == bindparam("parked_id")).values(reason=bindparam("new_reason"))
_DROP_BEFORE = delete(parked).where(parked.c.parked_at < bindparam("before"))
LONGEST_REASON = 32  # characters


class Parked(Struct, frozen=True):
    """A refused registration: who sent what, why it was refused, when it was first sent (an instant) and how often.

    `account_id` is for whom the client acted, if it did.
    """

    id: int
    client_id: str
    fingerprint: bytes
    content: bytes
    idempotency_key: str | None
    type: str
    document: str
    reason: str
    parked_at: int
    times: int
    account_id: str | None = None


def all_parked(connection: Connection) -> list[Parked]:
    """Everything that is parked, the oldest first."""
    return [read_parked(row) for row in connection.execute(_ALL)]


def of_ids(connection: Connection, ids: list[int]) -> list[Parked]:
    """What is parked under these ids."""
    return [read_parked(row) for row in connection.execute(_OF_IDS, {"ids": ids})]


def park(connection: Connection, new: Parked) -> None:
    """Park a refused registration, and give it an id; if it is parked already, raise its count instead."""
    bound = {"client": new.client_id, "sent": new.fingerprint}
    found = connection.execute(_FIND, bound).scalar()
    if found is not None:
        connection.execute(_COUNT, {"parked_id": found, "new_reason": new.reason})
        return
    # Ids are never used again: an operator may still have an old list at hand.
    connection.execute(_NEXT_ID)
    row = {name: getattr(new, name) for name in new.__struct_fields__}
    connection.execute(_ADD, row | {"id": connection.execute(_LAST_ID).scalar_one()})


def set_reason(connection: Connection, parked_id: int, reason: str) -> None:
    """Note why what is parked under an id was refused the last time: the code of the refusal."""
    connection.execute(_SET_REASON, {"parked_id": parked_id, "new_reason": reason[:LONGEST_REASON]})


def any_of(connection: Connection, client_id: str) -> bool:
    """Whether anything of a client is parked."""
    return connection.execute(_ANY_OF, {"client": client_id}).scalar() is not None


def drop(connection: Connection, ids: list[int]) -> None:
    """Delete what is parked under these ids."""
    connection.execute(_DROP, {"ids": ids})


def drop_sent(connection: Connection, client_id: str, fingerprint: bytes) -> None:
    """Delete what a client sent, if it is parked."""
    connection.execute(_DROP_SENT, {"client": client_id, "sent": fingerprint})


def adopt(connection: Connection, client_id: str, earlier: bytes, key: str | None, fingerprint: bytes) -> None:
    """Give what a client sent with this Idempotency-Key another fingerprint, unless something has that already."""
    connection.execute(_ADOPT, {"client": client_id, "earlier": earlier, "given_key": key, "sent": fingerprint})


def any_before(connection: Connection, before: int) -> bool:
    """Whether anything was parked before an instant."""
    return connection.execute(_ANY_BEFORE, {"before": before}).scalar() is not None


def drop_before(connection: Connection, before: int) -> None:
    """Delete what was parked before an instant."""
    connection.execute(_DROP_BEFORE, {"before": before})


def read_parked(row: Row[Any]) -> Parked:
    """The registration in a row with all columns."""
    return Parked(**{**row._mapping, "fingerprint": bytes(row.fingerprint), "content": bytes(row.content)})
