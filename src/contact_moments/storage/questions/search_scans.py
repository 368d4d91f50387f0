"""Scans: the first moments of one condition in the order of time, by the index on its column and the time.

Each is a subquery with a LIMIT, so neither engine looks for the rows by another index, nor reads more. With several
values, the first moments of each are merged. The values are bound by names, so that they are no part of a statement.
"""

from collections.abc import Iterable
from typing import Any, NamedTuple

from msgspec import Struct
from sqlalchemy import (
    ARRAY,
    BigInteger,
    Column,
    ColumnElement,
    CompoundSelect,
    Connection,
    Select,
    Subquery,
    Text,
    bindparam,
    false,
    func,
    select,
    true,
    union,
)

from contact_moments.storage.questions.search_tests import Names, Test, number, padded, pair_of, power
from contact_moments.storage.sql.portable import Pair, between, can_look_up_each, listed, listing, within
from contact_moments.storage.sql.prepared import Values
from contact_moments.storage.sql.tables import link, moment_text

KEY = moment_text.c.moment_id  # of moments that are looked up by their ids: its rows are smaller than those of `moment`
ENDS = (-(2**62), 2**62)  # before and after every instant
SEVERAL = 16  # values whose moments are merged; with more, the moments are only read if they are few


class Key(NamedTuple):
    """A moment's place in the order of time."""

    happened_at: int
    moment_id: int


class Span(NamedTuple):
    """The moments between two keys, both excluded, from the newest or the oldest one on."""

    low: Key
    high: Key
    newest: bool

    def between(self, first: int | None, until: int | None) -> "Span":
        """What of it is not before `first`, and before `until`: microseconds since 1970, or None for no end."""
        low = self.low if first is None else max(self.low, Key(first, 0))
        high = self.high if until is None else min(self.high, Key(until, 0))
        return self._replace(low=low, high=high)

    def after(self, key: Key) -> "Span":
        """What follows on a key, wherever that is."""
        return self._replace(high=min(self.high, key)) if self.newest else self._replace(low=max(self.low, key))

    def reaches_end_of(self, part: "Span") -> bool:
        """Whether what is read last of another span comes no later than what is read last of this one."""
        return part.low >= self.low if self.newest else part.high <= self.high

    def up_to(self, key: Key | None) -> "Span":
        """What comes before a key, and the moment that has it; all of it for None."""
        if key is None:
            return self
        at, id_ = key
        return self._replace(low=Key(at, id_ - 1)) if self.newest else self._replace(high=Key(at, id_ + 1))


class Condition(Struct, frozen=True):
    """What a search asks of a moment, as the test of a row; and, if there is an index, which values a column has.

    Without a column no index can be used.
    """

    test: Test | None
    column: Column[Any] | None = None
    values: tuple[Any, ...] = ()

    @property
    def is_unordered(self) -> bool:
        """Whether its moments cannot be read in the order of time."""
        return self is not ALL and (self.column is KEY or not 0 < len(self.values) <= SEVERAL)


# All moments meet it.
ALL = Condition(None)


class Scan(NamedTuple):
    """The shape of a scan: of which column, with how many values, how these are looked up, and how many moments.

    `in_order` scans the values in the order of time. Otherwise all of them are looked up, `each` by itself if the
    engine can do that: then they are bound as one list.
    """

    column: Column[Any] | None
    number: int
    in_order: bool
    each: bool
    most: int

    def values(self, names: Names) -> list[Any]:
        """Its values, as they are bound; None stands for any."""
        column = self.column
        return [None] if column is None else [bindparam(next(names), type_=column.type) for _ in range(self.number)]

    @property
    def rows(self) -> int:
        """How many rows are read: a moment can be among those of several relations."""
        of_links = self.column is not None and self.column.table is link
        return self.most * min(self.number, SEVERAL) if of_links else self.most


def scan_of(connection: Connection, condition: Condition, in_order: bool, most: int) -> Scan:
    """The shape of the scan of a condition."""
    number, column = len(condition.values), condition.column
    if in_order:
        return Scan(column, number, True, False, most)
    each = can_look_up_each(connection)
    if column is KEY:
        return Scan(column, 1, False, each, power(most))  # a few statements serve all numbers
    return Scan(column, min(number, SEVERAL) if each else power(number), False, each, most)


