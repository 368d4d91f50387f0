"""Renaming a relation: its moments show the new name at once, and then have it put in place, batch by batch.

`relations.rename` gives the relation its name and records that a renaming is in progress; from then on reads look the
name up. The work here makes that lookup unnecessary. A server does it in the background; a command at once, and so does
an import of relations or `rebuild`.
"""

from contact_moments.storage.batches import BatchSize
from contact_moments.storage.database import Connection, Database
from contact_moments.storage.long_work import Progress, no_progress, run_in_batches
from contact_moments.storage.questions import links, runs
from contact_moments.storage.questions.moments import rename_sender
from contact_moments.storage.transaction import Transaction

MOST = 1000  # moments in a batch


def finish_renaming(database: Database, progress: Progress = no_progress) -> int:
    """Put new names in place in the moments that still show another one; returns how many moments that were."""
    # The database knows the position: it is in the runs.
    return run_in_batches(database, rename_batch, 0, BatchSize(MOST), progress)


def rename_batch(_: int, transaction: Transaction, size: int) -> tuple[int, int | None]:
    """Put names in place in at most `size` moments; one relation after another, because most have few moments."""
    transaction.lock()
    done = steps = 0
    while steps < size:
        renamed = _rename_next(transaction.connection, size - steps)
        if renamed is None:
            return done, None
        done += renamed
        steps += max(renamed, 1)
    return done, 0


def _rename_next(connection: Connection, size: int) -> int | None:
    """Put one relation's name in place in at most `size` of its moments; returns how many, None if none is left."""
    run = runs.next_renaming(connection)
    if run is None:
        return None
    relation_id, after, name_json = run
    found = links.after(connection, relation_id, after, size)
    rename_sender(connection, [moment_id for _, moment_id in found], relation_id, name_json)
    runs.advance_renaming(connection, relation_id, found[-1][0] if len(found) == size else None)
    return len(found)
