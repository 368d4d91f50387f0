"""The pages of the list: each is one indexed statement that returns one row, at any depth.

A page number stands for a fixed position, 25 × (N - 1), and for a later one if page numbers skip gaps (see `gaps`).
Positions are dense and never fall. So the statement seeks to the position instead of counting up to it, and a walk
never skips a row (wire rule 10):

- the whole list is ordered by moment id, `since` by change number, one relation by the positions of its links;
- several relations, or a relation and `since`, are ordered by moment id and counted, in time linear in what matches.
  Former links and withdrawn moments are counted too, but not shown.

SQL joins the items to one text, because the driver releases Python's interpreter lock at every row.
"""

from collections.abc import Callable, Sequence
from typing import Any

from sqlalchemy import (
    Column,
    ColumnElement,
    Connection,
    Integer,
    Label,
    Select,
    Table,
    Text,
    bindparam,
    case,
    cast,
    func,
    literal_column,
    select,
)

from contact_moments.model import Page
from contact_moments.storage.questions.gaps import WHOLE_LIST
from contact_moments.storage.questions.gaps import skipped as skipped_gaps
from contact_moments.storage.questions.list_state import STATE
from contact_moments.storage.sql.portable import beyond, in_order, in_utf8
from contact_moments.storage.sql.prepared import FetchRow, InList, Row, SingleRow, one_row
from contact_moments.storage.sql.tables import former_link, link, moment, relation, rename_run, tagset, tick, withdrawn

PAGE_SIZE = 25

Shown = Sequence[Label[str]]
Of = tuple[Column[int], ColumnElement[int]]  # a column, and the value that it has in the rows of a list
Statements = tuple[SingleRow, SingleRow]  # without and with the numbers of changes

_AFTER: ColumnElement[int] = bindparam("after", type_=moment.c.id.type)
_SIZE = literal_column(str(PAGE_SIZE), Integer)
_ONE_ROW = literal_column("1", Integer)

# A walk by `since` begins after this change number: the one before the first change in `since` or later.
_BASE = (
    select(tick.c.first_change - 1)
    .where(tick.c.second >= bindparam("since"))
    .order_by(tick.c.second)
    .limit(1)
    .scalar_subquery()
)


def _survivor(relation_id: ColumnElement[int]) -> ColumnElement[int]:
    """The relation itself, or the one that it was merged into."""
    old = relation.alias("old")
    merged = select(old.c.merged_into).where(old.c.id == relation_id).scalar_subquery()
    return func.coalesce(merged, relation_id)


# Looked up for each row instead of joined: for a join an engine might read all relations.
_NAME = select(relation.c.name_json).where(relation.c.id == moment.c.sender_id).correlate(moment).scalar_subquery()
# Evaluated once for all rows. Looking names up takes as long as everything else together, so it is done only while a
# renaming is in progress.
_RENAMING = select(func.min(rename_run.c.relation_id)).scalar_subquery()
_FRONT = case(
    (_RENAMING.is_(None), moment.c.json_front),
    else_=func.substr(moment.c.json_front, literal_column("1"), moment.c.name_at)
    + _NAME
    + func.substr(moment.c.json_front, moment.c.name_at + moment.c.name_length + literal_column("1")),
)
_TAGS = select(tagset.c.json).where(tagset.c.id == moment.c.tagset_id).correlate(moment).scalar_subquery()
_ITEM = (_FRONT + _TAGS + moment.c.json_tail).label("item")
_CHANGE = cast(moment.c.change_no, Text).label("change")


def _both(rows: Callable[[Shown], Select[Any]], following: Callable[[ColumnElement[int]], Select[Any]]) -> Statements:
    """A statement for the page alone, and one that also returns the numbers of the items' last changes."""
    return _statement(rows((_ITEM,)), following), _statement(rows((_ITEM, _CHANGE)), following)


