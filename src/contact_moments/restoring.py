"""Restoring a register from a backup: what is in the backup is checked first, and what is there is kept."""

import os
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import UTC, datetime
from enum import Enum
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

from contact_moments.audit import restored as trails
from contact_moments.audit.restored import Head
from contact_moments.backups.dumps import from_dump
from contact_moments.backups.encryption import decrypted, is_encrypted
from contact_moments.backups.folder import require_space
from contact_moments.backups.making import place_for_plain
from contact_moments.clock import SECOND
from contact_moments.errors import InvalidInputError, RegisterError
from contact_moments.maintenance import broken, fill, opened_file, why_refused
from contact_moments.moments.search_filling import index_all
from contact_moments.moments.type_files import shipped_types
from contact_moments.people import Actor
from contact_moments.register import Register
from contact_moments.storage.backends.sqlite.files import kept_files
from contact_moments.storage.backends.sqlite.place import Found, cannot_be_made
from contact_moments.storage.database import Connection, Database
from contact_moments.storage.questions import expired
from contact_moments.storage.questions import gaps as stored_gaps
from contact_moments.storage.questions import jobs as stored_jobs
from contact_moments.storage.questions import types as stored_types
from contact_moments.storage.questions import uploads as stored_uploads
from contact_moments.storage.questions.tallies import count_anew
from contact_moments.storage.transaction import last_second
from contact_moments.storage.whole import backups, schema
from contact_moments.storage.whole.backup_check import DamagedError
from contact_moments.storage.whole.backups import Contents, contents
from contact_moments.storage.whole.transfer import is_empty


class There(Enum):
    """What a restore would replace."""

    NOTHING = "nothing"
    EMPTY = "a register with nothing of an operator or client in it"
    REGISTER = "a register"
    DAMAGED = "a file that cannot be read"


class KeptAlreadyError(InvalidInputError):
    """Something has the name under which what is replaced was to be kept; it is not ours."""


class CheckedBackup(NamedTuple):
    """A private copy of a backup that was checked and migrated, and what is in it."""

    copy: Path
    contents: Contents
    trail: Head
    last_second: int  # of its latest change


class Replaced(NamedTuple):
    """What a restore has done besides.

    Whether it made a new register; whether the old one was `damaged`, and where that was moved to, if it was kept; and
    why `restore` would refuse the backup that was kept, a sentence each.
    """

    new: bool = False
    damaged: bool = False
    aside: Path | None = None
    wrong: tuple[str, ...] = ()


def restore(register: Register, backup: Path, by: Actor) -> None:
    """Replace everything by the backup, and keep nothing of what is there. Raises `RegisterError`."""
    with checked_backup(register, backup) as checked:
        replace(register, checked, what_is_there(register), None, by)


@contextmanager
def opened_backup(register: Register, file: Path, identity: Path | None = None) -> Iterator[CheckedBackup]:
    """As `checked_backup`, of a file that may be encrypted, or a dump of PostgreSQL. Raises `RegisterError`.

    `identity` is the file with the key that decrypts it.
    """
    place = place_for_plain(register)
    require_space(place, (1 + is_encrypted(file)) * file.stat().st_size, "the restore")
    with (
        decrypted(file, identity, place) as plain,
        from_dump(register, plain, file, None, place) as backup,
        checked_backup(register, backup, file) as checked,
    ):
        yield checked


@contextmanager
def checked_backup(register: Register, backup: Path, given: Path | None = None) -> Iterator[CheckedBackup]:
    """A copy of a backup, checked, and migrated to this release; removed at the end of the block.

    Messages call it `given`, where it was another file that somebody has named. Nothing is changed in the register, or
    made where there is none. Raises `InvalidInputError`.
    """
    name = given or backup
    with backups.checked_copy(register.database, backup, name) as copy:
        try:
            found = _migrated(copy, name, register)
        except (RegisterError, OSError):
            raise
        except Exception as fault:  # of whatever kind: the rows are somebody else's
            reason = type(fault).__name__
            raise InvalidInputError(f"{name} cannot be restored: its rows cannot be read ({reason})") from None
        yield found


def _migrated(copy: Path, name: Path, register: Register) -> CheckedBackup:
    def check_and_fill(connection: Connection) -> None:
        for sentence in broken(connection, register):
            raise InvalidInputError(f"{name} cannot be restored: {sentence}")
        if not fill(register, connection):
            # Search must not find what is not there, whatever the backup says.
            index_all(connection)
        # For the same reason the overview counts anew.
        count_anew(connection)
        # A worker may have cached another register's types under the same version number.
        stored_types.set_version(connection, register.clock())
        # The backup does not know who has read page by page since.
        stored_gaps.count_as_paged(connection, register.clock())
        # What was ended since must not come back.
        expired.end_all(connection, register.clock())
        # A server would go on with these at once, perhaps with the very import that the backup is to undo.
        stored_uploads.stop_all(connection)
        stored_jobs.drop_unfinished(connection)

    with opened_file(copy, register) as database:
        schema.migrate(database, check_and_fill)
        found = database.read_snapshot(contents)
        return CheckedBackup(copy, found, trails.head(database), database.read(last_second))


