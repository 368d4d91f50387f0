"""Commit marks: how a writer finds out whether a COMMIT happened after it lost the connection.

A connection that is lost during COMMIT leaves open whether the commit happened. So every write transaction inserts a
mark, a random number. After such a loss the same number is inserted again. That waits until the lost transaction has
ended, and then finds its mark or not.

Marks also let one transaction keep all writers waiting: each writer begins by inserting its mark, so a lock on this
table stops it before it has read anything.
"""

import secrets
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from sqlalchemy import Connection, Engine, TextClause, bindparam, delete, inspect, select, text
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.exc import DBAPIError

from contact_moments.clock import SECOND, system_clock
from contact_moments.storage.faults import LACKING, sqlstate
from contact_moments.storage.retry import retry_read
from contact_moments.storage.sql.tables import commit_mark

KEPT = 3600 * SECOND
DROPPED_EVERY = 1000  # transactions, on average: tokens are random

# Serialisation failure and deadlock: the transaction was rolled back.
ROLLED_BACK = ("40001", "40P01")

LIMITS = text(
    "SELECT set_config('lock_timeout', '10s', true), set_config('idle_in_transaction_session_timeout', '30s', true)"
)
LOCK_LIMIT = text("SELECT set_config('lock_timeout', '10s', true)")
# Zero is no limit, whatever the server's own is.
NEVER_IDLE = text("SELECT set_config('idle_in_transaction_session_timeout', '0', true)")

# Only ever taken to replace everything, to migrate, or to keep everything as it is while it is copied.
LOCK_MARKS = text(f"LOCK TABLE {commit_mark.name} IN EXCLUSIVE MODE")
_MARK = insert(commit_mark)
_MARK_UNLESS_MARKED = insert(commit_mark).on_conflict_do_nothing().returning(commit_mark.c.token)
_FIND = select(commit_mark.c.token).where(commit_mark.c.token == bindparam("token"))
_DROP_OLD = delete(commit_mark).where(commit_mark.c.marked_at < bindparam("before"))

_IN_DOUBT = "The database went away while this was being kept; whether it is kept is not known"


@contextmanager
def committed(
    engine: Engine, connection: Connection, is_transient: Callable[[Exception], bool]
) -> Iterator[Connection]:
    """Commit the transaction of `connection` at the end; if the connection is lost, find out whether it happened.

    Raises the fault if the commit did not happen, and `UnavailableError` if that stays unknown.
    """
    mark = {"token": secrets.randbits(63), "marked_at": system_clock()}
    connection.execute(_MARK, mark)
    yield connection
    if mark["token"] % DROPPED_EVERY == 0:
        connection.execute(_DROP_OLD, {"before": system_clock() - KEPT})
    try:
        connection.commit()
    except DBAPIError as fault:
        if not is_transient(fault) or sqlstate(fault) in ROLLED_BACK:
            raise
        # Otherwise the lookup could wait for what this connection still has open.
        connection.invalidate()
        if not retry_read(lambda: _is_marked(engine, mark), is_transient, _IN_DOUBT):
            raise


def _is_marked(engine: Engine, mark: dict[str, int]) -> bool:
    with engine.connect() as connection:
        connection.execute(LIMITS)
        # First without waiting: an exclusive writer may be holding back all other writers.
        if connection.execute(_FIND, {"token": mark["token"]}).first() is not None:
            return True
        # Waits until the lost transaction has ended, because both insert the same key. It need not be committed: the
        # answer stays right.
        return connection.execute(_MARK_UNLESS_MARKED, mark).one_or_none() is None


def hold_writers(connection: Connection) -> bool:
    """Keep all other writers waiting until the transaction ends, within one that has begun.

    Nobody waits in a schema without marks. On an engine that cannot lock a table it ends the transaction, and returns
    false.
    """
    if not inspect(connection).has_table(commit_mark.name):
        return True
    try:
        connection.execute(LOCK_MARKS)
    except DBAPIError as fault:
        if sqlstate(fault) not in LACKING:
            raise
        connection.rollback()
        return False
    return True


def lock_if_possible(connection: Connection, lock: TextClause, *settings: TextClause) -> None:
    """Begin a transaction with these settings and this lock; without the lock on an engine that has none."""
    for setting in settings:
        connection.execute(setting)
    try:
        connection.execute(lock)
    except DBAPIError as fault:
        if sqlstate(fault) not in LACKING:
            raise
        # The fault has ended the transaction, and with it the settings.
        connection.rollback()
        for setting in settings:
            connection.execute(setting)
