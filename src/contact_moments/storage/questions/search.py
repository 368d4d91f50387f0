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
    KEY,
    Condition,
    Key,
    Scan,
    Span,
    bound,
    in_any_order,
    of_value,
    order_of,
    part_of,
    rows_of,
    scan_of,
    values_of,
)
from contact_moments.storage.questions.search_tests import Names, Shape, names, number
from contact_moments.storage.sql.portable import stops_early
from contact_moments.storage.sql.prepared import InList, Prepared
from contact_moments.storage.sql.tables import link, moment, relation, tagset_tag

KEPT = 128  # statements of each kind

_LINKS = 4  # of a moment, to relations with a name


def these(moment_ids: Sequence[int]) -> Condition:
    """Those of a few moments that are there."""
    return Condition(None, KEY, tuple(moment_ids))


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
    scan = scan_of(connection, condition, False, most + 1)
    values = bound(span, values_of(connection, scan, condition))
    ((rows, moments),) = _numbers(scan).rows(connection, values)
    return bool(moments <= most and rows < scan.rows)


@lru_cache(maxsize=KEPT)
def _numbers(scan: Scan) -> Prepared:
    found = in_any_order(scan, names()).subquery()
    return Prepared(select(func.count(), func.count(found.c.id.distinct())))


def _ends_of(connection: Connection, conditions: Sequence[Condition], span: Span, most: int) -> Iterator[Reach]:
    """How far the first moments of each go: to the nearest of the last ones with each value that has more."""
    scans = tuple(scan_of(connection, one, True, most // max(len(one.values), 1)) for one in conditions)
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
def _lasts(scans: tuple[Scan, ...], newest: bool) -> Prepared:
    """The last of so many moments with each value, and the one after it: (which scan, which value, when, id)."""
    bound_names, parts = names(), list[Select[Any]]()
    for owner, scan in enumerate(scans):
        for at, value in enumerate(scan.values(bound_names)):
            two = part_of(of_value(scan.column, value, newest), range(scan.most - 1, scan.most + 1)).subquery()
            which = number(owner).label("owner"), number(at).label("value")
            parts.append(select(*which, two.c.at, two.c.id))
    return Prepared(union_all(*parts))


def matching(
    connection: Connection, driver: Condition, others: Sequence[Condition], span: Span, most: int, wanted: int
) -> list[Key]:
    """The first `wanted` moments, in order, among the first `most` of `driver`, that meet all other conditions."""
    asked, found = _asked(connection, driver, others, most), list[Key]()
    for part in _parts(connection, asked, wanted):
        statement = _first(asked.scan, asked.tests, span.newest, part, wanted)
        found += [Key(at, id_) for at, id_ in statement.rows(connection, bound(span, asked.values))]
        if len(found) >= wanted:
            break
    return found[:wanted]


class _Asked(NamedTuple):
    """A scan and the tests of its rows, and what is bound for both."""

    scan: Scan
    tests: tuple[Shape, ...]
    values: tuple[Any, ...]


def _asked(connection: Connection, driver: Condition, others: Sequence[Condition], most: int) -> _Asked:
    scan = scan_of(connection, driver, not driver.is_unordered, most)
    tests = [one.test for one in others if one.test is not None]
    values = (*values_of(connection, scan, driver), *chain.from_iterable(one.values for one in tests))
    return _Asked(scan, tuple(one.shape for one in tests), values)


def _parts(connection: Connection, asked: _Asked, wanted: int) -> list[range]:
    """Which rows of a scan are read at once. Mostly the first ones are enough; and SQLite tests all, and then sorts."""
    most = asked.scan.most
    if not asked.tests:
        return [range(min(wanted, most))]
    if stops_early(connection):
        return [range(most)]
    first = max(most // 10, wanted)
    # What is read in any order is all looked up for each part.
    ends = {min(end, most) for end in ((first, 3 * first, most) if asked.scan.in_order else (2 * wanted, most))}
    return [range(start, end) for start, end in pairwise((0, *sorted(ends)))]


@lru_cache(maxsize=KEPT)
def _first(scan: Scan, tests: tuple[Shape, ...], newest: bool, part: range, wanted: int) -> Prepared:
    bound_names = names()
    rows = rows_of(scan, bound_names, newest, part)
    found = _tested(select(rows.c.at, rows.c.id), rows, tests, bound_names)
    return Prepared(part_of(found.order_by(*order_of(rows, newest)), range(wanted)))


def count(connection: Connection, driver: Condition, others: Sequence[Condition], span: Span, most: int) -> int:
    """How many of the first `most` moments of `driver` meet all other conditions."""
    asked = _asked(connection, driver, others, most)
    statement = _number(asked.scan, asked.tests, span.newest)
    return int(statement.rows(connection, bound(span, asked.values))[0][0])


@lru_cache(maxsize=KEPT)
def _number(scan: Scan, tests: tuple[Shape, ...], newest: bool) -> Prepared:
    bound_names = names()
    rows = rows_of(scan, bound_names, newest, range(scan.most))
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
    return InList(
        tagset_tag.c.tag_id.type, lambda tags: part_of(found.where(tagset_tag.c.tag_id.in_(tags)), range(most))
    )


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
