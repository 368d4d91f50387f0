"""What must hold between the seconds of changes and what was recorded in them, among times, and among the imports.

A walk by `since` begins at the first change of a second. If that comes too late, the walk misses changes.
"""

from typing import Any

from sqlalchemy import Column, ColumnElement, Select, Table, func, select

from contact_moments.clock import SECOND
from contact_moments.storage.sql.tables import import_range, link, moment, moment_text, tick, version, withdrawn


def _has_second(recorded_at: Column[int], change: Column[int]) -> ColumnElement[bool]:
    """Whether the second of an instant is there, and begins with this change at the latest.

    A change that came later may have another number since: rendering a moment again, and a slow commit, give new ones.
    """
    return select(tick.c.second).where(tick.c.second == recorded_at // SECOND, tick.c.first_change <= change).exists()


_VERSIONS = (
    select(moment.c.id)
    .join(version, (version.c.moment_id == moment.c.id) & (version.c.version == moment.c.version))
    .where(~_has_second(version.c.recorded_at, moment.c.change_no))
)
_WITHDRAWALS = select(withdrawn.c.moment_id).where(~_has_second(withdrawn.c.withdrawn_at, withdrawn.c.change_no))


def _at_another_time(table: Table) -> Select[Any]:
    """What search reads in the order of time has the time of its moment."""
    found = select(table.c.moment_id).join(moment, moment.c.id == table.c.moment_id)
    return found.where(table.c.happened_at != moment.c.happened_at)


_RANGES = select(
    import_range.c.first_id, func.lag(import_range.c.last_id).over(order_by=import_range.c.first_id).label("before")
).subquery()
_OVERLAPPING = select(_RANGES.c.first_id).where(_RANGES.c.first_id <= _RANGES.c.before)

RULES: tuple[tuple[Select[Any], str], ...] = (
    (_VERSIONS, "the second in which a contact moment was recorded has no change, or begins after it"),
    (_WITHDRAWALS, "the second of a withdrawal has no change, or begins after it"),
    (_at_another_time(link), "a relation has a contact moment at another time than it happened"),
    (_at_another_time(moment_text), "search has a contact moment at another time than it happened"),
    (_OVERLAPPING, "two imports have added the same contact moment"),
)