def values_of(connection: Connection, scan: Scan, condition: Condition) -> tuple[Any, ...]:
    """What is bound for a scan."""
    if scan.in_order:
        return condition.values
    if scan.column is KEY:
        return (listing(connection, condition.values),)
    return (list(condition.values),) if scan.each else padded(condition.values)


def bound(span: Span, values: Iterable[Any]) -> Values:
    """The values of a statement by their names."""
    ends = {"low_at": span.low[0], "low_id": span.low[1], "high_at": span.high[0], "high_id": span.high[1]}
    return ends | {f"value_{number}": value for number, value in enumerate(values)}


def of_value(column: Column[Any] | None, value: Any, newest: bool) -> Select[Any]:
    """The moments with one value in order, as (value, when, id); without a column all, as (when, id)."""
    pair = pair_of(column)
    keys: list[Any] = [pair[0].label("at"), pair[1].label("id")]
    if column is None:
        return select(*keys).where(_inside(pair)).order_by(*_directed(pair, newest))
    rows = select(column.label("value"), *keys).where(within(column, value, pair, *_ends()))
    return rows.order_by(*_directed((column, *pair), newest))


def rows_of(scan: Scan, names: Names, newest: bool, part: range) -> Subquery:
    """Some of the moments of a condition, in order, as `of_value` has them."""
    if not scan.in_order:
        found = in_any_order(scan, names)
        # A moment can be among those of several relations.
        return _ordered(found if scan.column is KEY else found.distinct(), newest, part)
    parts = [of_value(scan.column, one, newest) for one in scan.values(names)]
    if len(parts) == 1:
        return part_of(parts[0], part).subquery("scan")
    each = [part_of(one, range(part.stop)).subquery() for one in parts]
    return _ordered(union(*(select(one.c.at, one.c.id) for one in each)), newest, part)


def _ordered(rows: Select[Any] | CompoundSelect[Any], newest: bool, part: range) -> Subquery:
    found = rows.subquery("found")
    return part_of(select(*found.c).order_by(*order_of(found, newest)), part).subquery("scan")


def part_of(rows: Select[Any], part: range) -> Select[Any]:
    """Some of the rows: in numbers, because PostgreSQL would expect very many for a bound value."""
    limited = rows.limit(number(len(part)))
    return limited.offset(number(part.start)) if part.start else limited


def order_of(scan: Subquery, newest: bool) -> list[ColumnElement[Any]]:
    """The order of a scan's rows: all its columns, so that PostgreSQL knows that they are in this order already."""
    return _directed(scan.c, newest)


def _directed(columns: Iterable[ColumnElement[Any]], newest: bool) -> list[ColumnElement[Any]]:
    return [one.desc() if newest else one.asc() for one in columns]


def in_any_order(scan: Scan, names: Names) -> Select[Any]:
    """Any moments of a condition with values as (when, id), those of several relations perhaps more than once."""
    column: Any = scan.column
    if column is KEY:
        return _found(listed(column, bindparam(next(names), type_=Text())), pair_of(column)).limit(number(scan.rows))
    if not scan.each:
        values = scan.values(names)
        return _found(column.in_(values) if values else false(), pair_of(column)).limit(number(scan.rows))
    # Otherwise PostgreSQL might read all moments of the time, and none might have one of the values.
    each = func.unnest(bindparam(next(names), type_=ARRAY(column.type))).table_valued("value").render_derived("each")
    one = part_of(of_value(column, each.c.value, newest=True), range(scan.most)).lateral("one")
    columns: list[Any] = [one.c.at, one.c.id]
    return select(*columns).select_from(each).join(one, true()).limit(number(scan.rows))


def _found(which: ColumnElement[bool], pair: Pair) -> Select[Any]:
    columns: list[Any] = [pair[0].label("at"), pair[1].label("id")]
    return select(*columns).where(which, _inside(pair))


def _inside(pair: Pair) -> ColumnElement[bool]:
    return between(pair, *_ends())


def _ends() -> tuple[Pair, Pair]:
    low_at, low_id, high_at, high_id = (
        bindparam(name, type_=BigInteger()) for name in ("low_at", "low_id", "high_at", "high_id")
    )
    return (low_at, low_id), (high_at, high_id)
