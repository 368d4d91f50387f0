"""Backup and restore while the register is in use. Each file is checked before it replaces anything."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from sqlalchemy import Connection, func, select

from contact_moments.errors import InvalidInputError, RegisterError
from contact_moments.storage.backends.sqlite import place
from contact_moments.storage.backends.sqlite.files import copy_file, move_durably, refused_when_full, require_folder
from contact_moments.storage.database import Database
from contact_moments.storage.faults import DatabaseFault
from contact_moments.storage.sql.tables import moment, relation
from contact_moments.storage.whole.backup_check import DamagedError, check_backup, drop_additions
from contact_moments.storage.whole.work_folder import work_folder

_COUNTS = (select(func.count()).select_from(moment), select(func.count()).select_from(relation))


class Contents(NamedTuple):
    """How much is in a register."""

    moments: int
    relations: int


def contents(connection: Connection) -> Contents:
    """How many contact moments and relations there are, merged relations included."""
    moments, relations = (connection.execute(one).scalar_one() for one in _COUNTS)
    return Contents(moments, relations)


def back_up(database: Database, target: Path) -> str | None:
    """Write a snapshot of the register to `target`, readable by its owner only.

    An earlier backup of that name is replaced once the new one is complete; no other file is. Returns why `restore`
    would refuse the backup, if it would: then the register itself is not as it should be. Raises `InvalidInputError` if
    `target` cannot be written, its folder is missing or its disk is full, and `DamagedError` if the register is
    damaged.
    """
    try:
        require_folder(target)
        refuse_to_replace(database, target)
        return _back_up(database, target)
    except OSError as fault:
        raise InvalidInputError(f"{target.absolute()} cannot be written: {fault.strerror}") from None


def refuse_to_replace(database: Database, target: Path) -> None:
    """Raise `InvalidInputError` for a name that the register itself has, or a file that is no backup."""
    if target.exists() and any(target.samefile(file) for file in database.files()):
        raise InvalidInputError("That is the register's own file; choose another name for the backup")
    if not place.can_be_replaced_by_backup(target):
        raise InvalidInputError(f"{target.absolute()} is there, and is no backup; choose another name for the backup")


def _back_up(database: Database, target: Path) -> str | None:
    # In a folder of its own, so that the files which SQLite keeps beside it are removed too.
    with work_folder(target.parent) as folder:
        partial = folder / "backup.db"
        with refused_when_full(partial):
            database.back_up(partial)
        why = _why_not_restorable(partial, target)
        refuse_to_replace(database, target)  # once more: that took a while
        move_durably(partial, target)
        return why


def _why_not_restorable(backup: Path, name: Path) -> str | None:
    try:
        check_backup(backup, name)
    except DamagedError:
        raise DamagedError("The register is damaged, so no backup was made; contact-moments doctor says more") from None
    except RegisterError as refusal:
        return refusal.message
    return None


@contextmanager
def checked_copy(database: Database, source: Path, name: Path) -> Iterator[Path]:
    """A private copy of the backup `source`, whose schema was checked; removed at the end of the block.

    Raises `InvalidInputError` if it is damaged, or no backup of a register. Messages call it `name`.
    """
    if any(source.samefile(file) for file in database.files() if file.exists()):
        raise InvalidInputError("That is the register's own file; name a backup")
    with work_folder(_room(database)) as folder:
        copy = folder / "copy.db"
        try:
            with refused_when_full(copy):
                copy_file(source, copy)
        except DatabaseFault:
            raise InvalidInputError(f"{name} is not a SQLite file, or is damaged") from None
        check_backup(copy, name)
        drop_additions(copy)
        yield copy


def _room(database: Database) -> Path:
    """Where a copy can be made: beside the database if that is a file, whose disk has to have room for it anyway."""
    file = next(iter(database.files()), None)
    folders = [] if file is None else file.absolute().parents
    return next((folder for folder in folders if folder.is_dir()), Path(tempfile.gettempdir()))


def replace_damaged(database: Database, copy: Path, aside: Path | None) -> None:
    """Put a backup's copy in the place of the register's file, which is moved `aside` with SQLite's beside it.

    Without `aside` they are deleted. Raises `InvalidInputError`; then the register's files are there still.
    """
    try:
        if aside:
            require_folder(aside)
        database.replace_damaged(copy, aside)
    except OSError as fault:
        place = (aside or database.files()[0]).absolute()
        raise InvalidInputError(f"{place} cannot be written: {fault.strerror}") from None


def free_name(path: Path, mark: str, end: str = "") -> Path:
    """A name beside `path` with a mark in it, and perhaps another end, that no file has."""
    names = (
        path.with_name(f"{path.stem}.{mark}{more}{path.suffix}{end}")
        for more in ("", *(f"-{number}" for number in range(2, 99)))
    )
    return next(name for name in names if not name.exists())
