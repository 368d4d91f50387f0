"""SQLite files as files: making, checking and copying them."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy.exc import DBAPIError

from contact_moments.errors import InvalidInputError, UnwritableError
from contact_moments.storage.backends.sqlite.connections import as_sqlalchemy_fault
from contact_moments.storage.backends.sqlite.disk_space import why_unwritable
from contact_moments.storage.backends.sqlite.driver import dbapi2 as driver
from contact_moments.storage.backends.sqlite.place import address

_BESIDE = ("-wal", "-shm", ".lock")


def make_private(path: Path, with_folder: bool = False) -> None:
    """Make the file, and `with_folder` the folder that it is in, for their owner only, unless they exist.

    Other folders are never made: where they are missing, it may be a disk that is. Raises `InvalidInputError` if the
    file cannot be used.
    """
    try:
        if with_folder and path.parent.parent.exists():
            path.parent.mkdir(mode=0o700, exist_ok=True)
        require_folder(path)
        os.close(os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600))
    except OSError as fault:
        raise InvalidInputError(f"{path.absolute()} cannot be opened for writing: {fault.strerror}") from None


def require_folder(path: Path) -> None:
    """Raise `InvalidInputError` unless the folder is there in which the file is to be."""
    if not path.parent.is_dir():
        raise InvalidInputError(
            f"{path.absolute()} cannot be written: there is no folder {path.parent.absolute()}; make it, or mount the "
            "disk that it is on"
        )


def move_durably(path: Path, target: Path) -> None:
    """Give a file another name on the same disk, in the place of any other file there; a power cut does not undo it.

    Raises `OSError`.
    """
    _sync(path)
    path.replace(target)
    _sync(target.parent)


def kept_files(path: Path) -> list[Path]:
    """The names of a database's file, and of those beside it that SQLite may read content from, there or not."""
    return [path, *(path.with_name(path.name + end) for end in ("-wal", "-shm", "-journal"))]


def keep_damaged(path: Path, target: Path) -> None:
    """Give a database's files, as they are, another name besides their own, also on another disk.

    Replaces nothing. Raises `OSError`; then nothing is left of it.
    """
    kept = []
    try:
        for file, other in zip(kept_files(path), kept_files(target), strict=True):
            if file.exists():
                _link_or_copy(file, other)
                kept.append(other)
        _sync(target.parent)
    except BaseException:
        for other in kept:
            other.unlink(missing_ok=True)
        raise


def _link_or_copy(path: Path, target: Path) -> None:
    try:
        os.link(path.resolve(), target)
    except FileExistsError:
        raise
    except OSError:  # another disk, or one that has no links
        os.close(os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600))
        try:
            shutil.copyfile(path, target)
            _sync(target)
        except BaseException:
            target.unlink()
            raise


def _sync(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


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


def copy_file(source: Path, target: Path) -> None:
    """Copy a SQLite file that may be in use to the new file `target`; nothing in it is changed or run.

    Raises `DBAPIError` if it is no SQLite file.
    """
    make_private(target)
    beside = any(source.with_name(source.name + end).exists() for end in ("-wal", "-journal"))
    connection = driver.connect(address(source, "mode=ro" if beside else "immutable=1"), uri=True)
    try:
        with opened(target) as copy:
            copy_connection(connection, copy)
    finally:
        connection.close()


def copy_connection(source: Any, target: Any) -> None:
    """Copy a whole database by two connections of the driver, and leave nothing beside the target's file.

    Raises `DBAPIError`.
    """
    copy_pages(source, target)
    with _as_sqlalchemy_faults():
        target.execute("PRAGMA journal_mode=DELETE").close()


def copy_pages(source: Any, target: Any) -> None:
    """Replace a whole database by another, by two connections of the driver. Raises `DBAPIError`."""
    with _as_sqlalchemy_faults():
        source.backup(target)


@contextmanager
def _as_sqlalchemy_faults() -> Iterator[None]:
    try:
        yield
    except driver.Error as fault:
        raise as_sqlalchemy_fault(fault, "") from fault


@contextmanager
def opened(path: Path) -> Iterator[Any]:
    """A plain connection of the driver."""
    connection = driver.connect(str(path), isolation_level=None)
    try:
        yield connection
    finally:
        connection.close()
