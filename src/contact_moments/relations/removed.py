"""The list of removed relations: what a copy elsewhere must forget, page by page, in the order of their removal.

A relation that is added again leaves the list, in the same transaction. So what it lists is never there.
"""

from contact_moments.clock import SECOND, first_second
from contact_moments.model import JsonObject
from contact_moments.storage.database import Database
from contact_moments.storage.questions import removed_relations as stored
from contact_moments.storage.questions.pages import PAGE_SIZE
from contact_moments.storage.questions.removed_relations import Removed as Removed
from contact_moments.times import Zone, local_text

# Removed relations, and the position of the last one if more follow.
RemovedPage = tuple[list[Removed], int | None]


def page_by_number(database: Database, since: int | None, number: int) -> RemovedPage:
    """Page `number` (from 1) of the relations that were removed, or that were since an instant."""
    second = None if since is None else first_second(since)
    return _page(database, second, PAGE_SIZE * (number - 1))


def page_after(database: Database, position: int) -> RemovedPage:
    """The page after a position."""
    return _page(database, None, position)


def as_json(one: Removed, zone: Zone) -> JsonObject:
    """A removed relation as clients get it."""
    return {"id": one.relation_id, "dateTime": local_text(one.second * SECOND, zone), "change": one.change}


def _page(database: Database, second: int | None, after: int) -> RemovedPage:
    database.note_read()
    rows = database.read(lambda connection: stored.page(connection, second, after))
    shown = rows[:PAGE_SIZE]
    return shown, shown[-1].position if len(rows) > PAGE_SIZE else None
