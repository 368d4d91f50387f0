"""The SQLite backend: reads, write transactions under the file lock, backup and restore."""

import shutil
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext, suppress
from pathlib import Path

from sqlalchemy import Connection
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError

from contact_moments.errors import UnavailableError, UnwritableError
from contact_moments.storage.backends.backend import Figures, PoolUse, pool_use
from contact_moments.storage.backends.sqlite import connections, files, place
from contact_moments.storage.backends.sqlite.disk_space import why_full, why_unwritable
from contact_moments.storage.backends.sqlite.driver import IS_SAFE
from contact_moments.storage.backends.sqlite.driver import dbapi2 as driver
from contact_moments.storage.backends.sqlite.file_lock import FileLock
from contact_moments.storage.backends.sqlite.held_files import HeldFiles
from contact_moments.storage.backends.sqlite.readers import Readers
from contact_moments.storage.sql.prepared import Row, SingleRow, Values
from contact_moments.storage.write_check import leave_nothing

READER_CACHE, WRITER_CACHE = 1_000, 8_000  # KiB

LEAST_FREE = 200 * 1024 * 1024

# SQLite starts the log anew when everything in it is in the file and nobody reads from it. Then it is cut to this size.
LOG_LIMIT = 8 * 1024 * 1024  # usually it has 4 MiB
_WRITING = ("journal_mode=WAL", "secure_delete=ON", f"journal_size_limit={LOG_LIMIT}")
_FEW = 1000  # pages
_UNSAFE = "; before 3.51.3 another program that writes to the file, such as Litestream, can corrupt it"


