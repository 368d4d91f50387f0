"""Search: the moments that meet several conditions, in the order of time, with a limited number of rows read.

For nearly every condition there is an index that has its moments in the order of time. A scan reads the first moments
of one condition by that index, and each of them is tested for the other conditions. `reach` tells how far a scan of so
many rows goes, without reading any but the index's entries.

The subquery of a scan has a LIMIT, so neither engine looks for the tests' rows by another index, nor reads more. With
several values, the first moments of each are merged, as far as the first of these goes that has more.
"""

from collections.abc import Sequence
from typing import Any, NamedTuple

from msgspec import Struct
from sqlalchemy import (
    ARRAY,
    BigInteger,
    Column,
    ColumnElement,
    Connection,
    Integer,
    Select,
    Subquery,
    bindparam,
    func,
    literal,
    literal_column,
    select,
    true,
    tuple_,
    union,
    union_all,
)

from contact_moments.storage.sql.portable import Pair, can_look_up_each, within
from contact_moments.storage.sql.tables import link, moment, moment_text, relation, tagset_tag

ENDS = (-(2**62), 2**62)  # before and after every instant
SEVERAL = 16  # values whose moments are merged; with more, the moments are only read if they are few

_ONE = literal_column("1", Integer)
_MERGED = select(relation.c.id).where(relation.c.merged_into.in_(bindparam("into", expanding=True)))
_LINKS = 4  # of a moment, to relations with a name


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
        """What follows on a key, wherever that is."""
        return self._replace(high=min(self.high, key)) if self.newest else self._replace(low=max(self.low, key))

    def up_to(self, key: Key | None) -> "Span":
        """What comes before a key, and the moment that has it; all of it for None."""
        if key is None:
            return self
        at, id_ = key
        return self._replace(low=Key(at, id_ - 1)) if self.newest else self._replace(high=Key(at, id_ + 1))


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
    """How far `most` moments of a condition go; where several values are merged, with as many for each of them."""
    if condition is not ALL and condition.column is None:
        return Reach(False)
    number = max(len(condition.values), 1)
    if number > 1 or _is_unordered(condition):
        any_of = _any_order(connection, condition, span, most + 1).subquery()
        rows, moments = connection.execute(select(func.count(), func.count(any_of.c.id.distinct()))).one()
        if moments <= most and rows < _rows(condition, most + 1):
            return Reach(True)
        if _is_unordered(condition):
            return Reach(False)
    ends = _ends_of(connection, condition, span, most // number)
    nearest = (max if span.newest else min)(ends, default=None)
    return Reach(nearest is None, nearest)


def _ends_of(connection: Connection, condition: Condition, span: Span, number: int) -> list[Key]:
    """The `number`th moment with each value that has more."""
    scans = [_in_order(condition.column, value, span, 2).offset(number - 1) for value in condition.values or (None,)]
    lasts = [one.subquery() for one in scans]
    two = union_all(*(select(literal(at).label("value"), one.c.at, one.c.id) for at, one in enumerate(lasts)))
    found: dict[int, list[Key]] = {}
    for value, at, id_ in connection.execute(two):
        found.setdefault(value, []).append(Key(at, id_))
    return [(max if span.newest else min)(keys) for keys in found.values() if len(keys) == 2]


def matching(
    connection: Connection, driver: Condition, others: Sequence[Condition], span: Span, most: int, wanted: int
) -> list[Key]:
    """The first `wanted` moments, in order, among the first `most` of `driver`, that meet all other conditions."""
    if driver.column is moment.c.id:
        return _matching_these(connection, driver, others, span, wanted)
    found: list[Key] = []
    # Mostly the first ones are enough. Not all engines stop when they have enough, because they sort.
    for number in (most,) if _is_unordered(driver) else (most // 10, most):
        scan = _scan(connection, driver, span, number)
        rows = _tested(select(scan.c.at, scan.c.id), scan, others).order_by(*_order(scan, span)).limit(wanted)
        found = [Key(at, id_) for at, id_ in connection.execute(rows)]
        if len(found) >= wanted:
            break
    return found


def _matching_these(
    connection: Connection, driver: Condition, others: Sequence[Condition], span: Span, wanted: int
) -> list[Key]:
    scan = _any_order(connection, driver, span, len(driver.values)).subquery("scan")
    keys = [Key(at, id_) for at, id_ in connection.execute(select(scan.c.at, scan.c.id))]
    ordered, found = sorted(keys, reverse=span.newest), list[Key]()
    while ordered and len(found) < wanted:
        part, ordered = ordered[: 4 * wanted], ordered[4 * wanted :]
        some = these([key.moment_id for key in part])
        scan = _any_order(connection, some, span, len(part)).subquery("scan")
        rows = _tested(select(scan.c.at, scan.c.id), scan, others)
        found += sorted((Key(at, id_) for at, id_ in connection.execute(rows)), reverse=span.newest)
    return found[:wanted]


def count(connection: Connection, driver: Condition, others: Sequence[Condition], span: Span, most: int) -> int:
    """How many of the first `most` moments of `driver` meet all other conditions."""
    scan = _scan(connection, driver, span, most)
    return int(connection.execute(_tested(select(func.count()), scan, others)).scalar_one())


def _tested(rows: Select[Any], scan: Subquery, others: Sequence[Condition]) -> Select[Any]:
    tests = [one.test for one in others if one.test is not None]
    if not tests:
        return rows.select_from(scan)
    tested = select(_ONE).select_from(moment).where(moment.c.id == scan.c.id, *tests)
    if any(one.is_text for one in others):
        tested = tested.join(moment_text, moment_text.c.moment_id == moment.c.id)
    # Looked up for each row instead of joined: for a join an engine might begin with all moments that meet a test.
    return rows.select_from(scan).where(tested.limit(_ONE).correlate(scan).scalar_subquery().is_not(None))


def _order(scan: Subquery, span: Span) -> list[ColumnElement[Any]]:
    columns = [scan.c.part, scan.c.at, scan.c.id]
    return [one.desc() if span.newest else one.asc() for one in columns]


def _scan(connection: Connection, condition: Condition, span: Span, most: int) -> Subquery:
    """The first `most` moments of a condition as (part, when, id); with more than `SEVERAL` values, any of them."""
    if _is_unordered(condition):
        each = _any_order(connection, condition, span, most).distinct().subquery()
        return select(each).limit(most).subquery("scan")
    values = condition.values or (None,)
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


def _rows(condition: Condition, most: int) -> int:
    """How many rows are read for `most` moments: one can be among those of several relations."""
    return most * min(len(condition.values), SEVERAL) if _is_of_links(condition.column) else most


def _any_order(connection: Connection, condition: Condition, span: Span, most: int) -> Select[int, int, int]:
    """Any `most` moments of a condition as (part, when, id), those of several relations perhaps more than once."""
    column, values = condition.column, condition.values
    assert column is not None  # noqa: S101 - `reach` has seen to it
    part, rows = literal(0).label("part"), _rows(condition, most)
    if can_look_up_each(connection):
        # Otherwise PostgreSQL might read all moments of the time, and none might have one of the values.
        bound = bindparam(None, list(values), type_=ARRAY(column.type), unique=True)
        each = func.unnest(bound).table_valued("value").render_derived("each")
        one = _in_order(column, each.c.value, span, most).lateral("one")
        looked_up: Select[int, int, int] = select(part, one.c.at, one.c.id).select_from(each).join(one, true())
        return looked_up.limit(rows)
    at, id_ = _pair(column)
    found: Select[int, int, int] = select(part, at.label("at"), id_.label("id"))
    return found.where(column.in_(values), _inside((at, id_), span)).limit(rows)


def _pair(column: Column[Any] | None) -> Pair:
    if _is_of_links(column):
        return link.c.happened_at, link.c.moment_id
    return moment.c.happened_at, moment.c.id


def _is_of_links(column: Column[Any] | None) -> bool:
    return column is not None and column.table is link


def _inside(pair: Pair, span: Span) -> ColumnElement[bool]:
    low, high = _ends(span)
    return (tuple_(*pair) > tuple_(*low)) & (tuple_(*pair) < tuple_(*high))


def _ends(span: Span) -> tuple[Pair, Pair]:
    low, high = ((_bound(key.happened_at), _bound(key.moment_id)) for key in (span.low, span.high))
    return low, high


def _bound(value: Any, like: Column[Any] | None = None) -> ColumnElement[Any]:
    if isinstance(value, ColumnElement):
        return value
    return bindparam(None, value, type_=BigInteger() if like is None else like.type, unique=True)


def tagsets_with(connection: Connection, tags: Sequence[int], most: int) -> list[int] | None:
    """The sets that have any of these tags, or None if there are more than `most`."""
    found = select(tagset_tag.c.tagset_id).where(tagset_tag.c.tag_id.in_(tags)).distinct().limit(most + 1)
    ids = list(connection.execute(found).scalars())
    return ids if len(ids) <= most else None


def merged_into(connection: Connection, relation_ids: Sequence[int], most: int) -> list[int]:
    """The relations that were merged into any of these, at most so many."""
    return list(connection.execute(_MERGED.limit(most), {"into": list(relation_ids)}).scalars())


def moments_of(connection: Connection, relation_ids: Sequence[int], most: int, senders_only: bool) -> set[int] | None:
    """The moments in which any of these took part, or that one of them sent; None if there may be more than `most`."""
    by_party = select(link.c.moment_id).where(link.c.relation_id.in_(relation_ids))
    by_sender = select(moment.c.id).where(moment.c.sender_id.in_(relation_ids))
    # Without DISTINCT: to find different ones an engine might first read all.
    number = _LINKS * most + 1
    found = list(connection.execute((by_sender if senders_only else by_party).limit(number)).scalars())
    return set(found) if len(found) < number and len(set(found)) <= most else None
