"""What pages ask of follow-ups: those of the rows of a timeline, and which relations have an account."""

from collections.abc import Iterable

from msgspec import Struct
from sqlalchemy import BigInteger, Connection, bindparam, false, func, select

from contact_moments.storage.sql.prepared import InList, Prepared
from contact_moments.storage.sql.tables import account, follow_up, relation

_OPEN = InList(
    BigInteger(),
    lambda ids: select(follow_up.c.moment_id, follow_up.c.due_at, follow_up.c.day).where(
        follow_up.c.moment_id.in_(ids), follow_up.c.is_done == false()
    ),
)
# An account may still have the id of a relation that was merged away.
_OWN = func.coalesce(relation.c.merged_into, relation.c.id)
_COLLEAGUES = InList(
    BigInteger(),
    lambda ids: select(_OWN).join_from(account, relation, account.c.relation_id == relation.c.id).where(_OWN.in_(ids)),
)
_NAMED = relation.alias("named")
_ALL_COLLEAGUES = Prepared(
    select(_NAMED.c.id, _NAMED.c.name)
    .where(
        _NAMED.c.id.in_(
            select(_OWN)
            .join_from(account, relation, account.c.relation_id == relation.c.id)
            .where(account.c.disabled_at.is_(None))
        )
    )
    .order_by(_NAMED.c.id)
)

_ANSWERED = Prepared(
    select(follow_up.c.moment_id)
    .where(follow_up.c.answer_id == bindparam("answer"))
    .order_by(follow_up.c.moment_id)
    .limit(bindparam("most"))
)


class Due(Struct, frozen=True):
    """When an open follow-up is due; `day` (`yyyy-mm-dd`) is there if it has no time of day."""

    due_at: int
    day: str | None


def open_of(connection: Connection, moment_ids: Iterable[int]) -> dict[int, Due]:
    """When the open follow-ups of these moments are due, by the moment's id."""
    return {id_: Due(due_at, day) for id_, due_at, day in _OPEN.rows(connection, moment_ids)}


def colleagues_among(connection: Connection, ids: Iterable[int]) -> set[int]:
    """Those of these relations who have an account."""
    return {id_ for (id_,) in _COLLEAGUES.rows(connection, ids)}


def colleagues(connection: Connection) -> dict[int, str]:
    """The names of the relations who have an account that is not disabled, by id."""
    return {id_: name for id_, name in _ALL_COLLEAGUES.rows(connection, {})}


def answered(connection: Connection, answer_id: int, most: int) -> list[int]:
    """The first moments whose follow-ups a moment answers."""
    return [id_ for (id_,) in _ANSWERED.rows(connection, {"answer": answer_id, "most": most})]
