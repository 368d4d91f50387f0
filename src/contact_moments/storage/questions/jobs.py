"""Jobs: work that somebody has asked for on a page. There is one row for each kind, of the last time."""

from typing import Any

from msgspec import Struct
from sqlalchemy import Connection, Row, bindparam, delete, func, insert, select, update

from contact_moments.storage.sql.tables import job

# The jobs that change what is in the register.
UNDOING = ("undo relations", "undo moments")

_ALL = select(job)
_OF_NAME = _ALL.where(job.c.name == bindparam("of_name"))
_DROP = delete(job).where(job.c.name == bindparam("of_name"))
_ASK = insert(job)
_WAITING = (
    _ALL.where(job.c.started_at.is_(None), job.c.asked_at >= bindparam("since")).order_by(job.c.asked_at).limit(1)
)
_CLAIM = (
    update(job)
    .where(job.c.name == bindparam("of_name"), job.c.started_at.is_(None))
    .values(started_at=bindparam("now"), seen_at=bindparam("now"))
)
_STOP = (
    update(job)
    .where(job.c.account_id == bindparam("of_account"), job.c.ended_at.is_(None), job.c.name.in_(UNDOING))
    .values(ended_at=func.coalesce(job.c.seen_at, job.c.asked_at))
)
_DROP_UNFINISHED = delete(job).where(job.c.ended_at.is_(None))
_RUN = (job.c.name == bindparam("of_name"), job.c.started_at == bindparam("run"))
_NOTE = update(job).where(*_RUN).values(seen_at=bindparam("now"), done=bindparam("steps"), total=bindparam("of"))
_END = update(job).where(*_RUN).values(seen_at=bindparam("now"), ended_at=bindparam("now"), result=bindparam("found"))


class Job(Struct, frozen=True):
    """A job: who asked for it and when, when a server began and ended, and when one was last at it (instants).

    `done` of `total` steps are done. `result` is JSON: what the job was given, and what came of it once it has ended.
    """

    name: str
    asked_at: int
    account_id: str | None
    started_at: int | None
    seen_at: int | None
    done: int
    total: int
    ended_at: int | None
    result: str | None


def of_name(connection: Connection, name: str) -> Job | None:
    """The job of that name; None if it was never asked for."""
    row = connection.execute(_OF_NAME, {"of_name": name}).one_or_none()
    return None if row is None else _job(row)


def ask(connection: Connection, name: str, at: int, account_id: str | None, given: str | None = None) -> None:
    """Ask for a job, in place of the last time. `given` is JSON: what it is given."""
    connection.execute(_DROP, {"of_name": name})
    new = {"name": name, "asked_at": at, "account_id": account_id, "started_at": None, "seen_at": None}
    connection.execute(_ASK, new | {"done": 0, "total": 0, "ended_at": None, "result": given})


def waiting(connection: Connection, since: int) -> Job | None:
    """The job that has waited longest for a server, of those that were asked for since an instant; None if none waits.

    One that is older belongs to a time in which no server ran, or to a backup.
    """
    row = connection.execute(_WAITING, {"since": since}).one_or_none()
    return None if row is None else _job(row)


def claim(connection: Connection, name: str, now: int) -> bool:
    """Begin a job that waits; false if another server was first."""
    return connection.execute(_CLAIM, {"of_name": name, "now": now}).rowcount == 1


def note(connection: Connection, name: str, run: int, now: int, steps: tuple[int, int]) -> None:
    """Note that a server is at the job that began at `run`, and how many steps of how many are done."""
    connection.execute(_NOTE, {"of_name": name, "run": run, "now": now, "steps": steps[0], "of": steps[1]})


def end(connection: Connection, name: str, run: int, now: int, result: str) -> None:
    """Note that the job that began at `run` has ended, and what came of it."""
    connection.execute(_END, {"of_name": name, "run": run, "now": now, "found": result})


def stop_of(connection: Connection, account_id: str) -> None:
    """Stop what an account is undoing, because it was signed out."""
    connection.execute(_STOP, {"of_account": account_id})


def drop_unfinished(connection: Connection) -> None:
    """Forget what waits or is in progress: a backup does not know whether somebody wants it still."""
    connection.execute(_DROP_UNFINISHED)


def _job(row: Row[Any]) -> Job:
    return Job(**row._mapping)
