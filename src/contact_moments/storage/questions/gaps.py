"""Gaps: positions of a list that rows have left, and the numbering that tells which of them page numbers skip.

The numbering of the whole list has the relation id 0. Each run of gaps that page numbers skip is one row of `gap`: how
many rows come before it, and how many gaps there are up to its end. So the position behind a number of rows is found by
one seek. A new numbering is written beside the one in use, as the next edition, and then takes its place.
"""

from collections.abc import Iterable, Sequence
from typing import Any

from msgspec import Struct
from sqlalchemy import (
    BigInteger,
    Column,
    ColumnElement,
    Connection,
    Select,
    Table,
    bindparam,
    delete,
    func,
    insert,
    literal_column,
    select,
    tuple_,
    update,
)

from contact_moments.model import PagedBy
from contact_moments.storage.questions.list_state import count_change
from contact_moments.storage.sql.prepared import ManyRows
from contact_moments.storage.sql.tables import former_link, gap, numbering, withdrawn

WHOLE_LIST = 0

Position = tuple[int, int]  # the relation, or 0, and the position in its list


class Numbering(Struct, frozen=True):
    """The numbering of one kind of list. Times are instants.

    Page numbers skip the gaps that rows have left until `settled_at`, as `edition` has them. While the next edition is
    written, `building_at` is the instant until which it will skip gaps; it has `gaps` of them up to a position of the
    list of `relation_id`. The edition in use has `numbered` gaps.
    """

    edition: int
    settled_at: int
    paged_at: int
    building_at: int | None
    relation_id: int
    position: int
    gaps: int
    numbered: int


class Run(Struct):
    """Gaps that follow each other in a list."""

    relation_id: int
    rows_before: int
    gaps_through: int


class _Source(Struct, frozen=True):
    """Where the gaps of one kind of list are found: the columns of relation, position and time."""

    table: Table
    relation_id: ColumnElement[int]
    position: Column[int]
    left_at: Column[int]


_SOURCES: dict[PagedBy, _Source] = {
    "whole": _Source(
        withdrawn, literal_column(str(WHOLE_LIST), BigInteger), withdrawn.c.moment_id, withdrawn.c.withdrawn_at
    ),
    "relation": _Source(former_link, former_link.c.relation_id, former_link.c.position, former_link.c.left_at),
}


def skipped(kind: PagedBy, relation_id: ColumnElement[int], rows: ColumnElement[int]) -> ColumnElement[int]:
    """How many gaps page numbers skip before the row that follows on so many rows of a list."""
    edition = select(numbering.c.edition).where(numbering.c.kind == kind).scalar_subquery()
    found = select(gap.c.gaps_through).where(
        gap.c.kind == kind, gap.c.edition == edition, gap.c.relation_id == relation_id, gap.c.rows_before <= rows
    )
    last = found.order_by(gap.c.rows_before.desc()).limit(literal_column("1")).scalar_subquery()
    return func.coalesce(last, literal_column("0"))


_NUMBERING = select(
    numbering.c.edition,
    numbering.c.settled_at,
    numbering.c.paged_at,
    numbering.c.building_at,
    numbering.c.at_relation_id,
    numbering.c.at_position,
    numbering.c.gaps,
    numbering.c.numbered,
).where(numbering.c.kind == bindparam("of_kind"))
_CHANGE = update(numbering).where(numbering.c.kind == bindparam("of_kind"))
_BEGIN = _CHANGE.values(building_at=bindparam("until"), at_relation_id=0, at_position=0, gaps=0, found=0)
_ADVANCE = _CHANGE.values(
    at_relation_id=bindparam("relation"),
    at_position=bindparam("position"),
    gaps=bindparam("through"),
    found=numbering.c.found + bindparam("more"),
)
_FINISH = _CHANGE.values(
    edition=numbering.c.edition + 1,
    settled_at=numbering.c.building_at,
    building_at=None,
    numbered=numbering.c.found,
)
_PAGED = update(numbering).where(numbering.c.paged_at < bindparam("now")).values(paged_at=bindparam("now"))

_ADD_RUN = ManyRows(insert(gap))
_DROP_RUN = delete(gap).where(
    gap.c.kind == bindparam("of_kind"),
    gap.c.edition == bindparam("of_edition"),
    gap.c.relation_id == bindparam("relation"),
    gap.c.rows_before == bindparam("before"),
)


def _due(source: _Source) -> Select[Any]:
    found = select(source.left_at).where(source.left_at > bindparam("after"), source.left_at <= bindparam("until"))
    return found.order_by(source.left_at).limit(literal_column("1"))


