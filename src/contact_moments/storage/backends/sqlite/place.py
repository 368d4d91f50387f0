"""What is at the path of a register's file, found out without SQLite's own files beside it, locks or folders.

A SQLite connection to a file in WAL mode makes files beside it, even to read. So it is the file's first page that says
whether it is a register's, and any other file is opened as one that nobody changes.

To close a file takes from this process every lock that it has on it (POSIX), those of its SQLite connections included.
So a process looks before it connects, and not again.
"""

import stat
from enum import Enum
from pathlib import Path

from contact_moments.errors import InvalidInputError
from contact_moments.storage.backends.sqlite.driver import dbapi2 as driver

# "CMom": tells our files from other SQLite files (PRAGMA application_id).
APPLICATION_ID = 0x434D6F6D

_MAGIC = b"SQLite format 3\0"
_HEADER, _LOG_HEADER, _FRAME_HEADER = 100, 32, 24  # bytes
_ID_AT = slice(68, 72)  # https://www.sqlite.org/fileformat.html#application_id
_MODES = slice(18, 20)
_ENCODING_AT = slice(56, 60)
_UTF_8 = (0, 1)  # none is fixed before the first table is made
_OURS = {"alembic_version", "register"}


class Found(Enum):
    """What is there, in words that follow `There is no register at PATH:`."""

    NOTHING = "there is no such file"
    EMPTY = "the file is empty"
    NO_TABLES = "the file has no tables"
    FOLDER = "that is a folder"
    SPECIAL = "that is not a file"
    UNREADABLE = "that is not a SQLite file, or is damaged"
    FOREIGN = "that file holds tables of another program"
    UTF_16 = "that SQLite file keeps its text in UTF-16"
    REGISTER = "that is a register's file"  # its tables have to say of which version

    @property
    def can_become_register(self) -> bool:
        """Whether a register can be made there."""
        return self in {Found.NOTHING, Found.EMPTY, Found.NO_TABLES}


def look(path: Path) -> Found:
    """What is at `path`. Raises `InvalidInputError` if that cannot be found out."""
    try:
        return _look(path)
    except OSError as fault:
        raise InvalidInputError(f"{path.absolute()} cannot be read: {fault.strerror}") from None


def cannot_be_made(path: Path, found: Found) -> InvalidInputError:
    """The refusal to make a register where something else is."""
    return InvalidInputError(f"A register cannot be made at {path.absolute()}: {found.value}; choose another place")


def can_be_replaced_by_backup(path: Path) -> bool:
    """Whether there is nothing at `path` but perhaps an earlier backup: another file may be wanted, or be in use."""
    found = look(path)
    if found is not Found.REGISTER:
        return found in {Found.NOTHING, Found.EMPTY}
    with path.open("rb") as file:
        # A register that has been used is in WAL mode; a backup is not.
        return file.read(_HEADER)[_MODES] == b"\1\1"


def address(path: Path, how: str) -> str:
    """The URI by which SQLite opens a file in one of the ways at https://www.sqlite.org/uri.html."""
    return f"{path.absolute().as_uri()}?{how}"


def _look(path: Path) -> Found:
    try:
        mode = path.stat().st_mode
    except (FileNotFoundError, NotADirectoryError):
        return Found.NOTHING
    if not stat.S_ISREG(mode):
        return Found.FOLDER if stat.S_ISDIR(mode) else Found.SPECIAL
    with path.open("rb") as file:
        header = file.read(_HEADER)
    return _by_header(path, header) if header else Found.EMPTY


def _by_header(path: Path, header: bytes) -> Found:
    if not header.startswith(_MAGIC):
        return Found.UNREADABLE
    if int.from_bytes(header[_ENCODING_AT], "big") not in _UTF_8:
        return Found.UTF_16
    if _is_marked(header) or _is_marked_in_log(path.with_name(path.name + "-wal")):
        return Found.REGISTER
    return _by_tables(path)


def _is_marked(page: bytes) -> bool:
    return page[_ID_AT] == APPLICATION_ID.to_bytes(4, "big")


def _is_marked_in_log(log: Path) -> bool:
    """Whether the log holds a first page with our mark: a register that was new when its process was killed."""
    if not log.exists():
        return False
    # https://www.sqlite.org/fileformat.html#walformat: a header, and before each page its number and more.
    with log.open("rb") as file:
        page_size = int.from_bytes(file.read(_LOG_HEADER)[8:12], "big")
        while len(frame := file.read(_FRAME_HEADER + page_size)) > _FRAME_HEADER:
            if int.from_bytes(frame[:4], "big") == 1 and _is_marked(frame[_FRAME_HEADER:]):
                return True
    return False


def _by_tables(path: Path) -> Found:
    connection = driver.connect(address(path, "immutable=1"), uri=True)
    try:
        names = {name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    except driver.DatabaseError:
        return Found.UNREADABLE
    finally:
        connection.close()
    if names:
        return Found.REGISTER if names >= _OURS else Found.FOREIGN
    return Found.NO_TABLES
