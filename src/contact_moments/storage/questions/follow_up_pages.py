"""Pages of follow-ups in the order in which they are due, and how many there are.

Each part of a list is sought in one index: what is open or done, of everybody or of one relation. The first rows of
each part are merged. So a page reads no more than a page of each part, at any depth.
"""

from collections.abc import Sequence
from functools import lru_cache
from typing import Any, NamedTuple

from sqlalchemy import (
    BigInteger,
    Column,
    Connection,
    Select,
    Subquery,
    bindparam,
    func,
    literal_column,
    select,
    union_all,
)

from contact_moments.storage.questions.follow_ups import FollowUp, by_state, follow_up_of, with_names
from contact_moments.storage.sql.portable import Pair, within
from contact_moments.storage.sql.prepared import Prepared, Values
from contact_moments.storage.sql.tables import follow_up

_FIRST, _LAST = (-(2**62), 0), (2**62, 0)  # before and after every follow-up
_PAIR: Pair = (follow_up.c.due_at, follow_up.c.moment_id)
KEPT = 64  # statements


class Place(NamedTuple):
    """A follow-up's place in the order in which they are due."""

    due_at: int
    moment_id: int


class Span(NamedTuple):
    """The follow-ups between two places, both excluded."""

    low: Place = Place(*_FIRST)
    high: Place = Place(*_LAST)


class Parts(NamedTuple):
    """The parts of a list: values of the column `is_done` or `by_state`."""

    column: Column[Any]
    values: tuple[int, ...]


def parts_of(by: Sequence[int] | None, is_done: Sequence[bool]) -> Parts:
    """What is done or not, of these relations (`ANYBODY` is one of them) or of everybody."""
    if by is None:
        return Parts(follow_up.c.is_done, tuple(is_done))
    return Parts(follow_up.c.by_state, tuple(by_state(one, done) for one in sorted(set(by)) for done in is_done))


def page(connection: Connection, parts: Parts, span: Span, newest: bool, size: int) -> list[FollowUp]:
    """The first `size` follow-ups of these parts within a span; `newest` begins with what is due last."""
    statement = _page(parts.column, len(parts.values), newest, size)
    return [follow_up_of(row) for row in statement.rows(connection, _bound(parts, span))]


@lru_cache(maxsize=KEPT)
def _page(column: Column[Any], number: int, newest: bool, size: int) -> Prepared:
    each = [_part(column, at, newest, size).subquery() for at in range(number)]
    # All columns, so that no row is looked up again: for that PostgreSQL might read the whole table.
    found = union_all(*map(select, each)).subquery("found")
    order = _directed((found.c.due_at, found.c.moment_id), newest)
    first = select(found).order_by(*order).limit(_number(size)).subquery("first")
    return Prepared(with_names(first).order_by(*_directed((first.c.due_at, first.c.moment_id), newest)))


def _part(column: Column[Any], at: int, newest: bool, size: int, *wanted: Any) -> Select[Any]:
    value = bindparam(f"value_{at}", type_=column.type)
    low_at, low_id, high_at, high_id = (
        bindparam(name, type_=BigInteger()) for name in ("low_at", "low_id", "high_at", "high_id")
    )
    inside = within(column, value, _PAIR, (low_at, low_id), (high_at, high_id))
    rows = select(*(wanted or follow_up.c)).where(inside)
    return rows.order_by(*_directed((column, *_PAIR), newest)).limit(_number(size))


def count(connection: Connection, parts: Parts, span: Span, most: int) -> int:
    """How many there are within a span; of each part at most `most` are counted."""
    ((number,),) = _count(parts.column, len(parts.values), most).rows(connection, _bound(parts, span))
    return int(number)


@lru_cache(maxsize=KEPT)
def _count(column: Column[Any], number: int, most: int) -> Prepared:
    return Prepared(select(func.count()).select_from(_narrow(column, number, most, follow_up.c.moment_id)))


def count_timed(connection: Connection, parts: Parts, span: Span, most: int) -> int:
    """How many of the first `most` of each part within a span have a time of day."""
    ((number,),) = _count_timed(parts.column, len(parts.values), most).rows(connection, _bound(parts, span))
    return int(number)


@lru_cache(maxsize=KEPT)
def _count_timed(column: Column[Any], number: int, most: int) -> Prepared:
    found = _narrow(column, number, most, follow_up.c.day)
    return Prepared(select(func.count()).select_from(found).where(found.c.day.is_(None)))


def _narrow(column: Column[Any], number: int, most: int, wanted: Column[Any]) -> Subquery:
    """One column of the first rows of each part."""
    return union_all(*(select(_part(column, at, False, most, wanted).subquery()) for at in range(number))).subquery()


def due(connection: Connection, parts: Parts, now: int, most: int) -> list[int] | None:
    """The moments of follow-ups of these parts that are due at an instant, or None if there are more than `most`."""
    if not parts.values:
        return []
    found = _moments(parts.column, len(parts.values), most + 1).rows(connection, _bound(parts, _until(now)))
    return [moment_id for (moment_id,) in found] if len(found) <= most else None


def _until(now: int) -> Span:
    return Span(high=Place(now + 1, 0))


@lru_cache(maxsize=KEPT)
def _moments(column: Column[Any], number: int, most: int) -> Prepared:
    return Prepared(select(_narrow(column, number, most, follow_up.c.moment_id)))


def _bound(parts: Parts, span: Span) -> Values:
    ends = {"low_at": span.low[0], "low_id": span.low[1], "high_at": span.high[0], "high_id": span.high[1]}
    return ends | {f"value_{at}": value for at, value in enumerate(parts.values)}


def _directed(columns: Any, newest: bool) -> list[Any]:
    return [one.desc() if newest else one.asc() for one in columns]


# A part of the statement: PostgreSQL would expect that a bound LIMIT is a large one.
def _number(value: int) -> Any:
    return literal_column(str(value))
