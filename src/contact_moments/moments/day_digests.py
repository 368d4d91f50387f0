"""Day digests: count and digest of each day's contact moments, by which a client can prove its copy complete."""

import hashlib

from contact_moments.model import JsonObject
from contact_moments.moments.cursors import PagedList
from contact_moments.storage.database import Connection, Database
from contact_moments.storage.questions import day_digests as digests

MAX_PAIRS = 10_000


def of_days(database: Database, first: str, last: str) -> list[JsonObject]:
    """Each local day (`yyyy-mm-dd`) from `first` to `last` that has moments: `day`, `count`, `digest`.

    The digest is the SHA-256 of the lines `id change`, one per moment, sorted by id, with a line end between them.
    """
    return database.read(lambda connection: _days(connection, first, last))


def of_day(database: Database, day: str, after: int) -> tuple[JsonObject, int | None]:
    """`days` as `of_days` returns it for one day, and `moments`: pairs (id, change) by id, above `after`.

    Both are read from one snapshot. There are at most 10,000 pairs; if more follow, the last id is returned too.
    """
    found, rows = database.read_snapshot(
        lambda connection: (_days(connection, day, day), digests.of_day(connection, day, after, MAX_PAIRS + 1))
    )
    shown = rows[:MAX_PAIRS]
    return {"days": found, "moments": shown}, shown[-1][0] if len(rows) > MAX_PAIRS else None


def _days(connection: Connection, first: str, last: str) -> list[JsonObject]:
    return [
        {"day": day, "count": number, "digest": hashlib.sha256(lines.encode()).hexdigest()}
        for day, number, lines in digests.days(connection, first, last)
    ]


def position(first: str, last: str, cursor: str | None) -> int:
    """The id in a cursor of a day; 0 without a cursor. Raises `InvalidInputError` for any other text."""
    return 0 if cursor is None else _paged(first, last).position(cursor)


def cursor_after(day: str, last: int | None) -> str | None:
    """The cursor for the pairs after `last` in a day; None for None."""
    return _paged(day, day).cursor(last)


def _paged(first: str, last: str) -> PagedList:
    return PagedList("digest", **{"from": first, "to": last})
