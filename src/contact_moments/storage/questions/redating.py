"""Changes whose COMMIT was slow get new numbers, and so a new date (see `storage.transaction`)."""

from collections.abc import Mapping

from sqlalchemy import BindParameter, Connection, and_, bindparam, func, insert, select, update

from contact_moments.storage.sql.tables import (
    moment,
    relation,
    relation_import_range,
    removed_relation,
    withdrawn,
)

_RENUMBER = (
    update(moment)
    .where(moment.c.change_no.between(bindparam("first"), bindparam("last")))
    .values(change_no=moment.c.change_no + bindparam("shift"))
)
_TOMBSTONES = select(func.min(withdrawn.c.position)).where(
    withdrawn.c.change_no.between(bindparam("first"), bindparam("last"))
)
_LAST_TOMBSTONE = select(withdrawn.c.position, withdrawn.c.withdrawn_at).order_by(withdrawn.c.position.desc()).limit(1)
_DATE_TOMBSTONES = (
    update(withdrawn)
    .where(withdrawn.c.change_no.between(bindparam("first"), bindparam("last")))
    .values(
        position=withdrawn.c.position + bindparam("position_shift"),
        change_no=withdrawn.c.change_no + bindparam("shift"),
        withdrawn_at=bindparam("now"),
    )
)
_RENUMBER_RELATIONS = (
    update(relation)
    .where(relation.c.change_no.between(bindparam("first"), bindparam("last")))
    .values(change_no=relation.c.change_no + bindparam("shift"))
)
_REMOVED = select(func.min(removed_relation.c.position), func.max(removed_relation.c.position)).where(
    removed_relation.c.change_no.between(bindparam("first"), bindparam("last"))
)
_RENUMBER_REMOVED = (
    update(removed_relation)
    .where(removed_relation.c.change_no.between(bindparam("first"), bindparam("last")))
    .values(
        position=removed_relation.c.position + bindparam("position_shift"),
        change_no=removed_relation.c.change_no + bindparam("shift"),
    )
)
# What an import has added counts as unchanged as long as it has the change numbers that it was added with. The last of
# its batches may be part of a longer range, which is divided first.
_first: BindParameter[int] = bindparam("first", type_=relation_import_range.c.first_change.type)
_first_moved = relation_import_range.c.first_position + _first - relation_import_range.c.first_change
_IS_PART = and_(relation_import_range.c.first_change < _first, _first_moved <= relation_import_range.c.last_position)
_ADD_PART = insert(relation_import_range).from_select(
    ["import_number", "first_position", "last_position", "first_change"],
    select(relation_import_range.c.import_number, _first_moved, relation_import_range.c.last_position, _first).where(
        _IS_PART
    ),
)
_SHORTEN = update(relation_import_range).where(_IS_PART).values(last_position=_first_moved - 1)
_RENUMBER_IMPORTED = (
    update(relation_import_range)
    .where(relation_import_range.c.first_change.between(bindparam("first"), bindparam("last")))
    .values(first_change=relation_import_range.c.first_change + bindparam("shift"))
)


def renumber_moments(connection: Connection, bound: Mapping[str, int], changes: range, now: int) -> None:
    """Move these changes of contact moments after all others, and date those that are withdrawals at `now`.

    `bound` has the first and the last of them, and by how much they move.
    """
    connection.execute(_RENUMBER, bound)
    first = connection.execute(_TOMBSTONES, {"first": changes[0], "last": changes[-1]}).scalar()
    if first is not None:
        last = connection.execute(_LAST_TOMBSTONE).one()
        at = max(now, last.withdrawn_at)
        connection.execute(_DATE_TOMBSTONES, {**bound, "position_shift": last.position + 1 - first, "now": at})


def renumber_relations(connection: Connection, bound: Mapping[str, int], last_removed: int) -> int:
    """Move changes of relations after all others, and those that are removals after all other removals.

    Returns the last position among removed relations, which was `last_removed` before.
    """
    connection.execute(_RENUMBER_RELATIONS, bound)
    for statement in (_ADD_PART, _SHORTEN):
        connection.execute(statement, {"first": bound["first"]})
    connection.execute(_RENUMBER_IMPORTED, bound)
    first, last = connection.execute(_REMOVED, {"first": bound["first"], "last": bound["last"]}).one()
    if first is None:
        return last_removed
    shift = last_removed + 1 - int(first)
    connection.execute(_RENUMBER_REMOVED, {**bound, "position_shift": shift})
    return int(last) + shift
