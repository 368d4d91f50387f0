"""The files that a process has open, compared with what is at their paths now.

SQLite goes on in the file that it has opened, also after that was moved, removed or replaced. What it commits there is
lost to everybody who opens the path. The same holds for the -wal file, which has the latest commits, and for the -shm
file, by which processes find them. So device and inode of all three are compared after each commit and at each
check of readiness, and before each transaction those of the first two. A comparison takes 2 to 3 microseconds, and the
five of a transaction 10 to 15 (processor time, best of five loops, machine in use). Each lets other threads run.

SQLite removes the two beside the file when the last connection of all processes is closed. So whoever has no connection
compares the file only, and remembers the other two anew with the next connection.

A process that finds another file does not go on in it: what its clients were told is in the former one. If the same
file is put back, it goes on by itself.
"""

import os
import weakref
from pathlib import Path
from threading import Lock

from contact_moments.errors import UnavailableError

Identity = tuple[int, int]  # device and inode

_BESIDE = ("-wal", "-shm")
_GONE = (
    "was moved, removed or replaced while it was in use, so nothing is read or written; "
    "put it back, or restart the server to use what is there now"
)
_IN_DOUBT = "It happened during this change, and whether that is kept is not known"


class HeldFiles:
    """The database's file, and the two that SQLite keeps beside it, as this process has opened them."""

    def __init__(self, path: Path) -> None:
        """`path` is absolute, because a folder above the working directory may be renamed."""
        self._path = path
        self._main: Identity | None = None
        self._connections = 0
        self._counting = Lock()
        # The one dict is put in the place of the other, because threads read it without the lock.
        self._beside: dict[Path, Identity] = {}
        self._log: Path | None = None  # the -wal file
        self._was_other = False  # after the latest commit

    def require(self) -> None:
        """Raise `UnavailableError` unless the files at the paths are those that this process has open.

        The first call decides which file that is.
        """
        if self._main is None:
            self._main = _keep(self, self._path)
        if self._main is None or _identity(self._path) != self._main:
            raise _moved(self._path)
        for file, held in self._beside.items():
            # Unless a connection was closed meanwhile, and SQLite has removed them.
            if _identity(file) != held and file in self._beside:
                raise _moved(file)

    def require_before_change(self) -> None:
        """As `require`, of the file and its -wal only, which take the change.

        All three are compared after the commit, and before the next change if one of them was another one then.
        """
        log = self._log
        in_place = self._main is not None and _identity(self._path) == self._main
        if not in_place or self._was_other or (log is not None and _identity(log) != self._beside.get(log)):
            self.require()
        self._was_other = False

    def require_after_commit(self) -> None:
        """As `require`, for who has just committed: whoever opens the path may not find that."""
        try:
            self.require()
        except UnavailableError as fault:
            self._was_other = True
            raise UnavailableError(f"{fault.message}. {_IN_DOUBT}", fault.code) from None

    def opened(self) -> None:
        """Remember the -wal and -shm files, if they are there; called when a connection has opened them."""
        with self._counting:
            self._connections += 1
            if len(self._beside) < len(_BESIDE):
                # SQLite follows symbolic links, and keeps these beside the file itself.
                real = self._path.resolve()
                found = {file: _identity(file) for file in (real.with_name(real.name + end) for end in _BESIDE)}
                self._beside = {file: one for file, one in found.items() if one is not None} | self._beside
                self._log = next((file for file in self._beside if file.name.endswith("-wal")), None)

    def closing(self) -> None:
        """Forget them, if it is the last connection that will be closed now."""
        with self._counting:
            self._connections -= 1
            if self._connections == 0:
                self._log, self._beside = None, {}

    def release(self) -> None:
        """Forget the file, too; called when no connection is open."""
        self._main = None

    def has_lost_log(self) -> bool:
        """Whether the -wal file is gone, and nothing is in its place, beside the file that this process has open."""
        gone = [file for file in self._beside if _identity(file) is None]
        return any(file.name.endswith("-wal") for file in gone) and _identity(self._path) == self._main


def _moved(file: Path) -> UnavailableError:
    return UnavailableError(f"{file.name} {_GONE}", "moved")


def _identity(path: Path) -> Identity | None:
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino


def _keep(owner: HeldFiles, path: Path) -> Identity | None:
    # While this descriptor is open no other file gets the same inode. It is one that only names the file: closing any
    # other would take from this process the locks that it has on the file (POSIX).
    if not hasattr(os, "O_PATH"):
        return _identity(path)
    try:
        descriptor = os.open(path, os.O_PATH | os.O_CLOEXEC)
    except OSError:
        return None
    weakref.finalize(owner, os.close, descriptor)
    found = os.fstat(descriptor)
    return found.st_dev, found.st_ino
