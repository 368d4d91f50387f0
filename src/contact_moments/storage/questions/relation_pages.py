"""The list of relations, by position or, with `since`, by change number: each page is found by seeking."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Column, ColumnElement, Connection, Select, bindparam, func, select

from contact_moments.model import Relation
from contact_moments.storage.questions.pages import PAGE_SIZE
from contact_moments.storage.questions.relations import FIELDS, with_phones
from contact_moments.storage.sql.tables import relation, relation_tick

# A walk by `since` begins after this change number: the one before the first change in `second` or later.
_BASE = (
    select(relation_tick.c.first_change - 1)
    .where(relation_tick.c.second >= bindparam("second"))
    .order_by(relation_tick.c.second)
    .limit(1)
    .scalar_subquery()
)
_START: ColumnElement[int] = bindparam("after", type_=relation.c.id.type)


def _page_after(position: Column[int], start: ColumnElement[int]) -> Select[Any]:
    # One row more than a page: it tells whether others follow.
    rows = select(*FIELDS, position.label("at")).where(position > start)
    return rows.order_by(position).limit(PAGE_SIZE + 1)


_BY_POSITION = _page_after(relation.c.position, _START)
_BY_CHANGE = _page_after(relation.c.change_no, _START)
_SINCE = _page_after(relation.c.change_no, _BASE + _START)

_BY_ID = select(*FIELDS).where(relation.c.id > _START).order_by(relation.c.id).limit(bindparam("size"))
_NUMBER = select(func.count()).select_from(relation)

# Relations, and the position of the last one if more follow.
RelationPage = tuple[list[Relation], int | None]


def whole(connection: Connection, after: int) -> RelationPage:
    """The relations after a position."""
    return _page(connection, connection.execute(_BY_POSITION, {"after": after}).all())


def since(connection: Connection, second: int, skipped: int) -> RelationPage:
    """The relations changed in `second` (of 1970) or later, by their changes, after `skipped` positions."""
    return _page(connection, connection.execute(_SINCE, {"second": second, "after": skipped}).all())


def since_after(connection: Connection, change_no: int) -> RelationPage:
    """The relations whose last change comes after change number `change_no`."""
    return _page(connection, connection.execute(_BY_CHANGE, {"after": change_no}).all())


def by_id(connection: Connection, after: int, size: int) -> list[Relation]:
    """At most `size` relations with ids above `after`, by id."""
    return with_phones(connection, connection.execute(_BY_ID, {"after": after, "size": size}).all())


def number_of_all(connection: Connection) -> int:
    """How many relations there are, archived and merged ones too."""
    return int(connection.execute(_NUMBER).scalar_one())


def _page(connection: Connection, rows: Sequence[Any]) -> RelationPage:
    shown = rows[:PAGE_SIZE]
    return with_phones(connection, shown), shown[-1].at if len(rows) > PAGE_SIZE else None
