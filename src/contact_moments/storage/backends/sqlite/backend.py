"""SQLite: how its file is made and opened, and its backup.

WAL with `synchronous=FULL` (a commit that was answered survives a power cut), foreign keys on, no memory map
(an I/O error through one is a crash), and one writer at a time by a lock file. Connections are in the driver's
autocommit mode, and transactions begin where we say so.
"""

import os
import shutil
import time
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from itertools import cycle
from pathlib import Path
from threading import Lock
from typing import Any

from pysqlite3 import dbapi2 as driver
from sqlalchemy import URL, Connection, Engine, create_engine
from sqlalchemy.engine import make_url
from sqlalchemy.exc import OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError

from contact_moments.errors import InvalidInputError
from contact_moments.storage.backends.sqlite.file_lock import FileLock
from contact_moments.storage.sql.prepared import Answer, Bound, Question

BUSY_MILLISECONDS = 5_000

# Questions take microseconds and wait for no lock, so a few connections serve many threads, and a worker's memory is
# bounded. Caches are in KiB.
ASKERS, ASKER_CACHE = 4, 4_000
ASKER_PATIENCE = 0.005  # seconds
READER_CACHE, WRITER_CACHE = 1_000, 8_000

# Before it, a reset of the WAL could corrupt the file.
SAFE_VERSION = (3, 51, 3)
LEAST_FREE = 200 * 1024 * 1024

_PRAGMAS = (
    f"busy_timeout={BUSY_MILLISECONDS}",
    "synchronous=FULL",
    "foreign_keys=ON",
    "mmap_size=0",
)

_BESIDE = ("-wal", "-shm", ".lock")

# "CMom": tells our files from other SQLite files (PRAGMA application_id).
APPLICATION_ID = 0x434D6F6D


