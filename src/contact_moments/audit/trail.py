"""The audit trail, read and verified.

Events are numbered without gaps, and each has the hash of the one before it in its own (see `storage.audit_chain`). So
an event that was altered or removed shows, but for the last ones: whoever can write to the database can cut those off,
or make a new chain. That shows by a hash that was kept elsewhere.
"""

import json
from collections.abc import Iterable, Iterator
from typing import Any

from msgspec import Struct

from contact_moments.people import Kind
from contact_moments.storage import audit_chain
from contact_moments.storage.database import Connection, Database
from contact_moments.storage.questions import audit as stored
from contact_moments.storage.questions.audit import Head
from contact_moments.storage.questions.audit import Wanted as Wanted

MOST = 20  # faults that are told


class ShownEvent(Struct, frozen=True):
    """An event as it is read: who did what to whom, when (an instant) and from where.

    `email` is that of the account now, and `subject_email` that of the subject if it is an account. `detail` has
    numbers and names.
    """

    number: int
    happened_at: int
    kind: Kind
    account_id: str | None
    email: str | None
    client_id: str | None
    operator: str | None
    address: str | None
    subject: str | None
    subject_email: str | None
    detail: dict[str, Any]


class Verified(Struct, frozen=True):
    """Number and hash (as hex) of the last event, and what is wrong with the trail, a sentence each."""

    number: int
    hash: str
    faults: tuple[str, ...]


def read(database: Database, wanted: Wanted) -> Iterator[ShownEvent]:
    """The events that are wanted, the oldest first, all of one state of the trail."""
    with database.snapshot() as connection:
        for row in stored.events(connection, wanted):
            columns = {name: getattr(row, name) for name in ShownEvent.__struct_fields__}
            yield ShownEvent(**columns | {"detail": _detail(row)})


def verify(database: Database, kept: str | None = None) -> Verified:
    """Check every event; `kept` is a hash (as hex) that an earlier check has shown."""
    with database.snapshot() as connection:
        return check(connection, kept)


def check(connection: Connection, kept: str | None = None) -> Verified:
    """As `verify`, of the state that a connection sees."""
    try:
        head = stored.head(connection)
        faults = list(_Check(head, kept).faults(stored.chain(connection)))
    except (AttributeError, TypeError, ValueError) as fault:  # in SQLite a column can have any value
        return Verified(0, "", (f"what is stored of it cannot be read ({type(fault).__name__})",))
    more = [f"and {len(faults) - MOST} more"] if len(faults) > MOST else []
    return Verified(head.number, head.hash.hex(), (*faults[:MOST], *more))


def _detail(row: Any) -> dict[str, Any]:
    """The detail of an event; nothing where it was altered into something else."""
    try:
        found = json.loads(row.detail)
    except ValueError:
        found = {}
    return found if isinstance(found, dict) else {}


class _Check:
    """One walk along the chain."""

    def __init__(self, head: Head, kept: str | None) -> None:
        self._head = head
        self._kept = None if kept is None else kept.lower()
        self._number, self._hash = head.removed_number, head.removed_hash
        # What the trail says of its beginning: an event tells of each removal.
        self._removed = {("0", audit_chain.NOTHING.hex())}
        self._found = self._kept in (None, head.removed_hash.hex())

    def faults(self, rows: Iterable[Any]) -> Iterator[str]:
        """What is wrong with these events, and with the head."""
        for row in rows:
            yield from self._event(row)
        yield from self._end()

    def _event(self, row: Any) -> Iterator[str]:
        columns, missing = dict(row._mapping), row.number != self._number + 1
        if missing:
            yield f"events {self._number + 1} to {row.number - 1} are missing"
        elif audit_chain.hash_after(self._hash, columns) != bytes(row.hash):
            yield f"event {row.number} was altered, or does not follow the one before it"
        if not audit_chain.has_its_address(columns):
            yield f"the address of event {row.number} was altered or deleted"
        self._number, self._hash = row.number, bytes(row.hash)
        self._note(row)

    def _note(self, row: Any) -> None:
        if row.kind == "audit_expired":
            detail = _detail(row)
            self._removed.add((str(detail.get("number")), str(detail.get("hash"))))
        self._found = self._found or row.hash.hex() == self._kept

    def _end(self) -> Iterator[str]:
        head, beginning = self._head, (str(self._head.removed_number), self._head.removed_hash.hex())
        if self._number < head.number:
            yield f"events {self._number + 1} to {head.number} are cut off"
        elif (self._number, self._hash) != (head.number, head.hash):
            yield f"the head of the trail, number {head.number}, is not the last event"
        if beginning not in self._removed:
            yield f"events up to {head.removed_number} are missing: no event says that they have expired"
        if not (self._found or self._kept in {of_hash for _, of_hash in self._removed}):
            expired = f" (or it is older than event {head.removed_number + 1}: those before have expired)"
            lost = "the trail does not have the head that was kept: it was cut off or altered since"
            yield lost + (expired if head.removed_number else "")
