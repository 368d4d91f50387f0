"""Merging two relations: the moments of one become the other's (wire rule 17).

First, in one transaction, the one is marked as merged, and its links move to the end of the other's. From then on every
moment is found under both ids. Then the moments are rendered again, batch by batch; each is a change that a sync sees.
Any number of merges can be in progress. A server completes them in the background; a command completes its own at once,
and so does the next merge or `rebuild`.
"""

import json
from functools import partial
from typing import Any

from msgspec import Struct

from contact_moments.errors import ConflictError, InvalidInputError, NotFoundError
from contact_moments.model import Relation
from contact_moments.moments.rendering import Item, fragments
from contact_moments.storage.batches import BatchSize
from contact_moments.storage.database import Connection, Database
from contact_moments.storage.long_work import Progress, no_progress, run_in_batches
from contact_moments.storage.questions import follow_ups, links, relations, runs
from contact_moments.storage.questions.moments import CurrentMoment, Fragments, current_of, replace_fragments
from contact_moments.storage.transaction import Transaction
from contact_moments.times import Zone

MOST = 500  # moments in a batch


class Begun(Struct, frozen=True):
    """The merged relation, and how many moments moved; None if this very merge was begun before."""

    relation: Relation
    moved: int | None


def merge(database: Database, zone: Zone, merged: int, into: int, progress: Progress = no_progress) -> int:
    """Merge relation `merged` into relation `into`, and complete it; returns how many moments moved.

    Raises what `begin` raises.
    """
    begun = begin(database, merged, into)
    done = finish_merges(database, zone, progress)
    return done if begun.moved is None else begun.moved


def begin(database: Database, merged: int, into: int) -> Begun:
    """Mark a relation as merged into another: a merge that `finish_merges` completes, here or in a server.

    Raises `NotFoundError` if there is no `merged`, `InvalidInputError` if there is no `into` or it is the same, and
    `ConflictError` if either is merged into another.
    """
    return database.write(partial(_begin, merged=merged, into=into))


def finish_merges(database: Database, zone: Zone, progress: Progress = no_progress) -> int:
    """Render again the moments of all merges in progress; returns how many moments that were."""
    # The database knows the position: it is in the runs.
    return run_in_batches(database, partial(render_batch, zone), 0, BatchSize(MOST), progress)


def _begin(transaction: Transaction, merged: int, into: int) -> Begun:
    transaction.lock()
    found = relations.of_ids(transaction.connection, [merged, into])
    check(found, merged, into)
    if found[merged].merged_into in (into, found[into].merged_into or into):
        # This very merge was begun before, and `into` may have been merged on since.
        return Begun(found[merged], None)
    check_separate(found[merged], found[into])
    moved = _move(transaction, merged, into)
    return Begun(relations.of_ids(transaction.connection, [merged])[merged], moved)


def check(found: dict[int, Relation], merged: int, into: int) -> None:
    """Raise the refusal of a merge that names what is not there, or one relation twice."""
    if merged not in found:
        raise NotFoundError(f"There is no relation {merged}")
    if into not in found:
        raise InvalidInputError(f"There is no relation {into}")
    if merged == into:
        raise InvalidInputError("A relation cannot be merged into itself")


def check_separate(*found: Relation) -> None:
    """Raise `ConflictError` for a relation that is merged into another."""
    for one in found:
        if one.merged_into is not None:
            raise ConflictError(f"Relation {one.id} is merged into {one.merged_into} already")


def _move(transaction: Transaction, merged: int, into: int) -> int:
    # A moved link keeps its distance from the start, so no position falls.
    connection = transaction.connection
    last = relations.parties(connection, [into])[into].last_position
    relations.merge(transaction, merged, into)
    moved = links.move(connection, merged, into, last, transaction.now())
    follow_ups.move(connection, merged, into)
    # Merges into `merged` that are in progress go on where their moments are now.
    runs.move_merges(connection, merged, into, last)
    runs.begin_merge(connection, merged, into, last)
    return moved


def render_batch(zone: Zone, _: int, transaction: Transaction, size: int) -> tuple[int, int | None]:
    """Render at most `size` moments of the first merge again; returns how many, and None if no merge is left.

    Merges into the same survivor go on together, from the first position on: what one of them renders is done for all.
    Links only come at the end, so who reaches the end has completed them all.
    """
    transaction.lock()
    connection = transaction.connection
    first = runs.first_merge(connection)
    if first is None:
        return 0, None
    _, into, after = first
    found = links.after(connection, into, after, size)
    moments = _naming_merged(connection, current_of(connection, [moment_id for _, moment_id in found]))
    rendered = render_again(connection, moments, zone)
    with transaction.recounted(one.id for one in moments):
        replace_fragments(connection, [(*one, transaction.next_change()) for one in rendered])
    runs.advance_merges(connection, into, found[-1][0] if len(found) == size else None)
    return len(found), 0


def _naming_merged(connection: Connection, moments: list[CurrentMoment]) -> list[CurrentMoment]:
    """Those that name a relation that is merged. The others were registered for the survivor, and show it already."""
    named = {one.id: _parties(json.loads(one.document)) for one in moments}
    merged = relations.survivors(connection, set().union(*named.values())).keys()
    return [one for one in moments if not named[one.id].isdisjoint(merged)]


def _parties(document: dict[str, Any]) -> set[int]:
    return {document["senderId"], *document["recipients"]}


def render_again(connection: Connection, moments: list[CurrentMoment], zone: Zone) -> list[tuple[int, int, Fragments]]:
    """What the list should show of `moments` now, merged relations replaced: (id, sender, fragments)."""
    documents = [json.loads(one.document) for one in moments]
    into = relations.survivors(connection, set().union(*map(_parties, documents)))
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