class SqliteFile:
    """A register's file, with an engine that reads, one that writes, and the lock between writers."""

    is_local = True

    def __init__(self, url: str, readers: int) -> None:
        """Open the file named by `url`; make it, readable by its owner only, where there is none yet.

        Raises `InvalidInputError` where the folder or the file cannot be used.
        """
        self.path = Path(make_url(url).database or "")
        _make_private(self.path)
        self._lock = FileLock(self.path.with_name(self.path.name + ".lock"))
        self.reader = _engine(self.path, readers, READER_CACHE, "query_only=ON")
        self.writer = _engine(self.path, 1, WRITER_CACHE, "journal_mode=WAL", "secure_delete=ON")
        self._askers = [_Asker(self.path) for _ in range(ASKERS)]

    @contextmanager
    def write(self) -> Iterator[Connection]:
        """A write transaction, alone among all processes; commits at the end, rolls back on an exception."""
        with self._lock.held(), self.writer.connect() as connection:
            connection.exec_driver_sql("BEGIN IMMEDIATE")
            yield connection
            try:
                connection.commit()
            except BaseException:
                # SQLAlchemy takes the transaction for ended; SQLite may have left it open.
                connection.invalidate()
                raise

    def alone(self) -> AbstractContextManager[Connection]:
        """As `write`: there is one writer at a time anyway."""
        return self.write()

    def schema_change(self) -> AbstractContextManager[Connection]:
        """As `write`, for the same reason."""
        return self.write()

    def passing(self, fault: Exception) -> bool:
        """Whether the same work may succeed when it is tried again: the file was busy, or could not be used."""
        signs = ("locked", "busy", "unable to open", "disk is full", "disk i/o")
        text = str(getattr(fault, "orig", "")).lower()
        return isinstance(fault, PoolTimeoutError) or any(sign in text for sign in signs)

    @contextmanager
    def snapshot(self) -> Iterator[Connection]:
        """A connection whose statements all see the same state of the register."""
        with self.reader.connect() as connection:
            connection.exec_driver_sql("BEGIN")
            yield connection

    def long_snapshot(self) -> AbstractContextManager[Connection]:
        """As `snapshot`: SQLite sets no limit."""
        return self.snapshot()

    def read(self) -> Connection:
        """A connection for single statements; close it (or use it in a `with`)."""
        return self.reader.connect()

    def ask(self, question: Question, bound: Bound) -> Answer:
        """The one row that answers a question, by way of the driver alone.

        What fails is asked again by way of SQLAlchemy, which tells what it was as everything else does.
        """
        compiled = question.compiled(self.reader.dialect)
        if not compiled.whole:
            return self._ask_slowly(question, bound)
        asker = self._free_asker()
        try:
            return asker.answer(compiled.text, compiled.parameters(bound))
        except driver.Error:
            asker.close()
        finally:
            asker.taken.release()
        return self._ask_slowly(question, bound)

    def _free_asker(self) -> "_Asker":
        # The first does nearly everything, so that what it has read is still in the processor's cache, and threads do
        # not all contend for the interpreter. The others are for when it is kept waiting itself, by a disk.
        for asker in cycle(self._askers):
            if asker.taken.acquire(timeout=ASKER_PATIENCE):
                return asker
        raise AssertionError("unreachable")

    def _ask_slowly(self, question: Question, bound: Bound) -> Answer:
        with self.read() as connection:
            return question.on(connection, bound)

    def forget(self) -> bool:
        """Write the log of changes into the file, where what was deleted has been overwritten, and empty it.

        That has to wait for everybody who reads an earlier state; returns False when they take longer than two seconds.
        """
        return any(self._emptied_log(pause) for pause in (0, 0.1, 0.3, 0.6, 1.0))

    def _emptied_log(self, pause: float) -> bool:
        time.sleep(pause)
        with self._lock.held(), self.writer.connect() as connection:
            connection.exec_driver_sql("PRAGMA busy_timeout=0")
            try:
                busy = connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)").one()[0]
            finally:
                connection.exec_driver_sql(f"PRAGMA busy_timeout={BUSY_MILLISECONDS}")
        return not busy

    def files(self) -> list[Path]:
        """The database's file, and those that SQLite and we keep beside it while it is in use."""
        return [self.path, *(self.path.with_name(self.path.name + end) for end in _BESIDE if self._has(end))]

    def _has(self, end: str) -> bool:
        return self.path.with_name(self.path.name + end).exists()

    def stamp(self, connection: Connection) -> None:
        """Mark the file as a register's."""
        connection.exec_driver_sql(f"PRAGMA application_id={APPLICATION_ID}")

    def condition(self) -> list[tuple[bool, str]]:
        """Version, durability, damage, space, and who can read the file."""
        with self.writer.connect() as connection:
            synchronous = connection.exec_driver_sql("PRAGMA synchronous").scalar()
            damage = connection.exec_driver_sql("PRAGMA quick_check(1)").scalar()
        free, size = shutil.disk_usage(self.path.parent).free, self.path.stat().st_size
        version = driver.sqlite_version
        return [
            (
                driver.sqlite_version_info >= SAFE_VERSION,
                f"SQLite is {version}; versions before 3.51.3 can corrupt a file in WAL mode",
            ),
            (synchronous == 2, f"PRAGMA synchronous is {synchronous}; 2 (FULL) survives a power cut"),
            (damage == "ok", f"SQLite's check of the file says: {damage}"),
            (free > max(size, LEAST_FREE), f"{free >> 20} MiB are free beside a database of {size >> 20} MiB"),
            (
                not self.path.stat().st_mode & 0o077,
                f"{self.path} has mode {self.path.stat().st_mode & 0o777:o}; 600 is right",
            ),
        ]

    def close(self) -> None:
        """Close every connection."""
        for asker in self._askers:
            with asker.taken:
                asker.close()
        self.reader.dispose()
        self.writer.dispose()

    def back_up(self, target: Path) -> None:
        """Copy the register as it is at one instant to the new file `target`, while it is in use."""
        _make_private(target)
        with self.reader.connect() as connection, _plain(target) as copy:
            _copy(connection.connection.dbapi_connection, copy)

    def restore(self, source: Path) -> None:
        """Replace everything in the register by the file `source`, in one transaction, while it is in use."""
        with self._lock.held(), _plain(source) as copy, self.writer.connect() as connection:
            copy.backup(connection.connection.dbapi_connection)
            connection.exec_driver_sql("PRAGMA journal_mode=WAL")
            connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")


