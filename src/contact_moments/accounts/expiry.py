"""Sessions, one-time links, tokens and consents that have expired are removed, also where nobody asks for them."""

from functools import partial

from contact_moments.storage.batches import BatchSize
from contact_moments.storage.database import Database
from contact_moments.storage.long_work import Progress, no_progress, run_in_batches
from contact_moments.storage.questions import expired
from contact_moments.storage.transaction import Transaction

MOST = 1000  # rows of each kind in a batch


def remove_expired(database: Database, now: int, progress: Progress = no_progress) -> None:
    """Remove what has expired at the instant `now`, batch by batch."""
    if database.read(lambda connection: expired.anything(connection, now)):
        run_in_batches(database, partial(_remove, now), True, BatchSize(MOST), progress)


def _remove(now: int, _: bool, transaction: Transaction, size: int) -> tuple[int, bool | None]:
    found = expired.remove(transaction.connection, now, size)
    return found, found >= size or None
