"""What of the audit trail expires: whole events, from the beginning only; and the addresses of failures before those.

Whole days (of UTC) expire together. So there is one removal a day, and one event that tells of it.
"""

from functools import partial

from contact_moments.clock import SECOND, Clock
from contact_moments.people import Event
from contact_moments.storage.batches import BatchSize
from contact_moments.storage.database import Connection, Database
from contact_moments.storage.long_work import Progress, no_progress, run_in_batches
from contact_moments.storage.questions import audit as stored
from contact_moments.storage.questions.audit import Head
from contact_moments.storage.transaction import Transaction

DAY = 24 * 3600 * SECOND
MOST = 5000  # events in a batch


def expire(database: Database, clock: Clock, days: int, progress: Progress = no_progress) -> None:
    """Remove the events that are older than so many days."""
    before = _days_ago(clock, days)
    if database.read_snapshot(lambda connection: _expired(connection, stored.head(connection), before)):
        run_in_batches(database, partial(_remove, before), True, BatchSize(MOST), progress)


def drop_addresses(database: Database, clock: Clock, days: int, progress: Progress = no_progress) -> None:
    """Delete the addresses of failures that are older than so many days; their seals stay in the chain."""
    work = partial(_drop_addresses, _days_ago(clock, days))
    if database.read(lambda connection: stored.old_addresses(connection, _days_ago(clock, days), 1)):
        run_in_batches(database, work, True, BatchSize(MOST), progress)


def _days_ago(clock: Clock, days: int) -> int:
    return (clock() // DAY - days) * DAY


def _expired(connection: Connection, head: Head, before: int) -> int:
    """How many events at the beginning are from before an instant."""
    young = stored.first_young(connection, before)
    return (head.number if young is None else young - 1) - head.removed_number


def _remove(before: int, _: bool, transaction: Transaction, size: int) -> tuple[int, bool | None]:
    """Remove at most `size` events; returns how many, and True if there are more, or else None."""
    transaction.lock()
    head = stored.head(transaction.connection)
    expired = _expired(transaction.connection, head, before)
    removed = stored.remove_through(transaction.connection, head.removed_number + min(expired, size))
    if removed is None:
        return 0, None
    number, last_hash = removed
    transaction.record(Event("audit_expired", detail={"number": number, "hash": last_hash.hex()}))
    return number - head.removed_number, expired > size or None


def _drop_addresses(before: int, _: bool, transaction: Transaction, size: int) -> tuple[int, bool | None]:
    numbers = stored.old_addresses(transaction.connection, before, size)
    stored.drop_addresses(transaction.connection, numbers)
    return len(numbers), len(numbers) == size or None
