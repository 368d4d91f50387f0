"""What an engine must be able to do for `Database`: behind this are the differences between engines."""

from contextlib import AbstractContextManager
from pathlib import Path
from typing import Protocol

from sqlalchemy import Connection

from contact_moments.storage.sql.prepared import Answer, Bound, Question


class Engine(Protocol):
    """An open database: SQLite (`sqlite.SqliteFile`) or PostgreSQL (`postgresql.PostgresqlDatabase`)."""

    is_local: bool  # whether statements run in this process, and so wait for no server

    def read(self) -> AbstractContextManager[Connection]:
        """A connection for single statements, each of which sees everything that is committed."""

    def ask(self, question: Question, bound: Bound) -> Answer:
        """The one row that answers a question, as of everything that is committed."""

    def snapshot(self) -> AbstractContextManager[Connection]:
        """A connection whose statements all see the same state of the register."""

    def long_snapshot(self) -> AbstractContextManager[Connection]:
        """As `snapshot`, for as long as it takes."""

    def write(self) -> AbstractContextManager[Connection]:
        """A write transaction: commits at the end, rolls back on an exception.

        Leaving it without an exception means that the commit happened, also where the connection was lost during it.
        """

    def alone(self) -> AbstractContextManager[Connection]:
        """As `write`, alone among all writers from its start, for as long as it takes."""

    def schema_change(self) -> AbstractContextManager[Connection]:
        """As `write`, alone among all that change the schema."""

    def stamp(self, connection: Connection) -> None:
        """Mark a new database as a register's, where the engine has a place for that."""

    def passing(self, fault: Exception) -> bool:
        """Whether the same work may succeed when it is tried again: busy, a lost connection, a failed serialisation."""

    def forget(self) -> bool:
        """Leave nothing of what was deleted in the files, as far as that is ours; returns whether that is done."""

    def files(self) -> list[Path]:
        """The files that the register is kept in, the main one first; none where that is the engine's affair."""

    def back_up(self, target: Path) -> None:
        """Write the register as it is at one instant to the new SQLite file `target`."""

    def restore(self, source: Path) -> None:
        """Replace all rows by those of the SQLite file `source`, of the same schema, in one transaction."""

    def condition(self) -> list[tuple[bool, str]]:
        """What there is to say of durability, space, version and damage: (is it well, a sentence)."""

    def close(self) -> None:
        """Close every connection."""
