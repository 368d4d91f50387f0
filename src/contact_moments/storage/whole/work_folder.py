"""Private folders in which backups are made, and what is left of those whose process was killed.

Whoever works in one holds a lock on a file in it. The kernel releases that when the process dies, however it dies: so
the next run sees which folders nobody works in any more, and removes them.
"""

import fcntl
import os
import shutil
import stat
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

PREFIX = ".contact-moments-backup-"
LOCK = "lock"
YOUNG = 60.0  # seconds in which the lock of a new folder may not be there yet


@contextmanager
def work_folder(place: Path) -> Iterator[Path]:
    """A new folder below `place`, for its owner only; removed at the end of the block with all that is in it.

    Removes those that were left there first. Raises `OSError`.
    """
    remove_left(place)
    with tempfile.TemporaryDirectory(prefix=PREFIX, dir=place) as name:
        descriptor = os.open(Path(name) / LOCK, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
            yield Path(name)
        finally:
            os.close(descriptor)


def remove_left(place: Path) -> None:
    """Remove the folders of ours below `place` that nobody works in. Links and others' folders stay."""
    for folder in place.glob(f"{PREFIX}*"):
        if _is_ours(folder) and _is_left(folder):
            shutil.rmtree(folder, ignore_errors=True)


def _is_ours(folder: Path) -> bool:
    try:
        found = folder.lstat()
    except OSError:
        return False
    return stat.S_ISDIR(found.st_mode) and found.st_uid == os.geteuid()


def _is_left(folder: Path) -> bool:
    try:
        descriptor = os.open(folder / LOCK, os.O_RDWR | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
    except FileNotFoundError:
        return _age(folder) > YOUNG
    except OSError:
        return False
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    finally:
        os.close(descriptor)
    return True


def _age(folder: Path) -> float:
    try:
        return time.time() - folder.stat().st_mtime
    except OSError:
        return 0.0
