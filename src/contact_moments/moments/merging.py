"""Merging two relations: the moments of the one become the other's (wire rule 17).

First, in one transaction, the one is marked as merged and its links move to the end of the other's, so that
every moment is found under both ids at once. Then the moments are rendered anew in portions, each a change that a
sync sees. A merge that was interrupted is completed by the next one, or by `rebuild`.
"""

import json
from collections.abc import Callable
from functools import partial

from contact_moments.errors import ConflictError, NotFoundError
from contact_moments.moments.rendering import Item, fragments
from contact_moments.storage.database import Connection, Database, Portions
from contact_moments.storage.questions import relations
from contact_moments.storage.questions.moments import CurrentMoment, Fragments, current_of, render_again
from contact_moments.storage.transaction import Transaction
from contact_moments.times import Zone

CHUNK = 500

Progress = Callable[[int], None]


def merge(database: Database, zone: Zone, merged: int, into: int, progress: Progress = lambda _: None) -> int:
    """Merge relation `merged` into relation `into`; returns how many moments moved.

    Raises `NotFoundError` when either is not there, `ConflictError` when either is merged away or they are one.
    """
    unfinished = database.write(lambda transaction: relations.merge_runs(transaction.connection))
    done = finish_merges(database, zone, progress)
    if any(run[:2] == (merged, into) for run in unfinished):
        return done  # this very merge was interrupted, and is complete now
    while not database.write(lambda transaction: _begins(transaction, merged, into)):
        finish_merges(database, zone, progress)
    return finish_merges(database, zone, progress)


def finish_merges(database: Database, zone: Zone, progress: Progress = lambda _: None) -> int:
    """Render anew what merges have left; returns how many moments that were."""
    total, portions = 0, Portions(CHUNK)
    while (done := database.write_portion(partial(_continue, zone), portions)) is not None:
        total += done
        progress(done)
    return total


def _begins(transaction: Transaction, merged: int, into: int) -> bool:
    """Begin, unless somebody else has begun a merge meanwhile.

    The run of the first would no longer find the moments that the second has moved on, and forget that they show a name
    from before a renaming.
    """
    transaction.lock()
    if relations.merge_runs(transaction.connection):
        return False
    found = relations.of_ids(transaction.connection, [merged, into])
    for relation_id in (merged, into):
        if relation_id not in found:
            raise NotFoundError(f"There is no relation {relation_id}")
        if found[relation_id].merged_into is not None:
            raise ConflictError(f"Relation {relation_id} is merged into {found[relation_id].merged_into} already")
    if merged == into:
        raise ConflictError("A relation cannot be merged into itself")
    relations.move_links(transaction.connection, merged, into)
    return True


def _continue(zone: Zone, transaction: Transaction, size: int) -> int | None:
    transaction.lock()
    connection = transaction.connection
    runs = relations.merge_runs(connection)
    if not runs:
        return None
    merged, into, after_n = runs[0]
    links = relations.moments_after(connection, into, after_n, size)
    moments = current_of(connection, [moment_id for _, moment_id in links])
    rendered = rendered_anew(connection, moments, zone)
    render_again(connection, [(id_, sender, parts, transaction.next_change()) for id_, sender, parts in rendered])
    relations.advance_merge_run(connection, merged, links[-1][0] if len(links) == size else None)
    return len(links)


def rendered_anew(connection: Connection, moments: list[CurrentMoment], zone: Zone) -> list[tuple[int, int, Fragments]]:
    """What the list should show of `moments` now: (id, sender, fragments), merged relations replaced."""
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
