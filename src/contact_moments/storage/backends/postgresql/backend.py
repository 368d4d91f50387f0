"""The PostgreSQL backend, also for engines that speak its protocol.

READ COMMITTED is set on every transaction; SERIALIZABLE works as well. Nothing but prepared statements depends on the
state of a session, and behind a pooler nothing is prepared: so poolers in transaction mode work. Writers take turns by
locking the register's row (see `transaction`).

Everything has a time limit. The backend gives up on a silent server after about ten seconds, and on a lock after ten.
The server ends a transaction that is idle for thirty seconds. Limits hold for one transaction, because sessions may
belong to a pooler.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NoReturn

import psycopg
from sqlalchemy import Connection, text
from sqlalchemy.engine import URL
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError

from contact_moments.clock import SECOND, system_clock
from contact_moments.storage.backends.backend import Figures, PoolUse, pool_use
from contact_moments.storage.backends.postgresql import commit_marks
from contact_moments.storage.backends.postgresql.commit_marks import LIMITS, LOCK_LIMIT, NEVER_IDLE, lock_if_possible
from contact_moments.storage.backends.postgresql.disk_space import make_room, room
from contact_moments.storage.backends.postgresql.pool import engine_at
from contact_moments.storage.backends.sqlite.backend import SqliteBackend
from contact_moments.storage.backends.sqlite.files import fold_wal
from contact_moments.storage.backends.sqlite.place import Found
from contact_moments.storage.faults import READ_ONLY, sqlstate
from contact_moments.storage.sql.prepared import Row, SingleRow, Values
from contact_moments.storage.whole.schema import NEWEST, current, upgrade
from contact_moments.storage.whole.transfer import TABLES, copy_rows, tables_there
from contact_moments.storage.write_check import leave_nothing

# Besides a rollback: a standby, completion unknown, a lock not given in time, a transaction that was idle or too long.
_TRANSIENT_STATES = (*commit_marks.ROLLED_BACK, READ_ONLY, "40003", "55P03", "25P03", "25P04")
# Connection exception, insufficient resources, operator intervention.
_TRANSIENT_CLASSES = ("08", "53", "57")

# Only ever taken to make or migrate the schema, so that two commands do not do that at the same time.
_LOCK_SCHEMA = text("SELECT pg_advisory_xact_lock(1131245421)")
_HEALTH = text(
    "SELECT version() AS engine, current_setting('server_version_num') AS version,"
    " coalesce(current_setting('fsync', true), 'not known') AS fsync,"
    " current_setting('synchronous_commit') AS synchronous, extract(epoch FROM clock_timestamp()) AS clock"
)
_FIGURES = text("SELECT version() AS engine, pg_database_size(current_database()) AS size")
OLDEST_VERSION = 150000
MOST_SKEW = 2  # seconds; two servers may then differ by four, which the overlap of `since` covers


class PostgresqlBackend:
    """A register's PostgreSQL database, with one pool of connections."""

    is_local = False

    def __init__(self, url: str, connections: int, prepared_statements: bool) -> None:
        """Prepare to connect to `url`; nothing is sent before its first use. Raises `InvalidInputError` for a bad URL.

        `search_path=<schema>` in the URL keeps to that schema (see `temporary_database`).
        """
        self._single = engine_at(url, connections, prepared_statements)
        self._engine = self._single.execution_options(isolation_level="READ COMMITTED")
        self._frozen = self._single.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)

    def look(self) -> Found:
        """A register, perhaps: a database is made by whoever has the right to, and its tables have to be asked."""
        return Found.REGISTER

    def make_place(self, with_folder: bool) -> None:
        """Does nothing, for the same reason."""

    def read(self) -> Connection:
        """A connection for single statements; close it (or use it in a `with`)."""
        return self._single.connect()

    def fetch_row(self, statement: SingleRow, values: Values) -> Row | None:
        """The row of a statement, which sees everything that is committed. Raises `DBAPIError`."""
        with self.read() as connection:
            return statement.fetch(connection, values)

    @contextmanager
    def snapshot(self) -> Iterator[Connection]:
        """A connection whose statements all see the same state of the register."""
        with self._frozen.connect() as connection:
            yield connection

    @contextmanager
    def long_snapshot(self) -> Iterator[Connection]:
        """As `snapshot`, whatever the server's own limit for an idle transaction is."""
        with self.snapshot() as connection:
            connection.execute(NEVER_IDLE)
            yield connection

    @contextmanager
    def write(self) -> Iterator[Connection]:
        """A write transaction; commits at the end, and finds out whether that happened if it is in doubt."""
        with self._engine.connect() as connection:
            connection.execute(LIMITS)
            with commit_marks.committed(self._engine, connection, self.is_transient):
                yield connection

    def try_to_write(self) -> None:
        """Make room for a megabyte where the tables are, and add a row; both are undone. Raises `UnwritableError`."""
        with self._engine.connect() as connection:
            connection.execute(LIMITS)
            leave_nothing(connection)
            make_room(connection, 1)

    def require_in_place(self) -> None:
        """Does nothing: a database that is dropped, and made again, ends its connections first."""

    @contextmanager
    def exclusive_write(self) -> Iterator[Connection]:
        """A write transaction with no time limit; all other writers wait before they have read anything.

        Nobody waits on an engine that cannot lock a table (see docs/scaling.md).
        """
        with self._engine.connect() as connection:
            lock_if_possible(connection, commit_marks.LOCK_MARKS, NEVER_IDLE, LOCK_LIMIT)
            with commit_marks.committed(self._engine, connection, self.is_transient):
                yield connection

    @contextmanager
    def schema_change(self) -> Iterator[Connection]:
        """A write transaction; nobody else can change the schema meanwhile if the engine has advisory locks.

        If the schema is an earlier one, nobody can write either: a server of an earlier release may run on, and what it
        kept now would not be in the backup that comes first.
        """
        with self._engine.connect() as connection:
            lock_if_possible(connection, _LOCK_SCHEMA, NEVER_IDLE)
            if current(connection) not in {None, NEWEST} and not commit_marks.hold_writers(connection):
                lock_if_possible(connection, _LOCK_SCHEMA, NEVER_IDLE)
            yield connection
            connection.commit()

    def set_application_id(self, connection: Connection) -> None:
        """Does nothing: PostgreSQL has no place for it."""

    def is_transient(self, fault: Exception) -> bool:
        """Whether a retry may succeed."""
        if isinstance(fault, PoolTimeoutError):
            return True
        if not isinstance(fault, DBAPIError):
            return False
        if fault.connection_invalidated:
            return True
        state = sqlstate(fault)
        if state is None:  # there was no connection, or it was lost before the server gave a reason
            return isinstance(fault.orig, psycopg.OperationalError)
        return state in _TRANSIENT_STATES or state[:2] in _TRANSIENT_CLASSES

    def back_up(self, target: Path) -> None:
        """Write a snapshot of the register to the new SQLite file `target`."""
        file = SqliteBackend(URL.create("sqlite", database=str(target)), 1)
        file.make_place(with_folder=False)
        try:
            with self.long_snapshot() as source, file.write() as copy:
                file.set_application_id(copy)
                # A backup is wanted most before the schema is migrated.
                version = current(source) or NEWEST
                upgrade(copy, version)
                copy_rows(source, copy, tables=TABLES if version == NEWEST else tables_there(copy))
        finally:
            file.close()
        fold_wal(target)

    def restore(self, source: Path, first: Callable[[Connection], object]) -> None:
        """Replace all rows by those of the SQLite file `source`, of the same schema, in one transaction."""
        file = SqliteBackend(URL.create("sqlite", database=str(source)), 1)
        try:
            with file.snapshot() as backup, self.exclusive_write() as connection:
                # No other connection: behind a pooler those that wait to write may have all that there are.
                first(connection)
                copy_rows(backup, connection)
        finally:
            file.close()

    def replace_damaged(self, source: Path, aside: Path | None) -> NoReturn:
        """Not possible: PostgreSQL manages its own files."""
        raise NotImplementedError

    def scrub_deleted(self) -> bool:
        """Does nothing and returns true: PostgreSQL decides when deleted content is overwritten (vacuum)."""
        return True

    def shrink_log(self) -> None:
        """Does nothing: PostgreSQL looks after its own log."""

    def files(self) -> list[Path]:
        """None: PostgreSQL manages its own files."""
        return []

    def check_health(self) -> list[tuple[bool, str]]:
        """Version, durability, disk space and clock: (is it well, a sentence). A new connection checks the encoding."""
        with self.read() as connection:
            row = connection.execute(_HEALTH).one()
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

    def figures(self) -> Figures:
        """The version of the engine, and the size of the database."""
        with self.read() as connection:
            row = connection.execute(_FIGURES).one()
        return Figures(" ".join(row.engine.split()[:2]).rstrip(","), int(row.size), None)

    def pool_use(self) -> PoolUse:
        """How many connections are open."""
        return pool_use(self._single)

    def close(self) -> None:
        """Close every connection."""
        self._single.dispose()


def _version(engine: str, number: int) -> tuple[bool, str]:
    if not engine.startswith("PostgreSQL"):
        return True, f"The engine is {engine}, which is not run by us; contact-moments selftest tells what it keeps"
    return number >= OLDEST_VERSION, f"PostgreSQL's version number is {number}; {OLDEST_VERSION} or later is right"
