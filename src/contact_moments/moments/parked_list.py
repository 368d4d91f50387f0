"""What is parked, as people look through it: page by page, one with what it lacks, and all that a filter finds.

Releasing or dropping all that a filter finds is done in portions: a caller who has little time does one, says how far
that has come, and goes on with the next.
"""

import json
import time
from collections.abc import Callable
from contextlib import suppress

from msgspec import Struct
from msgspec.structs import replace

from contact_moments.errors import ConflictError, NotFoundError
from contact_moments.model import JsonObject, Relation
from contact_moments.moments import parking, releasing
from contact_moments.moments.references import PARTY_CODES
from contact_moments.moments.registration import Registrar
from contact_moments.people import Actor
from contact_moments.storage.database import Connection, Database
from contact_moments.storage.questions import parked as stored
from contact_moments.storage.questions import parked_pages, relations
from contact_moments.storage.questions.parked import Parked as Parked
from contact_moments.storage.questions.parked_pages import OTHER as OTHER

PAGE_SIZE = 50
MOST_COUNTED = 10_000
PORTION = 2.0  # seconds after which no further batch of a portion begins
REASONS = (*PARTY_CODES, OTHER)


class Wanted(Struct, frozen=True):
    """Which parked registrations are wanted: of a client, refused for one of `REASONS`, of some ids; None for any.

    `through` is the largest id that somebody has seen: what is parked later is not meant.
    """

    client_id: str | None = None
    reason: str | None = None
    through: int | None = None
    ids: tuple[int, ...] | None = None

    def stored(self) -> parked_pages.Wanted:
        """The same with the reasons that have a name. Those that are chosen are meant whatever else is filtered."""
        if self.ids is not None:
            return parked_pages.Wanted(ids=self.ids)
        return parked_pages.Wanted(self.client_id, self.reason, PARTY_CODES, self.through)


class Page(Struct, frozen=True):
    """A page, the newest first, how many there are in all (10,000 at most), and the id before which there are more."""

    rows: list[Parked]
    total: int
    older: int | None


class Lacking(Struct, frozen=True):
    """A relation that a registration names and that is not available: unknown, archived, or merged into another."""

    id: int
    state: str


class Portion(Struct, frozen=True):
    """What a portion has done: how many were done and refused again; after which id to go on, and how many are left.

    `after` is None once nothing is left. `last` is the contact moment that was registered last. `scrubbed` is false if
    what was dropped may still be in the database's files.
    """

    done: int = 0
    refused: int = 0
    after: int | None = None
    left: int = 0
    last: int | None = None
    scrubbed: bool = True


def page(database: Database, wanted: Wanted, before: int | None = None) -> Page:
    """The page of what was parked before an id, or the first one."""
    which = wanted.stored()

    def ask(connection: Connection) -> Page:
        rows = parked_pages.page(connection, which, before, PAGE_SIZE + 1)
        total = parked_pages.number(connection, which, 0, MOST_COUNTED)
        return Page(rows[:PAGE_SIZE], total, rows[PAGE_SIZE - 1].id if len(rows) > PAGE_SIZE else None)

    return database.read_snapshot(ask)


def number(database: Database, wanted: Wanted, most: int = MOST_COUNTED, after: int = 0) -> int:
    """How many there are after an id; counts no further than `most`."""
    return database.read(lambda connection: parked_pages.number(connection, wanted.stored(), after, most))


def newest(database: Database) -> int:
    """The id of what was parked last; 0 where nothing is parked."""
    rows = database.read(lambda connection: parked_pages.page(connection, parked_pages.Wanted(), None, 1))
    return rows[0].id if rows else 0


def one(database: Database, parked_id: int) -> Parked:
    """What is parked under an id. Raises `NotFoundError`."""
    found = database.read(lambda connection: stored.of_ids(connection, [parked_id]))
    if not found:
        raise NotFoundError("Nothing is parked under this id")
    return found[0]


def lacking(database: Database, document: JsonObject) -> list[Lacking]:
    """The relations that what was sent names and that are not available, by id."""
    named = {document.get("senderId"), *document.get("recipients", ())}
    ids = sorted(id_ for id_ in named if isinstance(id_, int) and id_ > 0)
    found = database.read(lambda connection: relations.of_ids(connection, ids))
    states = {id_: _state(found[id_]) if id_ in found else "unknown" for id_ in ids}
    return [Lacking(id_, state) for id_, state in states.items() if state]


def _state(relation: Relation) -> str:
    if relation.merged_into is not None:
        return "merged"
    return "archived" if relation.archived else ""


def document_of(one: Parked) -> JsonObject:
    """What was sent, as the API reads it."""
    found: JsonObject = json.loads(one.document)
    return found


Batch = Callable[[list[int]], Portion]


def release_found(database: Database, registrar: Registrar, wanted: Wanted, after: int, by: Actor) -> Portion:
    """Release a portion of what is wanted, from after an id on, the oldest first."""

    def batch(ids: list[int]) -> Portion:
        outcomes = releasing.release(database, registrar, ids, by).values()
        moments = [one for one in outcomes if isinstance(one, int)]
        return Portion(len(moments), len(outcomes) - len(moments), last=moments[-1] if moments else None)

    return _portion(database, wanted, after, releasing.MOST, batch)


def drop_found(database: Database, wanted: Wanted, after: int, by: Actor) -> Portion:
    """Drop a portion of what is wanted, from after an id on, the oldest first."""

    def batch(ids: list[int]) -> Portion:
        return Portion(len(ids), scrubbed=parking.drop(database, ids, by))

    return _portion(database, wanted, after, parking.MOST, batch)


def _portion(database: Database, wanted: Wanted, after: int, size: int, batch: Batch) -> Portion:
    which, begun, total = wanted.stored(), time.monotonic(), Portion()

    def ids_after() -> list[int]:
        return database.read(lambda connection: parked_pages.ids_after(connection, which, after, size))

    while ids := ids_after():
        # What somebody else has released or dropped in between, or by a second press, is not found the next time.
        with suppress(NotFoundError, ConflictError):
            total = _sum(total, batch(ids))
            after = ids[-1]
        if time.monotonic() - begun > PORTION and (left := number(database, wanted, after=after)):
            return replace(total, after=after, left=left)
    return total


def _sum(total: Portion, more: Portion) -> Portion:
    return Portion(
        total.done + more.done,
        total.refused + more.refused,
        last=more.last or total.last,
        scrubbed=total.scrubbed and more.scrubbed,
    )
