"""What the counters of the overview tell of a period, and which moments they do not count yet."""

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any

from msgspec import Struct
from sqlalchemy import Connection, Integer, Select, Table, Text, bindparam, func, literal_column, select, union_all

from contact_moments.storage.questions import counted_moments
from contact_moments.storage.questions.counted_moments import Counted
from contact_moments.storage.questions.sender_tallies import PART, Counts, count_of, read
from contact_moments.storage.questions.tallies import tallied_id
from contact_moments.storage.sql.portable import listed, listing
from contact_moments.storage.sql.tables import sender_tally, tally

KINDS = ("type", "hour", "action", "tag")
# Of a period: days, months, years in the middle, months, days.
MOST_RUNS = 5
FEW = 500  # counters of a part


class Run(Struct, frozen=True):
    """Neighbouring periods of one unit, from `first` to `last`."""

    unit: int
    first: int
    last: int


Sums = dict[str, Counter[str]]  # by kind and key
Pair = tuple[int, int]


def _in_run(table: Table, number: int) -> Any:
    unit, first, last = (bindparam(f"{name}_{number}", type_=Integer) for name in Run.__struct_fields__)
    return (table.c.unit == unit) & table.c.period.between(first, last)


def _each_run(rows: Select[Any], table: Table) -> Any:
    return union_all(*(rows.where(_in_run(table, number)) for number in range(MOST_RUNS)))


def _bound(runs: list[Run]) -> dict[str, int]:
    # No counter has the unit 0.
    filled = [*runs, *[Run(0, 0, 0)] * (MOST_RUNS - len(runs))]
    return {
        f"{name}_{number}": getattr(run, name) for number, run in enumerate(filled) for name in Run.__struct_fields__
    }


# SQLite seeks a period where it knows the kind, which comes first in the key.
_OF_KINDS = tally.c.kind.in_([literal_column(f"'{kind}'") for kind in KINDS])
_ALL = _each_run(select(tally.c.kind, tally.c.key, tally.c.counted).where(_OF_KINDS), tally).subquery()
_SUMS = select(_ALL.c.kind, _ALL.c.key, func.sum(_ALL.c.counted)).group_by(_ALL.c.kind, _ALL.c.key)
_BY_PERIOD = _each_run(
    select(tally.c.unit, tally.c.period, tally.c.key, tally.c.counted).where(tally.c.kind == literal_column("'type'")),
    tally,
)
_PARTS = select(sender_tally.c.part, sender_tally.c.counts)
_EVERY_PART = _each_run(_PARTS, sender_tally)
_THESE_PARTS = _each_run(_PARTS.where(listed(sender_tally.c.part, bindparam("parts", type_=Text))), sender_tally)


def untallied(connection: Connection) -> list[Counted]:
    """The moments that are not in the counters yet."""
    return counted_moments.after(connection, tallied_id(connection))


def sums(connection: Connection, runs: list[Run]) -> Sums:
    """The counters of each kind, but those of senders, added up."""
    found: Sums = {kind: Counter() for kind in KINDS}
    for kind, key, counted in connection.execute(_SUMS, _bound(runs)):
        found[kind][key] = int(counted)
    return found


def types_by_period(connection: Connection, runs: list[Run]) -> list[tuple[int, int, str, int]]:
    """The counters of types: (unit, period, type, how many)."""
    return [(unit, *row) for unit, *row in connection.execute(_BY_PERIOD, _bound(runs))]


def senders(connection: Connection, runs: list[Run], new: Counter[int]) -> Iterator[tuple[int, Iterable[Pair]]]:
    """How many moments senders have, with those in `new`: a first id, and pairs of what is added to it and how many.

    A sender may have none.
    """
    return _added_up(connection.execute(_EVERY_PART, _bound(runs)), new)


def of_senders(connection: Connection, runs: list[Run], ids: list[int]) -> Counter[int]:
    """How many moments each of these senders has."""
    parts = listing(connection, {id_ // PART for id_ in ids})
    found: Counter[int] = Counter()
    for part, text in connection.execute(_THESE_PARTS, {**_bound(runs), "parts": parts}):
        counts = read(text)
        found.update({id_: count_of(counts, id_ % PART) for id_ in ids if id_ // PART == part})
    return found


def _added_up(rows: Iterable[Any], new: Counter[int]) -> Iterator[tuple[int, Iterable[Pair]]]:
    by_part: dict[int, list[Counts]] = {}
    for part, text in rows:
        by_part.setdefault(part, []).append(read(text))
    for id_, counted in new.items():
        by_part.setdefault(id_ // PART, []).append(Counts([id_ % PART], [counted]))
    return ((part * PART, _sums(counts)) for part, counts in by_part.items())


def _sums(counts: list[Counts]) -> Iterable[Pair]:
    if sum(len(one.ids) for one in counts) > FEW:
        # A list takes half of the time that a dictionary does.
        found = [0] * PART
        for one in counts:
            for at, counted in zip(one.ids, one.counts, strict=True):
                found[at] += counted
        return enumerate(found)
    few: Counter[int] = Counter()
    for one in counts:
        few.update(dict(zip(one.ids, one.counts, strict=True)))
    return few.items()
