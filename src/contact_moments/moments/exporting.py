"""Exporting: every contact moment in the form in which `moment import` reads it, a JSON object a line."""

import json
from collections.abc import Iterator

from contact_moments.model import JsonObject
from contact_moments.storage.database import Database
from contact_moments.storage.questions import relations
from contact_moments.storage.questions.moments import each_chunk

CHUNK = 1000


def export_lines(database: Database) -> Iterator[str]:
    """The moments by id, each as the POST's body plus `type`, as they are at one instant; merged relations replaced."""
    with database.snapshot() as connection:
        for chunk in each_chunk(connection, CHUNK):
            documents = [{"type": one.type} | json.loads(one.document) for one in chunk]
            named = {party for document in documents for party in (document["senderId"], *document["recipients"])}
            into = relations.survivors(connection, named)
            for document in documents:
                yield json.dumps(_present(document, into), ensure_ascii=False)


def _present(document: JsonObject, into: dict[int, int]) -> JsonObject:
    sender, recipients = document["senderId"], document["recipients"]
    return document | {
        "senderId": into.get(sender, sender),
        "recipients": sorted({into.get(party, party) for party in recipients}),
    }