class SqliteBackend:
    """A register's file: pools that read and write, and the lock between writers."""

    is_local = True

    def __init__(self, url: str | URL, readers: int) -> None:
        """Prepare to open the file named by `url`; nothing is opened before its first use."""
        self.path = Path(make_url(url).database or "").absolute()
        self._held = HeldFiles(self.path)
        self._lock = FileLock(self.path.with_name(self.path.name + ".lock"))
        self.reader = connections.make_engine(self.path, self._held, readers, READER_CACHE, "query_only=ON")
        self.writer = connections.make_engine(self.path, self._held, 1, WRITER_CACHE, *_WRITING)
        self._readers = Readers(self.path, self._held)

    def look(self) -> place.Found:
        """What is at the file's path."""
        return place.look(self.path)

    def make_place(self, with_folder: bool) -> None:
        """Make the file and, `with_folder`, its folder, for their owner only, unless they are there.

        Raises `InvalidInputError` if they cannot be used, or if what is there is something else.
        """
        found = self.look()
        if not (found is place.Found.REGISTER or found.can_become_register):
            raise place.cannot_be_made(self.path, found)
        files.make_private(self.path, with_folder)

    @contextmanager
    def write(self) -> Iterator[Connection]:
        """A write transaction, the only one in all processes; commits at the end, rolls back on an exception.

        Raises `UnwritableError` if something is full or can only be read. Raises `UnavailableError` if the file is
        another one than this process has open, also after the commit: that may then be lost.
        """
        self._require(self._held.require_before_change)
        with self._unwritable_in_words(), self._lock.held(), self.writer.connect() as connection:
            connection.exec_driver_sql("BEGIN IMMEDIATE")
            yield connection
            try:
                connection.commit()
            except BaseException:
                # SQLAlchemy believes that the transaction has ended; SQLite may have left it open.
                connection.invalidate()
                raise
            self._held.require_after_commit()

    @contextmanager
    def _unwritable_in_words(self) -> Iterator[None]:
        try:
            yield
        except (DBAPIError, driver.Error) as fault:
            whole = fault if isinstance(fault, DBAPIError) else connections.as_sqlalchemy_fault(fault, "")
            reason = why_unwritable(whole, self.path)
            if reason is None:
                raise whole from fault.__cause__
            raise UnwritableError(reason) from whole

    def require_in_place(self) -> None:
        """Raise `UnavailableError` unless the files at the paths are those that this process has open."""
        self._require(self._held.require)

    def _require(self, in_place: Callable[[], None]) -> None:
        try:
            in_place()
        except UnavailableError:
            if self._held.has_lost_log():
                # It has commits that were answered, and this process can still read it.
                with suppress(UnavailableError, DBAPIError):
                    self._empty_log(0)
            raise

    def try_to_write(self) -> None:
        """Find out whether the file can grow, and commit a change that leaves nothing. Raises `UnwritableError`."""
        reason = why_full(self.path)
        if reason is not None:
            raise UnwritableError(reason)
        with self.write() as connection:
            leave_nothing(connection)

    def exclusive_write(self) -> AbstractContextManager[Connection]:
        """As `write`: there is never more than one writer."""
        return self.write()

    def schema_change(self) -> AbstractContextManager[Connection]:
        """As `write`, for the same reason."""
        return self.write()

    def is_transient(self, fault: Exception) -> bool:
        """Whether a retry may succeed: the file was busy, or could not be used."""
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
        """As `snapshot`: SQLite sets no time limit."""
        return self.snapshot()

    def read(self) -> Connection:
        """A connection for single statements; close it (or use it in a `with`)."""
        return self.reader.connect()

    def fetch_row(self, statement: SingleRow, values: Values) -> Row | None:
        """The row of a statement, which sees everything that is committed. Raises `DBAPIError`."""
        return self._readers.fetch_row(*statement.compiled(self.reader.dialect).with_values(values))

    def scrub_deleted(self) -> bool:
        """Scrub deleted content from the files: write the log into the file, which overwrites it, and empty the log.

        Returns false if readers of an earlier state block that for more than two seconds.
        """
        return any(self._empty_log(pause) for pause in (0, 0.1, 0.3, 0.6, 1.0))

    def _empty_log(self, pause: float) -> bool:
        time.sleep(pause)
        with self._lock.held(), self.writer.connect() as connection:
            # Whoever reads an earlier state may do so for long, and everybody who writes would wait.
            connection.exec_driver_sql("PRAGMA busy_timeout=0")
            try:
                busy = connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)").one()[0]
            finally:
                connection.exec_driver_sql(f"PRAGMA busy_timeout={connections.BUSY_MILLISECONDS}")
        return not busy

    def shrink_log(self) -> None:
        """Empty the log if it has grown beyond its limit, unless somebody reads an earlier state.

        Nearly all of it is written into the file first, while others go on writing if this SQLite is safe.
        """
        log = self.path.with_name(f"{self.path.name}-wal")
        if log.exists() and log.stat().st_size > LOG_LIMIT and self._pages_left() <= _FEW:
            any(self._empty_log(pause) for pause in (0, 0.02, 0.05, 0.1))

    def _pages_left(self) -> int:
        """Write the log into the file as far as its readers allow; returns how many pages of it are left."""
        with self._unwritable_in_words(), nullcontext() if IS_SAFE else self._lock.held():
            connection = connections.connect(self.path, self._held, READER_CACHE)
            try:
                _, pages, written = connection.execute("PRAGMA wal_checkpoint(PASSIVE)").fetchone()
            finally:
                connections.close(connection, self._held)
        return int(pages - written)

    def files(self) -> list[Path]:
        """The database's file, and the files that SQLite and we keep beside it while it is in use."""
        return files.files_of(self.path)

    def set_application_id(self, connection: Connection) -> None:
        """Mark the file as a register's."""
        connection.exec_driver_sql(f"PRAGMA application_id={place.APPLICATION_ID}")

    def replace_damaged(self, source: Path, aside: Path | None) -> None:
        """Move the register's file, and those of SQLite beside it, to `aside`, and put `source` in its place.

        Without `aside` they are deleted. Closes every connection first: closing one writes to the file. Raises
        `OSError`.
        """
        self.close()
        with self._lock.held():
            if aside:
                files.keep_damaged(self.path, aside)
            # The log goes first: if this is interrupted, no other file comes to stand beside it.
            for file in files.kept_files(self.path)[1:]:
                file.unlink(missing_ok=True)
            files.move_durably(source, self.path)

    def check_health(self) -> list[tuple[bool, str]]:
        """Version, durability, damage, space, and who can read the file: (is it well, a sentence)."""
        with self.writer.connect() as connection:
            synchronous = connection.exec_driver_sql("PRAGMA synchronous").scalar()
            damage = connection.exec_driver_sql("PRAGMA quick_check(1)").scalar()
        free, size = shutil.disk_usage(self.path.parent).free, self.path.stat().st_size
        return [
            (True, f"SQLite is {driver.sqlite_version}" + ("" if IS_SAFE else _UNSAFE)),
            (synchronous == 2, f"PRAGMA synchronous is {synchronous}; 2 (FULL) survives a power cut"),
            (damage == "ok", f"SQLite's check of the file says: {damage}"),
            (free > max(size, LEAST_FREE), f"{free >> 20} MiB are free beside a database of {size >> 20} MiB"),
            (
                not self.path.stat().st_mode & 0o077,
                f"{self.path} has mode {self.path.stat().st_mode & 0o777:o}; 600 is right",
            ),
        ]

    def figures(self) -> Figures:
        """The version of SQLite, and the sizes of the file and what is beside it."""
        beside = self.path.with_name(f"{self.path.name}-wal")
        size, log = (one.stat().st_size if one.exists() else 0 for one in (self.path, beside))
        return Figures(f"SQLite {driver.sqlite_version}", size + log, shutil.disk_usage(self.path.parent).free, log)

    def pool_use(self) -> PoolUse:
        """How many connections are open: of both pools, and those for single rows."""
        pools, (in_use, idle) = pool_use(self.reader, self.writer), self._readers.use()
        return PoolUse(pools.in_use + in_use, pools.idle + idle)

    def close(self) -> None:
        """Close every connection."""
        self._readers.close()
        self.reader.dispose()
        self.writer.dispose()
        self._held.release()

    def back_up(self, target: Path) -> None:
        """Copy a snapshot of the register to the new file `target`, while it is in use."""
        files.make_private(target)
        # What fails in the target is no fault of the register: it is not tried again.
        with files.refused_when_full(target), self.reader.connect() as connection, files.opened(target) as copy:
            files.copy_connection(connection.connection.dbapi_connection, copy)

    def restore(self, source: Path, first: Callable[[Connection], object]) -> None:
        """Replace everything in the register by the file `source`, in one transaction, while it is in use."""
        self.require_in_place()
        with (
            self._unwritable_in_words(),
            self._lock.held(),
            files.opened(source) as copy,
            self.writer.connect() as connection,
        ):
            with self.snapshot() as present:
                first(present)
            files.copy_pages(copy, connection.connection.dbapi_connection)
            connection.exec_driver_sql("PRAGMA journal_mode=WAL")
            connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
            self._held.require_after_commit()
