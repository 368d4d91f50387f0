"""Making what search compares of the moments that an earlier release registered, and checking it."""

import json

from contact_moments.moments.search_words import reference_in, words_of
from contact_moments.storage.database import Connection
from contact_moments.storage.questions import moment_words
from contact_moments.storage.questions.moments import each_chunk

CHUNK = 1000  # moments


def index_earlier_moments(connection: Connection) -> None:
    """Make the words and references of all moments; does nothing once they are there."""
    if moment_words.are_there(connection):
        return
    for chunk in each_chunk(connection, CHUNK):
        documents = {one.id: json.loads(one.document) for one in chunk}
        moment_words.add(connection, [(id_, words_of(document)) for id_, document in documents.items()])
        references = {id_: reference_in(document) for id_, document in documents.items()}
        moment_words.set_references(connection, [(id_, one) for id_, one in references.items() if one is not None])
