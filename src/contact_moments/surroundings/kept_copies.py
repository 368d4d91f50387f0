"""Whole copies of the register that `migrate` and `restore` have kept, and that nobody has deleted since."""

from collections.abc import Iterator
from pathlib import Path

from contact_moments.clock import SECOND
from contact_moments.register import Register
from contact_moments.surroundings.findings import Finding, warning

MARKS = ("schema-", "before-restore-", "damaged-")
LONG = 30  # days in which a new release, or what was restored, shows whether it is right

_DAY = 24 * 3600


def check_kept_copies(register: Register) -> Iterator[Finding]:
    """They have personal data that was withdrawn since, and no rule of backups removes them."""
    for file, days in _old(register):
        yield warning(
            f"{file} is a copy of the register that an upgrade or a restore has kept {days} days ago, with personal "
            "data that was removed since; delete it if you need it no more"
        )


def _old(register: Register) -> Iterator[tuple[str, int]]:
    """Their names, and how old they are: beside the register, or on PostgreSQL in the folder for backups."""
    files, folder = register.database.files(), register.settings.backup_folder
    beside = files[0].absolute() if files else Path(folder) / "contact-moments.db" if folder else None
    if beside is None or not beside.parent.is_dir():
        return
    for path in sorted(beside.parent.iterdir()):
        if path.name.startswith(tuple(f"{beside.stem}.{mark}" for mark in MARKS)) and path.is_file():
            days = (register.clock() // SECOND - int(path.stat().st_mtime)) // _DAY
            if days >= LONG and not path.name.endswith(("-wal", "-shm")):
                yield path.name, days