def _after(source: _Source) -> Select[Any]:
    columns: list[Any] = [source.relation_id, source.position]
    found = select(*columns).where(source.left_at <= bindparam("until"))
    if isinstance(source.relation_id, Column):
        order = [source.relation_id, source.position]
        found = found.where(tuple_(*order) > tuple_(bindparam("relation"), bindparam("position")))
    else:
        order = [source.position]
        found = found.where(source.position > bindparam("position"))
    return found.order_by(*order).limit(bindparam("size"))


_KEY = (gap.c.kind, gap.c.edition, gap.c.relation_id, gap.c.rows_before)
_OUTDATED = (
    select(*_KEY)
    .where(gap.c.kind == bindparam("of_kind"), gap.c.edition < bindparam("of_edition"))
    .limit(bindparam("size"))
)
_DROP_OUTDATED = delete(gap).where(tuple_(*_KEY).in_(_OUTDATED))

_DUE = {kind: _due(source) for kind, source in _SOURCES.items()}
_AFTER = {kind: _after(source) for kind, source in _SOURCES.items()}


def numbering_of(connection: Connection, kind: PagedBy) -> Numbering:
    """The numbering of one kind of list."""
    return Numbering(*connection.execute(_NUMBERING, {"of_kind": kind}).one())


def has_due(connection: Connection, kind: PagedBy, after: int, until: int) -> bool:
    """Whether a row left a list after one instant and until another."""
    return connection.execute(_DUE[kind], {"after": after, "until": until}).first() is not None


def has_outdated(connection: Connection, kind: PagedBy, edition: int) -> bool:
    """Whether there are rows of editions before this one."""
    return connection.execute(_OUTDATED, {"of_kind": kind, "of_edition": edition, "size": 1}).first() is not None


def drop_outdated(connection: Connection, kind: PagedBy, edition: int, size: int) -> int:
    """Delete at most `size` rows of editions before this one; returns how many."""
    return connection.execute(_DROP_OUTDATED, {"of_kind": kind, "of_edition": edition, "size": size}).rowcount


def begin(connection: Connection, kind: PagedBy, until: int) -> None:
    """Begin the next edition, with the gaps that rows have left until an instant."""
    connection.execute(_BEGIN, {"of_kind": kind, "until": until})


def after(connection: Connection, kind: PagedBy, at: Numbering, size: int) -> Sequence[Position]:
    """The next gaps for the edition that is being written, at most `size`."""
    bound = {"until": at.building_at, "relation": at.relation_id, "position": at.position, "size": size}
    return [(relation_id, position) for relation_id, position in connection.execute(_AFTER[kind], bound)]


def add(connection: Connection, kind: PagedBy, at: Numbering, positions: Iterable[Position]) -> None:
    """Write the next gaps, in their order, into the edition that is being written."""
    relation_id, position, gaps, runs, more = at.relation_id, at.position, at.gaps, list[Run](), 0
    for in_list, position in positions:
        gaps, more = gaps + 1 if in_list == relation_id else 1, more + 1
        relation_id, rows_before = in_list, position - gaps
        if runs and runs[-1].relation_id == relation_id and runs[-1].rows_before == rows_before:
            runs[-1].gaps_through = gaps
        else:
            runs.append(Run(relation_id, rows_before, gaps))
    _write(connection, kind, at.edition + 1, runs)
    reached = {"relation": relation_id, "position": position, "through": gaps, "more": more}
    connection.execute(_ADVANCE, reached | {"of_kind": kind})


def _write(connection: Connection, kind: PagedBy, edition: int, runs: list[Run]) -> None:
    # The first may go on with the last one of the batch before.
    first = {"of_kind": kind, "of_edition": edition}
    connection.execute(_DROP_RUN, first | {"relation": runs[0].relation_id, "before": runs[0].rows_before})
    rows = [
        {
            "kind": kind,
            "edition": edition,
            "relation_id": run.relation_id,
            "rows_before": run.rows_before,
            "gaps_through": run.gaps_through,
        }
        for run in runs
    ]
    _ADD_RUN.run(connection, rows)


def finish(connection: Connection, kind: PagedBy) -> None:
    """Put the edition that was written in the place of the one in use."""
    connection.execute(_FINISH, {"of_kind": kind})
    count_change(connection)


def count_as_paged(connection: Connection, now: int) -> None:
    """Keep all gaps counted for an hour from an instant on, as if a page number had been asked for."""
    connection.execute(_PAGED, {"now": now})
