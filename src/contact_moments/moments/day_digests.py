"""Proof of a complete copy: per day a count and a digest, and of one day every moment with its last change."""

import hashlib

from contact_moments.model import JsonObject
from contact_moments.moments.cursors import PagedList
from contact_moments.storage.database import Connection, Database
from contact_moments.storage.questions import day_digests as digests

OF_DAY = 10_000


def of_days(database: Database, first: str, last: str) -> list[JsonObject]:
    """Each local day (`yyyy-mm-dd`) from `first` to `last` that has moments: `day`, `count`, `digest`.

    The digest is the SHA-256 of a line `id change` per moment, by id, with a line end between.
    """
    return database.read(lambda connection: _days(connection, first, last))


def of_day(database: Database, day: str, after: int) -> tuple[JsonObject, int | None]:
    """A day as `of_days` has it and, of the same state, at most 10,000 pairs (id, change) by id, above `after`.

    Also returns the last id, if there are more.
    """
    found, rows = database.read_snapshot(
        lambda connection: (_days(connection, day, day), digests.of_day(connection, day, after, OF_DAY + 1))
    )
    shown = rows[:OF_DAY]
    return {"days": found, "moments": shown}, shown[-1][0] if len(rows) > OF_DAY else None


def _days(connection: Connection, first: str, last: str) -> list[JsonObject]:
    return [
        {"day": day, "count": number, "digest": hashlib.sha256(lines.encode()).hexdigest()}
        for day, number, lines in digests.days(connection, first, last)
    ]


def position(first: str, last: str, cursor: str | None) -> int:
    """The id after which a cursor goes on in a day; 0 without one. Raises `InvalidInputError` for any other text."""
    return 0 if cursor is None else _paged(first, last).position(cursor)


def cursor_after(day: str, last: int | None) -> str | None:
    """An opaque text for what comes after `last` in a day."""
    return _paged(day, day).cursor(last)


def _paged(first: str, last: str) -> PagedList:
    return PagedList("digest", **{"from": first, "to": last})
