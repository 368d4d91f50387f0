"""Relations that are removed, in the order of their removal, until they are added again."""

from collections.abc import Iterable
from typing import Any

from msgspec import Struct
from sqlalchemy import ColumnElement, Connection, Select, bindparam, delete, func, insert, select

from contact_moments.storage.batches import in_parts
from contact_moments.storage.questions.pages import PAGE_SIZE
from contact_moments.storage.sql.tables import relation_tick, removed_relation
from contact_moments.storage.transaction import Transaction

_ADD = insert(removed_relation)
_FORGET = delete(removed_relation).where(removed_relation.c.relation_id.in_(bindparam("ids", expanding=True)))
# The second of a removal is that of the latest change which begins one and does not come after it.
_SECOND = (
    select(relation_tick.c.second)
    .where(relation_tick.c.first_change <= removed_relation.c.change_no)
    .order_by(relation_tick.c.first_change.desc())
    .limit(1)
    .scalar_subquery()
)
# A walk by `since` begins after the last removal before that second. An entry that is taken out, or that gets a later
# position, can only make this one smaller: so page numbers never skip an entry.
_BEFORE = (
    select(removed_relation.c.position)
    .where(removed_relation.c.change_no < relation_tick.c.first_change)
    .order_by(removed_relation.c.change_no.desc())
    .limit(1)
    .correlate(relation_tick)
    .scalar_subquery()
)
_BASE = (
    select(func.coalesce(_BEFORE, 0))
    .select_from(relation_tick)
    .where(relation_tick.c.second >= bindparam("second"))
    .order_by(relation_tick.c.second)
    .limit(1)
    .scalar_subquery()
)
_NEXT = select(func.min(removed_relation.c.relation_id)).where(removed_relation.c.relation_id > bindparam("after"))
_following = removed_relation.alias()
_END_OF_RUN = (
    select(removed_relation.c.relation_id)
    .where(
        removed_relation.c.relation_id > bindparam("after"),
        ~select(_following.c.relation_id)
        .where(_following.c.relation_id == removed_relation.c.relation_id + 1)
        .exists(),
    )
    .order_by(removed_relation.c.relation_id)
    .limit(1)
)
_START: ColumnElement[int] = bindparam("after", type_=removed_relation.c.position.type)


def _page_after(start: ColumnElement[int]) -> Select[Any]:
    columns = removed_relation.c.position, removed_relation.c.relation_id, _SECOND, removed_relation.c.change_no
    # One more than a page has: it tells whether there is another page.
    rows = select(*columns).where(removed_relation.c.position > start)
    return rows.order_by(removed_relation.c.position).limit(PAGE_SIZE + 1)


_AFTER = _page_after(_START)
_SINCE = _page_after(_BASE + _START)


class Removed(Struct, frozen=True):
    """A relation that is removed: its position among these, its id, the second (of 1970) and number of that change."""

    position: int
    relation_id: int
    second: int
    change: int


def add(transaction: Transaction, ids: list[int], import_number: int) -> None:
    """Note that relations are removed, by undoing an import: a change of each."""
    rows = [
        {
            "relation_id": id_,
            "position": transaction.next_removed_position(),
            "change_no": transaction.next_relation_change(),
            "import_number": import_number,
        }
        for id_ in ids
    ]
    if rows:
        transaction.connection.execute(_ADD, rows)


def forget(connection: Connection, ids: Iterable[int]) -> None:
    """Note that relations with these ids are added, again perhaps."""
    for part in in_parts(list(ids)):
        connection.execute(_FORGET, {"ids": part})


def free_after(connection: Connection, after: int) -> tuple[int, int | None]:
    """The first id above `after` that no removed relation had, and the next one above it that one had, if any."""
    following = connection.execute(_NEXT, {"after": after}).scalar()
    if following != after + 1:
        return after + 1, following
    last = int(connection.execute(_END_OF_RUN, {"after": after}).scalar_one())
    return last + 1, connection.execute(_NEXT, {"after": last}).scalar()


def page(connection: Connection, second: int | None, after: int) -> list[Removed]:
    """A page of removed relations and at most one more: those after position `after`.

    With `second` (of 1970) positions are counted from the last removal before it.
    """
    if second is None:
        rows = connection.execute(_AFTER, {"after": after})
    else:
        rows = connection.execute(_SINCE, {"second": second, "after": after})
    return [Removed(*row) for row in rows]