class _Asker:
    """A connection for questions, made when it is first used; who has `taken` it uses it alone."""

    def __init__(self, path: Path) -> None:
        self.taken = Lock()
        self._path = path
        self._connection: Any = None

    def answer(self, text: str, parameters: Any) -> Answer:
        if self._connection is None:
            self._connection = _connected(self._path, ASKER_CACHE, "query_only=ON")
        answer: Answer = self._connection.execute(text, parameters).fetchone()
        return answer

    def close(self) -> None:
        if self._connection is not None:
            self._connection.close()
            self._connection = None


def settle(path: Path) -> None:
    """Put everything in the one file, as a backup is, and no more beside it."""
    with _plain(path) as connection:
        connection.execute("PRAGMA journal_mode=DELETE")


@contextmanager
def refused_when_full(path: Path) -> Iterator[None]:
    """Writing a file; raises `InvalidInputError`, which says so, where there is no room for it."""
    try:
        yield
    except (driver.OperationalError, OperationalError) as fault:
        if "disk is full" not in str(fault):
            raise
        raise InvalidInputError(f"{path} cannot be written: the disk is full") from None


def check_backup(path: Path) -> None:
    """Raise `InvalidInputError` unless `path` is a whole, undamaged SQLite file of a register."""
    with _plain(path) as connection:
        _check(connection, path)


def copy_file(source: Path, target: Path) -> None:
    """Copy a SQLite file that may be in use to the new file `target`."""
    _make_private(target)
    with _plain(source) as connection, _plain(target) as copy:
        _copy(connection, copy)


def _copy(connection: Any, copy: Any) -> None:
    connection.backup(copy)
    copy.execute("PRAGMA journal_mode=DELETE")


@contextmanager
def _plain(path: Path) -> Iterator[Any]:
    connection = driver.connect(str(path), isolation_level=None)
    try:
        yield connection
    finally:
        connection.close()


def _check(connection: Any, path: Path) -> None:
    try:
        findings = connection.execute("PRAGMA integrity_check(1)").fetchall()
        (application_id,) = connection.execute("PRAGMA application_id").fetchone()
        made = connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'alembic_version'").fetchone()
    except driver.DatabaseError:
        raise InvalidInputError(f"{path} is not a SQLite file, or is damaged") from None
    if findings != [("ok",)]:
        raise InvalidInputError(f"{path} is damaged: SQLite's integrity check fails")
    if application_id != APPLICATION_ID or not made:
        raise InvalidInputError(f"{path} is a SQLite file, but not of a contact moments register")


def _make_private(path: Path) -> None:
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        os.close(os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600))
    except OSError as fault:
        raise InvalidInputError(f"{path} cannot be opened for writing: {fault.strerror}") from None


def _engine(path: Path, size: int, cache: int, *pragmas: str) -> Engine:
    return create_engine(
        URL.create("sqlite+pysqlite", database=str(path)),
        module=driver,
        creator=lambda: _connected(path, cache, *pragmas),
        pool_size=size,
        max_overflow=0,
        # Statement parameters are personal data: never in an exception's text.
        hide_parameters=True,
    )


def _connected(path: Path, cache: int, *pragmas: str) -> Any:
    connection = driver.connect(str(path), isolation_level=None, check_same_thread=False, cached_statements=256)
    for pragma in (*_PRAGMAS, f"cache_size=-{cache}", *pragmas):
        connection.execute(f"PRAGMA {pragma}").close()
    return connection
