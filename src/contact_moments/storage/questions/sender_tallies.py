"""The counters of senders: those of 4,096 neighbouring ids in a period are one row, as JSON."""

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import cache, partial
from itertools import groupby, islice
from operator import attrgetter, itemgetter
from typing import Any

import msgspec
from msgspec import Struct
from sqlalchemy import Connection, Select, Text, bindparam, delete, insert, select

from contact_moments.storage.questions.counted_moments import Counted, number_of
from contact_moments.storage.sql.portable import listed, listing
from contact_moments.storage.sql.prepared import ManyRows, Values
from contact_moments.storage.sql.tables import moment, sender_tally
from contact_moments.storage.sql.tally_counts import DAY, MONTH, SENDERS, UNITS, YEAR
from contact_moments.storage.sql.upsert import upsert

PART = 4096
CHUNK = 2000  # rows

Place = tuple[int, int, int]  # of a row: unit, period, part
_Parts = dict[int, Counter[int]]  # of a period


class Counts(Struct, frozen=True):
    """How many moments senders have; `ids` are counted from the first one of the part, and ascend. No count is zero."""

    ids: list[int]
    counts: list[int]


_decode = msgspec.json.Decoder(Counts).decode
_encode = msgspec.json.Encoder().encode

_NEW = select(moment.c.day, moment.c.sender_id).where(
    moment.c.id > bindparam("after"), moment.c.id <= bindparam("through")
)
_KEPT = (
    select(sender_tally)
    .where(sender_tally.c.unit == bindparam("of_unit"))
    .order_by(sender_tally.c.period, sender_tally.c.part)
)
_IS_ROW = [column == bindparam(f"of_{column.name}") for column in sender_tally.primary_key]
# Rows of one unit: of each of some periods each of some parts.
_THESE = select(sender_tally).where(
    sender_tally.c.unit == bindparam("of_unit"),
    listed(sender_tally.c.period, bindparam("periods", type_=Text)),
    listed(sender_tally.c.part, bindparam("parts", type_=Text)),
)
_ADD = insert(sender_tally)
_DROP = ManyRows(delete(sender_tally).where(*_IS_ROW))
_DROP_ALL = delete(sender_tally)


@cache
def _put() -> ManyRows:
    return ManyRows(upsert(sender_tally, lambda new: {"counts": new.counts}))


def read(text: str) -> Counts:
    """What a row has."""
    return _decode(text)


def count_of(counts: Counts, id_: int) -> int:
    """How many moments the sender has who is at a place in the part."""
    at = bisect_left(counts.ids, id_)
    return counts.counts[at] if at < len(counts.ids) and counts.ids[at] == id_ else 0


def count_new(connection: Connection, after: int, through: int) -> None:
    """Count the moments with ids after `after`, up to `through`, too."""
    found = connection.execute(_NEW, {"after": after, "through": through}).all()
    _change(connection, Counter((number_of(day), sender_id) for day, sender_id in found))


def change(connection: Connection, gone: Iterable[Counted], new: Iterable[Counted]) -> None:
    """Do not count `gone` any more, and count `new`."""
    changes = Counter((one.day_number, one.sender_id) for one in new)
    changes.subtract((one.day_number, one.sender_id) for one in gone)
    _change(connection, changes)


def count_anew(connection: Connection, through: int) -> None:
    """Make all counters anew, of the moments with ids up to `through`."""
    connection.execute(_DROP_ALL)
    rows = counted(connection, through)
    while chunk := [_row(*row) for row in islice(rows, CHUNK)]:
        connection.execute(_ADD, chunk)


