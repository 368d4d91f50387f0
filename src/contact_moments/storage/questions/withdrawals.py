"""Tombstones: one for each withdrawn moment, kept for good, in the order in which the moments were withdrawn."""

from typing import Any

from msgspec import Struct
from sqlalchemy import Connection, Select, bindparam, func, insert, select

from contact_moments.storage.batches import in_parts
from contact_moments.storage.questions.pages import PAGE_SIZE
from contact_moments.storage.sql.tables import withdrawn

_ADD = insert(withdrawn)
_LAST = select(withdrawn.c.position, withdrawn.c.withdrawn_at).order_by(withdrawn.c.position.desc()).limit(1)
_FIND = select(withdrawn.c.moment_id).where(withdrawn.c.moment_id.in_(bindparam("ids", expanding=True)))
_FIND_MISTAKES = _FIND.where(withdrawn.c.reason == "mistake")
_ONE = select(withdrawn.c.position, withdrawn.c.moment_id, withdrawn.c.withdrawn_at, withdrawn.c.reason).where(
    withdrawn.c.moment_id == bindparam("moment_id")
)
# Times and positions rise together, so all tombstones up to this one are too old. One that gets a later position can
# only make it smaller: counted from the first that is not too old, page numbers could skip others then.
_LAST_BEFORE = (
    select(withdrawn.c.position)
    .where(withdrawn.c.withdrawn_at < bindparam("since"))
    .order_by(withdrawn.c.withdrawn_at.desc(), withdrawn.c.position.desc())
    .limit(1)
    .scalar_subquery()
)
_BASE = func.coalesce(_LAST_BEFORE, 0)


def _page(after: Any) -> Select[Any]:
    columns = (withdrawn.c.position, withdrawn.c.moment_id, withdrawn.c.withdrawn_at, withdrawn.c.reason)
    # One more than a page has: it tells whether there is another page.
    return select(*columns).where(withdrawn.c.position > after).order_by(withdrawn.c.position).limit(PAGE_SIZE + 1)


_AFTER = _page(bindparam("after", type_=withdrawn.c.position.type))
_SINCE = _page(_BASE + bindparam("after", type_=withdrawn.c.position.type))


class Tombstone(Struct, frozen=True):
    """What is left of a withdrawn moment: its position among tombstones, its id, when (an instant) and why."""

    position: int
    moment_id: int
    withdrawn_at: int
    reason: str


def add(connection: Connection, tombstones: list[tuple[Tombstone, int]], person: str | None) -> None:
    """Add tombstones, each with the number of its change."""
    rows = [
        {
            "position": one.position,
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
    """The position of the last tombstone, and when its moment was withdrawn; zeros if there is none."""
    row = connection.execute(_LAST).one_or_none()
    return (0, 0) if row is None else (row.position, row.withdrawn_at)


def existing(connection: Connection, ids: list[int]) -> set[int]:
    """Those of `ids` that belong to withdrawn moments."""
    return {id_ for part in in_parts(ids) for id_ in connection.execute(_FIND, {"ids": part}).scalars()}


def one(connection: Connection, moment_id: int) -> Tombstone | None:
    """What is left of a withdrawn moment; None if there is no such moment."""
    row = connection.execute(_ONE, {"moment_id": moment_id}).one_or_none()
    return None if row is None else Tombstone(*row)


def mistakes(connection: Connection, ids: list[int]) -> set[int]:
    """Those of `ids` that belong to moments which were withdrawn as mistakes."""
    return {id_ for part in in_parts(ids) for id_ in connection.execute(_FIND_MISTAKES, {"ids": part}).scalars()}


def page(connection: Connection, since: int | None, after: int) -> list[Tombstone]:
    """A page of tombstones and at most one more: those after position `after`.

    With `since` (an instant) positions are counted from the last tombstone before it.
    """
    if since is None:
        rows = connection.execute(_AFTER, {"after": after})
    else:
        rows = connection.execute(_SINCE, {"since": since, "after": after})
    return [Tombstone(*row) for row in rows]
