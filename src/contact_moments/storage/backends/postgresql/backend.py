"""PostgreSQL, and engines that speak it.

READ COMMITTED is set on every transaction, and SERIALIZABLE works as well. Nothing depends on the state of a session
but prepared statements, and behind a pooler nothing is prepared: so poolers in transaction mode work. Writers take
turns by locking the register's row (see `transaction`).

A connection that is lost during COMMIT leaves open whether it happened. So every write transaction leaves a mark, and
after such a loss the same mark is inserted again: that waits until the lost transaction has ended, and finds its mark
or not. Marks are also the gate by which all writers can be kept waiting: each begins with its own.

Everything has a time limit. A server that is silent is given up after about ten seconds, a lock that is not given
after ten, and a transaction that is left alone is ended by the server after thirty; limits hold for one transaction,
because sessions may be a pooler's.
"""

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
from sqlalchemy import Connection, TextClause, bindparam, delete, select, text
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError

from contact_moments.clock import SECOND, system_clock
from contact_moments.storage.backends.postgresql.disk_space import room
from contact_moments.storage.backends.postgresql.pool import engine_at
from contact_moments.storage.backends.sqlite.backend import SqliteFile, settle
from contact_moments.storage.faults import LACKING, READ_ONLY, sqlstate
from contact_moments.storage.retry import insist
from contact_moments.storage.sql.prepared import Answer, Bound, Question
from contact_moments.storage.sql.tables import commit_mark
from contact_moments.storage.whole.transfer import copy_rows, make_tables

_IN_DOUBT = "The database went away while this was being kept; whether it is kept is not known"
MARKS_KEPT = 3600 * SECOND
MARKS_DROPPED_EVERY = 1000  # transactions, on average: tokens are random

# Serialisation failure and deadlock: what was asked has not happened.
_ROLLED_BACK = ("40001", "40P01")
# Besides: a standby, completion unknown, a lock not given in time, a transaction ended for being idle or taking long.
_PASSING_STATES = (*_ROLLED_BACK, READ_ONLY, "40003", "55P03", "25P03", "25P04")
# Connection exception, insufficient resources, operator intervention.
_PASSING_CLASSES = ("08", "53", "57")

# Only ever taken to make or migrate the schema, so that two commands do not do that at the same time.
_LOCK_SCHEMA = text("SELECT pg_advisory_xact_lock(1131245421)")
# Only ever taken to replace everything, or to keep everything as it is while it is copied.
_LOCK_MARKS = text(f"LOCK TABLE {commit_mark.name} IN EXCLUSIVE MODE")
_CONDITION = text(
    "SELECT version() AS engine, current_setting('server_version_num') AS version,"
    " coalesce(current_setting('fsync', true), 'not known') AS fsync,"
    " current_setting('synchronous_commit') AS synchronous, extract(epoch FROM clock_timestamp()) AS clock"
)
OLDEST_VERSION = 150000
MOST_SKEW = 2  # seconds; two servers may then be four apart, which the overlap of `since` covers
_LIMITS = text(
    "SELECT set_config('lock_timeout', '10s', true), set_config('idle_in_transaction_session_timeout', '30s', true)"
)
_LOCK_LIMIT = text("SELECT set_config('lock_timeout', '10s', true)")
# Zero is no limit, whatever the server's own is.
_NEVER_IDLE = text("SELECT set_config('idle_in_transaction_session_timeout', '0', true)")
_MARK = insert(commit_mark)
_MARK_UNLESS_MARKED = insert(commit_mark).on_conflict_do_nothing().returning(commit_mark.c.token)
_MARKED = select(commit_mark.c.token).where(commit_mark.c.token == bindparam("token"))
_DROP_OLD_MARKS = delete(commit_mark).where(commit_mark.c.marked_at < bindparam("before"))


