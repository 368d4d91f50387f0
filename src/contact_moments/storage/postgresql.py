"""PostgreSQL, and engines that speak it.

READ COMMITTED is set on every transaction, and SERIALIZABLE works as well. Nothing depends on the state of a session
but prepared statements, and behind a pooler nothing is prepared: so poolers in transaction mode work. Writers take
turns by locking the register's row (see `transaction`).

A connection that is lost during COMMIT leaves open whether it happened. So every write transaction leaves a mark, and
after such a loss the same mark is inserted again: that waits until the lost transaction has ended, and finds its mark
or not.
"""

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, bindparam, create_engine, delete, event, select, text
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.engine import make_url
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError

from contact_moments.clock import SECOND, system_clock
from contact_moments.errors import InvalidInputError
from contact_moments.storage.attempts import attempt
from contact_moments.storage.copying import copy_rows, make_tables
from contact_moments.storage.sqlite import SqliteFile
from contact_moments.storage.tables import commit_mark, register

CONNECT_SECONDS = 5
MARKS_KEPT = 3600 * SECOND
MARKS_DROPPED_EVERY = 1000  # transactions, on average: tokens are random

# Serialisation failure and deadlock; the classes connection exception, insufficient resources, operator intervention.
_PASSING_STATES = ("40001", "40P01")
_PASSING_CLASSES = ("08", "53", "57")

# Only ever taken to make or migrate the schema, so that two commands do not do that at the same time.
_LOCK_SCHEMA = text("SELECT pg_advisory_xact_lock(1131245421)")
_CONDITION = text(
    "SELECT current_setting('server_version_num') AS version, current_setting('fsync') AS fsync,"
    " current_setting('synchronous_commit') AS synchronous, current_setting('server_encoding') AS encoding,"
    " extract(epoch FROM clock_timestamp()) AS clock"
)
OLDEST_VERSION = 150000
MOST_SKEW = 5
_LOCK_REGISTER = select(register.c.id).with_for_update()
_MARK = insert(commit_mark)
_MARK_UNLESS_MARKED = insert(commit_mark).on_conflict_do_nothing().returning(commit_mark.c.token)
_DROP_OLD_MARKS = delete(commit_mark).where(commit_mark.c.marked_at < bindparam("before"))


