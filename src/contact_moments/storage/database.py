"""The database as the domain sees it: read, read a snapshot, write. Which engine it is stays in here."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar

from sqlalchemy import Connection
from sqlalchemy.exc import DBAPIError

from contact_moments.clock import Clock
from contact_moments.errors import RegisterError, UnavailableError
from contact_moments.storage.sqlite import SqliteFile
from contact_moments.storage.transaction import Transaction
from contact_moments.storage.writer import Work, Writer

__all__ = ["Connection", "Database"]

I = TypeVar("I")  # noqa: E741
T = TypeVar("T")

READERS = 16


class Database:
    """One register's database. Every statement of the register runs through one of these four doors."""

    def __init__(self, url: str, clock: Clock) -> None:
        """Open the database at `url`; nothing is created in it (see `schema.prepare`)."""
        self._engine = SqliteFile(url, READERS)
        self._clock = clock
        self._writer = Writer(self._begin)

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """A connection for single statements; each sees everything that is committed."""
        with _unavailable_when_away(), self._engine.read() as connection:
            yield connection

    @contextmanager
    def snapshot(self) -> Iterator[Connection]:
        """A connection whose statements all see one state of the register."""
        with _unavailable_when_away(), self._engine.snapshot() as connection:
            yield connection

    def write(self, work: Callable[[Transaction], T]) -> T:
        """Run `work` in a transaction, durable on return. It may be run again, so it has no effect outside."""

        def alone(transaction: Transaction, _: list[None]) -> list[T | RegisterError]:
            return [work(transaction)]

        return self._run(alone, None)

    def write_each(self, work: Work[I, T], item: I) -> T:
        """As `write`, for work on many items: what other threads bring for the same `work` is done in one call."""
        return self._run(work, item)

    @contextmanager
    def schema_change(self) -> Iterator[Connection]:
        """A write transaction without numbers, for making and migrating the schema."""
        with _unavailable_when_away(), self._engine.write() as connection:
            yield connection

    def stamp(self, connection: Connection) -> None:
        """Mark a new database as a register's, where the engine has a place for that."""
        self._engine.stamp(connection)

    def files(self) -> list[Path]:
        """The files that the register is kept in, the main one first."""
        return self._engine.files()

    def back_up(self, target: Path) -> None:
        """Write a copy of the register to the new file `target`."""
        with _unavailable_when_away():
            self._engine.back_up(target)

    def restore(self, source: Path) -> None:
        """Replace the register by the file `source`, which was checked before."""
        with _unavailable_when_away():
            self._engine.restore(source)

    def close(self) -> None:
        """Close every connection."""
        self._engine.close()

    def _run(self, work: Work[Any, T], item: Any) -> T:
        with _unavailable_when_away():
            return self._writer.run(work, item)

    @contextmanager
    def _begin(self) -> Iterator[Transaction]:
        with _unavailable_when_away(), self._engine.write() as connection:
            transaction = Transaction(connection, self._clock)
            yield transaction
            transaction.finish()


@contextmanager
def _unavailable_when_away() -> Iterator[None]:
    try:
        yield
    except DBAPIError as fault:
        if _passing(fault):
            raise UnavailableError("The database is busy or away; try again in a moment") from fault
        if _damaged(fault):
            raise UnavailableError(
                "The database's file is damaged, or is not SQLite's; move it away and restore a backup", "damaged"
            ) from fault
        raise


def _damaged(fault: DBAPIError) -> bool:
    text = str(fault.orig).lower()
    return any(sign in text for sign in ("malformed", "not a database"))


def _passing(fault: DBAPIError) -> bool:
    text = str(fault.orig).lower()
    return any(sign in text for sign in ("locked", "busy", "unable to open", "disk is full", "disk i/o"))
