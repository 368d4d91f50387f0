"""The write-ahead log gets small again: a reader makes it grow only for as long as it holds its snapshot."""

import resource
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest
from sqlalchemy import text

from contact_moments.clock import system_clock
from contact_moments.errors import LockedError, UnwritableError
from contact_moments.storage.backends.sqlite import backend, file_lock
from contact_moments.storage.backends.sqlite.driver import dbapi2
from contact_moments.storage.backends.sqlite.file_lock import FileLock
from contact_moments.storage.database import Database
from contact_moments.storage.transaction import Transaction
from tests.support import Installation

pytestmark = pytest.mark.slow

MEBIBYTE = 2**20
MOST = 16 * MEBIBYTE
GROWN = 40  # MiB


@pytest.fixture
def database(registered: Installation) -> Iterator[Database]:
    """A register with a table for whatever takes room."""
    database = Database(f"sqlite:///{registered.database}", system_clock)
    database.change_schema(lambda connection: connection.execute(text("CREATE TABLE filler (bytes BLOB)")))
    yield database
    database.close()


def size_of_log(installation: Installation) -> int:
    """Its size in bytes."""
    return installation.database.with_name(f"{installation.database.name}-wal").stat().st_size


def add(database: Database, mebibytes: float) -> None:
    """Write so much in a transaction."""

    def work(transaction: Transaction) -> None:
        size = int(mebibytes * MEBIBYTE)
        transaction.connection.execute(text("INSERT INTO filler VALUES (zeroblob(:size))"), {"size": size})

    database.write(work)


@contextmanager
def snapshot_elsewhere(file: Path) -> Iterator[None]:
    """Another program reads meanwhile, and sees the register as it is now."""
    other = dbapi2.connect(str(file), isolation_level=None)
    other.execute("BEGIN")
    other.execute("SELECT * FROM register").fetchall()
    yield
    other.close()


def test_a_server_makes_it_small(registered: Installation, database: Database) -> None:
    """Once the reader has gone a server makes the log small without anybody's request, and before that it cannot."""
    add(database, 1)
    with snapshot_elsewhere(registered.database):
        for _ in range(GROWN):
            add(database, 1)
        database.look_after()
        grown = size_of_log(registered)
    database.look_after()

    assert grown > GROWN * MEBIBYTE
    assert size_of_log(registered) <= MOST


@pytest.mark.parametrize("is_safe", [True, False])
def test_a_version_with_a_fault(
    is_safe: bool, registered: Installation, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The log is not written into the file beside a writer, if this SQLite can corrupt the file then."""
    monkeypatch.setattr(backend, "IS_SAFE", is_safe)
    monkeypatch.setattr(file_lock, "LONGEST_WAIT", 0.2)
    add(database, 1)
    with snapshot_elsewhere(registered.database):
        for _ in range(GROWN):
            add(database, 1)
    before = registered.database.stat().st_size
    writer = FileLock(registered.database.with_name(f"{registered.database.name}.lock"))
    with writer.held(), suppress(LockedError):
        database.look_after()

    assert (registered.database.stat().st_size > before) == is_safe


def test_own_snapshots(registered: Installation, database: Database) -> None:
    """A snapshot of this process, such as that of an export, holds the log for no longer than others do."""
    add(database, 1)
    with database.snapshot() as connection:
        connection.execute(text("SELECT * FROM register")).fetchall()
        for _ in range(GROWN):
            add(database, 1)
    database.look_after()

    assert size_of_log(registered) <= MOST


def test_a_command_makes_it_small(registered: Installation, database: Database) -> None:
    """Where no server runs, the next changes make it small: so does a long import once a reader has gone."""
    add(database, 1)
    with snapshot_elsewhere(registered.database):
        for _ in range(GROWN):
            add(database, 1)
    grown = size_of_log(registered)
    for _ in range(2):  # one writes the log into the file, the next one begins it anew
        add(database, 0.01)

    assert grown > GROWN * MEBIBYTE
    assert size_of_log(registered) <= MOST


@contextmanager
def small_files() -> Iterator[None]:
    """No file may grow beyond a mebibyte meanwhile: SQLite says that there was an error of the disk."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (MEBIBYTE, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


def test_while_nothing_can_be_written(registered: Installation, database: Database) -> None:
    """A checkpoint that fails ends nothing: the log gets small, and changes succeed, once there is room again."""
    database.read(lambda connection: connection.execute(text("SELECT * FROM register")).fetchall())  # as a server does
    with snapshot_elsewhere(registered.database):
        for _ in range(GROWN):
            add(database, 1)
    with small_files():
        with pytest.raises(UnwritableError):
            add(database, 1)
        database.look_after()
        meanwhile = size_of_log(registered)
    database.look_after()

    assert meanwhile > GROWN * MEBIBYTE
    assert size_of_log(registered) <= MOST
    add(database, 1)


def test_who_writes_meanwhile(registered: Installation, database: Database) -> None:
    """While the log is made small others read and write, and what they wrote is kept."""
    with snapshot_elsewhere(registered.database):
        for _ in range(20):
            add(database, 1)
    other = Database(f"sqlite:///{registered.database}", system_clock)
    with other.snapshot() as connection:
        before = connection.execute(text("SELECT count(*) FROM filler")).scalar()
        database.look_after()
        add(other, 1)
        still = connection.execute(text("SELECT count(*) FROM filler")).scalar()
    database.look_after()
    other.close()

    assert (before, still) == (20, 20)
    assert registered.sql("SELECT count(*), sum(length(bytes)) FROM filler") == [(21, 21 * MEBIBYTE)]
    assert size_of_log(registered) <= MOST
