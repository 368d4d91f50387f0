"""Whether the counters of the overview are what a count from scratch gives."""

from sqlalchemy import Connection, and_, case, func, select, union_all

from contact_moments.storage.questions import sender_tallies
from contact_moments.storage.questions.tallies import tallied_id
from contact_moments.storage.sql.tables import register, tally
from contact_moments.storage.sql.tally_counts import OTHERS, UNITS

_SCRATCH = union_all(*OTHERS).subquery("scratch")
_FOUND = _SCRATCH.outerjoin(tally, and_(*(column == _SCRATCH.c[column.name] for column in tally.primary_key)))
_IS_RIGHT = case((tally.c.counted == _SCRATCH.c.counted, 1), else_=0)
# How many counters there should be, and how many of these are there and are right.
_RIGHT = select(func.count(), func.coalesce(func.sum(_IS_RIGHT), 0)).select_from(_FOUND)
_NUMBER = select(func.count()).select_from(tally)
_LAST = select(register.c.last_moment_id)


def are_right(connection: Connection) -> bool:
    """Whether each counter has the number of a count from scratch, and there is no other."""
    through = tallied_id(connection)
    if through > connection.execute(_LAST).scalar_one():
        return False
    should, right = connection.execute(_RIGHT, {"after": 0, "through": through}).one()
    if not should == right == connection.execute(_NUMBER).scalar_one():
        return False
    return _are_senders_right(connection, through)


def _are_senders_right(connection: Connection, through: int) -> bool:
    kept = {unit: sender_tallies.kept(connection, unit) for unit in UNITS}
    for (unit, *place), text in sender_tallies.counted(connection, through):
        if next(kept[unit], None) != ((unit, *place), text):
            return False
    return all(next(rest, None) is None for rest in kept.values())
