"""Search: the moments that meet several conditions, in the order of time, with a limited number of rows read.

For nearly every condition there is an index that has its moments in the order of time. A scan reads the first moments
of one condition by that index, and each of them is tested for the other conditions. `reach` tells how far a scan of so
many rows goes, without reading any but the index's entries.

The subquery of a scan has a LIMIT, so neither engine looks for the tests' rows by another index, nor reads more.
"""

from collections.abc import Sequence
from typing import Any, NamedTuple

from msgspec import Struct
from sqlalchemy import (
    BigInteger,
    Column,
    ColumnElement,
    Connection,
    Select,
    Subquery,
    bindparam,
    func,
    literal,
    select,
    tuple_,
    union,
)

from contact_moments.storage.sql.portable import Pair, within
from contact_moments.storage.sql.tables import link, moment, moment_text, relation, tagset_tag

ENDS = (-(2**62), 2**62)  # before and after every instant
SEVERAL = 16  # values whose moments are merged; of more, the moments are only read if they are few

_MERGED = select(relation.c.id).where(relation.c.merged_into.in_(bindparam("into", expanding=True)))


class Key(NamedTuple):
    """A moment's place in the order of time."""

    happened_at: int
    moment_id: int


class Span(NamedTuple):
    """The moments between two keys, both excluded, from the newest or the oldest one on."""

    low: Key
    high: Key
    newest: bool

    def after(self, key: Key) -> "Span":
        """What follows on a key."""
        return self._replace(high=key) if self.newest else self._replace(low=key)


class Condition(Struct, frozen=True):
    """What a search asks of a moment, as the test of a row; and, if there is an index, which values a column has.

    Without a column all moments meet it, and without values no index can be used.
    """

    test: ColumnElement[bool] | None
    column: Column[Any] | None = None
    values: tuple[Any, ...] = ()
    is_text: bool = False


ALL = Condition(None)


def these(moment_ids: Sequence[int]) -> Condition:
    """Those of a few moments that are there."""
    return Condition(None, moment.c.id, tuple(moment_ids))


class Reach(NamedTuple):
    """How far the scan of a condition goes: to its end if it is `complete`, or else to `last`, if there can be one."""

    complete: bool
    last: Key | None = None


def reach(connection: Connection, condition: Condition, span: Span, most: int) -> Reach:
    """How far `most` moments of a condition go."""
    if condition.column is None and condition is not ALL:
        return Reach(False)
    scan = _scan(condition, span, most + 1)
    if _is_unordered(condition):
        number = connection.execute(select(func.count()).select_from(scan)).scalar_one()
        return Reach(number <= most)
    last_two = select(scan.c.at, scan.c.id).order_by(*_order(scan, span)).limit(2).offset(most - 1)
    rows = connection.execute(last_two).all()
    return Reach(False, Key(*rows[0])) if len(rows) == 2 else Reach(True)


def matching(
    connection: Connection, driver: Condition, others: Sequence[Condition], span: Span, most: int, wanted: int
) -> list[Key]:
    """The first `wanted` moments, in order, among the first `most` of `driver`, that meet all other conditions."""
    scan = _scan(driver, span, most)
    found = _tested(select(scan.c.at, scan.c.id), scan, others).order_by(*_order(scan, span)).limit(wanted)
    return [Key(at, id_) for at, id_ in connection.execute(found)]


def count(connection: Connection, driver: Condition, others: Sequence[Condition], span: Span, most: int) -> int:
    """How many of the first `most` moments of `driver` meet all other conditions."""
    scan = _scan(driver, span, most)
    return int(connection.execute(_tested(select(func.count()), scan, others)).scalar_one())


def _tested(rows: Select[Any], scan: Subquery, others: Sequence[Condition]) -> Select[Any]:
    joined = scan.join(moment, moment.c.id == scan.c.id)
    if any(one.is_text for one in others):
        joined = joined.join(moment_text, moment_text.c.moment_id == scan.c.id)
    tests = [one.test for one in others if one.test is not None]
    return rows.select_from(joined).where(*tests)


def _order(scan: Subquery, span: Span) -> list[ColumnElement[Any]]:
    columns = [scan.c.part, scan.c.at, scan.c.id]
    return [one.desc() if span.newest else one.asc() for one in columns]


def _scan(condition: Condition, span: Span, most: int) -> Subquery:
    """The first `most` moments of a condition as (part, when, id); with more than `SEVERAL` values, any of them."""
    values = condition.values
    if condition is ALL:
        return _in_order(None, None, span, most).subquery("scan")
    assert condition.column is not None  # noqa: S101 - `reach` has seen to it
    if _is_unordered(condition):
        return _any_order(condition.column, values, span, most).subquery("scan")
    if len(values) == 1:
        return _in_order(condition.column, values[0], span, most).subquery("scan")
    parts = [_in_order(condition.column, one, span, most).subquery() for one in values]
    # A moment can be among those of several relations.
    merged = union(*(select(literal(0).label("part"), one.c.at, one.c.id) for one in parts)).subquery("merged")
    return select(merged.c.part, merged.c.at, merged.c.id).order_by(*_order(merged, span)).limit(most).subquery("scan")


def _is_unordered(condition: Condition) -> bool:
    return condition is not ALL and (condition.column is moment.c.id or not 0 < len(condition.values) <= SEVERAL)


def _in_order(column: Column[Any] | None, value: Any, span: Span, most: int) -> Select[Any]:
    pair = _pair(column)
    inside = _inside(pair, span) if column is None else within(column, _bound(value, column), pair, *_ends(span))
    part = literal(0) if column is None else column
    order = [one.desc() if span.newest else one.asc() for one in (*([] if column is None else [column]), *pair)]
    rows = select(part.label("part"), pair[0].label("at"), pair[1].label("id"))
    return rows.where(inside).order_by(*order).limit(most)


def _any_order(column: Column[Any], values: tuple[Any, ...], span: Span, most: int) -> Select[Any]:
    pair = _pair(column)
    rows: Any = select(literal(0).label("part"), pair[0].label("at"), pair[1].label("id")).distinct()
    found: Select[Any] = rows.where(column.in_(values), _inside(pair, span)).limit(most)
    return found


def _pair(column: Column[Any] | None) -> Pair:
    if column is not None and column.table is link:
        return link.c.happened_at, link.c.moment_id
    return moment.c.happened_at, moment.c.id


def _inside(pair: Pair, span: Span) -> ColumnElement[bool]:
    low, high = _ends(span)
    return (tuple_(*pair) > tuple_(*low)) & (tuple_(*pair) < tuple_(*high))


def _ends(span: Span) -> tuple[Pair, Pair]:
    low, high = ((_bound(key.happened_at), _bound(key.moment_id)) for key in (span.low, span.high))
    return low, high


def _bound(value: Any, like: Column[Any] | None = None) -> ColumnElement[Any]:
    return bindparam(None, value, type_=BigInteger() if like is None else like.type, unique=True)


def tagsets_with(connection: Connection, tags: Sequence[int], most: int) -> list[int] | None:
    """The sets that have any of these tags, or None if there are more than `most`."""
    found = select(tagset_tag.c.tagset_id).where(tagset_tag.c.tag_id.in_(tags)).distinct().limit(most + 1)
    ids = list(connection.execute(found).scalars())
    return ids if len(ids) <= most else None


def merged_into(connection: Connection, relation_ids: Sequence[int]) -> list[int]:
    """The relations that were merged into any of these."""
    return list(connection.execute(_MERGED, {"into": list(relation_ids)}).scalars())
