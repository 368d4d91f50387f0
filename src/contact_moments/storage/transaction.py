"""A write transaction and the numbers that it hands out.

Every moment gets the next id, every change the next change number, and every second in which something changed gets a
`tick`. The register's one row is locked before the first number is given, and written back before the commit. So
numbers have no gaps, and their order is the order of commits: sync rests on this promise.

A change is dated when the lock is taken, and becomes visible at the commit. At most four seconds may lie between the
two: `since` is read with an overlap of ten seconds, half of it is for the client, and one second is for rounding. A
transaction that takes longer is rolled back and run again. If only the COMMIT was slow, its changes are re-dated
(`redate`). No change is dated before an earlier change, nor before a time at which the list was read (`note_read`),
even if the clock has been set back.

Relations have positions and change numbers of their own, with the same promises. They are read only when the first of
them is given, so that a registration does not pay for them, and dated at the end of the transaction.
"""

import time
from collections import Counter
from collections.abc import Iterable
from contextlib import AbstractContextManager

from msgspec import Struct
from sqlalchemy import Connection, bindparam, func, select, update

from contact_moments.clock import SECOND, Clock
from contact_moments.meter.shared_rows import Key
from contact_moments.model import PagedBy
from contact_moments.people import Event
from contact_moments.storage import audit_chain
from contact_moments.storage.numbers import Numbers, RelationNumbers
from contact_moments.storage.questions import redating, tallies
from contact_moments.storage.retry import DeadlineExceededError
from contact_moments.storage.sql.tables import numbering, register, relation_tick

LONGEST = 4.0  # seconds between a change's date and its commit; with rounding to whole ones five

_LAST_SECONDS = select(register.c.last_second, select(func.max(relation_tick.c.second)).scalar_subquery())
_NOTE_READ = (
    update(register)
    .where(register.c.read_second < bindparam("second"))
    .values(read_second=bindparam("second", type_=register.c.read_second.type))
)
_NOTE_PAGED = (
    update(numbering)
    .where(numbering.c.kind == bindparam("of_kind"), numbering.c.paged_at < bindparam("instant"))
    .values(paged_at=bindparam("instant", type_=numbering.c.paged_at.type))
)


class Changes(Struct, frozen=True):
    """Change numbers: those of contact moments, and those of relations."""

    moments: range = range(0)
    relations: range = range(0)

    def __len__(self) -> int:
        return len(self.moments) + len(self.relations)


def last_second(connection: Connection) -> int:
    """The second (of 1970) of the latest change, of a contact moment or of a relation."""
    of_moments, of_relations = connection.execute(_LAST_SECONDS).one()
    return max(int(of_moments), int(of_relations or 0))


