"""Imports by their number: which there are, and undoing one.

To undo an import is to withdraw, as mistakes, the moments that it added, and to release the keys of its lines and its
file, so that a mended file can be imported. Moments that were corrected since are kept, with their keys, unless the
caller wants those withdrawn too. A moment that had been withdrawn before keeps its key, unless that was for a mistake:
what was erased does not come back with the same line. The keys that an undone import still holds count for lines
without a reference too.
"""

from functools import partial

from msgspec import Struct

from contact_moments.errors import ConflictError, NotFoundError
from contact_moments.moments.withdrawal import withdraw_now
from contact_moments.people import Actor
from contact_moments.storage.batches import BatchSize
from contact_moments.storage.database import Connection, Database
from contact_moments.storage.long_work import Progress, in_batches, no_progress
from contact_moments.storage.questions import imports as stored
from contact_moments.storage.questions import moments, withdrawals
from contact_moments.storage.questions.imports import Import
from contact_moments.storage.transaction import Transaction

__all__ = ["Import", "Prospect", "Undone", "all_imports", "get_import", "number_left", "prospect", "undo"]

MOST = 1000  # moments in a batch
MOST_LOOKED_AT = 20_000  # moments, before an undo


class Undone(Struct, frozen=True):
    """The result of undoing an import: how many moments were withdrawn, and the ids of those that were kept.

    Without `scrubbed`, what was withdrawn may still be in the database's files.
    """

    withdrawn: int
    kept: list[int]
    scrubbed: bool


def all_imports(database: Database) -> list[Import]:
    """All imports, the oldest first."""
    return database.read(stored.all_imports)


def get_import(database: Database, number: int) -> Import:
    """The import with this number. Raises `NotFoundError`."""
    return database.read(lambda connection: _get(connection, number))


def _get(connection: Connection, number: int) -> Import:
    found = stored.of_number(connection, number)
    if found is None:
        raise NotFoundError(f"There is no import {number}; contact-moments moment imports lists them")
    return found


def undo(database: Database, number: int, also_corrected: bool, by: Actor, progress: Progress = no_progress) -> Undone:
    """Undo an import, batch by batch. After an interruption, the same call goes on where it stopped.

    An import that is not complete is undone as far as it has come. Raises `NotFoundError`, or `ConflictError` if the
    import is undone and nothing of it is left to withdraw.
    """
    database.write(partial(_begin, number=number, also_corrected=also_corrected, by=by))
    withdrawn, kept = 0, list[int]()
    work = partial(_undo_batch, number, also_corrected, by)
    for steps, done, corrected in in_batches(database, work, 0, BatchSize(MOST)):
        withdrawn += done
        kept += corrected
        progress(steps)
    return Undone(withdrawn, kept, database.scrub_deleted())


class Prospect(Struct, frozen=True):
    """What undoing an import would do now: withdraw so many, of which `corrected` only if that is wanted.

    With `more`, only the first of them were looked at.
    """

    there: int
    corrected: int
    more: bool = False


def prospect(database: Database, number: int) -> Prospect:
    """What `undo` would do now, with the first 20,000. Changes nothing. Raises `NotFoundError`."""

    def query(connection: Connection) -> list[int]:
        _get(connection, number)
        return stored.first_versions(connection, number, MOST_LOOKED_AT + 1)

    versions = database.read_snapshot(query)
    looked_at = versions[:MOST_LOOKED_AT]
    corrected = sum(version > 1 for version in looked_at)
    return Prospect(len(looked_at), corrected, more=len(versions) > len(looked_at))


def number_left(database: Database, number: int) -> int:
    """How many of the moments that an import added are there."""
    return database.read_snapshot(lambda connection: stored.number_left(connection, number))


def _begin(transaction: Transaction, number: int, also_corrected: bool, by: Actor) -> None:
    transaction.lock()
    connection = transaction.connection
    found = _get(connection, number)
    if found.state == "undone" and not (also_corrected and _left(connection, number)):
        raise ConflictError(f"Import {number} is undone already")
    if found.state != "undone":
        stored.begin_undo(connection, number)
    transaction.record(by.event("import_undone", str(number), also_corrected=also_corrected))


def _left(connection: Connection, number: int) -> bool:
    """Whether a moment of an import is still there."""
    after = 0
    while ids := stored.moments_after(connection, number, after, MOST):
        if moments.existing(connection, ids):
            return True
        after = ids[-1]
    return False


def _undo_batch(
    number: int, also_corrected: bool, by: Actor, after: int, transaction: Transaction, size: int
) -> tuple[tuple[int, int, list[int]], int | None]:
    """Undo what became of the next ids after `after`; returns (ids, withdrawn, kept), and the last of these ids."""
    transaction.lock()
    connection = transaction.connection
    ids = stored.moments_after(connection, number, after, size)
    versions = moments.versions(connection, ids)
    kept = [] if also_corrected else [id_ for id_, version in versions.items() if version > 1]
    wrong = sorted(versions.keys() - kept)
    withdraw_now(transaction, wrong, "mistake", by)
    stored.release_keys(connection, sorted(withdrawals.mistakes(connection, ids)))
    if len(ids) == size:
        return (len(ids), len(wrong), kept), ids[-1]
    stored.finish_undo(connection, number)
    return (len(ids), len(wrong), kept), None
