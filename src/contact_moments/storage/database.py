"""The database as the domain sees it: read, read a snapshot, write. Only this module knows which engine it is."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path
from typing import TypeVar

from sqlalchemy import Connection
from sqlalchemy.exc import SQLAlchemyError

from contact_moments.clock import SECOND, Clock
from contact_moments.errors import RegisterError, UnavailableError, UnwritableError
from contact_moments.meter.meter import UNMETERED, Meter
from contact_moments.model import PAGED_BY, PagedBy
from contact_moments.storage.backends.backend import Backend, Figures
from contact_moments.storage.backends.sqlite.backend import SqliteBackend
from contact_moments.storage.backends.sqlite.place import Found
from contact_moments.storage.batches import BatchSize
from contact_moments.storage.group_commit import Work, Writer
from contact_moments.storage.read_notes import PagedNote, ReadNote
from contact_moments.storage.retry import ATTEMPTS, DAMAGED, once, retry
from contact_moments.storage.sql.prepared import Row, SingleRow, Values
from contact_moments.storage.transaction import Changes, Transaction
from contact_moments.storage.write_check import WriteCheck

__all__ = ["Connection", "Database"]

W = TypeVar("W")  # an item of work
T = TypeVar("T")

READERS = 16


class Database:
    """One register's database. Every statement of the register runs through one of these methods.

    Transient faults (a busy file, a lost connection, a failed serialisation) are retried, five attempts at most. Then
    they are an `UnavailableError`. So a callable that is passed in may run more than once: no effect outside of here.
    """

    def __init__(self, url: str, clock: Clock, prepared_statements: bool = True, meter: Meter = UNMETERED) -> None:
        """Open the database at `url`; nothing is made there (see `schema.prepare`)."""
        self._backend = _open(url, prepared_statements)
        self._clock = clock
        self.pool_use = self._backend.pool_use  # how many connections this process has
        self._writer = Writer(self._begin, self._backend.is_transient, meter)
        self._writes = WriteCheck(self.try_to_write)
        self._read = ReadNote(lambda second: self.write(lambda transaction: transaction.note_read(second)))
        self._paged = {kind: PagedNote(partial(self._note_paged, kind)) for kind in PAGED_BY}

    def read(self, query: Callable[[Connection], T]) -> T:
        """Run a query of single statements, each of which sees everything that is committed; returns its result."""

        def run() -> T:
            with self._backend.read() as connection:
                return query(connection)

        return self._retried(run)

    def fetch_row(self, statement: SingleRow, values: Values) -> Row | None:
        """The row of a statement, which sees everything that is committed; None if it finds none."""
        try:
            return self._backend.fetch_row(statement, values)
        except SQLAlchemyError:
            return self._retried(lambda: self._backend.fetch_row(statement, values))

    def read_snapshot(self, query: Callable[[Connection], T]) -> T:
        """Run a query of several statements, which all see one state of the register; returns its result."""

        def run() -> T:
            with self._backend.snapshot() as connection:
                return query(connection)

        return self._retried(run)

    @contextmanager
    def snapshot(self) -> Iterator[Connection]:
        """A connection whose statements all see one state of the register. Faults in the block are not retried."""
        with self._backend.long_snapshot() as connection:
            yield connection

    def write(self, work: Callable[[Transaction], T]) -> T:
        """Run `work` in a transaction; returns its result once that is durable."""

        def run(transaction: Transaction, _: list[None]) -> list[T | RegisterError]:
            return [work(transaction)]

        return self._run(run, None)

    def write_each(self, work: Work[W, T], item: W) -> T:
        """As `write`, for work on many items: items that several threads bring for the same `work` share one call."""
        return self._run(work, item)

    def write_batch(self, work: Callable[[Transaction, int], T], sizes: BatchSize) -> T:
        """As `write`, for work that does at most a number of items; `sizes` decides how many (see `long_work`)."""

        def run(size: int) -> T:
            transactions: list[Transaction] = []

            def one_batch(transaction: Transaction, _: list[None]) -> list[T | RegisterError]:
                transactions.append(transaction)
                return [work(transaction, size)]

            result = self._run(one_batch, None, divisible=size > 1)
            sizes.adapt(transactions[-1].seconds_locked())
            return result

        return sizes.run(run)

    def _run(self, work: Work[W, T], item: W, divisible: bool = False) -> T:
        self._writes.require_undamaged()
        try:
            return self._writer.run(work, item, divisible)
        except UnavailableError as fault:
            if isinstance(fault, UnwritableError):
                self._writes.note(fault)
            self._note_damage(fault)
            raise

    def _retried(self, work: Callable[[], T]) -> T:
        try:
            return retry(work, self._backend.is_transient)
        except UnavailableError as fault:
            self._note_damage(fault)
            raise

    def _note_damage(self, fault: UnavailableError) -> None:
        if fault.code == DAMAGED:
            self._writes.note_damage(fault)

    def try_to_write(self) -> None:
        """Write something that leaves nothing. Raises `UnavailableError` if the database takes no changes."""
        self._retried(self._backend.try_to_write)

    def write_fault(self) -> Exception | None:
        """What keeps the register from taking changes, or None: known for three seconds, or else tried now."""
        return self._writes.fault()

    def try_first_write(self) -> None:
        """Find out what `write_fault` answers, unless that is known; called once the register is ready."""
        self._writes.try_first()

    def require_in_place(self) -> None:
        """Raise `UnavailableError` if the database was moved away, or replaced, since it was opened."""
        self._backend.require_in_place()

    def look_after(self) -> None:
        """What a server does every few seconds: try to write again if that has failed, and keep the log small."""
        with suppress(RegisterError, SQLAlchemyError, OSError):
            self._backend.require_in_place()
            try:
                self._backend.shrink_log()
            finally:
                self._writes.try_again()

    def note_read(self) -> None:
        """Record that the list is read now, so no later change is dated more than five seconds earlier.

        Called before the list is read. Costs a commit at most every three seconds per process.
        """
        self._read.take(self._clock() // SECOND)

    def note_paged(self, kind: PagedBy) -> None:
        """Record that a page number above 1 of a list of this kind is asked for now, so gaps stay counted."""
        self._paged[kind].take(self._clock() // SECOND)

    def finish_notes(self) -> None:
        """Wait until what `note_paged` records is written, five seconds at most."""
        for note in self._paged.values():
            note.finish()

    def answers_at_once(self) -> bool:
        """Whether a page is found without waiting for a server or for a writer."""
        return self._backend.is_local and not self._read.is_due(self._clock() // SECOND)

    def _note_paged(self, kind: PagedBy, second: int) -> None:
        self.write(lambda transaction: transaction.note_paged(kind, second))

    def change_schema(self, work: Callable[[Connection], T]) -> T:
        """Run `work`, which makes or migrates the schema, in a transaction, while nobody else can change the schema."""

        def run() -> T:
            with self._backend.schema_change() as connection:
                return work(connection)

        return retry(run, self._backend.is_transient)

    def set_application_id(self, connection: Connection) -> None:
        """Mark a new database as a register's, where the engine has a place for that."""
        self._backend.set_application_id(connection)

    @contextmanager
    def frozen(self) -> Iterator[Connection]:
        """A snapshot of the register's latest state; all writers wait until the block ends."""
        backend = self._backend
        with once(backend.is_transient), backend.exclusive_write(), backend.long_snapshot() as connection:
            yield connection

    def replace_all(self, replace: Callable[[Connection], T]) -> T:
        """Run `replace`, which replaces every row, in one transaction, while all other writers wait."""
        with once(self._backend.is_transient), self._backend.exclusive_write() as connection:
            return replace(connection)

    def back_up(self, target: Path) -> None:
        """Write a snapshot of the register to the new SQLite file `target`."""
        retry(lambda: self._backend.back_up(target), self._backend.is_transient)

    def restore(self, source: Path, first: Callable[[Connection], object]) -> None:
        """Replace the register by the SQLite file `source`, which was checked and migrated before.

        Calls `first` when nobody can write any more, more than once perhaps, with a connection that reads what is there
        still. If that raises, nothing is replaced.
        """
        retry(lambda: self._backend.restore(source, first), self._backend.is_transient)

    def replace_damaged(self, source: Path, aside: Path | None) -> None:
        """As `restore`, where the register's file cannot be read: it is moved to `aside`, with those beside it.

        Without `aside` they are deleted. Nothing can be asked of this database afterwards. Raises `OSError`.
        """
        self._backend.replace_damaged(source, aside)

    def scrub_deleted(self) -> bool:
        """Scrub deleted content from the files; false if a reader blocked it."""
        return retry(self._backend.scrub_deleted, self._backend.is_transient)

    def look(self) -> Found:
        """What there is. Makes nothing; called before anything else, or never (see `storage.backends.sqlite.place`)."""
        return self._backend.look()

    def make_place(self, with_folder: bool = True) -> None:
        """Make the place for a new register, unless it is there: a file and, `with_folder`, the folder that it is in.

        Raises `InvalidInputError` if it cannot be used.
        """
        self._backend.make_place(with_folder)

    def files(self) -> list[Path]:
        """The files that hold the register, the main one first; none on PostgreSQL."""
        return self._backend.files()

    def check_health(self) -> list[tuple[bool, str]]:
        """What the engine knows of its durability, space and damage: (is it well, a sentence)."""
        return self._backend.check_health()

    def figures(self) -> Figures:
        """Which engine it is, how large the database is, and how much room there is."""
        return retry(self._backend.figures, self._backend.is_transient)

    def close(self) -> None:
        """Close every connection."""
        for note in self._paged.values():
            note.close()
        self._backend.close()

    @contextmanager
    def _begin(self) -> Iterator[Transaction]:
        with self._backend.write() as connection:
            transaction = Transaction(connection, self._clock)
            # The register's row first, whatever the jobs do: otherwise two workers could wait for each other, one with
            # that row and the other with a session's or the trail's head.
            transaction.lock()
            yield transaction
            transaction.finish()
        if transaction.changes():
            self._writes.note(None)
        if transaction.is_late():
            self._redate(transaction.changes())

    def _redate(self, changes: Changes) -> None:
        """Re-date changes whose COMMIT was slow; no caller has their ids yet.

        Raises `UnavailableError` only: these changes are committed, so their work must not run again.
        """
        try:
            for _ in range(ATTEMPTS):
                changes = retry(lambda changes=changes: self._redate_once(changes), self._backend.is_transient)  # type: ignore[misc]
                if not changes:
                    return
        except SQLAlchemyError as fault:
            raise UnavailableError("The database has failed after a commit; try again in a moment") from fault
        raise UnavailableError("The database takes too long to commit; try again in a moment")

    def _redate_once(self, changes: Changes) -> Changes:
        with self._backend.write() as connection:
            transaction = Transaction(connection, self._clock)
            transaction.redate(changes)
            transaction.finish()
        return transaction.changes() if transaction.is_late() else Changes()


def _open(url: str, prepared_statements: bool) -> Backend:
    if url.startswith("sqlite:"):
        return SqliteBackend(url, READERS)
    # Imported here: loading the driver takes a tenth of the time of a command on SQLite.
    from contact_moments.storage.backends.postgresql.backend import PostgresqlBackend  # noqa: PLC0415

    return PostgresqlBackend(url, READERS, prepared_statements)
