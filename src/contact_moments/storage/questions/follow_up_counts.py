"""How many follow-ups were done in time, late, or not at all: counted in an index that has all that it takes."""

from sqlalchemy import Connection, bindparam, case, func, select

from contact_moments.clock import SECOND
from contact_moments.storage.sql.tables import follow_up

_DAY = 24 * 60 * 60 * SECOND
# Who has the whole day has it until the next one begins.
_ENDS = follow_up.c.due_at + case((follow_up.c.day.is_(None), 1), else_=_DAY)
_CASES = (follow_up.c.done_at < _ENDS, follow_up.c.done_at >= _ENDS, follow_up.c.done_at.is_(None))
_COUNTS = select(*(func.count(case((one, 1))) for one in _CASES)).where(
    follow_up.c.due_at >= bindparam("first"), follow_up.c.due_at < bindparam("until")
)


def counts(connection: Connection, first: int, until: int) -> tuple[int, int, int]:
    """Of the follow-ups that are due from an instant until another: done in time, done late, and not done."""
    row = connection.execute(_COUNTS, {"first": first, "until": until}).one()
    return row[0], row[1], row[2]