class Transaction:
    """What work is given: a connection inside BEGIN … COMMIT, the time, and numbers.

    Work may run again after a rollback, so it must have no effect outside of `connection`. What it did is counted in
    `counts`, for the meter, which takes them once they are committed.
    """

    def __init__(self, connection: Connection, clock: Clock) -> None:
        self.connection = connection
        self._clock = clock
        self._numbers: Numbers | None = None
        self._relations: RelationNumbers | None = None
        self._events: list[Event] = []
        self.counts: Counter[Key] = Counter()

    def now(self) -> int:
        """The time of this transaction's changes, in microseconds; never before that of an earlier commit."""
        return self._register().now

    def next_moment_id(self) -> int:
        """The id for one more contact moment."""
        numbers = self._register()
        numbers.moment_id += 1
        return numbers.moment_id

    def next_change(self) -> int:
        """The number for one more change of a contact moment."""
        numbers = self._register()
        numbers.change_no += 1
        return numbers.change_no

    def next_relation_position(self) -> int:
        """The position for one more relation in the list of all."""
        numbers = self._relation_numbers()
        numbers.position += 1
        return numbers.position

    def next_relation_change(self) -> int:
        """The number for one more change of a relation."""
        numbers = self._relation_numbers()
        numbers.change_no += 1
        return numbers.change_no

    def next_removed_position(self) -> int:
        """The position for one more relation among those that are removed; its removal is a change."""
        numbers = self._relation_numbers()
        numbers.removed += 1
        return numbers.removed

    def types_version(self) -> int:
        """A number that changes whenever a type does; no type changes until the commit."""
        return self._register().types_version

    def lock(self) -> None:
        """Lock the register's row, unless it is: other writers wait until the commit, on every engine."""
        self._register()

    def recounted(self, ids: Iterable[int]) -> AbstractContextManager[None]:
        """Within it these moments are changed or deleted: the counters of the overview are changed with them."""
        return tallies.recounted(self.connection, ids, self._register().tallied_id)

    def note_read(self, second: int) -> None:
        """Note that the list was read in this second (of 1970)."""
        self.connection.execute(_NOTE_READ, {"second": second})

    def note_paged(self, kind: PagedBy, second: int) -> None:
        """Note that in this second (of 1970) a page number above 1 was asked for, of a list of this kind."""
        # The register's row first, as in every transaction: otherwise two could wait for each other.
        self._register()
        self.connection.execute(_NOTE_PAGED, {"of_kind": kind, "instant": second * SECOND})

    def record(self, event: Event) -> None:
        """Keep an event for the audit trail; it is written with the commit."""
        self._events.append(event)

    def seconds_locked(self) -> float:
        """How long ago the register's row was locked; 0 if it was not."""
        return 0.0 if self._numbers is None else time.monotonic() - self._numbers.dated

    def changes(self) -> Changes:
        """The change numbers that this transaction has handed out."""
        moments, relations = self._numbers, self._relations
        return Changes(
            range(0) if moments is None else moments.changes(), range(0) if relations is None else relations.changes()
        )

    def is_late(self) -> bool:
        """Whether the deadline has passed: four seconds after the changes were dated.

        The clock counts too: if it is set forward meanwhile, readers have already passed the date of these changes.
        """
        return any(
            numbers.changes()
            and max(time.monotonic() - numbers.dated, (self._clock() - numbers.now) / SECOND) > LONGEST
            for numbers in (self._numbers, self._relations)
            if numbers is not None
        )

    def check_deadline(self) -> None:
        """Raise `DeadlineExceededError` if the commit deadline has passed. Long work calls it to stop early."""
        if self.is_late():
            raise DeadlineExceededError

    def redate(self, changes: Changes) -> None:
        """Give the changes of an earlier transaction, which was committed late, new numbers and so a new date."""
        self._register()
        if changes.moments:
            self._redate_moments(changes.moments)
        if changes.relations:
            numbers = self._relation_numbers()
            bound = _renumbered(changes.relations, numbers)
            numbers.removed = redating.renumber_relations(self.connection, bound, numbers.removed)

    def _redate_moments(self, changes: range) -> None:
        numbers = self._register()
        bound = _renumbered(changes, numbers)
        redating.renumber_moments(self.connection, bound, changes, numbers.now)

    def finish(self) -> None:
        """Write the numbers and the events; called once, before the commit. Raises `DeadlineExceededError`."""
        for numbers in (self._numbers, self._relations):
            if numbers is not None:
                numbers.write_back(self.connection)
        # The counters can wait, and the deadline cannot.
        if self._numbers is not None and self.seconds_locked() < LONGEST / 4:
            tallies.count_new(self.connection, self._numbers.tallied_id, self._numbers.moment_id)
        if self._events:
            audit_chain.append(self.connection, self._events, self._clock())
        self.check_deadline()

    def _register(self) -> Numbers:
        if self._numbers is None:
            self._numbers = Numbers(self.connection, self._clock)
        return self._numbers

    def _relation_numbers(self) -> RelationNumbers:
        if self._relations is None:
            now = self._register().now
            self._relations = RelationNumbers(self.connection, self._clock, now)
        return self._relations


def _renumbered(changes: range, numbers: Numbers | RelationNumbers) -> dict[str, int]:
    """The values for a statement that moves these changes after all others."""
    bound = {"first": changes[0], "last": changes[-1], "shift": numbers.change_no + 1 - changes[0]}
    numbers.change_no += len(changes)
    return bound
