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
from contact_moments.storage.audit_chain import HeadLostError
from contact_moments.storage.database import Connection, Database
from contact_moments.storage.long_work import Progress, no_progress
from contact_moments.storage.questions import audit as stored
from contact_moments.storage.questions.audit import Head
from contact_moments.storage.questions.audit import Wanted as Wanted

MOST = 20  # faults that are told
TOLD = 2000  # events after which progress is told


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


class Kept(Struct, frozen=True):
    """A head that was kept elsewhere: the hash (as hex) of an event, and its number if that was kept too."""

    hash: str
    number: int | None = None


class Verified(Struct, frozen=True):
    """Number and hash (as hex) of the last event, and what is wrong with the trail, a sentence each.

    `expired` says so if the event of the kept head was removed because of its age: then nothing compares with it.
    """

    number: int
    hash: str
    faults: tuple[str, ...]
    expired: str | None = None


def read(database: Database, wanted: Wanted) -> Iterator[ShownEvent]:
    """The events that are wanted, the oldest first, all of one state of the trail."""
    with database.snapshot() as connection:
        yield from map(shown, stored.events(connection, wanted))


def shown(row: Any) -> ShownEvent:
    """The event in a row that has the e-mail addresses too."""
    columns = {name: getattr(row, name) for name in ShownEvent.__struct_fields__}
    return ShownEvent(**columns | {"detail": _detail(row)})


def verify(database: Database, kept: Kept | None = None, progress: Progress = no_progress) -> Verified:
    """Check every event, and that the trail has the head that an earlier check has shown.

    `progress` is told of events that were read.
    """
    with database.snapshot() as connection:
        return check(connection, kept, progress)


def length(connection: Connection) -> int:
    """How many events there are. Raises `HeadLostError`."""
    found = stored.head(connection)
    return found.number - found.removed_number


def check(connection: Connection, kept: Kept | None = None, progress: Progress = no_progress) -> Verified:
    """As `verify`, of the state that a connection sees."""
    try:
        head = stored.head(connection)
        walk = _Check(head, kept)
        faults = list(walk.faults(_told_of(stored.chain(connection), progress)))
    except HeadLostError as fault:
        return Verified(0, "", (fault.message[0].lower() + fault.message[1:],))
    except (AttributeError, TypeError, ValueError) as fault:  # in SQLite a column can have any value
        return Verified(0, "", (f"what is stored of it cannot be read ({type(fault).__name__})",))
    more = [f"and {len(faults) - MOST} more"] if len(faults) > MOST else []
    return Verified(head.number, head.hash.hex(), (*faults[:MOST], *more), walk.expired())


def _told_of(rows: Iterable[Any], progress: Progress) -> Iterator[Any]:
    """The rows, of which `progress` is told some thousands at a time."""
    for number, row in enumerate(rows, 1):
        yield row
        if number % TOLD == 0:
            progress(TOLD)


def _detail(row: Any) -> dict[str, Any]:
    """The detail of an event; nothing where it was altered into something else."""
    try:
        found = json.loads(row.detail)
    except ValueError:
        found = {}
    return found if isinstance(found, dict) else {}


class _Check:
    """One walk along the chain."""

    def __init__(self, head: Head, kept: Kept | None) -> None:
        self._head = head
        self._number, self._hash = head.removed_number, head.removed_hash
        self._removals = _Removals(head)
        self._kept = None if kept is None else _KeptHead(kept)

    def faults(self, rows: Iterable[Any]) -> Iterator[str]:
        """What is wrong with these events, and with the head."""
        for row in rows:
            yield from self._event(row)
        yield from self._end()
        yield from self._removals.missing()
        if self._kept is not None:
            yield from self._kept.faults(self._removals)

    def expired(self) -> str | None:
        """After the walk: a sentence if the event of the kept head has expired."""
        return None if self._kept is None else self._kept.expired(self._removals)

    def _event(self, row: Any) -> Iterator[str]:
        columns, missing = dict(row._mapping), row.number != self._number + 1
        if missing:
            yield f"events {self._number + 1} to {row.number - 1} are missing"
        elif audit_chain.hash_after(self._hash, columns) != bytes(row.hash):
            yield f"event {row.number} was altered, or does not follow the one before it"
        if not audit_chain.has_its_address(columns):
            yield f"the address of event {row.number} was altered or deleted"
        self._number, self._hash = row.number, bytes(row.hash)
        if row.kind == "audit_expired":
            yield from self._removals.note(row.number, _detail(row))
        if self._kept is not None:
            self._kept.note(self._number, self._hash.hex())

    def _end(self) -> Iterator[str]:
        head = self._head
        if self._number < head.number:
            yield f"events {self._number + 1} to {head.number} are cut off"
        elif (self._number, self._hash) != (head.number, head.hash):
            yield f"the head of the trail, number {head.number}, is not the last event"


class _Removals:
    """What the trail says of its beginning: an event tells number and hash of the last one of each removal.

    Whoever makes a new chain can write such events too. So they must fit, and none of them shows that the trail has a
    head that was kept.
    """

    def __init__(self, head: Head) -> None:
        self.number = head.removed_number
        self._hash = head.removed_hash.hex()
        self._told = (0, audit_chain.NOTHING.hex())
        self._hashes = {self._hash: self.number}

    def note(self, number: int, detail: dict[str, Any]) -> Iterator[str]:
        """The event of this number tells of a removal; yields what is wrong with that."""
        through, last_hash = _whole_number(detail.get("number")), str(detail.get("hash"))
        if self._told[0] < through <= self.number and through < number:
            self._told = (through, last_hash)
            self._hashes[last_hash] = through
        else:
            yield f"event {number} tells of a removal that cannot have been"

    def missing(self) -> Iterator[str]:
        """After the walk: what is wrong if no event tells of the removal that the trail begins after."""
        if self._told != (self.number, self._hash):
            yield f"events up to {self.number} are missing: no event says that they have expired"

    def has(self, kept: Kept) -> bool:
        """Whether the event of a kept head was removed, as far as the trail tells."""
        if kept.number is None:
            return kept.hash in self._hashes
        return kept.number <= self.number and self._hashes.get(kept.hash, kept.number) == kept.number


def _whole_number(value: Any) -> int:
    """A number that JSON has; 0 for everything else."""
    return value if isinstance(value, int) and not isinstance(value, bool) else 0


class _KeptHead:
    """A head that was kept elsewhere, and whether the trail has it."""

    def __init__(self, kept: Kept) -> None:
        self._kept = Kept(kept.hash.lower(), kept.number)
        self._found = False
        self.note(0, audit_chain.NOTHING.hex())  # that of an empty trail

    def note(self, number: int, of_hash: str) -> None:
        """The trail has an event with this number and hash."""
        self._found = self._found or (of_hash == self._kept.hash and self._kept.number in (None, number))

    def faults(self, removals: _Removals) -> Iterator[str]:
        """What is wrong if the trail does not have it."""
        if not self._found and not removals.has(self._kept):
            older = f" (or it is older than event {removals.number + 1}: those before have expired)"
            lost = "the trail does not have the head that was kept: it was cut off or altered since"
            yield lost + (older if removals.number and self._kept.number is None else "")

    def expired(self, removals: _Removals) -> str | None:
        """A sentence if its event was removed because of its age."""
        if self._found or not removals.has(self._kept):
            return None
        return f"The head that was kept has expired with the events up to {removals.number}, and cannot be compared"
