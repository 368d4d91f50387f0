"""Private folders in which backups are made, and what is left of those whose process was killed.

Whoever works in one holds a lock on a file in it. The kernel releases that when the process dies, however it dies: so
the next run sees which folders nobody works in any more, and removes them. It holds the lock meanwhile: whoever has
made a folder, and comes to lock it at that moment, sees that it is gone, and makes another.
"""

import errno
import fcntl
import os
import shutil
import stat
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

from contact_moments.storage.backends.sqlite.disk_space import PRIVATE

LOCK = "lock"
ATTEMPTS = 10  # to make a folder, while others look for those that are left
YOUNG = 60.0  # seconds in which the lock of a new folder may not be there yet


@contextmanager
def work_folder(place: Path) -> Iterator[Path]:
    """A new folder below `place`, for its owner only; removed at the end of the block with all that is in it.

    Removes those that were left there first. Raises `OSError`.
    """
    remove_left(place)
    with ExitStack() as stack:
        for _ in range(ATTEMPTS):
            folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix=PRIVATE, dir=place)))
            with suppress(FileNotFoundError, BlockingIOError):
                stack.enter_context(_locked(folder / LOCK, os.O_CREAT))
                if (folder / LOCK).exists():  # from now on nobody removes it
                    break
        else:
            raise OSError(errno.EAGAIN, os.strerror(errno.EAGAIN))
        yield folder


@contextmanager
def _locked(lock: Path, more: int) -> Iterator[None]:
    """Hold a lock. Raises `OSError`."""
    descriptor = os.open(lock, os.O_RDWR | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC | more, 0o600)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        yield
    finally:
        os.close(descriptor)


def remove_left(place: Path) -> None:
    """Remove the folders of ours below `place` that nobody works in. Links and others' folders stay."""
    for folder in place.glob(f"{PRIVATE}*"):
        if _is_ours(folder):
            _remove_if_left(folder)


def _is_ours(folder: Path) -> bool:
    try:
        found = folder.lstat()
    except OSError:
        return False
    return stat.S_ISDIR(found.st_mode) and found.st_uid == os.geteuid()


def _remove_if_left(folder: Path) -> None:
    try:
        with _locked(folder / LOCK, 0):
            shutil.rmtree(folder, ignore_errors=True)
    except FileNotFoundError:
        if _age(folder) > YOUNG:
            shutil.rmtree(folder, ignore_errors=True)
    except OSError:
        return


def _age(folder: Path) -> float:
    try:
        return time.time() - folder.stat().st_mtime
    except OSError:
        return 0.0
