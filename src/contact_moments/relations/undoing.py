"""Undoing an import of relations: those that it added, and that nobody uses, are removed for good.

A relation is used if something refers to it (a contact moment, also one that was withdrawn, an account, a follow-up, a
merge), or if it has changed since it was added. What the import changed stays as it is. Whoever keeps a copy of the
relations is told of those that are removed (see `removed`).
"""

from collections import Counter
from functools import partial

from msgspec import Struct

from contact_moments.errors import ConflictError
from contact_moments.people import Actor
from contact_moments.relations.imports import get_now
from contact_moments.storage.batches import BatchSize
from contact_moments.storage.database import Connection, Database
from contact_moments.storage.long_work import Progress, in_batches, no_progress
from contact_moments.storage.questions import relation_imports as stored
from contact_moments.storage.questions.relation_imports import Added, Use
from contact_moments.storage.transaction import Transaction

MOST = 1000  # relations in a batch
MOST_LOOKED_AT = 20_000  # relations, before an undo: looking for their uses takes less than a second
MOST_KEPT = 1000  # that are told by their ids


class Undone(Struct, frozen=True):
    """What undoing an import did: how many relations were removed, and why how many were kept.

    `kept` has the first 1,000 of these by their ids. Without `scrubbed`, what was removed may still be in the
    database's files.
    """

    removed: int
    reasons: dict[Use, int]
    kept: dict[int, Use]
    scrubbed: bool


class Prospect(Struct, frozen=True):
    """What undoing an import would do now: how many relations would be removed, and why how many would stay.

    With `more`, only the first of them were looked at.
    """

    removed: int
    reasons: dict[Use, int]
    more: bool = False


def prospect(database: Database, number: int) -> Prospect:
    """What `undo` would do now, with the first 20,000. Changes nothing. Raises `NotFoundError`."""
    removed, reasons, after = 0, Counter[Use](), 0
    with database.snapshot() as connection:
        get_now(connection, number)
        while added := stored.added_after(connection, number, after, MOST):
            if removed + reasons.total() >= MOST_LOOKED_AT:
                return Prospect(removed, dict(reasons), more=True)
            uses = _uses(connection, added)
            reasons.update(uses.values())
            removed += len(added) - len(uses)
            after = added[-1].position
    return Prospect(removed, dict(reasons))


def number_left(database: Database, number: int) -> int:
    """How many of the relations that an import added are there. Raises `NotFoundError`."""

    def query(connection: Connection) -> int:
        get_now(connection, number)
        return stored.number_left(connection, number)

    return database.read(query)


def _uses(connection: Connection, added: list[Added]) -> dict[int, Use]:
    """Those of the relations that stay, each with the reason."""
    changed: dict[int, Use] = {one.id: "changed" for one in added if not one.is_as_added}
    return changed | stored.uses(connection, [one.id for one in added])


def undo(database: Database, number: int, by: Actor, progress: Progress = no_progress) -> Undone:
    """Undo an import, batch by batch. After an interruption, the same call goes on where it stopped.

    An import that is not complete is undone as far as it has come. Undone again, it removes what is not used any more.
    Raises `NotFoundError`, or `ConflictError` if nothing of it is left.
    """
    database.write(partial(_begin_undo, number, by))
    removed, reasons, kept = 0, Counter[Use](), dict[int, Use]()
    for steps, gone, uses in in_batches(database, partial(_undo_batch, number, by), 0, BatchSize(MOST)):
        removed += gone
        reasons.update(uses.values())
        kept |= dict(list(uses.items())[: MOST_KEPT - len(kept)])
        progress(steps)
    return Undone(removed, dict(reasons), kept, database.scrub_deleted())


def _begin_undo(number: int, by: Actor, transaction: Transaction) -> None:
    transaction.lock()
    connection = transaction.connection
    found = get_now(connection, number)
    if found.state == "undone" and not stored.number_left(connection, number):
        raise ConflictError(f"Import {number} is undone already")
    stored.set_state(connection, number, "undoing")
    transaction.record(by.event("import_undone", "relations", number=number))


def _undo_batch(
    number: int, by: Actor, after: int, transaction: Transaction, size: int
) -> tuple[tuple[int, int, dict[int, Use]], int | None]:
    """Remove what nobody uses of the next relations; returns (relations, removed, why others stay), and a position."""
    transaction.lock()
    connection = transaction.connection
    added = stored.added_after(connection, number, after, size)
    uses = _uses(connection, added)
    unused = [one.id for one in added if one.id not in uses]
    stored.remove(transaction, number, unused)
    if unused:
        transaction.record(by.event("import_undone", "relations", number=number, removed=len(unused)))
    if len(added) == size:
        return (len(added), len(unused), uses), added[-1].position
    stored.set_state(connection, number, "undone")
    return (len(added), len(unused), uses), None
