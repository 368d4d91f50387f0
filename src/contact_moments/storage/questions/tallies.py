"""The counters of the overview, and how they stay equal to a count from scratch.

They count the contact moments with ids up to `register.tallied_id`. The few after it are counted where the counters are
read. Once there are `MOST_UNTALLIED` of these, the transaction that adds one more moves them into the counters, by a
few statements for all of them. So a registration alone writes no counter. A transaction that changes or deletes a
moment that is counted changes its counters too (`recounted`).
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import date
from functools import cache
from typing import Any

from sqlalchemy import Connection, Executable, bindparam, delete, literal_column, select, update

from contact_moments.storage.questions import counted_moments, sender_tallies
from contact_moments.storage.questions.counted_moments import Counted
from contact_moments.storage.sql.prepared import ManyRows, Values
from contact_moments.storage.sql.tables import register, tally
from contact_moments.storage.sql.tally_counts import OTHERS, UNITS
from contact_moments.storage.sql.upsert import upsert

MOST_UNTALLIED = 8192
# A register whose counters are far behind, which none should be, is counted in several transactions.
MOST_AT_ONCE = 20_000

Key = tuple[str, int, int, str]  # of a counter: kind, unit, period, key


@cache
def _counts() -> list[Executable]:
    return [_added(rows) for rows in OTHERS]


@cache
def _changes() -> ManyRows:
    return ManyRows(_added())


def _added(rows: Any = None) -> Executable:
    return upsert(tally, lambda new: {"counted": tally.c.counted + new.counted}, rows)


_IS_COUNTER = [column == bindparam(column.name) for column in tally.primary_key]
_DROP_ZERO = ManyRows(delete(tally).where(*_IS_COUNTER, tally.c.counted <= literal_column("0")))
_DROP_ALL = delete(tally)
_TALLIED = select(register.c.tallied_id)
_LAST = select(register.c.last_moment_id)
_SET_TALLIED = update(register).values(tallied_id=bindparam("through"))


def tallied_id(connection: Connection) -> int:
    """Up to which moment the counters count."""
    return int(connection.execute(_TALLIED).scalar_one())


def count_new(connection: Connection, after: int, last: int) -> None:
    """Count the moments after `after` too, up to `last`, if these are many; called under the register's lock."""
    if last - after > MOST_UNTALLIED:
        through = min(last, after + MOST_AT_ONCE)
        sender_tallies.count_new(connection, after, through)
        changes: Counter[Key] = Counter()
        for one, number in counted_moments.alike(connection, after, through):
            changes.update(dict.fromkeys(_keys(one), number))
        _change(connection, changes)
        connection.execute(_SET_TALLIED, {"through": through})


def count_earlier(connection: Connection) -> None:
    """Count the moments of a register that an earlier release has made."""
    if tallied_id(connection) == 0:
        count_anew(connection)


def count_anew(connection: Connection) -> None:
    """Make all counters anew, whatever they are."""
    last = int(connection.execute(_LAST).scalar_one())
    connection.execute(_DROP_ALL)
    sender_tallies.count_anew(connection, last)
    for statement in _counts():
        connection.execute(statement, {"after": 0, "through": last})
    connection.execute(_SET_TALLIED, {"through": last})


@contextmanager
def recounted(connection: Connection, ids: Iterable[int], through: int) -> Iterator[None]:
    """Change the counters of these moments by what the block changes; the counters count up to the id `through`."""
    ids = [id_ for id_ in ids if id_ <= through]
    before = counted_moments.of_ids(connection, ids)
    yield
    after = counted_moments.of_ids(connection, ids)
    changed = [id_ for id_, one in before.items() if after.get(id_) != one]
    gone, new = [before[id_] for id_ in changed], [after[id_] for id_ in changed if id_ in after]
    sender_tallies.change(connection, gone, new)
    changes = Counter(key for one in new for key in _keys(one))
    changes.subtract(key for one in gone for key in _keys(one))
    _change(connection, changes)


def _keys(one: Counted) -> Iterator[Key]:
    """The counters that count a moment."""
    hour = 24 * date.fromisoformat(one.day).weekday() + one.hour
    of_action = [] if one.action is None else [("action", str(one.action))]
    kinds = (("type", one.type), ("hour", str(hour)), *of_action, *(("tag", str(tag)) for tag in one.tags))
    for unit in UNITS:
        yield from ((kind, unit, one.day_number // unit, key) for kind, key in kinds)


def _change(connection: Connection, changes: Counter[Key]) -> None:
    # In order: on PostgreSQL rows that are next to each other are on one page.
    _changes().run(connection, [_row(key, by) for key, by in sorted(changes.items()) if by])
    _DROP_ZERO.run(connection, [_row(key, by) for key, by in sorted(changes.items()) if by < 0])


def _row(key: Key, counted: int) -> Values:
    return dict(zip(tally.c.keys(), (*key, counted), strict=True))