class PostgresqlDatabase:
    """A register's PostgreSQL database, with one pool of connections."""

    is_local = False

    def __init__(self, url: str, connections: int, prepared_statements: bool) -> None:
        """Prepare to connect to `url`; nothing is sent until it is used. Raises `InvalidInputError` for a bad URL.

        `search_path=<schema>` in the URL keeps to that schema (see `scratch`).
        """
        self._single = engine_at(url, connections, prepared_statements)
        self._engine = self._single.execution_options(isolation_level="READ COMMITTED")
        self._frozen = self._single.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)

    def read(self) -> Connection:
        """A connection for single statements; close it (or use it in a `with`)."""
        return self._single.connect()

    def ask(self, question: Question, bound: Bound) -> Answer:
        """The one row that answers a question, as of everything that is committed."""
        with self.read() as connection:
            return question.on(connection, bound)

    @contextmanager
    def snapshot(self) -> Iterator[Connection]:
        """A connection whose statements all see the same state of the register."""
        with self._frozen.connect() as connection:
            yield connection

    @contextmanager
    def long_snapshot(self) -> Iterator[Connection]:
        """As `snapshot`, whatever the server's own limit is for a transaction that is idle in between."""
        with self.snapshot() as connection:
            connection.execute(_NEVER_IDLE)
            yield connection

    @contextmanager
    def write(self) -> Iterator[Connection]:
        """A write transaction; commits at the end, and finds out whether it did where that was in doubt."""
        with self._engine.connect() as connection:
            connection.execute(_LIMITS)
            with self._marked(connection):
                yield connection

    @contextmanager
    def alone(self) -> Iterator[Connection]:
        """A write transaction for as long as it takes; every other one waits, before it has read anything.

        On an engine that cannot lock a table nobody waits (see docs/scaling.md).
        """
        with self._engine.connect() as connection:
            _lock_where_possible(connection, _LOCK_MARKS, _NEVER_IDLE, _LOCK_LIMIT)
            with self._marked(connection):
                yield connection

    @contextmanager
    def _marked(self, connection: Connection) -> Iterator[None]:
        mark = {"token": secrets.randbits(63), "marked_at": system_clock()}
        connection.execute(_MARK, mark)
        yield
        if mark["token"] % MARKS_DROPPED_EVERY == 0:
            connection.execute(_DROP_OLD_MARKS, {"before": system_clock() - MARKS_KEPT})
        try:
            connection.commit()
        except DBAPIError as fault:
            if not self.passing(fault) or sqlstate(fault) in _ROLLED_BACK:
                raise
            # Else the look-up could wait for what this connection still has open.
            connection.invalidate()
            if not insist(lambda: self._is_marked(mark), self.passing, _IN_DOUBT):
                raise

    def _is_marked(self, mark: dict[str, int]) -> bool:
        with self._engine.connect() as connection:
            connection.execute(_LIMITS)
            # First without waiting: `alone` may be keeping everybody who writes.
            if connection.execute(_MARKED, {"token": mark["token"]}).first() is not None:
                return True
            # Waits until the lost transaction has ended, because both insert the same key. Not committed itself: what
            # was found holds, whatever becomes of this connection.
            return connection.execute(_MARK_UNLESS_MARKED, mark).one_or_none() is None

    @contextmanager
    def schema_change(self) -> Iterator[Connection]:
        """A write transaction, alone among all that change the schema where the engine has advisory locks."""
        with self._engine.connect() as connection:
            _lock_where_possible(connection, _LOCK_SCHEMA, _NEVER_IDLE)
            yield connection
            connection.commit()

    def stamp(self, connection: Connection) -> None:
        """PostgreSQL has no place for a mark."""

    def passing(self, fault: Exception) -> bool:
        """Whether the same work may succeed when it is tried again."""
        if isinstance(fault, PoolTimeoutError):
            return True
        if not isinstance(fault, DBAPIError):
            return False
        if fault.connection_invalidated:
            return True
        state = sqlstate(fault)
        if state is None:  # no connection, or it was lost before the server said why
            return isinstance(fault.orig, psycopg.OperationalError)
        return state in _PASSING_STATES or state[:2] in _PASSING_CLASSES

    def back_up(self, target: Path) -> None:
        """Write the register as it is at one instant to the new SQLite file `target`."""
        file = SqliteFile(f"sqlite:///{target}", 1)
        try:
            with self.long_snapshot() as source, file.write() as copy:
                file.stamp(copy)
                make_tables(copy)
                copy_rows(source, copy)
        finally:
            file.close()
        settle(target)

    def restore(self, source: Path) -> None:
        """Replace all rows by those of the SQLite file `source`, of the same schema, in one transaction."""
        file = SqliteFile(f"sqlite:///{source}", 1)
        try:
            with file.snapshot() as backup, self.alone() as connection:
                copy_rows(backup, connection)
        finally:
            file.close()

    def forget(self) -> bool:
        """When PostgreSQL overwrites what was deleted is its own affair (vacuum)."""
        return True

    def files(self) -> list[Path]:
        """None: where PostgreSQL keeps its data is its own affair."""
        return []

    def condition(self) -> list[tuple[bool, str]]:
        """Version, durability, room and clock. The encoding was looked at when the connection was made."""
        with self.read() as connection:
            row = connection.execute(_CONDITION).one()
        with self.snapshot() as connection:
            has_room = room(connection)
        skew = abs(float(row.clock) - system_clock() / SECOND)
        return [
            _version(row.engine, int(row.version)),
            (row.fsync != "off", f"fsync is {row.fsync}; anything but off survives a power cut"),
            (row.synchronous != "off", f"synchronous_commit is {row.synchronous}; anything but off survives a crash"),
            has_room,
            (
                skew < MOST_SKEW,
                f"Its clock and this machine's differ by {skew:.1f} seconds; less than {MOST_SKEW} is right",
            ),
        ]

    def close(self) -> None:
        """Close every connection."""
        self._single.dispose()


def _version(engine: str, number: int) -> tuple[bool, str]:
    if not engine.startswith("PostgreSQL"):
        return True, f"The engine is {engine}, which is not run by us; contact-moments selftest tells what it keeps"
    return number >= OLDEST_VERSION, f"PostgreSQL's version number is {number}; {OLDEST_VERSION} or later is right"


def _lock_where_possible(connection: Connection, lock: TextClause, *settings: TextClause) -> None:
    """Begin a transaction with these settings and this lock; without it on an engine that has no such lock."""
    for setting in settings:
        connection.execute(setting)
    try:
        connection.execute(lock)
    except DBAPIError as fault:
        if sqlstate(fault) not in LACKING:
            raise
        # The transaction is over with it, and its settings too.
        connection.rollback()
        for setting in settings:
            connection.execute(setting)
