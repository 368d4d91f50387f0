"""Backup and restore while the register is in use. Each file is checked before it replaces anything."""

import tempfile
from collections.abc import Callable
from pathlib import Path

from contact_moments.errors import InvalidInputError
from contact_moments.storage.backends.sqlite.files import check_backup, copy_file, refused_when_full
from contact_moments.storage.database import Database


def back_up(database: Database, target: Path) -> None:
    """Write a snapshot of the register to `target`, readable by its owner only.

    An earlier backup of that name is replaced once the new one is complete. Raises `InvalidInputError` if `target`
    cannot be written, its disk is full, or it is the database itself.
    """
    try:
        if target.exists() and any(target.samefile(file) for file in database.files()):
            raise InvalidInputError("That is the register's own file; choose another name for the backup")
        if target.exists() and not target.is_file():
            raise InvalidInputError(f"{target} is not a file; choose another name for the backup")
        _back_up(database, target)
    except OSError as fault:
        raise InvalidInputError(f"{target} cannot be written: {fault.strerror}") from None


def _back_up(database: Database, target: Path) -> None:
    target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    # In a folder of its own, so that the files which SQLite keeps beside it are removed too.
    with tempfile.TemporaryDirectory(prefix=".backup-", dir=target.parent) as folder:
        partial = Path(folder) / target.name
        with refused_when_full(partial):
            database.back_up(partial)
        check_backup(partial)
        partial.replace(target)


def restore(database: Database, source: Path, migrate: Callable[[str], None]) -> None:
    """Replace the register by the backup `source`, in one transaction, after checking and migrating a copy of it.

    `migrate` is called with the copy's URL. Raises `InvalidInputError` if the backup is damaged, or is no backup of a
    register; then the register stays as it was.
    """
    check_backup(source)
    # Beside the database if that is a file: the register's own disk has to have room for it anyway.
    beside = next((file.parent for file in database.files()), None)
    with tempfile.TemporaryDirectory(prefix=".restore-", dir=beside) as folder:
        copy = Path(folder) / "copy.db"
        with refused_when_full(copy):
            copy_file(source, copy)
        migrate(f"sqlite:///{copy}")
        database.restore(copy)