def counted(connection: Connection, through: int) -> Iterator[tuple[Place, str]]:
    """The rows that there should be, from a count of the moments with ids up to `through`.

    Those of each unit are in order. A month's rows come after those of its days, and a year's after its months.
    """
    found = _streamed(connection, SENDERS, {"after": 0, "through": through})
    days = ((number_of(day), _parts(rows)) for day, rows in groupby(found, key=attrgetter("day")))
    for number, of_year in groupby(days, key=lambda one: one[0] // YEAR):
        year: _Parts = {}
        for month_number, of_month in groupby(of_year, key=lambda one: one[0] // MONTH):
            month: _Parts = {}
            for day, parts in of_month:
                yield from _rows(DAY, day, parts)
                _add(month, parts)
            yield from _rows(MONTH, month_number, month)
            _add(year, month)
        yield from _rows(YEAR, number, year)


def kept(connection: Connection, unit: int) -> Iterator[tuple[Place, str]]:
    """The rows of a unit that there are, in order."""
    found = _streamed(connection, _KEPT, {"of_unit": unit})
    return (((row.unit, row.period, row.part), row.counts) for row in found)


def _parts(rows: Iterable[Any]) -> _Parts:
    return {
        part: Counter({row.key % PART: row.counted for row in some})
        for part, some in groupby(rows, lambda row: row.key // PART)
    }


def _add(to: _Parts, parts: _Parts) -> None:
    for part, counts in parts.items():
        to.setdefault(part, Counter()).update(counts)


def _rows(unit: int, period: int, parts: _Parts) -> Iterator[tuple[Place, str]]:
    return (((unit, period, part), _text(parts[part])) for part in sorted(parts))


def _streamed(connection: Connection, statement: Select[Any], bound: dict[str, int]) -> Iterator[Any]:
    # Closed also where nobody wants the rest.
    with connection.execute(statement, bound, execution_options={"yield_per": CHUNK}) as found:
        yield from found


def _change(connection: Connection, by_day: Counter[tuple[int, int]]) -> None:
    """Change the counters by what is counted by day and sender."""
    changes: defaultdict[Place, defaultdict[int, int]] = defaultdict(partial(defaultdict, int))
    for (day, sender_id), by in by_day.items():
        part, id_ = divmod(sender_id, PART)
        for unit in UNITS if by else ():
            changes[unit, day // unit, part][id_] += by
    before = _before(connection, changes)
    after = {place: _changed(before.get(place), changes[place]) for place in sorted(changes)}
    _put().run(connection, [_row(place, _written(counts)) for place, counts in after.items() if counts.ids])
    _DROP.run(connection, [_bound(place) for place, counts in after.items() if not counts.ids])


def _changed(text: str | None, by: Mapping[int, int]) -> Counts:
    """What a row has after some of its counters have changed: most of them stay as they are."""
    found = Counts([], []) if text is None else read(text)
    for id_, change in by.items():
        at = bisect_left(found.ids, id_)
        if at == len(found.ids) or found.ids[at] != id_:
            found.ids.insert(at, id_)
            found.counts.insert(at, 0)
        found.counts[at] += change
        if found.counts[at] <= 0:
            del found.ids[at], found.counts[at]
    return found


def _before(connection: Connection, places: Iterable[Place]) -> dict[Place, str]:
    """Those of these rows that there are."""
    found: dict[Place, str] = {}
    for unit, of_unit in groupby(sorted(places), key=itemgetter(0)):
        wanted = set(of_unit)
        _, periods, parts = (listing(connection, set(numbers)) for numbers in zip(*wanted, strict=True))
        rows = connection.execute(_THESE, {"of_unit": unit, "periods": periods, "parts": parts})
        found |= {(*place,): text for *place, text in rows if (*place,) in wanted}
    return found


def _written(counts: Counts) -> str:
    return _encode(counts).decode()


def _text(counts: Counter[int]) -> str:
    ids = sorted(counts)
    return _written(Counts(ids, [counts[id_] for id_ in ids]))


def _row(place: Place, text: str) -> Values:
    return dict(zip(sender_tally.c.keys(), (*place, text), strict=True))


def _bound(place: Place) -> dict[str, int]:
    return {f"of_{column.name}": value for column, value in zip(sender_tally.primary_key, place, strict=True)}
