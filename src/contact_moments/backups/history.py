"""Which backups a register has made, as its audit trail tells.

The event of a backup has the name of the file and its size. It also has those of all earlier ones that were in the
folder: so it is known whose they are when their own events have expired.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from contact_moments.audit import looking
from contact_moments.audit.looking import Sought
from contact_moments.audit.trail import ShownEvent
from contact_moments.people import Kind
from contact_moments.storage.database import Database
from contact_moments.storage.whole import schema

TRIAL: Kind = "drill"
MOST_PAGES = 40  # of the trail that are read: two thousand backups


class History(NamedTuple):
    """Names and sizes of the files that a register has made as backups, and whether any was made in the folder."""

    sizes: dict[str, int]
    has_used_folder: bool


def history(database: Database, folder: Path) -> History:
    """What the trail tells of backups. Nothing where it cannot be read, because the schema is older."""
    if database.read_snapshot(schema.current) != schema.NEWEST:
        return History({}, has_used_folder=False)
    sizes: dict[str, int] = {}
    has_used_folder, moved = False, _moved(database)
    for event in _events(database, "backup", MOST_PAGES):
        for name, size in _sizes(event):
            sizes.setdefault(name, size)
        has_used_folder |= event.detail.get("folder") == str(folder) and event.number > moved
    return History(sizes, has_used_folder)


def made_as(database: Database, name: str) -> str | None:
    """The SHA-256 of the backup of this name as it was made last; None where that is not known."""
    page = looking.page(database, Sought(subject=name, kind="backup"))
    last = max(page.events, key=lambda event: event.number, default=None)
    found = last.detail.get("sha256") if last else None
    return found if isinstance(found, str) else None


def made_before(database: Database, instant: int) -> bool:
    """Whether backups were made before an instant already."""
    return bool(looking.page(database, Sought(kind="backup", until=instant)).events)


def last_trial(database: Database, until: int | None = None) -> int | None:
    """When a backup was restored on trial last, and nothing was wrong (instant); None if that is not known.

    Trials at `until`, or after it, are left out.
    """
    found = (one.happened_at for one in _events(database, TRIAL, 1, until) if one.detail.get("restorable") is True)
    return next(found, None)


def _moved(database: Database) -> int:
    """The number of the last event of a restore where there was no register; 0 if there is none.

    The folder for backups may be another one since. By number and not by date: a clock may have been wrong.
    """
    found = (one.number for one in _events(database, "restore", 1) if one.detail.get("trail") == "backup")
    return max(found, default=0)


def _events(database: Database, kind: Kind, pages: int, until: int | None = None) -> Iterator[ShownEvent]:
    cursor: str | None = None
    for _ in range(pages):
        page = looking.page(database, Sought(kind=kind, until=until), cursor)
        yield from page.events
        cursor = page.cursor
        if cursor is None:
            return


def _sizes(event: ShownEvent) -> Iterator[tuple[str, int]]:
    if event.subject is not None and _is_size(event.detail.get("bytes")):
        yield event.subject, event.detail["bytes"]
    for group in ("kept", "removed"):
        found = event.detail.get(group)
        if isinstance(found, dict):
            yield from ((name, size) for name, size in found.items() if _is_size(size))


def _is_size(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)
