"""Search: the moments that meet several conditions, in the order of time, with a limited number of rows read.

A scan reads the first moments of one condition, and each of them is tested for the other conditions. `reach` tells how
far a scan of so many rows goes, without reading any but the index's entries.

Searches that differ in their values only have the same statements. These are kept, because to make one takes longer
than to run it.
"""

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import chain, pairwise
from typing import Any, NamedTuple

from sqlalchemy import Connection, Select, Subquery, bindparam, func, select, union_all

from contact_moments.storage.questions.search_scans import (
    Condition,
    Key,
    Scan,
    Span,
    any_order,
    bound,
    in_order,
    of_value,
    order_of,
    part_of,
    rows_for,
    scan_in_any_order,
    scan_in_order,
    values_in_any_order,
)
from contact_moments.storage.questions.search_tests import Names, Shape, Test, names, number, power
from contact_moments.storage.sql.prepared import InList, Prepared
from contact_moments.storage.sql.tables import link, moment, relation, tagset_tag

KEPT = 128  # statements of each kind

_LINKS = 4  # of a moment, to relations with a name


def these(moment_ids: Sequence[int]) -> Condition:
    """Those of a few moments that are there."""
    return Condition(None, moment.c.id, tuple(moment_ids))


class Reach(NamedTuple):
    """How far the scan of a condition goes: to its end if it is `complete`, or else to `last`, if there can be one."""

    complete: bool
    last: Key | None = None


def reach(connection: Connection, conditions: Sequence[Condition], span: Span, most: int) -> list[Reach]:
    """How far `most` moments of each condition go; where several values are merged, with as many for each of them.

    If one is complete, that may be all that is told.
    """
    complete = [_is_complete(connection, one, span, most) for one in conditions]
    if any(complete):
        return [Reach(one) for one in complete]
    ends = _ends_of(connection, [one for one in conditions if not one.is_unordered], span, most)
    return [Reach(False) if one.is_unordered else next(ends) for one in conditions]


def _is_complete(connection: Connection, condition: Condition, span: Span, most: int) -> bool:
    """Whether a condition with several values, or with none, has no more moments."""
    if condition.column is None or len(condition.values) == 1:
        return False
    if not condition.values:
        return True
    scan = scan_in_any_order(connection, condition)
    values = bound(span, values_in_any_order(scan, condition))
    ((rows, moments),) = _numbers(scan, most + 1).rows(connection, values)
    return bool(moments <= most and rows < rows_for(scan, most + 1))


@lru_cache(maxsize=KEPT)
def _numbers(scan: Scan, most: int) -> Prepared:
    found = any_order(scan, names(), most).subquery()
    return Prepared(select(func.count(), func.count(found.c.id.distinct())))


