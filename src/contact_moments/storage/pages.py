"""The list, a page at a time: one indexed statement that returns one row, at any depth.

A page number stands for a fixed position, 25 × (N - 1), and positions are dense and never fall; so the statement
seeks to the position instead of counting up to it, and a walk never skips a row (wire rule 10):

- the whole list by moment id, `since` by change number, one relation by its links' `n`;
- several relations, or a relation and `since`, by moment id and by counting, linear in what they match; what has left
  them is counted too, and not shown.

The items are joined to one text in SQL, because the driver gives up Python's interpreter lock at every row.
"""

from typing import Any

from sqlalchemy import (
    CTE,
    ColumnElement,
    Connection,
    FromClause,
    Integer,
    ScalarSelect,
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
from contact_moments.storage.tables import left_link, link, moment, relation, tagset, tick, withdrawn

PAGE_SIZE = 25

Statement = Select[*tuple[Any, ...]]
Statements = tuple[Statement, Statement]  # without and with the numbers of changes

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


# A literal comma: a bound one is expanded into the statement's text anew at every execution.
_COMMA: Any = literal_column("','")
_ITEM = func.concat(moment.c.json_head, relation.c.name_json, moment.c.json_middle, tagset.c.json, moment.c.json_tail)


def _named(rows: FromClause) -> FromClause:
    """Rows of moments with what their items name."""
    return rows.join(relation, relation.c.id == moment.c.sender_id).join(tagset, tagset.c.id == moment.c.tagset_id)


def _page(rows: CTE, following: Select[Any]) -> Statements:
    """One row: the JSON array, the last position on the page, and whether there are rows after it.

    `rows` are the page's (position, moment_id) pairs, `following` selects the position after them. In the second
    statement a fourth column has the numbers of the items' last changes: asked apart they could be of another state.
    """
    items = func.aggregate_strings(_ITEM, _COMMA).aggregate_order_by(rows.c.position)
    changes = func.aggregate_strings(cast(moment.c.change_no, Text), _COMMA).aggregate_order_by(rows.c.position)
    page: Statement = select(
        func.concat(literal_column("'['"), func.coalesce(items, literal_column("''")), literal_column("']'")).label(
            "body"
        ),
        func.max(rows.c.position).label("last"),
        following.correlate(None).scalar_subquery().is_not(None).label("more"),
    ).select_from(_named(rows.join(moment, moment.c.id == rows.c.moment_id)))
    return page, page.add_columns(func.coalesce(changes, literal_column("''")).label("changes"))


def _seek(
    position: ColumnElement[int],
    moment_id: ColumnElement[int],
    base: ColumnElement[int],
    *where: ColumnElement[bool],
) -> Statements:
    """A page of rows in the order of `position`, from `base` on: reads what it returns, at any depth."""
    rows = (
        select(position.label("position"), moment_id.label("moment_id"))
        .where(position > base, *where)
        .order_by(position)
        .limit(_SIZE)
        .cte("page")
    )
    # Ordered, and no EXISTS: for that PostgreSQL would read a whole table to find that nothing follows.
    return _page(rows, select(position).where(position > _last(rows), *where).order_by(position).limit(_ONE_ROW))


def _counted(since: bool) -> Statements:
    """A page of the moments in which any of `relation_ids` took part, by id: reads all that match.

    What has left (a relation taken out, a moment withdrawn) still counts, so that nothing moves to an earlier page.
    """
    matching = _matching(link, since)
    ever = matching.union(_matching(left_link, since)).subquery("ever")
    start = select(ever.c.moment_id).order_by(ever.c.moment_id).limit(1).offset(bindparam("skipped")).scalar_subquery()
    there = matching.subquery("there")
    rows = (
        select(there.c.moment_id.label("position"), there.c.moment_id)
        .where(there.c.moment_id >= start)
        .order_by(there.c.moment_id)
        .limit(_SIZE)
        .cte("page")
    )
    return _page(rows, matching.where(link.c.moment_id > _last(rows)).limit(_ONE_ROW))


def _matching(links: Table, since: bool) -> Select[Any]:
    found = select(links.c.moment_id).distinct()
    found = found.where(links.c.relation_id.in_(_SURVIVORS), links.c.moment_id > _AFTER)
    if not since:
        return found
    changed = func.coalesce(moment.c.change_no, withdrawn.c.change_no)
    parts = links.outerjoin(moment, moment.c.id == links.c.moment_id)
    parts = parts.outerjoin(withdrawn, withdrawn.c.moment_id == links.c.moment_id)
    return found.select_from(parts).where(changed > _BASE)


def _last(rows: CTE) -> ScalarSelect[int]:
    return select(func.max(rows.c.position)).correlate(None).scalar_subquery()


def _survivors() -> Select[Any]:
    asked = relation.alias("asked")
    return select(func.coalesce(asked.c.merged_into, asked.c.id)).where(
        asked.c.id.in_(bindparam("relation_ids", expanding=True))
    )


_SURVIVORS = _survivors()
_ONE_RELATION = _survivor(bindparam("relation_id", type_=relation.c.id.type))

_WHOLE = _seek(moment.c.id, moment.c.id, _AFTER)
_SINCE = _seek(moment.c.change_no, moment.c.id, _BASE + _AFTER)
_SINCE_AFTER = _seek(moment.c.change_no, moment.c.id, _AFTER)
_RELATION = _seek(link.c.n, link.c.moment_id, _AFTER, link.c.relation_id == _ONE_RELATION)
_RELATIONS = _counted(since=False)
_RELATIONS_SINCE = _counted(since=True)
_ONE = select(_ITEM, moment.c.change_no).select_from(_named(moment)).where(moment.c.id == bindparam("moment_id"))


def whole(connection: Connection, after: int, changes: bool = False) -> Page:
    """The moments with ids above `after`."""
    return _run(connection, _WHOLE[changes], after=after)


def since(connection: Connection, second: int, skipped: int, changes: bool = False) -> Page:
    """The moments changed in `second` (of 1970) or later, in the order of their changes, `skipped` positions on."""
    return _run(connection, _SINCE[changes], since=second, after=skipped)


def since_after(connection: Connection, change_no: int, changes: bool = False) -> Page:
    """The moments whose latest change comes after change number `change_no`."""
    return _run(connection, _SINCE_AFTER[changes], after=change_no)


def of_relation(connection: Connection, relation_id: int, after: int, changes: bool = False) -> Page:
    """The moments of a relation, or of what it was merged into, after position `after`."""
    return _run(connection, _RELATION[changes], relation_id=relation_id, after=after)


def of_relations(
    connection: Connection,
    relation_ids: tuple[int, ...],
    second: int | None,
    skipped: int,
    after: int,
    changes: bool = False,
) -> Page:
    """The moments of any of the relations, changed in `second` or later, with ids above `after`, less `skipped`."""
    bound = {"relation_ids": relation_ids, "skipped": skipped, "after": after}
    if second is None:
        return _run(connection, _RELATIONS[changes], **bound)
    return _run(connection, _RELATIONS_SINCE[changes], since=second, **bound)


def one(connection: Connection, moment_id: int) -> tuple[str, int] | None:
    """A moment as the list shows it, as JSON text, and the number of its last change."""
    row = connection.execute(_ONE, {"moment_id": moment_id}).one_or_none()
    return None if row is None else (row[0], row[1])


def _run(connection: Connection, statement: Statement, **bound: Any) -> Page:
    body, last, more, *changes = connection.execute(statement, bound).one()
    return Page(body, int(last) if more else None, *changes)
