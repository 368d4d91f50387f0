"""Why the register's file cannot grow. SQLite says only that the disk is full, or that there was an error."""

import errno
import os
import resource
import tempfile
from pathlib import Path

PRIVATE = ".contact-moments-backup-"  # begins the names of folders in which backups are made
ROOM = 256 * 1024  # bytes: more than the registrations of one transaction usually take

_REASONS = {
    errno.ENOSPC: "The disk that {name} is on is full; make room on it",
    errno.EDQUOT: "The disk quota is used up where {name} is; raise it, or make room",
    errno.EROFS: "The file system that {name} is on can only be read; mount it so that it can be written",
    errno.EFBIG: "{name} cannot grow, because the size of files is limited (ulimit -f); raise the limit and restart",
}
# Of SQLite's own messages, and what they mean if nothing else is found. The last one may be over in a moment.
_UNKNOWN = "{name} cannot be written; look at its disk and at the system's log"
_SIGNS = {
    "disk is full": _REASONS[errno.ENOSPC],
    "readonly": _UNKNOWN,
    "disk i/o": _UNKNOWN,
    "unable to open": None,
}
_OTHER = "The folder that {name} is in cannot be written: {reason}"
_MODE = "This program's user may not write {name}; give it back to the user who runs the server"


def why_full(path: Path) -> str | None:
    """What keeps the file at `path`, and the one beside it, from growing by 256 KiB; None if nothing was found.

    Tries it with a file that has no name and is gone afterwards.
    """
    try:
        with tempfile.TemporaryFile(dir=path.parent) as file:
            file.write(bytes(ROOM))
            file.flush()
    except OSError as fault:
        return reason_of(fault, path)
    if _is_at_limit(path):
        return reason_of(OSError(errno.EFBIG, ""), path)
    if path.exists() and not os.access(path, os.W_OK):
        return _MODE.format(name=_named(path))
    return None


def why_unwritable(fault: BaseException, path: Path) -> str | None:
    """What keeps SQLite from writing, in words, if that is what its fault is about; None if not."""
    text = str(getattr(fault, "orig", fault)).lower()
    for sign, otherwise in _SIGNS.items():
        if sign in text:
            return why_full(path) or (otherwise and otherwise.format(name=_named(path)))
    return None


def reason_of(fault: OSError, path: Path) -> str:
    """The fault in words, of something that was to be written beside `path`."""
    return _REASONS.get(fault.errno or 0, _OTHER).format(name=_named(path), reason=fault.strerror)


def _named(path: Path) -> str:
    """What a message calls it: by its name, because clients may read that.

    A copy in a private folder is told with the folder around that, which is the one to look at: the other is gone.
    """
    above = path.absolute().parent
    return str(above.parent / path.name) if above.name.startswith(PRIVATE) else path.name


def _is_at_limit(path: Path) -> bool:
    limit, _ = resource.getrlimit(resource.RLIMIT_FSIZE)
    beside = (path, path.with_name(f"{path.name}-wal"))
    return limit != resource.RLIM_INFINITY and any(_size(file) + ROOM > limit for file in beside)


def _size(path: Path) -> int:
    return path.stat().st_size if path.exists() else 0
