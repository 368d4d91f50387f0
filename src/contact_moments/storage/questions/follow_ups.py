"""Follow-ups: what somebody will do after a contact moment, at most one for each."""

from collections.abc import Iterable
from typing import Any

from msgspec import Struct
from sqlalchemy import BigInteger, Connection, FromClause, Select, bindparam, case, delete, func, insert, select, update

from contact_moments.storage.batches import in_parts
from contact_moments.storage.sql.prepared import ManyRows
from contact_moments.storage.sql.tables import account, follow_up, moment

ANYBODY = 0  # instead of a relation's id

_makers, _enders = account.alias("maker"), account.alias("ender")
_THESE: Any = bindparam("ids", expanding=True)
_ONE = follow_up.c.moment_id == bindparam("of_moment")


def with_names(rows: FromClause) -> Select[Any]:
    """What `follow_up_of` reads, of rows that have the table's columns; a person is called as their account is now."""
    one = rows.c
    made_by = (one.client_id, one.account_id, func.coalesce(_makers.c.name, one.person))
    ended_by = (one.done_client_id, one.done_account_id, func.coalesce(_enders.c.name, one.done_person))
    plan = (one.moment_id, one.due_at, one.day, one.by_id, one.note)
    joined = rows.outerjoin(_makers, _makers.c.id == one.account_id)
    joined = joined.outerjoin(_enders, _enders.c.id == one.done_account_id)
    return select(*plan, one.made_at, *made_by, one.done_at, *ended_by, one.answer_id).select_from(joined)


_OF = with_names(follow_up).where(follow_up.c.moment_id.in_(_THESE)).order_by(follow_up.c.moment_id)
_HAPPENED = select(moment.c.id, moment.c.happened_at).where(moment.c.id.in_(_THESE))
_ADD = ManyRows(insert(follow_up))
_DROP = delete(follow_up).where(follow_up.c.moment_id.in_(_THESE))
_UNLINK = update(follow_up).where(follow_up.c.answer_id.in_(_THESE)).values(answer_id=None)
_REDATE = update(follow_up).where(_ONE).values(happened_at=bindparam("at", type_=BigInteger))
_MOVE = (
    update(follow_up)
    .where(follow_up.c.by_state.in_((bindparam("open"), bindparam("done"))))
    .values(
        by_id=bindparam("into"),
        by_state=bindparam("into_open", type_=BigInteger) + case((follow_up.c.is_done, 1), else_=0),
    )
)
_DAYS = (
    select(follow_up.c.moment_id, follow_up.c.day, follow_up.c.due_at)
    .where(follow_up.c.moment_id > bindparam("after"))
    .order_by(follow_up.c.moment_id)
    .limit(bindparam("size"))
)
_SET_DUE = update(follow_up).where(_ONE).values(due_at=bindparam("due", type_=BigInteger))


class Recorder(Struct, frozen=True):
    """Who made or ended a follow-up. `name` is the account's or the operator's."""

    client_id: str | None = None
    account_id: str | None = None
    name: str | None = None


class FollowUp(Struct, frozen=True):
    """What somebody will do after a contact moment, and whether it is done. `by` is a relation; None is anybody.

    If no time of day was given, `day` has the date (`yyyy-mm-dd`), and `due_at` is the beginning of that day.
    `answer_id` is the contact moment that answers it, if one was named.
    """

    moment_id: int
    due_at: int
    day: str | None
    by: int | None
    note: str
    made_at: int
    made_by: Recorder
    done_at: int | None = None
    ended_by: Recorder = Recorder()
    answer_id: int | None = None

    @property
    def is_done(self) -> bool:
        """Whether it was ended."""
        return self.done_at is not None


def by_state(by: int | None, is_done: bool) -> int:
    """Who will do it and whether it is done, as one number: what is sought is then next to each other in an index."""
    return 2 * (by or ANYBODY) + is_done


