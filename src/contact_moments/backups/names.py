"""Names of backups: the time at which each was made, in UTC."""

import os
import re
from datetime import UTC, datetime
from pathlib import Path

from contact_moments.clock import SECOND

FORM = "%Y-%m-%dT%H%M%SZ"
ENCRYPTED = ".age"

_NAME = re.compile(r"contact-moments-(\d{4}-\d\d-\d\dT\d{6}Z)(-\d{1,3})?\.(db|pgdump)(\.age)?", re.ASCII)


def made_at(name: str) -> datetime | None:
    """When the backup of this name was made; None if no backup has such a name."""
    found = _NAME.fullmatch(name)
    if found is None:
        return None
    try:
        return datetime.strptime(found[1], FORM).replace(tzinfo=UTC)
    except ValueError:  # the 31st of February
        return None


def free_name(folder: Path, now: int, end: str) -> str:
    """The name of a backup that is made at the instant `now`; nothing in the folder has it."""
    stem = f"contact-moments-{time_of(now).strftime(FORM)}"
    names = (f"{stem}{more}{end}" for more in ("", *(f"-{number}" for number in range(2, 1000))))
    return next(name for name in names if not os.path.lexists(folder / name))


def time_of(instant: int) -> datetime:
    """An instant, to the second."""
    return datetime.fromtimestamp(instant // SECOND, UTC)
