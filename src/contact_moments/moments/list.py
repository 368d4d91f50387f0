"""The list: which page is meant, and the cursor to the next one (wire rules 9 to 12).

A page number stands for the position 25 × (N - 1); a cursor for a position itself. Which order a list has, and so
what its positions are, follows from its filter alone.
"""

from contact_moments.clock import SECOND
from contact_moments.model import Filter, Page
from contact_moments.moments import cursors
from contact_moments.storage.database import Database
from contact_moments.storage.questions import moments, pages

MAX_PAGE = 2**53 - 1
MAX_RELATIONS = 1000

# Rows this much older than `since` come along, for commits that take long and for clients' clocks.
OVERLAP = 10 * SECOND


def page_by_number(database: Database, wanted: Filter, number: int, changes: bool = False) -> Page:
    """Page `number` (from 1) of what `wanted` asks for, with `changes` if so asked; past the end it is empty."""
    database.note_read()
    ask, skipped = database.fetch_row, pages.PAGE_SIZE * (number - 1)
    match _order(wanted):
        case "w":
            return pages.whole(ask, skipped, changes)
        case "s":
            return pages.since(ask, _second(wanted), skipped, changes)
        case "r":
            return pages.of_relation(ask, _only(wanted), skipped, changes)
        case _:
            return pages.of_relations(ask, *_bounds(wanted), skipped, 0, changes)


def page_by_cursor(database: Database, wanted: Filter, cursor: str, changes: bool = False) -> Page:
    """The page that `cursor` (from `cursor_after`) stands for. Raises `InvalidInputError` for any other text."""
    after = cursors.position(_list_of(wanted), cursor)
    database.note_read()
    ask = database.fetch_row
    match _order(wanted):
        case "w":
            return pages.whole(ask, after, changes)
        case "s":
            return pages.since_after(ask, after, changes)
        case "r":
            return pages.of_relation(ask, _only(wanted), after, changes)
        case _:
            return pages.of_relations(ask, *_bounds(wanted), 0, after, changes)


def cursor_after(wanted: Filter, page: Page) -> str | None:
    """An opaque text for the page after `page`, if there is one; it never expires."""
    return cursors.cursor(_list_of(wanted), page.after)


def number_of_moments(database: Database) -> int:
    """How many contact moments there are."""
    return database.read(moments.count)


def _list_of(wanted: Filter) -> str:
    return repr((wanted.since, wanted.relation_ids))


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
