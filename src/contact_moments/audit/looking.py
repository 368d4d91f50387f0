"""The audit trail, as somebody looks through it: page by page, the newest event first, or all that is found as a file.

A page is found as fast at the end of a long trail as at its beginning.
"""

import re
from collections.abc import Iterator
from functools import partial

from msgspec import Struct
from msgspec.structs import asdict

from contact_moments.audit.trail import ShownEvent, shown
from contact_moments.people import Actor
from contact_moments.storage.database import Database
from contact_moments.storage.questions import audit_pages as stored
from contact_moments.storage.questions.audit_pages import Found, Place
from contact_moments.storage.questions.audit_pages import Sought as Sought

PAGE_SIZE = 50
EXPORTED = 500  # events that are read at a time
_CURSOR = re.compile(r"([0-9]{1,18})-([0-9]{1,18})", re.ASCII)


class Page(Struct, frozen=True):
    """A page of events. `cursor` leads to older ones; with `reached`, an instant, it was looked back so far only."""

    events: list[ShownEvent]
    cursor: str | None
    reached: int | None


def page(database: Database, sought: Sought, cursor: str | None = None) -> Page:
    """The page that a cursor stands for; the first one for any other text."""
    found = _found(database, sought, _place(cursor), PAGE_SIZE)
    more = found.more
    events = [shown(row) for row in found.rows]
    return Page(events, None if more is None else f"{more[0]}-{more[1]}", more[0] if more and found.partial else None)


def exported(database: Database, sought: Sought, by: Actor) -> Iterator[ShownEvent]:
    """Everything that is found, the newest first. That it is exported is recorded before the first is returned.

    Each part has a snapshot of its own, so that whoever reads slowly holds up nobody.
    """
    on = [name for name, value in asdict(sought).items() if value is not None]
    database.write(lambda transaction: transaction.record(by.event("export", "audit trail", filters=on)))
    after: Place | None = None
    while True:
        found = _found(database, sought, after, EXPORTED)
        yield from map(shown, found.rows)
        after = found.more
        if after is None:
            return


def _found(database: Database, sought: Sought, after: Place | None, size: int) -> Found:
    return database.read_snapshot(partial(stored.page, sought=sought, after=after, size=size))


def _place(cursor: str | None) -> Place | None:
    found = _CURSOR.fullmatch(cursor or "")
    return None if found is None else (int(found[1]), int(found[2]))