def _statement(rows: Select[Any], following: Callable[[ColumnElement[int]], Select[Any]]) -> SingleRow:
    """One row: the JSON array, the last position on the page, whether there are rows after it, the state of the list,
    and further columns.

    `rows` returns position, item and further columns, in order; each column is joined to one text. `following` returns
    the next position after another.
    """
    page = rows.subquery("page")
    position, *texts = page.c
    joined = [in_order(one, position).label(one.name) for one in texts]
    together = select(func.max(position).label("last"), *joined).subquery("together")
    items, *others = (func.coalesce(together.c[one.name], literal_column("''")) for one in texts)
    array = in_utf8(func.concat(literal_column("'['"), items, literal_column("']'"))).label("body")
    more = following(together.c.last).correlate(together).scalar_subquery().is_not(None).label("more")
    return SingleRow(select(array, together.c.last, more, STATE, *others))


def _seek(position: Column[int], base: ColumnElement[int], of: Of | None = None) -> Statements:
    """A page in the order of `position`, after `base`; with `of`, only rows with one value of a column.

    It reads no more rows than it returns.
    """

    def after(start: ColumnElement[int]) -> ColumnElement[bool]:
        return position > start if of is None else beyond(*of, position, start)

    def page(shown: Shown) -> Select[Any]:
        # Looked up from a link, again instead of joined.
        found: list[Any] = list(shown) if position.table is moment else [_of_link(one) for one in shown]
        return select(position.label("position"), *found).where(after(base)).order_by(*order).limit(_SIZE)

    order = [position] if of is None else [of[0], position]
    # Ordered instead of EXISTS: with EXISTS PostgreSQL would read a whole table to find that nothing follows.
    return _both(page, lambda last: select(position).where(after(last)).order_by(*order).limit(_ONE_ROW))


def _of_link(one: Label[str]) -> Label[str]:
    return select(one).where(moment.c.id == link.c.moment_id).correlate(link).scalar_subquery().label(one.name)


def _counted(since: bool) -> Statements:
    """A page of the moments in which any of `relation_ids` took part, by id: reads all that match.

    Counted lists include removed rows (former links, withdrawn moments), so no row shifts onto a page already read.
    """
    matching = _matching(link, since)
    ever = matching.union(_matching(former_link, since)).subquery("ever")
    start = select(ever.c.moment_id).order_by(ever.c.moment_id).limit(1).offset(bindparam("skipped")).scalar_subquery()
    there = matching.subquery("there")

    def page(shown: Shown) -> Select[Any]:
        rows: Select[Any] = select(moment.c.id.label("position"), *shown)
        rows = rows.select_from(there.join(moment, moment.c.id == there.c.moment_id))
        return rows.where(there.c.moment_id >= start).order_by(moment.c.id).limit(_SIZE)

    latest = func.max(matching.subquery("all").c.moment_id)
    # The last of all that match, instead of any after `last`: for that PostgreSQL would read links of other relations.
    return _both(page, lambda last: select(latest).having(latest > last))


def _matching(links: Table, since: bool) -> Select[Any]:
    found = select(links.c.moment_id).distinct()
    found = found.where(links.c.relation_id.in_(_SURVIVORS), links.c.moment_id > _AFTER)
    if not since:
        return found
    changed = func.coalesce(moment.c.change_no, withdrawn.c.change_no)
    parts = links.outerjoin(moment, moment.c.id == links.c.moment_id)
    parts = parts.outerjoin(withdrawn, withdrawn.c.moment_id == links.c.moment_id)
    return found.select_from(parts).where(changed > _BASE)


def _survivors() -> Select[Any]:
    asked = relation.alias("asked")
    return select(func.coalesce(asked.c.merged_into, asked.c.id)).where(
        asked.c.id.in_(bindparam("relation_ids", expanding=True))
    )


_SURVIVORS = _survivors()
_ONE_RELATION = _survivor(bindparam("relation_id", type_=relation.c.id.type))

