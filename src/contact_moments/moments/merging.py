"""Merging two relations: the moments of one become the other's (wire rule 17).

First, in one transaction, the one is marked as merged, and its links move to the end of the other's. From then on every
moment is found under both ids. Then the moments are rendered again, batch by batch; each is a change that a sync sees.
An interrupted merge is completed by the next merge, or by `rebuild`.
"""

import json
from functools import partial

from contact_moments.errors import ConflictError, NotFoundError
from contact_moments.moments.rendering import Item, fragments
from contact_moments.storage.batches import BatchSize
from contact_moments.storage.database import Connection, Database
from contact_moments.storage.long_work import Progress, no_progress, run_in_batches
from contact_moments.storage.questions import links, relations, runs
from contact_moments.storage.questions.moments import CurrentMoment, Fragments, current_of, replace_fragments
from contact_moments.storage.transaction import Transaction
from contact_moments.times import Zone

MOST = 500  # moments in a batch


def merge(database: Database, zone: Zone, merged: int, into: int, progress: Progress = no_progress) -> int:
    """Merge relation `merged` into relation `into`; returns how many moments moved.

    Raises `NotFoundError` if either does not exist, and `ConflictError` if either is merged away or they are the same.
    """
    unfinished = database.write(lambda transaction: runs.merges(transaction.connection))
    done = finish_merges(database, zone, progress)
    if any(run[:2] == (merged, into) for run in unfinished):
        return done  # this very merge was interrupted, and is complete now
    while not database.write(lambda transaction: _begin(transaction, merged, into)):
        finish_merges(database, zone, progress)
    return finish_merges(database, zone, progress)


def finish_merges(database: Database, zone: Zone, progress: Progress = no_progress) -> int:
    """Render again the moments of interrupted and new merges; returns how many moments that were."""
    # The database knows the position: it is in the runs.
    return run_in_batches(database, partial(_render_batch, zone), 0, BatchSize(MOST), progress)


def _begin(transaction: Transaction, merged: int, into: int) -> bool:
    """Begin the merge and return true, or return false if another merge is in progress.

    With two merges in progress, the run of the first would not find the moments that the second moved on, and would
    forget that these show a name from before a renaming.
    """
    transaction.lock()
    connection = transaction.connection
    if runs.merges(connection):
        return False
    found = relations.of_ids(connection, [merged, into])
    for relation_id in (merged, into):
        if relation_id not in found:
            raise NotFoundError(f"There is no relation {relation_id}")
        if found[relation_id].merged_into is not None:
            raise ConflictError(f"Relation {relation_id} is merged into {found[relation_id].merged_into} already")
    if merged == into:
        raise ConflictError("A relation cannot be merged into itself")
    _move(transaction, merged, into)
    return True


def _move(transaction: Transaction, merged: int, into: int) -> None:
    # A moved link keeps its distance from the start, so no position falls.
    connection = transaction.connection
    last = relations.parties(connection, [into])[into].last_position
    relations.merge(transaction, merged, into)
    links.move(connection, merged, into, last, transaction.now())
    runs.begin_merge(connection, merged, into, last)


def _render_batch(zone: Zone, _: int, transaction: Transaction, size: int) -> tuple[int, int | None]:
    """Render at most `size` moments of the first merge again; returns how many, and None if no merge is left."""
    transaction.lock()
    connection = transaction.connection
    unfinished = runs.merges(connection)
    if not unfinished:
        return 0, None
    merged, into, after = unfinished[0]
    found = links.after(connection, into, after, size)
    moments = current_of(connection, [moment_id for _, moment_id in found])
    rendered = render_again(connection, moments, zone)
    replace_fragments(connection, [(id_, sender, parts, transaction.next_change()) for id_, sender, parts in rendered])
    runs.advance_merge(connection, merged, found[-1][0] if len(found) == size else None)
    return len(found), 0


def render_again(connection: Connection, moments: list[CurrentMoment], zone: Zone) -> list[tuple[int, int, Fragments]]:
    """What the list should show of `moments` now, merged relations replaced: (id, sender, fragments)."""
    documents = [json.loads(one.document) for one in moments]
    named = {party for document in documents for party in (document["senderId"], *document["recipients"])}
    into = relations.survivors(connection, named)
    senders = {into.get(document["senderId"], document["senderId"]) for document in documents}
    names = relations.names(connection, senders)
    rendered = []
    for one, document in zip(moments, documents, strict=True):
        sender = into.get(document["senderId"], document["senderId"])
        recipients = tuple(sorted({into.get(party, party) for party in document["recipients"]}))
        name = names[sender]
        item = Item(one.id, one.type, document["subject"], sender, name, recipients, one.happened_at, one.action)
        rendered.append((one.id, sender, fragments(item, zone)))
    return rendered
