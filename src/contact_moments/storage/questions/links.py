"""Links: which relations took part in which moment, and at which position among a relation's moments."""

from typing import Any

from sqlalchemy import (
    BigInteger,
    BindParameter,
    ColumnElement,
    Connection,
    Executable,
    and_,
    bindparam,
    delete,
    func,
    insert,
    select,
    update,
)

from contact_moments.storage.batches import in_parts
from contact_moments.storage.sql.prepared import ManyRows
from contact_moments.storage.sql.tables import former_link, link, relation

_ADD = ManyRows(insert(link))
_REDATE = (
    update(link)
    .where(link.c.moment_id == bindparam("of_moment"), link.c.happened_at != bindparam("at", type_=BigInteger))
    .values(happened_at=bindparam("at", type_=BigInteger))
)
_OF_MOMENT = select(link.c.relation_id, link.c.position).where(link.c.moment_id == bindparam("moment_id"))
_AFTER = (
    select(link.c.position, link.c.moment_id)
    .where(link.c.relation_id == bindparam("of_relation"), link.c.position > bindparam("after"))
    .order_by(link.c.position)
    .limit(bindparam("size"))
)
_FIRST_AT = select(func.min(link.c.happened_at)).where(link.c.relation_id == bindparam("of_relation"))
_NUMBER = select(func.count()).select_from(
    select(link.c.moment_id)
    .where(link.c.relation_id == bindparam("of_relation"), link.c.happened_at >= bindparam("since"))
    .order_by(link.c.relation_id, link.c.happened_at, link.c.moment_id)
    .limit(bindparam("most"))
    .subquery()
)
_ADD_FORMER = insert(former_link)
_DROP = delete(link).where(link.c.relation_id == bindparam("of_relation"), link.c.position == bindparam("at"))
_THESE: BindParameter[Any] = bindparam("ids", expanding=True)
_NOW: BindParameter[int] = bindparam("now", type_=former_link.c.left_at.type)


def _add_former_of(links: ColumnElement[bool]) -> Executable:
    found = select(link.c.relation_id, link.c.position, link.c.moment_id, _NOW).where(links)
    return insert(former_link).from_select(["relation_id", "position", "moment_id", "left_at"], found)


_ADD_FORMER_OF = _add_former_of(link.c.moment_id.in_(_THESE))
_DROP_OF = delete(link).where(link.c.moment_id.in_(_THESE))

# Scalar subqueries, so that both engines read one index entry each, and not all links of the relation.
LAST_POSITION, LAST_FORMER_POSITION = (
    func.coalesce(select(func.max(links.c.position)).where(links.c.relation_id == relation.c.id).scalar_subquery(), 0)
    for links in (link, former_link)
)

_COMMON = select(link.c.moment_id).where(
    link.c.relation_id == bindparam("merged"),
    link.c.moment_id.in_(select(link.c.moment_id).where(link.c.relation_id == bindparam("into"))),
)
_BOTH = and_(link.c.relation_id == bindparam("into_relation"), link.c.moment_id.in_(_COMMON))
_ADD_FORMER_COMMON = _add_former_of(_BOTH)
_DROP_COMMON = delete(link).where(_BOTH)
_MOVE, _MOVE_FORMER = (
    update(links)
    .where(links.c.relation_id == bindparam("merged_relation"))
    .values(relation_id=bindparam("to_relation"), position=links.c.position + bindparam("base"))
    for links in (link, former_link)
)
# To walks of the other relation's list these gaps are new.
_MOVE_FORMER = _MOVE_FORMER.values(left_at=_NOW)


def add(connection: Connection, new: list[tuple[int, int, int, int]]) -> None:
    """Add links: (relation, position, moment, when that happened)."""
    rows = [
        {"relation_id": to, "position": position, "moment_id": moment_id, "happened_at": at}
        for to, position, moment_id, at in new
    ]
    _ADD.run(connection, rows)


def redate(connection: Connection, moment_id: int, happened_at: int) -> None:
    """Note in the links of a moment that it happened at another time."""
    connection.execute(_REDATE, {"of_moment": moment_id, "at": happened_at})


def of_moment(connection: Connection, moment_id: int) -> dict[int, int]:
    """The relations that take part in a moment, and its position among the moments of each."""
    return {to: position for to, position in connection.execute(_OF_MOMENT, {"moment_id": moment_id})}


def after(connection: Connection, relation_id: int, position: int, size: int) -> list[tuple[int, int]]:
    """The first `size` links of a relation after a position, as (position, moment id)."""
    bound = {"of_relation": relation_id, "after": position, "size": size}
    return [(at, moment_id) for at, moment_id in connection.execute(_AFTER, bound)]


def first_at(connection: Connection, relation_id: int) -> int | None:
    """When the first moment of a relation happened; None if it has none."""
    found: int | None = connection.execute(_FIRST_AT, {"of_relation": relation_id}).scalar_one()
    return found


def number(connection: Connection, relation_id: int, most: int, since: int) -> int:
    """How many moments a relation has that happened at this instant or later; at most `most` are counted."""
    return int(connection.execute(_NUMBER, {"of_relation": relation_id, "most": most, "since": since}).scalar_one())


def drop(connection: Connection, moment_id: int, links: dict[int, int], now: int) -> None:
    """Make these links of a moment (relation to position) former links, at this instant."""
    if links:
        connection.execute(_DROP, [{"of_relation": to, "at": position} for to, position in links.items()])
        rows = [{"relation_id": to, "position": at, "moment_id": moment_id, "left_at": now} for to, at in links.items()]
        connection.execute(_ADD_FORMER, rows)


def drop_all(connection: Connection, moment_ids: list[int], now: int) -> None:
    """Make all links of these moments former links, at this instant."""
    for part in in_parts(moment_ids):
        connection.execute(_ADD_FORMER_OF, {"ids": part, "now": now})
        connection.execute(_DROP_OF, {"ids": part})


def move(connection: Connection, merged: int, into: int, base: int, now: int) -> int:
    """Move all links of `merged` to `into`, `base` positions further on; returns how many.

    If both relations took part in a moment, the link of `merged` stays and the other becomes a former link, at the
    instant `now`.
    """
    common = {"merged": merged, "into": into, "into_relation": into}
    connection.execute(_ADD_FORMER_COMMON, common | {"now": now})
    connection.execute(_DROP_COMMON, common)
    moved = {"merged_relation": merged, "to_relation": into, "base": base}
    number = connection.execute(_MOVE, moved).rowcount
    connection.execute(_MOVE_FORMER, moved | {"now": now})
    return number
