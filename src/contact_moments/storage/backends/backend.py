"""What a backend must be able to do for `Database`. The differences between engines stay behind this."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Protocol

from msgspec import Struct
from sqlalchemy import Connection, Engine, QueuePool

from contact_moments.storage.backends.sqlite.place import Found
from contact_moments.storage.sql.prepared import Row, SingleRow, Values


class Figures(Struct, frozen=True):
    """The engine with its version, the size of the database in bytes, and how many are free on its disk.

    `free`, and the size of the `log`, are None where they cannot be asked.
    """

    engine: str
    size: int
    free: int | None
    log: int | None = None


class PoolUse(Struct, frozen=True):
    """How many connections to the database this process uses now, and how many are open besides."""

    in_use: int
    idle: int


def pool_use(*engines: Engine) -> PoolUse:
    """That of these engines' pools."""
    pools = [engine.pool for engine in engines]
    counted = [pool for pool in pools if isinstance(pool, QueuePool)]
    return PoolUse(sum(one.checkedout() for one in counted), sum(one.checkedin() for one in counted))


class Backend(Protocol):
    """An open database on one engine: `SqliteBackend` or `PostgresqlBackend`."""

    is_local: bool  # whether statements run in this process, and so wait for no server

    def look(self) -> Found:
        """What there is: `Found.REGISTER` if the tables have to be asked. Asked before the first connection."""

    def make_place(self, with_folder: bool) -> None:
        """Make the place for a new register, unless it is there. Raises `InvalidInputError` if it cannot be used."""

    def read(self) -> AbstractContextManager[Connection]:
        """A connection for single statements, each of which sees everything that is committed."""

    def fetch_row(self, statement: SingleRow, values: Values) -> Row | None:
        """The row of a statement, which sees everything that is committed."""

    def snapshot(self) -> AbstractContextManager[Connection]:
        """A connection whose statements all see the same state of the register."""

    def long_snapshot(self) -> AbstractContextManager[Connection]:
        """As `snapshot`, with no time limit."""

    def write(self) -> AbstractContextManager[Connection]:
        """A write transaction: commits at the end, rolls back on an exception.

        Leaving it without an exception means that the commit happened, even if the connection was lost during it.
        """

    def try_to_write(self) -> None:
        """Write something that leaves nothing. Raises `UnwritableError`, or a fault, if the engine takes no changes."""

    def require_in_place(self) -> None:
        """Raise `UnavailableError` if the database was moved away, or replaced, since it was opened."""

    def exclusive_write(self) -> AbstractContextManager[Connection]:
        """As `write`, with no time limit. All other writers wait from its start to its end."""

    def schema_change(self) -> AbstractContextManager[Connection]:
        """As `write`, while nobody else can change the schema, nor write if the schema is an earlier one."""

    def set_application_id(self, connection: Connection) -> None:
        """Mark a new database as a register's, where the engine has a place for that."""

    def is_transient(self, fault: Exception) -> bool:
        """Whether a retry may succeed: after a busy file, a lost connection, or a failed serialisation."""

    def scrub_deleted(self) -> bool:
        """Scrub deleted content from the files; false if a reader blocked it."""

    def shrink_log(self) -> None:
        """Make the engine's own log smaller, if it has grown much and nobody needs it."""

    def files(self) -> list[Path]:
        """The files that hold the register, the main one first; none if the engine manages its own files."""

    def back_up(self, target: Path) -> None:
        """Write a snapshot of the register to the new SQLite file `target`."""

    def restore(self, source: Path, first: Callable[[Connection], object]) -> None:
        """Replace all rows by those of the SQLite file `source`, of the same schema, in one transaction.

        Calls `first` when nobody can write any more. If that raises, nothing is replaced.
        """

    def replace_damaged(self, source: Path, aside: Path | None) -> None:
        """Put the SQLite file `source` in the place of the register's file, which is moved `aside` if that is named.

        On SQLite only.
        """

    def check_health(self) -> list[tuple[bool, str]]:
        """What is known of durability, space, version and damage: (is it well, a sentence)."""

    def figures(self) -> Figures:
        """Which engine it is, and how large the database is."""

    def pool_use(self) -> PoolUse:
        """How many connections are open."""

    def close(self) -> None:
        """Close every connection."""
