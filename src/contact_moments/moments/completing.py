"""Completing merges and renamings in the background: those that the API has begun, or that were interrupted.

Any worker may do it, and only one at a time does: whoever finds that the work went on without it leaves it to the other
one. So a busy register with many workers is not kept from registering.
"""

from collections.abc import Callable
from functools import partial

from contact_moments.moments.merging import render_batch
from contact_moments.moments.renaming import rename_batch
from contact_moments.storage.batches import BatchSize
from contact_moments.storage.database import Connection, Database
from contact_moments.storage.long_work import Progress, in_batches
from contact_moments.storage.questions import runs
from contact_moments.storage.transaction import Transaction
from contact_moments.times import Zone

BATCH = 200  # moments: a few milliseconds, so that registrations do not wait for it

Batch = Callable[[int, Transaction, int], tuple[int, int | None]]


def complete(database: Database, zone: Zone, rest: Progress) -> None:
    """Go on with what is in progress, until it is complete or another process goes on with it.

    `rest` is called between batches.
    """
    if database.read(runs.are_in_progress):
        _go_on(database, partial(render_batch, zone), runs.first_merge, rest)
        _go_on(database, rename_batch, runs.next_renaming, rest)


def _go_on(database: Database, work: Batch, state: Callable[[Connection], object], rest: Progress) -> None:
    left: list[object] = []  # the state in which this process left the work

    def batch(_: int, transaction: Transaction, size: int) -> tuple[tuple[int, object], int | None]:
        transaction.lock()
        if left and left != [state(transaction.connection)]:
            return (0, None), None
        done, following = work(0, transaction, size)
        return (done, state(transaction.connection)), following

    for done, reached in in_batches(database, batch, 0, BatchSize(BATCH)):
        left[:] = [reached]
        rest(done)
