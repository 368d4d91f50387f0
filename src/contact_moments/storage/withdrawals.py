"""Withdrawn moments: a tombstone each, for good, in the order in which they were withdrawn."""

from typing import Any

from msgspec import Struct
from sqlalchemy import Connection, Select, bindparam, func, insert, select

from contact_moments.storage.pages import PAGE_SIZE
from contact_moments.storage.tables import withdrawn

_ADD = insert(withdrawn)
_LAST = select(func.coalesce(func.max(withdrawn.c.n), 0))
_FIND = select(withdrawn.c.moment_id).where(withdrawn.c.moment_id.in_(bindparam("ids", expanding=True)))
# Times and numbers rise together, so what is left out is all before what is not.
_BASE = (
    select(withdrawn.c.n - 1)
    .where(withdrawn.c.withdrawn_at >= bindparam("since"))
    .order_by(withdrawn.c.withdrawn_at, withdrawn.c.n)
    .limit(1)
    .scalar_subquery()
)


def _page(after: Any) -> Select[Any]:
    columns = (withdrawn.c.n, withdrawn.c.moment_id, withdrawn.c.withdrawn_at, withdrawn.c.reason)
    # One more than a page has, which tells whether there is another.
    return select(*columns).where(withdrawn.c.n > after).order_by(withdrawn.c.n).limit(PAGE_SIZE + 1)


_AFTER = _page(bindparam("after", type_=withdrawn.c.n.type))
_SINCE = _page(_BASE + bindparam("after", type_=withdrawn.c.n.type))


class Tombstone(Struct, frozen=True):
    """What is left of a withdrawn moment: its number among them, its id, when (an instant) and why."""

    n: int
    moment_id: int
    withdrawn_at: int
    reason: str


def add(connection: Connection, tombstone: Tombstone, change_no: int, person: str | None) -> None:
    """Keep a tombstone."""
    row = {
        "n": tombstone.n,
        "moment_id": tombstone.moment_id,
        "withdrawn_at": tombstone.withdrawn_at,
        "reason": tombstone.reason,
    }
    connection.execute(_ADD, row | {"change_no": change_no, "person": person})


def last_n(connection: Connection) -> int:
    """The number of the last tombstone; 0 when there is none."""
    return int(connection.execute(_LAST).scalar_one())


def are_there(connection: Connection, ids: list[int]) -> set[int]:
    """Those of the ids that are of withdrawn moments."""
    return set(connection.execute(_FIND, {"ids": ids}).scalars())


def page(connection: Connection, since: int | None, after: int) -> list[Tombstone]:
    """A page and at most one more: what comes after number `after`, or `after` numbers on from instant `since`."""
    if since is None:
        rows = connection.execute(_AFTER, {"after": after})
    else:
        rows = connection.execute(_SINCE, {"since": since, "after": after})
    return [Tombstone(*row) for row in rows]
