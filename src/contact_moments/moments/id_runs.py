"""Commands on many ids, done batch by batch, that can be resumed by the same command.

All ids are checked before the first batch is written. Each batch but the last records how far the run has come, in its
own transaction. The record is known by a SHA-256 of the command and its ids: so the same command with the same ids goes
on after an interruption, and does not refuse what it did itself. The last batch removes the record.
"""

import hashlib
from collections.abc import Callable, Iterator
from typing import TypeVar

from contact_moments.errors import ConflictError
from contact_moments.storage.batches import BatchSize
from contact_moments.storage.database import Database
from contact_moments.storage.long_work import in_batches
from contact_moments.storage.questions import runs
from contact_moments.storage.transaction import Transaction

T = TypeVar("T")

Check = Callable[[Transaction, list[int]], None]


def run_on_ids(
    database: Database,
    command: str,
    ids: list[int],
    check: Check,
    work: Callable[[Transaction, list[int]], T],
    most: int,
) -> Iterator[tuple[int, T]]:
    """Run `work` on all `ids`, batch by batch; yields (how many ids, what `work` returned) for each batch.

    `command` is its name with everything that it depends on besides the ids. `check` raises the refusal for ids that
    cannot be done, before anything is changed. `work` has to cope with what has changed since then. After an
    interruption only the ids that are left are checked and done.
    """
    if not ids:
        return iter(())
    digest = _digest(command, ids)

    def begin(transaction: Transaction) -> int:
        transaction.lock()
        done = runs.done(transaction.connection, digest)
        check(transaction, ids[done:])
        return done

    def one_batch(start: int, transaction: Transaction, size: int) -> tuple[tuple[int, T], int | None]:
        transaction.lock()
        if runs.done(transaction.connection, digest) != start:
            raise ConflictError("Another command is doing the same to the same ids; leave it to that one")
        batch = ids[start : start + size]
        result = work(transaction, batch)
        end = start + len(batch)
        if end < len(ids):
            runs.advance(transaction.connection, digest, end)
            return (len(batch), result), end
        runs.finish(transaction.connection, digest)
        return (len(batch), result), None

    return in_batches(database, one_batch, database.write(begin), BatchSize(most))


def _digest(command: str, ids: list[int]) -> str:
    return hashlib.sha256(f"{command}\n{','.join(map(str, ids))}".encode()).hexdigest()
