"""SQLite files as files: making, checking and copying them."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from pysqlite3 import dbapi2 as driver
from sqlalchemy.exc import DBAPIError

from contact_moments.errors import InvalidInputError, UnwritableError
from contact_moments.storage.backends.sqlite.connections import as_sqlalchemy_fault
from contact_moments.storage.backends.sqlite.disk_space import why_unwritable
from contact_moments.storage.backends.sqlite.place import APPLICATION_ID

_BESIDE = ("-wal", "-shm", ".lock")


def make_private(path: Path) -> None:
    """Make the file, readable by its owner only, unless it exists.

    Raises `InvalidInputError` if the folder or the file cannot be used.
    """
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        os.close(os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600))
    except OSError as fault:
        raise InvalidInputError(f"{path} cannot be opened for writing: {fault.strerror}") from None


def files_of(path: Path) -> list[Path]:
    """The database's file, and the files that SQLite and we keep beside it while it is in use."""
    beside = (path.with_name(path.name + end) for end in _BESIDE)
    return [path, *(file for file in beside if file.exists())]


def fold_wal(path: Path) -> None:
    """Fold the write-ahead log into the file, so that nothing is kept beside it."""
    with opened(path) as connection:
        connection.execute("PRAGMA journal_mode=DELETE")


@contextmanager
def refused_when_full(path: Path) -> Iterator[None]:
    """For a block that writes the file `path`: raises `InvalidInputError` if it cannot grow, and says why."""
    try:
        yield
    except UnwritableError as refusal:
        raise InvalidInputError(refusal.message) from None
    except (driver.Error, DBAPIError) as fault:
        reason = why_unwritable(fault, path)
        if reason is not None:
            raise InvalidInputError(reason) from None
        if isinstance(fault, driver.Error):
            raise as_sqlalchemy_fault(fault, "") from fault
        raise


def check_backup(path: Path) -> None:
    """Raise `InvalidInputError` unless `path` is a whole, undamaged SQLite file of a register."""
    with opened(path) as connection:
        _check(connection, path)


def copy_file(source: Path, target: Path) -> None:
    """Copy a SQLite file that may be in use to the new file `target`."""
    make_private(target)
    with opened(source) as connection, opened(target) as copy:
        copy_connection(connection, copy)


def copy_connection(source: Any, target: Any) -> None:
    """Copy a whole database by two connections of the driver, and leave nothing beside the target's file."""
    source.backup(target)
    target.execute("PRAGMA journal_mode=DELETE")


@contextmanager
def opened(path: Path) -> Iterator[Any]:
    """A plain connection of the driver."""
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
