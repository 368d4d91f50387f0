"""The words of contact moments that search compares, and their index; kept in step with the moments."""

from collections.abc import Iterator

from sqlalchemy import BindParameter, Connection, bindparam, delete, exists, insert, select, update

from contact_moments.storage.batches import in_parts
from contact_moments.storage.sql.prepared import ManyRows
from contact_moments.storage.sql.tables import moment, moment_text
from contact_moments.storage.sql.word_index import Indexed, word_index_of

WORDS = Indexed("moment_words", "moment_text", "moment_id", "words")

_THESE: BindParameter[list[int]] = bindparam("ids", expanding=True)
_ADD = ManyRows(insert(moment_text))
_OF = select(moment_text.c.moment_id, moment_text.c.words).where(moment_text.c.moment_id.in_(_THESE))
_DROP = delete(moment_text).where(moment_text.c.moment_id.in_(_THESE))
_ANY = select(moment_text.c.moment_id).limit(1)
_REFERENCE = ManyRows(
    update(moment).where(moment.c.id == bindparam("moment_id")).values(reference=bindparam("new_reference"))
)
_WITHOUT = select(moment.c.id).where(~exists().where(moment_text.c.moment_id == moment.c.id)).limit(1)
_CHUNK = (
    select(moment_text.c.moment_id, moment_text.c.words, moment.c.reference)
    .join(moment, moment.c.id == moment_text.c.moment_id)
    .order_by(moment_text.c.moment_id)
)


def add(connection: Connection, texts: list[tuple[int, str]]) -> None:
    """Add the words of new moments: (moment, words)."""
    _ADD.run(connection, [{"moment_id": moment_id, "words": words} for moment_id, words in texts])
    word_index_of(connection).add(connection, WORDS, texts)


def drop(connection: Connection, moment_ids: list[int]) -> None:
    """Drop the words of moments; nothing of them stays in the index."""
    for part in in_parts(moment_ids):
        found = [(moment_id, words) for moment_id, words in connection.execute(_OF, {"ids": part})]
        word_index_of(connection).remove(connection, WORDS, found)
        connection.execute(_DROP, {"ids": part})


def change(connection: Connection, moment_id: int, words: str) -> None:
    """Replace the words of a moment."""
    drop(connection, [moment_id])
    add(connection, [(moment_id, words)])


def are_there(connection: Connection) -> bool:
    """Whether any moment has its words: none has in a register of a release before search."""
    return connection.execute(_ANY).first() is not None


def set_references(connection: Connection, references: list[tuple[int, str]]) -> None:
    """Set the references of moments that an earlier release registered: (moment, reference)."""
    rows = [{"moment_id": moment_id, "new_reference": reference} for moment_id, reference in references]
    _REFERENCE.run(connection, rows)


def lacking(connection: Connection) -> bool:
    """Whether a moment lacks its words."""
    return connection.execute(_WITHOUT).first() is not None


def of_all(connection: Connection) -> Iterator[tuple[int, str, str | None]]:
    """The words and the reference of each moment, by id."""
    for row in connection.execute(_CHUNK, execution_options={"yield_per": 1000}):
        yield row[0], row[1], row[2]