_WHOLE = _seek(moment.c.id, _AFTER)
_WHOLE_BY_NUMBER = _seek(moment.c.id, _AFTER + skipped_gaps("whole", literal_column(str(WHOLE_LIST)), _AFTER))
_SINCE = _seek(moment.c.change_no, _BASE + _AFTER)
_SINCE_AFTER = _seek(moment.c.change_no, _AFTER)
_OF_ONE: Of = (link.c.relation_id, _ONE_RELATION)
_RELATION = _seek(link.c.position, _AFTER, _OF_ONE)
_RELATION_BY_NUMBER = _seek(link.c.position, _AFTER + skipped_gaps("relation", _ONE_RELATION, _AFTER), _OF_ONE)
_RELATIONS = _counted(since=False)
_RELATIONS_SINCE = _counted(since=True)
_ITEMS = InList(moment.c.id.type, lambda ids: select(moment.c.id, _ITEM).where(moment.c.id.in_(ids)))
_ONE = select(_ITEM, moment.c.change_no).where(moment.c.id == bindparam("moment_id"))


def whole(fetch_row: FetchRow, after: int, changes: bool = False) -> Page:
    """The moments with ids above `after`."""
    return _page(fetch_row(_WHOLE[changes], {"after": after}))


def whole_by_number(fetch_row: FetchRow, rows: int, changes: bool = False) -> Page:
    """The moments that follow on the first `rows` ones; gaps that page numbers do not skip yet count as rows."""
    if rows == 0:
        return whole(fetch_row, 0, changes)
    return _page(fetch_row(_WHOLE_BY_NUMBER[changes], {"after": rows}))


def since(fetch_row: FetchRow, second: int, skipped: int, changes: bool = False) -> Page:
    """The moments changed in `second` (of 1970) or later, in the order of their changes, after `skipped` positions."""
    return _page(fetch_row(_SINCE[changes], {"since": second, "after": skipped}))


def since_after(fetch_row: FetchRow, change_no: int, changes: bool = False) -> Page:
    """The moments whose latest change comes after change number `change_no`."""
    return _page(fetch_row(_SINCE_AFTER[changes], {"after": change_no}))


def of_relation(fetch_row: FetchRow, relation_id: int, after: int, changes: bool = False) -> Page:
    """The moments of a relation, or of what it was merged into, after position `after`."""
    return _page(fetch_row(_RELATION[changes], {"relation_id": relation_id, "after": after}))


def of_relation_by_number(fetch_row: FetchRow, relation_id: int, rows: int, changes: bool = False) -> Page:
    """The moments of a relation, or of what it was merged into, that follow on the first `rows` ones.

    Gaps that page numbers do not skip yet count as rows.
    """
    if rows == 0:
        return of_relation(fetch_row, relation_id, 0, changes)
    return _page(fetch_row(_RELATION_BY_NUMBER[changes], {"relation_id": relation_id, "after": rows}))


def of_relations(
    fetch_row: FetchRow,
    relation_ids: tuple[int, ...],
    second: int | None,
    skipped: int,
    after: int,
    changes: bool = False,
) -> Page:
    """The moments of any of the relations, changed in `second` or later, with ids above `after`, after `skipped`."""
    bound = {"relation_ids": relation_ids, "skipped": skipped, "after": after}
    if second is None:
        return _page(fetch_row(_RELATIONS[changes], bound))
    return _page(fetch_row(_RELATIONS_SINCE[changes], {**bound, "since": second}))


def _page(row: Row | None) -> Page:
    body, last, more, state, *changes = one_row(row)
    after = int(last) if more else None
    return Page(body if isinstance(body, bytes) else body.encode(), after, changes[0] if changes else None, state)


def one(connection: Connection, moment_id: int) -> tuple[str, int] | None:
    """A moment as the list shows it, as JSON text, and the number of its last change; None if there is none."""
    row = connection.execute(_ONE, {"moment_id": moment_id}).one_or_none()
    return None if row is None else (row[0], row[1])


def items(connection: Connection, moment_ids: list[int]) -> dict[int, str]:
    """Moments as the list shows them, as JSON text, by id."""
    return {id_: item for id_, item in _ITEMS.rows(connection, moment_ids)}