def what_is_there(register: Register) -> There:
    """What a restore would replace. Raises `InvalidInputError` where no register can be, and `UnavailableError`."""
    found = register.database.look()
    if found is Found.UNREADABLE:
        return There.DAMAGED
    if found.can_become_register:
        return There.NOTHING
    if found is not Found.REGISTER:
        raise cannot_be_made(register.database.files()[0], found)
    try:
        return register.database.read_snapshot(_what_is_there)
    except RegisterError as refusal:
        if refusal.code != DamagedError.code:
            raise
        return There.DAMAGED


def _what_is_there(connection: Connection) -> There:
    if not schema.is_made(connection):
        return There.NOTHING
    # In an older schema there may be no such tables.
    empty = schema.current(connection) == schema.NEWEST and is_empty(connection, shipped_types())
    return There.EMPTY if empty else There.REGISTER


def kept_name(register: Register, there: There) -> Path:
    """Where a register in a file is kept when it is replaced: a name beside it that no file has."""
    file = register.database.files()[0].absolute()
    stamp = datetime.fromtimestamp(register.clock() // SECOND, UTC).strftime("%Y%m%dT%H%M%SZ")
    return backups.free_name(file, f"{'damaged' if there is There.DAMAGED else 'before-restore'}-{stamp}")


def require_free(keep: Path) -> None:
    """Raise `KeptAlreadyError` if anything has the name that what is replaced is to be kept under: also a backup."""
    if any(os.path.lexists(file) for file in kept_files(keep)):
        raise KeptAlreadyError(f"{keep.absolute()} is there already; choose another name for what is kept")


def replace(register: Register, backup: CheckedBackup, there: There, keep: Path | None, by: Actor) -> Replaced:
    """Replace everything by a checked backup, in one step; what is there is backed up to `keep` first, if it is named.

    Nobody can write between the two. A register in a file that is too damaged for a backup is moved to `keep`, or
    deleted if none is named; then nothing can be asked of `register` afterwards. Raises `RegisterError`; then what was
    there is there still.
    """
    database, trail = register.database, _Trail(register, backup, by)
    if there is There.DAMAGED:
        return _replace_damaged(trail, keep)
    new = there is There.NOTHING and register.prepare()
    if not database.files():
        register.check_schema()  # there, rows are replaced and not tables
    try:
        database.restore(backup.copy, partial(_before_replacing, trail, keep))
    except RegisterError as refusal:
        if refusal.code != DamagedError.code or not database.files():
            raise
        # The damage may have shown after the backup was made.
        late = keep and keep.exists()
        return _replace_damaged(trail, backups.free_name(keep, "damaged") if keep and late else keep)
    return Replaced(new, wrong=_why_refused(register, keep) if keep else ())


def _why_refused(register: Register, kept: Path) -> tuple[str, ...]:
    try:
        return tuple(why_refused(register, kept))
    except Exception as fault:  # of whatever kind: the restore is done, whatever the rows are that it has replaced
        return (f"its rows cannot be read ({type(fault).__name__})",)


class _Trail:
    """The audit trail of the copy that is to replace what is there."""

    def __init__(self, register: Register, backup: CheckedBackup, by: Actor) -> None:
        self.register = register
        self.backup = backup
        self._by = by
        self._is_kept = False
        self.has_copy = False  # of what is there, at the name where it is kept

    def keep(self, present: Connection) -> None:
        """Put the present trail in the copy; called when nobody can write, and again if that was in vain."""
        if schema.current(present) == schema.NEWEST:
            with self._copy() as copy:
                trails.keep_present(present, copy, self.backup.trail, self._by, **self._detail())
            self._is_kept = True
        else:
            self.go_on()

    def go_on(self) -> None:
        """Let the backup's go on, where there is no other that can be read."""
        if not self._is_kept:
            with self._copy() as copy:
                trails.go_on(copy, self.backup.trail, self._by, **self._detail())

    def _copy(self) -> AbstractContextManager[Database]:
        return opened_file(self.backup.copy, self.register)

    def _detail(self) -> dict[str, Any]:
        latest = datetime.fromtimestamp(self.backup.last_second, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        head = self.backup.trail
        return {
            "contact_moments": self.backup.contents.moments,
            "latest_change": latest,
            "number": head.number,
            "hash": head.hash.hex(),
        }


def _before_replacing(trail: _Trail, keep: Path | None, present: Connection) -> None:
    if keep:
        if not trail.has_copy:
            require_free(keep)  # again: another restore may have kept what was there before it, a moment ago
        backups.back_up(trail.register.database, keep)
        trail.has_copy = True
    trail.keep(present)


def _replace_damaged(trail: _Trail, aside: Path | None) -> Replaced:
    trail.go_on()
    backups.replace_damaged(trail.register.database, trail.backup.copy, aside)
    return Replaced(damaged=True, aside=aside)
