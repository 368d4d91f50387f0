"""Withdrawn moments: a tombstone each, for good, in the order in which they were withdrawn."""

from typing import Any

from msgspec import Struct
from sqlalchemy import Connection, Select, bindparam, insert, select

from contact_moments.storage.batches import in_parts
from contact_moments.storage.questions.pages import PAGE_SIZE
from contact_moments.storage.sql.tables import withdrawn

_ADD = insert(withdrawn)
_LAST = select(withdrawn.c.n, withdrawn.c.withdrawn_at).order_by(withdrawn.c.n.desc()).limit(1)
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


def add(connection: Connection, tombstones: list[tuple[Tombstone, int]], person: str | None) -> None:
    """Keep tombstones, each with the number of its change."""
    rows = [
        {
            "n": one.n,
            "moment_id": one.moment_id,
            "withdrawn_at": one.withdrawn_at,
            "reason": one.reason,
            "change_no": change_no,
            "person": person,
        }
        for one, change_no in tombstones
    ]
    connection.execute(_ADD, rows)


def last(connection: Connection) -> tuple[int, int]:
    """The number of the last tombstone, and when that was withdrawn; zeros when there is none."""
    row = connection.execute(_LAST).one_or_none()
    return (0, 0) if row is None else (row.n, row.withdrawn_at)


def are_there(connection: Connection, ids: list[int]) -> set[int]:
    """Those of the ids that are of withdrawn moments."""
    return {id_ for part in in_parts(ids) for id_ in connection.execute(_FIND, {"ids": part}).scalars()}


def page(connection: Connection, since: int | None, after: int) -> list[Tombstone]:
    """A page and at most one more: what comes after number `after`, or `after` numbers on from instant `since`."""
    if since is None:
        rows = connection.execute(_AFTER, {"after": after})
    else:
        rows = connection.execute(_SINCE, {"since": since, "after": after})
    return [Tombstone(*row) for row in rows]
