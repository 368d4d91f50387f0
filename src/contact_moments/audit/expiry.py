"""What of the audit trail expires: whole events, from the beginning only; and the addresses of failures before those.

Whole days (of UTC) expire together. So there is one removal a day, and one event that tells of it.
"""

from functools import partial
from itertools import takewhile

from contact_moments.clock import SECOND, Clock
from contact_moments.people import Event
from contact_moments.storage.batches import BatchSize
from contact_moments.storage.database import Database
from contact_moments.storage.long_work import Progress, no_progress, run_in_batches
from contact_moments.storage.questions import audit as stored
from contact_moments.storage.questions.trusted_time import trusted_now
from contact_moments.storage.transaction import Transaction

DAY = 24 * 3600 * SECOND
MOST = 5000  # events in a batch


def expire(database: Database, clock: Clock, days: int, progress: Progress = no_progress) -> None:
    """Remove the events that are older than so many days."""
    now, before = clock(), _days_ago(database, clock, days)
    start = database.read(stored.head).removed_number
    first = database.read(lambda connection: stored.next_events(connection, start, 1))
    if first and not before <= first[0][1] <= now:
        run_in_batches(database, partial(_remove, before, now), start, BatchSize(MOST), progress)


def drop_addresses(database: Database, clock: Clock, days: int, progress: Progress = no_progress) -> None:
    """Delete the addresses of failures that are older than so many days; their seals stay in the chain."""
    before = _days_ago(database, clock, days)
    if database.read(lambda connection: stored.old_addresses(connection, before, 1)):
        run_in_batches(database, partial(_drop_addresses, before), True, BatchSize(MOST), progress)


def _days_ago(database: Database, clock: Clock, days: int) -> int:
    return (database.read(partial(trusted_now, now=clock())) // DAY - days) * DAY


def _remove(before: int, now: int, after: int, transaction: Transaction, size: int) -> tuple[int, int | None]:
    """Remove what is old of the next `size` events; returns how many, and the last number unless one was young.

    An event that is dated in the future, by a clock that was wrong, is as old as one after it.
    """
    transaction.lock()
    connection = transaction.connection
    found = stored.next_events(connection, after, size)
    passed = list(takewhile(lambda event: not before <= event[1] <= now, found))
    through = max((number for number, at in passed if at < before), default=0)
    removed_before = stored.head(connection).removed_number
    removed = stored.remove_through(connection, through)
    if removed is not None:
        number, last_hash = removed
        transaction.record(Event("audit_expired", detail={"number": number, "hash": last_hash.hex()}))
    return max(through - removed_before, 0), passed[-1][0] if passed and len(passed) == size else None


def _drop_addresses(before: int, _: bool, transaction: Transaction, size: int) -> tuple[int, bool | None]:
    numbers = stored.old_addresses(transaction.connection, before, size)
    stored.drop_addresses(transaction.connection, numbers)
    return len(numbers), len(numbers) == size or None
