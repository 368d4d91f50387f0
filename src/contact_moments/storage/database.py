"""The database as the domain sees it: read, read a snapshot, write. Which engine it is stays in here."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Event, Lock, Thread
from typing import TypeVar

from sqlalchemy import Connection
from sqlalchemy.exc import SQLAlchemyError

from contact_moments.clock import SECOND, Clock
from contact_moments.errors import RegisterError, UnavailableError
from contact_moments.storage.backends.backend import Engine
from contact_moments.storage.backends.sqlite.backend import SqliteFile
from contact_moments.storage.group_commit import Work, Writer
from contact_moments.storage.retry import ATTEMPTS, Portions, attempt, once
from contact_moments.storage.sql.prepared import Answer, Bound, Question
from contact_moments.storage.transaction import Transaction

__all__ = ["Connection", "Database", "Portions"]

I = TypeVar("I")  # noqa: E741
T = TypeVar("T")

READERS = 16
NOTED_EVERY = 3  # seconds; rounded to whole ones this stays within half of the overlap of `since`
NOTE_WAIT = 0.5


class Database:
    """One register's database. Every statement of the register runs through one of these doors.

    Whatever fails in passing (busy, a lost connection, a failed serialisation) is run again, at most five times, and
    then told as `UnavailableError`; so what is handed in may be run again and has no effect outside.
    """

    def __init__(self, url: str, clock: Clock, prepared_statements: bool = True) -> None:
        """Open the database at `url`; nothing is created in it (see `schema.prepare`)."""
        self._engine = _open(url, prepared_statements)
        self._clock = clock
        self._writer = Writer(self._begin, self._engine.passing)
        self._noted_read = self._failed_to_note = 0  # seconds (of 1970)
        self._noting = Lock()

    def read(self, question: Callable[[Connection], T]) -> T:
        """Ask a question of single statements, each of which sees everything that is committed."""

        def ask() -> T:
            with self._engine.read() as connection:
                return question(connection)

        return attempt(ask, self._engine.passing)

    def ask(self, question: Question, bound: Bound) -> Answer:
        """Put a question to the database, which answers as of everything that is committed."""
        try:
            return self._engine.ask(question, bound)
        except SQLAlchemyError:
            return attempt(lambda: self._engine.ask(question, bound), self._engine.passing)

    def read_snapshot(self, question: Callable[[Connection], T]) -> T:
        """Ask a question of several statements, which all see one state of the register."""

        def ask() -> T:
            with self._engine.snapshot() as connection:
                return question(connection)

        return attempt(ask, self._engine.passing)

    @contextmanager
    def snapshot(self) -> Iterator[Connection]:
        """A connection whose statements all see one state of the register. What fails here is not run again."""
        with self._engine.long_snapshot() as connection:
            yield connection

    def write(self, work: Callable[[Transaction], T]) -> T:
        """Run `work` in a transaction, durable on return."""

        def alone(transaction: Transaction, _: list[None]) -> list[T | RegisterError]:
            return [work(transaction)]

        return self._writer.run(alone, None)

    def write_each(self, work: Work[I, T], item: I) -> T:
        """As `write`, for work on many items: what other threads bring for the same `work` is done in one call."""
        return self._writer.run(work, item)

    def write_portion(self, work: Callable[[Transaction, int], T], portions: Portions) -> T:
        """As `write`, for work that is told how many items to do at most; with fewer where that takes too long."""

        def run(size: int) -> T:
            def alone(transaction: Transaction, _: list[None]) -> list[T | RegisterError]:
                return [work(transaction, size)]

            return self._writer.run(alone, None, divisible=size > 1)

        return portions.run(run)

    def note_read(self) -> None:
        """Keep that the list is read now, before it is: no later change may be dated more than five seconds earlier.

        Costs a commit at most every three seconds per process. While nobody can write, reading goes on, and does not
        wait for what was in vain a moment ago: it is tried again beside the reading, every second.
        """
        second, failed = self._clock() // SECOND, self._failed_to_note
        if not self._note_is_due(second) or not self._noting.acquire(blocking=False):
            return
        # In a thread, because only then it can be left where the writer is kept waiting for long.
        noted = Event()
        Thread(target=self._note_read, args=(second, noted), daemon=True).start()
        noted.wait(0 if failed else NOTE_WAIT)

    def answers_at_once(self) -> bool:
        """Whether a page is found without waiting for a server or for a writer."""
        return self._engine.is_local and not self._note_is_due(self._clock() // SECOND)

    def _note_is_due(self, second: int) -> bool:
        return second >= self._noted_read + NOTED_EVERY and second != self._failed_to_note

    def _note_read(self, second: int, noted: Event) -> None:
        try:
            self.write(lambda transaction: transaction.note_read(second))
            self._noted_read, self._failed_to_note = second, 0
        except (UnavailableError, SQLAlchemyError):
            self._failed_to_note = second
        finally:
            self._noting.release()
            noted.set()

    def change_schema(self, work: Callable[[Connection], T]) -> T:
        """Run `work`, which makes or migrates the schema, in a transaction, alone among all that do so."""

        def change() -> T:
            with self._engine.schema_change() as connection:
                return work(connection)

        return attempt(change, self._engine.passing)

    def stamp(self, connection: Connection) -> None:
        """Mark a new database as a register's, where the engine has a place for that."""
        self._engine.stamp(connection)

    @contextmanager
    def held(self) -> Iterator[Connection]:
        """A snapshot of the register's latest state, with all writers kept waiting meanwhile."""
        with once(self._engine.passing), self._engine.alone(), self._engine.long_snapshot() as connection:
            yield connection

    def replace_all(self, replace: Callable[[Connection], T]) -> T:
        """Run `replace`, which replaces every row, in one transaction, with all other writers kept waiting."""
        with once(self._engine.passing), self._engine.alone() as connection:
            return replace(connection)

    def back_up(self, target: Path) -> None:
        """Write the register as it is at one instant to the new SQLite file `target`."""
        attempt(lambda: self._engine.back_up(target), self._engine.passing)

    def restore(self, source: Path) -> None:
        """Replace the register by the SQLite file `source`, which was checked and migrated before."""
        attempt(lambda: self._engine.restore(source), self._engine.passing)

    def forget(self) -> bool:
        """Leave nothing of what was deleted in the files; returns whether that is done, as far as the engine can."""
        return attempt(self._engine.forget, self._engine.passing)

    def files(self) -> list[Path]:
        """The files that the register is kept in, the main one first; none on PostgreSQL."""
        return self._engine.files()

    def condition(self) -> list[tuple[bool, str]]:
        """What the engine finds of itself: (is it well, a sentence), for `contact-moments doctor`."""
        return self._engine.condition()

    def close(self) -> None:
        """Close every connection."""
        self._engine.close()

    @contextmanager
    def _begin(self) -> Iterator[Transaction]:
        with self._engine.write() as connection:
            transaction = Transaction(connection, self._clock)
            yield transaction
            transaction.finish()
        if transaction.is_late():
            self._date_again(transaction.changes())

    def _date_again(self, changes: range) -> None:
        """Date changes anew that a slow COMMIT has made late; nobody has been told yet that they are there.

        Raises nothing but `UnavailableError`, because what is committed must not be run again.
        """
        try:
            for _ in range(ATTEMPTS):
                changes = attempt(lambda changes=changes: self._dated_again(changes), self._engine.passing)  # type: ignore[misc]
                if not changes:
                    return
        except SQLAlchemyError as fault:
            raise UnavailableError("The database has failed after a commit; try again in a moment") from fault
        raise UnavailableError("The database takes too long to commit; try again in a moment")

    def _dated_again(self, changes: range) -> range:
        with self._engine.write() as connection:
            transaction = Transaction(connection, self._clock)
            transaction.date_again(changes)
            transaction.finish()
        return transaction.changes() if transaction.is_late() else range(0)


def _open(url: str, prepared_statements: bool) -> Engine:
    if url.startswith("sqlite:"):
        return SqliteFile(url, READERS)
    # Only now: loading the driver would be a tenth of the time that a command on SQLite takes.
    from contact_moments.storage.backends.postgresql.backend import PostgresqlDatabase  # noqa: PLC0415

    return PostgresqlDatabase(url, READERS, prepared_statements)