class PostgresqlDatabase:
    """A register's PostgreSQL database, with one pool of connections."""

    def __init__(self, url: str, connections: int, prepared_statements: bool) -> None:
        """Prepare to connect to `url`; nothing is sent until it is used. Raises `InvalidInputError` for a bad URL.

        `search_path=<schema>` in the URL keeps to that schema (see `scratch`).
        """
        try:
            address = make_url(url).set(drivername="postgresql+psycopg")
            schema = address.query.get("search_path")
            address = address.difference_update_query(["search_path"])
            self._engine = create_engine(
                address,
                pool_size=connections,
                max_overflow=0,
                pool_timeout=CONNECT_SECONDS,
                isolation_level="READ COMMITTED",
                connect_args={
                    "connect_timeout": CONNECT_SECONDS,
                    "prepare_threshold": 5 if prepared_statements else None,
                },
                # Statement parameters are personal data: never in an exception's text.
                hide_parameters=True,
                # No column is one, and looking for the type is a nested transaction in every new connection.
                use_native_hstore=False,
            )
        except (ValueError, TypeError):
            raise InvalidInputError("The database's URL is not one of PostgreSQL") from None
        event.listen(self._engine, "connect", _prepare_nothing_behind_a_pooler)
        # A search path that holds for a transaction needs one, also for single statements.
        single = "AUTOCOMMIT" if schema is None else "READ COMMITTED"
        self._single = self._engine.execution_options(isolation_level=single)
        self._frozen = self._engine.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)
        if schema is not None:
            _keep_to(self._engine, str(schema))

    def read(self) -> Connection:
        """A connection for single statements; close it (or use it in a `with`)."""
        return self._single.connect()

    @contextmanager
    def snapshot(self) -> Iterator[Connection]:
        """A connection whose statements all see the same state of the register."""
        with self._frozen.connect() as connection:
            yield connection

    @contextmanager
    def write(self) -> Iterator[Connection]:
        """A write transaction; commits at the end, and finds out whether it did where that was in doubt."""
        token = secrets.randbits(63)
        with self._engine.connect() as connection:
            yield connection
            connection.execute(_MARK, {"token": token, "marked_at": system_clock()})
            if token % MARKS_DROPPED_EVERY == 0:
                connection.execute(_DROP_OLD_MARKS, {"before": system_clock() - MARKS_KEPT})
            try:
                connection.commit()
            except DBAPIError as fault:
                if not (fault.connection_invalidated and attempt(lambda: self._marked(token), self.passing)):
                    raise

    def _marked(self, token: int) -> bool:
        # Waits until the lost transaction has ended, because both insert the same key. Not committed itself: what was
        # found holds, whatever becomes of this connection.
        with self._engine.connect() as connection:
            mark = {"token": token, "marked_at": system_clock()}
            return connection.execute(_MARK_UNLESS_MARKED, mark).one_or_none() is None

    @contextmanager
    def schema_change(self) -> Iterator[Connection]:
        """A write transaction, alone among all that change the schema."""
        with self._engine.begin() as connection:
            connection.execute(_LOCK_SCHEMA)
            yield connection

    def stamp(self, connection: Connection) -> None:
        """PostgreSQL has no place for a mark."""

    def passing(self, fault: Exception) -> bool:
        """Whether the same work may succeed when it is tried again."""
        if isinstance(fault, PoolTimeoutError):
            return True
        if not isinstance(fault, DBAPIError):
            return False
        state = getattr(fault.orig, "sqlstate", None)
        if state is None:  # no connection, or it was lost before the server said why
            return fault.connection_invalidated or type(fault.orig).__name__ in {
                "OperationalError",
                "ConnectionTimeout",
            }
        return state in _PASSING_STATES or state[:2] in _PASSING_CLASSES

    def back_up(self, target: Path) -> None:
        """Write the register as it is at one instant to the new SQLite file `target`."""
        file = SqliteFile(f"sqlite:///{target}", 1)
        try:
            with self.snapshot() as source, file.write() as copy:
                file.stamp(copy)
                make_tables(copy)
                copy_rows(source, copy)
        finally:
            file.close()

    def restore(self, source: Path) -> None:
        """Replace all rows by those of the SQLite file `source`, of the same schema, in one transaction."""
        file = SqliteFile(f"sqlite:///{source}", 1)
        try:
            with file.snapshot() as backup, self.write() as connection:
                connection.execute(_LOCK_REGISTER)
                copy_rows(backup, connection)
        finally:
            file.close()

    def files(self) -> list[Path]:
        """None: where PostgreSQL keeps its data is its own affair."""
        return []

    def condition(self) -> list[tuple[bool, str]]:
        """Version, durability, encoding and clock."""
        with self.read() as connection:
            row = connection.execute(_CONDITION).one()
        skew = abs(float(row.clock) - system_clock() / SECOND)
        return [
            (
                int(row.version) >= OLDEST_VERSION,
                f"PostgreSQL's version number is {row.version}; 150000 or later is right",
            ),
            (row.fsync == "on", f"fsync is {row.fsync}; on survives a power cut"),
            (row.synchronous != "off", f"synchronous_commit is {row.synchronous}; anything but off survives a crash"),
            (row.encoding == "UTF8", f"The encoding is {row.encoding}; UTF8 is right"),
            (
                skew < MOST_SKEW,
                f"Its clock and this machine's differ by {skew:.1f} seconds; less than {MOST_SKEW} is right",
            ),
        ]

    def close(self) -> None:
        """Close every connection."""
        self._engine.dispose()


def _prepare_nothing_behind_a_pooler(connection: Any, _: Any) -> None:
    # A pooler hands transactions to sessions that others prepared statements in, under the same names: what is run is
    # then another's statement, often without an error. Its clients are given a process number that is not the server's.
    process = connection.execute("SELECT pg_backend_pid()").fetchone()[0]
    connection.rollback()
    if process != connection.info.backend_pid:
        connection.prepare_threshold = None


def _keep_to(engine: Engine, schema: str) -> None:
    # Not for the session: poolers refuse, lose or share what is set for that.
    statement = f"SET LOCAL search_path TO {engine.dialect.identifier_preparer.quote(schema)}"

    @event.listens_for(engine, "begin")
    def _set_path(connection: Connection) -> None:
        # Without a cursor on the server, which the connection may ask for.
        connection.exec_driver_sql(statement, execution_options={"yield_per": None, "stream_results": False})
