"""How many follow-ups were done in time, are late, or are open: counted in an index that has all that it takes."""

from typing import Any

from sqlalchemy import BigInteger, Connection, bindparam, case, func, select

from contact_moments.clock import SECOND
from contact_moments.storage.sql.tables import follow_up

_DAY = 24 * 60 * 60 * SECOND
# Who has the whole day has it until the next one begins.
_ENDS = follow_up.c.due_at + case((follow_up.c.day.is_(None), 1), else_=_DAY)
_NOW: Any = bindparam("now", type_=BigInteger)
_CASES = (
    follow_up.c.done_at < _ENDS,
    func.coalesce(follow_up.c.done_at, _NOW) >= _ENDS,
    follow_up.c.done_at.is_(None) & (_ENDS > _NOW),
)
_COUNTS = select(*(func.count(case((one, 1))) for one in _CASES)).where(
    follow_up.c.due_at >= bindparam("first"), follow_up.c.due_at < bindparam("until")
)


def counts(connection: Connection, first: int, until: int, now: int) -> tuple[int, int, int]:
    """Of the follow-ups that are due from an instant until another: done in time; late, done or not; open, not late."""
    row = connection.execute(_COUNTS, {"first": first, "until": until, "now": now}).one()
    return row[0], row[1], row[2]
