"""Exports: all contact moments, or everything that a search finds, as a file to import has them."""

import json
from collections.abc import Iterator
from functools import partial

from msgspec import Struct
from msgspec.structs import asdict

from contact_moments.model import JsonObject, Rights, Search
from contact_moments.moments.follow_up_members import MEMBER, FollowUp, line_of
from contact_moments.moments.search import Searches
from contact_moments.people import Actor
from contact_moments.storage.database import Connection, Database
from contact_moments.storage.questions import follow_ups, moments, pages, relations
from contact_moments.storage.questions.moments import CurrentMoment, each_chunk

EXPORTED = 1000  # moments that are read at a time


class Exported(Struct, frozen=True):
    """A contact moment: `item` as the list shows it, and `document` as a line of an import; None without details.

    `follow_up` is beside it too: in the document a type's own field can have its name.
    """

    item: JsonObject
    document: JsonObject | None
    follow_up: FollowUp | None = None


def exported(
    searches: Searches, database: Database, wanted: Search, rights: Rights, by: Actor
) -> Iterator[list[Exported]]:
    """What is found, in its order. That it is exported is recorded before the first is returned.

    Each chunk has a snapshot of its own, so that whoever reads slowly holds up nobody.
    """
    on = [name for name, value in asdict(wanted).items() if name not in {"newest", "now"} and value is not None]
    database.write(lambda transaction: transaction.record(by.event("export", "contact moments", filters=on)))
    for ids in searches.walk(wanted, rights):
        yield database.read_snapshot(partial(_chunk, ids=ids, rights=rights))


def record_overview(database: Database, table: str, by: Actor) -> None:
    """Record that figures of the overview are exported: the table of this name."""
    database.write(lambda transaction: transaction.record(by.event("export", "overview", table=table)))


def _chunk(connection: Connection, ids: list[int], rights: Rights) -> list[Exported]:
    # What was withdrawn since it was found is not there any more.
    items = {id_: json.loads(item) for id_, item in pages.items(connection, ids).items()}
    if not rights.details:
        return [Exported(items[id_], None) for id_ in ids if id_ in items]
    found = moments.current_of(connection, list(items)) if items else []
    followed = _follow_ups(connection, found)
    documents = dict(zip((one.id for one in found), _as_lines(connection, found, followed), strict=True))
    return [Exported(items[id_], documents[id_], followed.get(id_)) for id_ in ids if id_ in items]


def export_lines(database: Database, by: Actor) -> Iterator[str]:
    """A snapshot of all moments by id, each as the POST's body plus `type`; merged relations are replaced."""
    database.write(lambda transaction: transaction.record(by.event("export", "contact moments")))
    with database.snapshot() as connection:
        for chunk in each_chunk(connection, EXPORTED):
            for document in _as_lines(connection, chunk, _follow_ups(connection, chunk)):
                yield json.dumps(document, ensure_ascii=False)


def _follow_ups(connection: Connection, found: list[CurrentMoment]) -> dict[int, FollowUp]:
    return follow_ups.of_moments(connection, [one.id for one in found])


def _as_lines(connection: Connection, found: list[CurrentMoment], followed: dict[int, FollowUp]) -> list[JsonObject]:
    """Moments as lines of a file to import. If a type has a field of its own called `followUp`, the line has that."""
    members = {id_: {MEMBER: line_of(one)} for id_, one in followed.items()}
    documents = [{"type": one.type} | members.get(one.id, {}) | json.loads(one.document) for one in found]
    into = relations.survivors(connection, {id_ for one in documents for id_ in (one["senderId"], *one["recipients"])})
    return [_with_survivors(one, into) for one in documents]


def _with_survivors(document: JsonObject, into: dict[int, int]) -> JsonObject:
    sender, recipients = document["senderId"], document["recipients"]
    return document | {
        "senderId": into.get(sender, sender),
        "recipients": sorted({into.get(party, party) for party in recipients}),
    }
