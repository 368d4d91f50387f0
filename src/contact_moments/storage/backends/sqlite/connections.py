"""Connections to a SQLite file.

WAL with `synchronous=FULL`: a commit that was answered survives a power cut. Foreign keys are on. There is no memory
map, because an I/O error through one crashes the process. Connections are in the driver's autocommit mode; we begin
transactions ourselves.
"""

from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event
from sqlalchemy.exc import DBAPIError

from contact_moments.errors import UnwritableError
from contact_moments.storage.backends.sqlite.disk_space import why_unwritable
from contact_moments.storage.backends.sqlite.driver import dbapi2 as driver
from contact_moments.storage.backends.sqlite.held_files import HeldFiles
from contact_moments.storage.backends.sqlite.place import address
from contact_moments.storage.backends.sqlite.word_index import SqliteWordIndex
from contact_moments.storage.sql.prepared import EXECUTOR
from contact_moments.storage.sql.word_index import WORD_INDEX

BUSY_MILLISECONDS = 5_000

_PRAGMAS = (
    f"busy_timeout={BUSY_MILLISECONDS}",
    "synchronous=FULL",
    "foreign_keys=ON",
    "mmap_size=0",
)


def connect(path: Path, held: HeldFiles, cache: int, *pragmas: str) -> Any:
    """A driver's connection to the file, which must be there, with a cache of `cache` KiB and these further pragmas.

    Raises `UnavailableError` if the process has another file open than the one that is there, and `UnwritableError` if
    the file cannot be opened because its disk is full or can only be read.
    """
    try:
        return _connected(path, held, cache, *pragmas)
    except driver.Error as fault:
        reason = why_unwritable(fault, path)
        if reason is None:
            raise
        raise UnwritableError(reason) from as_sqlalchemy_fault(fault, "")


def _connected(path: Path, held: HeldFiles, cache: int, *pragmas: str) -> Any:
    held.require()
    connection = driver.connect(
        address(path, "mode=rw"), uri=True, isolation_level=None, check_same_thread=False, cached_statements=256
    )
    try:
        held.require()  # once more: this is what it has opened
        # The last one reads the file, and so opens the two beside it.
        for pragma in (*_PRAGMAS, f"cache_size=-{cache}", *pragmas, "schema_version"):
            connection.execute(f"PRAGMA {pragma}").close()
    except BaseException:
        connection.close()
        raise
    held.opened()
    return connection


def close(connection: Any, held: HeldFiles) -> None:
    """Close a connection that `connect` has made."""
    held.closing()
    connection.close()


def make_engine(path: Path, held: HeldFiles, size: int, cache: int, *pragmas: str) -> Engine:
    """A pool of at most `size` connections, each as `connect` makes it."""
    engine = create_engine(
        URL.create("sqlite+pysqlite", database=str(path)),
        module=driver,
        creator=lambda: connect(path, held, cache, *pragmas),
        pool_size=size,
        max_overflow=0,
        # Statement parameters are personal data: never in an exception's text.
        hide_parameters=True,
        execution_options={EXECUTOR: SqliteExecutor(), WORD_INDEX: SqliteWordIndex()},
    )
    event.listen(engine, "close", lambda *_: held.closing())  # before the pool closes one
    return engine


class SqliteExecutor:
    """Sends prepared statements straight to the driver: SQLAlchemy's own way takes longer than most statements do."""

    def fetch_rows(self, connection: Connection, text: str, parameters: Any) -> list[Any]:
        """Run a statement once; returns its rows. Raises `DBAPIError`."""
        return fetch_rows(connection.connection.dbapi_connection, text, parameters)

    def run_many(self, connection: Connection, text: str, parameters: list[Any]) -> None:
        """Run a statement once for each of the parameters. Raises `DBAPIError`."""
        raw: Any = connection.connection.dbapi_connection
        try:
            raw.executemany(text, parameters)
        except driver.Error as fault:
            raise as_sqlalchemy_fault(fault, text) from fault


def fetch_rows(connection: Any, text: str, parameters: Any) -> list[Any]:
    """Run a statement on a driver's connection; returns its rows. Raises `DBAPIError`."""
    try:
        # Fetching is in here too: a row can fail when it is computed.
        rows: list[Any] = connection.execute(text, parameters).fetchall()
        return rows
    except driver.Error as fault:
        raise as_sqlalchemy_fault(fault, text) from fault


def as_sqlalchemy_fault(fault: Exception, text: str) -> BaseException:
    """The driver's fault as SQLAlchemy would raise it, without the parameters."""
    return DBAPIError.instance(text, None, fault, driver.Error, hide_parameters=True)
