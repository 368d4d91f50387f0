"""The folder that backups are made in: whether it can be used, and what is in it."""

import fcntl
import os
import shutil
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from contact_moments.backups.history import History
from contact_moments.backups.names import made_at
from contact_moments.backups.retention import Dated
from contact_moments.errors import ConflictError, InvalidInputError
from contact_moments.register import Register

MARK = ".contact-moments-backups"
LEAST_FREE = 16 * 1024 * 1024  # besides the size of the register

_UNMOUNTED = "if it is a disk of its own, mount it"


def require_folder(register: Register, folder: Path) -> None:
    """Raise `InvalidInputError` unless there is a folder, and not within that of the register's own file."""
    if not folder.is_dir():
        what = "is no folder" if folder.exists() else f"is not there; make it, or {_UNMOUNTED}"
        raise InvalidInputError(f"The folder for backups, {folder}, {what}")
    file = next(iter(register.database.files()), None)
    if file is not None and file.resolve().parent in (folder.resolve(), *folder.resolve().parents):
        raise InvalidInputError(
            f"{folder} is in the folder of the register itself, and would be lost with it; choose another folder"
        )


def require_mounted(folder: Path, history: History) -> None:
    """Raise `InvalidInputError` where backups were made at this path before, and this folder is another one."""
    if history.has_used_folder and not (folder / MARK).is_file():
        raise InvalidInputError(
            f"Backups were made in {folder} before, and now it is another folder, without the file {MARK}; "
            f"{_UNMOUNTED}, or say --new-folder if it is meant to be another one"
        )


def require_room(register: Register, folder: Path, other: Path | None = None) -> None:
    """Raise `InvalidInputError` if a backup may not fit on the disk of a folder.

    A second copy is made in the folder `other`, if there is one: on the same disk both must fit.
    """
    copies = 2 if other and other.stat().st_dev == folder.stat().st_dev else 1
    require_space(folder, copies * register.database.figures().size + LEAST_FREE, "the backup")


def require_space(folder: Path, needed: int, what: str) -> None:
    """Raise `InvalidInputError` unless so many bytes are free on the disk of a folder, for `what` needs them."""
    free = shutil.disk_usage(folder).free
    if free < needed:
        raise InvalidInputError(
            f"The disk that {folder} is on has {free >> 20} MiB free, and {what} may need {needed >> 20} MiB; make room"
        )


def require_writable(folder: Path) -> None:
    """Raise `OSError` if nothing can be written in a folder, as far as that shows without writing."""
    if not os.access(folder, os.W_OK | os.X_OK):
        raise OSError(0, "this user may not write there, or it can only be read")


@contextmanager
def claimed(folder: Path) -> Iterator[None]:
    """Mark the folder as one for backups, and keep others from making one there until the block ends.

    Raises `ConflictError` if somebody makes one now, and `InvalidInputError` if nothing can be written there.
    """
    flags = os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC
    try:
        descriptor = os.open(folder / MARK, flags, 0o600)
    except OSError as fault:
        raise InvalidInputError(f"{folder / MARK} cannot be opened for writing: {fault.strerror}") from None
    try:
        if not stat.S_ISREG(os.fstat(descriptor).st_mode):
            raise InvalidInputError(f"{folder / MARK} is no file; remove it")
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise ConflictError(f"Another backup is being made in {folder}; wait until it is done") from None
        yield
    finally:
        os.close(descriptor)


def own_backups(folder: Path, history: History) -> dict[Dated, int]:
    """The backups in a folder that the register has made, and their sizes: by name and size, and no links."""
    found = {}
    for entry in folder.iterdir():
        at, size = made_at(entry.name), _size(entry)
        if at is not None and size is not None and history.sizes.get(entry.name) == size:
            found[Dated(at, entry.name)] = size
    return found


def others(folder: Path, own: dict[Dated, int]) -> list[str]:
    """Names in a folder that are those of backups, but not of its own."""
    names = {one.name for one in own}
    return sorted(entry.name for entry in folder.iterdir() if made_at(entry.name) and entry.name not in names)


def _size(path: Path) -> int | None:
    """The size of a file; None if it is anything else."""
    try:
        found = path.lstat()
    except OSError:
        return None
    return found.st_size if stat.S_ISREG(found.st_mode) else None
