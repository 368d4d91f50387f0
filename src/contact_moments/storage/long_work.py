"""The one loop for long work: one batch after another, each in a transaction of its own.

The size of a batch follows from the time that the batches before it took (see `batches`). So other writers never wait
long, and no batch misses its deadline for good. Work that notes in each transaction how far it has come can be resumed
after an interruption.
"""

from collections.abc import Callable, Iterator
from functools import partial
from typing import TypeVar

from contact_moments.storage.batches import BatchSize
from contact_moments.storage.database import Database
from contact_moments.storage.transaction import Transaction

P = TypeVar("P")  # a position: where a batch begins
T = TypeVar("T")  # what a batch returns

Progress = Callable[[int], None]


def no_progress(_: int) -> None:
    """The progress callback of a caller who shows none."""


def in_batches(
    database: Database, work: Callable[[P, Transaction, int], tuple[T, P | None]], start: P, sizes: BatchSize
) -> Iterator[T]:
    """Run `work` for one batch after another; yields what each returned, once that is committed.

    `work(position, transaction, size)` does at most `size` items from `position` on. It returns a result, and the
    position of the next batch, or None after the last one. It may run more than once before it is committed.
    """
    position: P | None = start
    while position is not None:
        result, position = database.write_batch(partial(work, position), sizes)
        yield result


def run_in_batches(
    database: Database,
    work: Callable[[P, Transaction, int], tuple[int, P | None]],
    start: P,
    sizes: BatchSize,
    progress: Progress = no_progress,
) -> int:
    """As `in_batches`, for work that returns how many items it did; returns how many these are in all."""
    total = 0
    for done in in_batches(database, work, start, sizes):
        total += done
        progress(done)
    return total