def _ends_of(connection: Connection, conditions: Sequence[Condition], span: Span, most: int) -> Iterator[Reach]:
    """How far the first moments of each go: to the nearest of the last ones with each value that has more."""
    scans = tuple((scan_in_order(one), most // max(len(one.values), 1)) for one in conditions)
    found: dict[tuple[int, int], list[Key]] = {}
    values = bound(span, chain.from_iterable(one.values for one in conditions))
    for owner, value, at, id_ in _lasts(scans, span.newest).rows(connection, values):
        found.setdefault((owner, value), []).append(Key(at, id_))
    nearest = max if span.newest else min
    for at in range(len(conditions)):
        ends = [nearest(keys) for (owner, _), keys in found.items() if owner == at and len(keys) == 2]
        end = nearest(ends, default=None)
        yield Reach(end is None, end)


@lru_cache(maxsize=KEPT)
def _lasts(scans: tuple[tuple[Scan, int], ...], newest: bool) -> Prepared:
    """The last of so many moments with each value, and the one after it: (which scan, which value, when, id)."""
    bound_names, parts = names(), list[Select[Any]]()
    for owner, (scan, most) in enumerate(scans):
        for at, value in enumerate(scan.values(bound_names)):
            two = part_of(of_value(scan.column, value, newest), 2, most - 1).subquery()
            which = number(owner).label("owner"), number(at).label("value")
            parts.append(select(*which, two.c.at, two.c.id))
    return Prepared(union_all(*parts))


def matching(
    connection: Connection, driver: Condition, others: Sequence[Condition], span: Span, most: int, wanted: int
) -> list[Key]:
    """The first `wanted` moments, in order, among the first `most` of `driver`, that meet all other conditions."""
    tests = [one.test for one in others if one.test is not None]
    if driver.is_unordered:
        return _matching_any(connection, driver, tests, span, most, wanted)
    values = bound(span, chain(driver.values, *(one.values for one in tests)))
    shapes, found = tuple(one.shape for one in tests), list[Key]()
    for part in _parts(most, wanted) if tests else [_Part(wanted, 0, wanted)]:
        rows = _first(scan_in_order(driver), shapes, span.newest, part).rows(connection, values)
        found += [Key(at, id_) for at, id_ in rows]
        if len(found) >= wanted:
            break
    return found[:wanted]


class _Part(NamedTuple):
    """So many rows of a scan, after the first ones, and how many of them are wanted."""

    most: int
    skipped: int
    wanted: int


def _parts(most: int, wanted: int) -> Iterator[_Part]:
    """What is read at once. Mostly the first rows are enough; and SQLite tests all of them before it sorts."""
    ends = {min(end, most) for end in (max(most // 10, wanted), most * 3 // 10, most)}
    for skipped, end in pairwise((0, *sorted(ends))):
        yield _Part(end - skipped, skipped, wanted)


@lru_cache(maxsize=KEPT)
def _first(scan: Scan, tests: tuple[Shape, ...], newest: bool, part: _Part) -> Prepared:
    bound_names = names()
    rows = in_order(scan, bound_names, newest, part.most, part.skipped)
    found = _tested(select(rows.c.at, rows.c.id), rows, tests, bound_names)
    return Prepared(part_of(found.order_by(*order_of(rows, newest)), part.wanted))


def _matching_any(
    connection: Connection, driver: Condition, tests: list[Test], span: Span, most: int, wanted: int
) -> list[Key]:
    """The same of a condition whose moments are all read first, in no order."""
    ordered = sorted(_any(connection, driver, [], span, most), reverse=span.newest)
    found = [] if tests else ordered
    while tests and ordered and len(found) < wanted:
        part, ordered = ordered[: 4 * wanted], ordered[4 * wanted :]
        some = these([key.moment_id for key in part])
        found += sorted(_any(connection, some, tests, span, most), reverse=span.newest)
    return found[:wanted]


def _any(connection: Connection, condition: Condition, tests: list[Test], span: Span, most: int) -> set[Key]:
    if not condition.values:
        return set()
    scan = scan_in_any_order(connection, condition)
    values = bound(span, chain(values_in_any_order(scan, condition), *(one.values for one in tests)))
    rows = _all(scan, tuple(one.shape for one in tests), power(most)).rows(connection, values)
    return {Key(at, id_) for at, id_ in rows}


@lru_cache(maxsize=KEPT)
def _all(scan: Scan, tests: tuple[Shape, ...], most: int) -> Prepared:
    bound_names = names()
    rows = any_order(scan, bound_names, most).subquery("scan")
    return Prepared(_tested(select(rows.c.at, rows.c.id), rows, tests, bound_names))


def count(connection: Connection, driver: Condition, others: Sequence[Condition], span: Span, most: int) -> int:
    """How many of the first `most` moments of `driver` meet all other conditions."""
    tests = [one.test for one in others if one.test is not None]
    if driver.is_unordered:
        return len(_any(connection, driver, tests, span, most))
    values = bound(span, chain(driver.values, *(one.values for one in tests)))
    statement = _number(scan_in_order(driver), tuple(one.shape for one in tests), span.newest, most)
    return int(statement.rows(connection, values)[0][0])


@lru_cache(maxsize=KEPT)
def _number(scan: Scan, tests: tuple[Shape, ...], newest: bool, most: int) -> Prepared:
    bound_names = names()
    rows = in_order(scan, bound_names, newest, most)
    return Prepared(_tested(select(func.count()), rows, tests, bound_names))


def _tested(rows: Select[Any], scan: Subquery, tests: Iterable[Shape], bound_names: Names) -> Select[Any]:
    return rows.select_from(scan).where(*(one.sql((scan.c.at, scan.c.id), bound_names) for one in tests))


def tagsets_with(connection: Connection, tags: Sequence[int], most: int) -> list[int] | None:
    """The sets that have any of these tags, or None if there are more than `most`."""
    ids = [tagset_id for (tagset_id,) in _tagsets(most + 1).rows(connection, tags)]
    return ids if len(ids) <= most else None


@lru_cache(maxsize=1)
def _tagsets(most: int) -> InList:
    found = select(tagset_tag.c.tagset_id).distinct()
    return InList(tagset_tag.c.tag_id.type, lambda tags: part_of(found.where(tagset_tag.c.tag_id.in_(tags)), most))


_MERGED = select(relation.c.id).where(relation.c.merged_into.in_(bindparam("into", expanding=True)))


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
