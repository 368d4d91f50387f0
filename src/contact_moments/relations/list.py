"""The list of relations: all of them, archived and merged ones too, page by page.

The whole list is ordered by position, a list with `since` by change number. A position stays a relation's own, and is
left only by relations whose import is undone; a change number is left when the relation changes again. So a page by
number may repeat relations of the page before it, and leaves out none.
"""

from contact_moments.clock import first_second
from contact_moments.errors import NotFoundError
from contact_moments.model import Relation
from contact_moments.storage.database import Database
from contact_moments.storage.questions import relation_pages as pages
from contact_moments.storage.questions.pages import PAGE_SIZE
from contact_moments.storage.questions.relation_pages import RelationPage as RelationPage
from contact_moments.storage.questions.relations import of_ids, other_relation


def get(database: Database, relation_id: int) -> Relation:
    """A relation. Raises `NotFoundError`."""
    found = database.read_snapshot(lambda connection: of_ids(connection, [relation_id]))
    if relation_id not in found:
        raise NotFoundError(f"There is no relation {relation_id}")
    return found[relation_id]


def is_alone(database: Database, own: int) -> bool:
    """Whether no relation is available besides `own`; 0 for nobody's."""
    return not database.read(lambda connection: other_relation(connection, own))


def page_by_number(database: Database, since: int | None, number: int) -> RelationPage:
    """Page `number` (from 1) of the relations, or of those changed since an instant; empty past the end."""
    database.note_read()
    skipped = PAGE_SIZE * (number - 1)
    if since is None:
        return database.read_snapshot(lambda connection: pages.whole(connection, skipped))
    return database.read_snapshot(lambda connection: pages.since(connection, first_second(since), skipped))


def page_after(database: Database, since: int | None, position: int) -> RelationPage:
    """The page after a position of the same list."""
    database.note_read()
    page = pages.whole if since is None else pages.since_after
    return database.read_snapshot(lambda connection: page(connection, position))