def of_moments(connection: Connection, moment_ids: Iterable[int]) -> dict[int, FollowUp]:
    """The follow-ups of these moments, by the moment's id."""
    return {one.moment_id: one for part in in_parts(moment_ids) for one in _read(connection, part)}


def _read(connection: Connection, ids: list[int]) -> list[FollowUp]:
    return [follow_up_of(row) for row in connection.execute(_OF, {"ids": ids})]


def follow_up_of(row: Any) -> FollowUp:
    """What a row of `with_names` says."""
    moment_id, due_at, day, by, note, made_at, *made_by, done_at, client_id, account_id, name, answer_id = row
    ended_by = Recorder(client_id, account_id, name)
    return FollowUp(moment_id, due_at, day, by, note, made_at, Recorder(*made_by), done_at, ended_by, answer_id)


def happened_at(connection: Connection, moment_ids: list[int]) -> dict[int, int]:
    """When those of these moments that are there happened, by id."""
    return {id_: at for part in in_parts(moment_ids) for id_, at in connection.execute(_HAPPENED, {"ids": part})}


def add(connection: Connection, new: list[tuple[FollowUp, int]]) -> None:
    """Add follow-ups, each with when its moment happened. No name is kept of who has an account."""
    _ADD.run(connection, [_row(one, at) for one, at in new])


def replace(connection: Connection, new: FollowUp, happened_at: int) -> None:
    """Replace the follow-up of a moment that happened at this instant."""
    drop(connection, [new.moment_id])
    add(connection, [(new, happened_at)])


def _row(one: FollowUp, happened_at: int) -> dict[str, Any]:
    made_by, ended_by = one.made_by, one.ended_by
    return {
        "moment_id": one.moment_id,
        "due_at": one.due_at,
        "day": one.day,
        "by_id": one.by,
        "note": one.note,
        "made_at": one.made_at,
        "client_id": made_by.client_id,
        "account_id": made_by.account_id,
        "person": None if made_by.account_id else made_by.name,
        "done_at": one.done_at,
        "done_client_id": ended_by.client_id,
        "done_account_id": ended_by.account_id,
        "done_person": None if ended_by.account_id else ended_by.name,
        "answer_id": one.answer_id,
        "is_done": one.is_done,
        "by_state": by_state(one.by, one.is_done),
        "happened_at": happened_at,
    }


def drop(connection: Connection, moment_ids: list[int]) -> None:
    """Delete the follow-ups of these moments."""
    for part in in_parts(moment_ids):
        connection.execute(_DROP, {"ids": part})


def drop_moments(connection: Connection, moment_ids: list[int]) -> None:
    """Delete what these moments have; where they are an answer, they no longer are."""
    drop(connection, moment_ids)
    for part in in_parts(moment_ids):
        connection.execute(_UNLINK, {"ids": part})


def redate(connection: Connection, moment_id: int, happened_at: int) -> None:
    """Note in the follow-up of a moment that it happened at another time."""
    connection.execute(_REDATE, {"of_moment": moment_id, "at": happened_at})


def move(connection: Connection, merged: int, into: int) -> None:
    """Let one relation do what another one would have done."""
    former = {"open": by_state(merged, False), "done": by_state(merged, True)}
    connection.execute(_MOVE, former | {"into": into, "into_open": by_state(into, False)})


def days_after(connection: Connection, after: int, size: int) -> list[tuple[int, str | None, int]]:
    """The first `size` follow-ups of moments with an id above `after`, as (moment, day, when due)."""
    found = connection.execute(_DAYS, {"after": after, "size": size})
    return [(moment_id, day, due_at) for moment_id, day, due_at in found]


def set_due(connection: Connection, due: dict[int, int]) -> None:
    """Set when the follow-ups of moments are due."""
    if due:
        connection.execute(_SET_DUE, [{"of_moment": id_, "due": at} for id_, at in due.items()])
