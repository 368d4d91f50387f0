"""The list: which page is meant, and the cursor to the next one (wire rules 9 to 12).

A page number stands for the position 25 × (N - 1); a cursor for a position itself. Which order a list has, and so
what its positions are, follows from its filter alone.
"""

import base64
import binascii
import hashlib
import re

from contact_moments.clock import SECOND
from contact_moments.errors import InvalidInputError
from contact_moments.model import Filter, Page
from contact_moments.storage import moments, pages
from contact_moments.storage.database import Database

MAX_PAGE = 2**53 - 1
MAX_RELATIONS = 1000

# Rows this much older than `since` come along, for commits that take long and for clients' clocks.
OVERLAP = 10 * SECOND

_CURSOR = re.compile(r"([0-9a-f]{8})-([0-9]{1,19})", re.ASCII)


def page_by_number(database: Database, wanted: Filter, number: int) -> Page:
    """Page `number` (from 1) of what `wanted` asks for; past the end it is empty."""
    skipped = pages.PAGE_SIZE * (number - 1)
    match _order(wanted):
        case "w":
            return database.read(lambda connection: pages.whole(connection, skipped))
        case "s":
            return database.read(lambda connection: pages.since(connection, _second(wanted), skipped))
        case "r":
            return database.read(lambda connection: pages.of_relation(connection, _only(wanted), skipped))
        case _:
            return database.read(lambda connection: pages.of_relations(connection, *_bounds(wanted), skipped, 0))


def page_by_cursor(database: Database, wanted: Filter, cursor: str) -> Page:
    """The page that `cursor` (from `cursor_after`) stands for. Raises `InvalidInputError` for any other text."""
    after = _position(wanted, cursor)
    match _order(wanted):
        case "w":
            return database.read(lambda connection: pages.whole(connection, after))
        case "s":
            return database.read(lambda connection: pages.since_after(connection, after))
        case "r":
            return database.read(lambda connection: pages.of_relation(connection, _only(wanted), after))
        case _:
            return database.read(lambda connection: pages.of_relations(connection, *_bounds(wanted), 0, after))


def cursor_after(wanted: Filter, page: Page) -> str | None:
    """An opaque text for the page after `page`, if there is one; it never expires."""
    if page.after is None:
        return None
    text = f"{_digest(wanted)}-{page.after}"
    return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")


def number_of_moments(database: Database) -> int:
    """How many contact moments there are."""
    return database.read(moments.count)


def _position(wanted: Filter, cursor: str) -> int:
    try:
        padded = cursor.encode("ascii") + b"=" * (-len(cursor) % 4)
        text = base64.b64decode(padded, altchars=b"-_", validate=True).decode("ascii")
    except (binascii.Error, ValueError):
        text = ""
    match = _CURSOR.fullmatch(text)
    if match is None or match[1] != _digest(wanted) or int(match[2]) >= 2**63:
        raise InvalidInputError(
            "cursor is not one of this list; use the link that came with the page before, unchanged"
        )
    return int(match[2])


def _digest(wanted: Filter) -> str:
    """What a cursor is a cursor of: a position means nothing in another list."""
    return hashlib.sha256(repr((wanted.since, wanted.relation_ids)).encode()).hexdigest()[:8]


def _order(wanted: Filter) -> str:
    """The order of a list: w(hole) by id, s(ince) by change, r(elation) by joining, m(any) by id and counting."""
    if wanted.relation_ids is None:
        return "w" if wanted.since is None else "s"
    return "r" if len(wanted.relation_ids) == 1 and wanted.since is None else "m"


def _second(wanted: Filter) -> int:
    assert wanted.since is not None  # noqa: S101 - `_order` looked
    return -((OVERLAP - wanted.since) // SECOND)  # rounded up: nothing older than the overlap comes along


def _only(wanted: Filter) -> int:
    return (wanted.relation_ids or (0,))[0]


def _bounds(wanted: Filter) -> tuple[tuple[int, ...], int | None]:
    return wanted.relation_ids or (), None if wanted.since is None else _second(wanted)
