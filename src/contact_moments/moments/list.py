"""The list: pages of contact moments by number or by cursor (wire rules 9 to 12).

Page N begins after position 25 × (N - 1), or after a later one if page numbers skip gaps (see `gaps`). A cursor holds a
position. The filter alone decides the order of a list, and so the meaning of its positions.
"""

from functools import lru_cache

from contact_moments.clock import first_second
from contact_moments.model import Filter, Page, PagedBy
from contact_moments.moments.cursors import PagedList
from contact_moments.storage.database import Database
from contact_moments.storage.questions import list_state, moments, pages

MAX_PAGE = 2**53 - 1
MAX_RELATIONS = 1000


def page_by_number(database: Database, wanted: Filter, number: int, changes: bool = False) -> Page:
    """Page `number` (from 1) of the list with this filter; empty past the end. `changes` asks for `Page.changes`."""
    _note_by_number(database, wanted, number)
    ask, skipped = database.fetch_row, pages.PAGE_SIZE * (number - 1)
    match wanted.since, wanted.relation_ids:
        case None, None:
            return pages.whole_by_number(ask, skipped, changes)
        case int(since), None:
            return pages.since(ask, first_second(since), skipped, changes)
        case None, (relation_id,):
            return pages.of_relation_by_number(ask, relation_id, skipped, changes)
        case since, ids:
            second = None if since is None else first_second(since)
            return pages.of_relations(ask, ids or (), second, skipped, 0, changes)


def _note_by_number(database: Database, wanted: Filter, number: int) -> None:
    database.note_read()
    kind = _kind(wanted)
    if number > 1 and kind is not None:
        database.note_paged(kind)


def _kind(wanted: Filter) -> PagedBy | None:
    """The kind of list, if its page numbers skip gaps."""
    match wanted.since, wanted.relation_ids:
        case None, None:
            return "whole"
        case None, (_,):
            return "relation"
        case _:
            return None


def page_by_cursor(database: Database, wanted: Filter, cursor: str, changes: bool = False) -> Page:
    """The page after a cursor that `cursor_after` made for this list. Raises `InvalidInputError` for other texts."""
    after = _paged(wanted).position(cursor)
    database.note_read()
    ask = database.fetch_row
    match wanted.since, wanted.relation_ids:
        case None, None:
            return pages.whole(ask, after, changes)
        case _, None:
            return pages.since_after(ask, after, changes)
        case None, (relation_id,):
            return pages.of_relation(ask, relation_id, after, changes)
        case since, ids:
            second = None if since is None else first_second(since)
            return pages.of_relations(ask, ids or (), second, 0, after, changes)


def state_by_number(database: Database, wanted: Filter, number: int) -> str:
    """What a page depends on now: while that stays the same, so does the page. Nothing of it is read.

    It is noted that the list is read, as by `page_by_number`.
    """
    _note_by_number(database, wanted, number)
    return list_state.now(database.fetch_row)


def state_by_cursor(database: Database, wanted: Filter, cursor: str) -> str:
    """As `state_by_number`, of the page after a cursor. Raises `InvalidInputError` as `page_by_cursor` does."""
    _paged(wanted).position(cursor)
    database.note_read()
    return list_state.now(database.fetch_row)


def cursor_after(wanted: Filter, page: Page) -> str | None:
    """The cursor for the page after `page`, or None if that is the last page. It never expires."""
    return _paged(wanted).cursor(page.after)


def number_of_moments(database: Database) -> int:
    """How many contact moments there are."""
    return database.read(moments.count)


# Clients ask for the same list page after page. At most 256 are cached, because a filter can take 40 kB.
@lru_cache(maxsize=256)
def _paged(wanted: Filter) -> PagedList:
    return PagedList("moments", since=wanted.since, relationIds=wanted.relation_ids)
