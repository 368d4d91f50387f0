"""The list, a page at a time: one indexed statement that returns one row, at any depth.

A page number stands for a fixed position, 25 × (N - 1), and positions are dense and never fall; so the statement
seeks to the position instead of counting up to it, and a walk never skips a row (wire rule 10):

- the whole list by moment id, `since` by change number, one relation by its links' `n`;
- several relations, or a relation and `since`, by moment id and by counting, linear in what they match; what has left
  them is counted too, and not shown.

The items are joined to one text in SQL, because the driver gives up Python's interpreter lock at every row.
"""

from collections.abc import Callable
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    FromClause,
    Integer,
    Select,
    Table,
    Text,
    bindparam,
    cast,
    func,
    literal_column,
    select,
)

from contact_moments.model import Page
from contact_moments.storage.compiled import Answer, Ask, Question
from contact_moments.storage.joining import in_order
from contact_moments.storage.tables import left_link, link, moment, relation, tagset, tick, withdrawn

PAGE_SIZE = 25

Questions = tuple[Question, Question]  # without and with the numbers of changes

_AFTER: ColumnElement[int] = bindparam("after", type_=moment.c.id.type)
_SIZE = literal_column(str(PAGE_SIZE), Integer)
_ONE_ROW = literal_column("1", Integer)

# Where a walk by `since` begins: the number before the first change of the first second that is late enough.
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


_ITEM = moment.c.json_head + relation.c.name_json + moment.c.json_middle + tagset.c.json + moment.c.json_tail


def _named(rows: FromClause) -> FromClause:
    """Rows of moments with what their items name."""
    return rows.join(relation, relation.c.id == moment.c.sender_id).join(tagset, tagset.c.id == moment.c.tagset_id)


def _questions(rows: Select[Any], following: Callable[[ColumnElement[int]], Select[Any]]) -> Questions:
    """One row: the JSON array, the last position on the page, and whether there are rows after it.

    `rows` gives (position, item, change) of the page in order, `following` the position after another. In the second
    question a fourth column has the numbers of the items' last changes: asked apart they could be of another state.
    """
    page = rows.subquery("page")
    body = in_order(page.c.item, page.c.position).label("body")
    changes = in_order(cast(page.c.change, Text), page.c.position).label("changes")
    together = select(body, changes, func.max(page.c.position).label("last")).subquery("together")
    more = following(together.c.last).correlate(together).scalar_subquery().is_not(None).label("more")
    array: ColumnElement[str] = (
        literal_column("'['") + func.coalesce(together.c.body, literal_column("''")) + literal_column("']'")
    )
    answer: Select[Any] = select(array.label("body"), together.c.last, more)
    with_changes = answer.add_columns(func.coalesce(together.c.changes, literal_column("''")).label("changes"))
    return Question(answer), Question(with_changes)


def _seek(
    position: ColumnElement[int], rows: FromClause, base: ColumnElement[int], *where: ColumnElement[bool]
) -> Questions:
    """A page of `rows` (moments) in the order of `position`, from `base` on: reads what it returns, at any depth."""
    page = (
        select(position.label("position"), _ITEM.label("item"), moment.c.change_no.label("change"))
        .select_from(_named(rows))
        .where(position > base, *where)
        .order_by(position)
        .limit(_SIZE)
    )
    after: Select[Any] = select(position).where(*where).order_by(position).limit(_ONE_ROW)
    # Ordered, and no EXISTS: for that PostgreSQL would read a whole table to find that nothing follows.
    return _questions(page, lambda last: after.where(position > last))


def _counted(since: bool) -> Questions:
    """A page of the moments in which any of `relation_ids` took part, by id: reads all that match.

    What has left (a relation taken out, a moment withdrawn) still counts, so that nothing moves to an earlier page.
    """
    matching = _matching(link, since)
    ever = matching.union(_matching(left_link, since)).subquery("ever")
    start = select(ever.c.moment_id).order_by(ever.c.moment_id).limit(1).offset(bindparam("skipped")).scalar_subquery()
    there = matching.subquery("there")
    page = (
        select(moment.c.id.label("position"), _ITEM.label("item"), moment.c.change_no.label("change"))
        .select_from(_named(there.join(moment, moment.c.id == there.c.moment_id)))
        .where(there.c.moment_id >= start)
        .order_by(moment.c.id)
        .limit(_SIZE)
    )
    return _questions(page, lambda last: matching.where(link.c.moment_id > last).limit(_ONE_ROW))


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

_LINKED = link.join(moment, moment.c.id == link.c.moment_id)

_WHOLE = _seek(moment.c.id, moment, _AFTER)
_SINCE = _seek(moment.c.change_no, moment, _BASE + _AFTER)
_SINCE_AFTER = _seek(moment.c.change_no, moment, _AFTER)
_RELATION = _seek(link.c.n, _LINKED, _AFTER, link.c.relation_id == _ONE_RELATION)
_RELATIONS = _counted(since=False)
_RELATIONS_SINCE = _counted(since=True)
_ONE = select(_ITEM, moment.c.change_no).select_from(_named(moment)).where(moment.c.id == bindparam("moment_id"))


def whole(ask: Ask, after: int, changes: bool = False) -> Page:
    """The moments with ids above `after`."""
    return _page(ask(_WHOLE[changes], {"after": after}))


def since(ask: Ask, second: int, skipped: int, changes: bool = False) -> Page:
    """The moments changed in `second` (of 1970) or later, in the order of their changes, `skipped` positions on."""
    return _page(ask(_SINCE[changes], {"since": second, "after": skipped}))


def since_after(ask: Ask, change_no: int, changes: bool = False) -> Page:
    """The moments whose latest change comes after change number `change_no`."""
    return _page(ask(_SINCE_AFTER[changes], {"after": change_no}))


def of_relation(ask: Ask, relation_id: int, after: int, changes: bool = False) -> Page:
    """The moments of a relation, or of what it was merged into, after position `after`."""
    return _page(ask(_RELATION[changes], {"relation_id": relation_id, "after": after}))


def of_relations(
    ask: Ask, relation_ids: tuple[int, ...], second: int | None, skipped: int, after: int, changes: bool = False
) -> Page:
    """The moments of any of the relations, changed in `second` or later, with ids above `after`, less `skipped`."""
    bound = {"relation_ids": relation_ids, "skipped": skipped, "after": after}
    if second is None:
        return _page(ask(_RELATIONS[changes], bound))
    return _page(ask(_RELATIONS_SINCE[changes], {**bound, "since": second}))


def _page(answer: Answer) -> Page:
    assert answer is not None  # noqa: S101 - an aggregate always has a row
    body, last, more, *changes = answer
    return Page(body, int(last) if more else None, *changes)


def one(connection: Connection, moment_id: int) -> tuple[str, int] | None:
    """A moment as the list shows it, as JSON text, and the number of its last change."""
    row = connection.execute(_ONE, {"moment_id": moment_id}).one_or_none()
    return None if row is None else (row[0], row[1])
