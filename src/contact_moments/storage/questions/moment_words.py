"""The words of contact moments that search compares, and their index; kept in step with the moments."""

from typing import NamedTuple

from sqlalchemy import BindParameter, Connection, bindparam, delete, insert, select, update

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
_ANY_MOMENT = select(moment.c.id).limit(1)
_REFERENCE = ManyRows(
    update(moment).where(moment.c.id == bindparam("moment_id")).values(reference=bindparam("new_reference"))
)
_KEPT = (
    select(moment_text.c.moment_id, moment_text.c.happened_at, moment_text.c.words, moment.c.reference)
    .join(moment, moment.c.id == moment_text.c.moment_id)
    .where(moment_text.c.moment_id.in_(_THESE))
)
_REFERENCES = select(moment.c.id, moment.c.reference).where(moment.c.id.in_(_THESE))
_LAST = select(moment_text.c.moment_id).order_by(moment_text.c.moment_id.desc()).limit(1)
_FROM = (
    select(moment_text.c.moment_id, moment_text.c.words)
    .where(moment_text.c.moment_id >= bindparam("first"))
    .order_by(moment_text.c.moment_id)
    .limit(1)
)


class Kept(NamedTuple):
    """What is kept of a moment for search; `happened_at` in microseconds, as the moment has it."""

    happened_at: int
    words: str
    reference: str | None


def add(connection: Connection, rows: list[tuple[int, int, str]]) -> None:
    """Add the words of new moments: (moment, when, words)."""
    _ADD.run(connection, [{"moment_id": id_, "happened_at": at, "words": words} for id_, at, words in rows])
    word_index_of(connection).add(connection, WORDS, [(id_, words) for id_, _, words in rows])


def drop(connection: Connection, moment_ids: list[int]) -> None:
    """Drop the words of moments; nothing of them stays in the index."""
    for part in in_parts(moment_ids):
        found = [(moment_id, words) for moment_id, words in connection.execute(_OF, {"ids": part})]
        word_index_of(connection).remove(connection, WORDS, found)
        connection.execute(_DROP, {"ids": part})


def change(connection: Connection, moment_id: int, happened_at: int, words: str) -> None:
    """Replace the words of a moment, and when it was."""
    drop(connection, [moment_id])
    add(connection, [(moment_id, happened_at, words)])


def are_lacking(connection: Connection) -> bool:
    """Whether there are moments, and none has its words: so it is in a register of a release before search."""
    return connection.execute(_ANY).first() is None and connection.execute(_ANY_MOMENT).first() is not None


def of(connection: Connection, moment_ids: list[int]) -> dict[int, Kept]:
    """What is kept of these moments."""
    return {id_: Kept(*kept) for id_, *kept in connection.execute(_KEPT, {"ids": moment_ids})}


def fill(connection: Connection, right: dict[int, Kept]) -> None:
    """Keep this of moments of which no words are kept yet, without indexing the words."""
    rows = [{"moment_id": id_, "happened_at": one.happened_at, "words": one.words} for id_, one in right.items()]
    _ADD.run(connection, rows)
    kept = {id_: reference for id_, reference in connection.execute(_REFERENCES, {"ids": list(right)})}
    _set_references(connection, {id_: one for id_, one in right.items() if one.reference != kept[id_]})


def replace(connection: Connection, right: dict[int, Kept]) -> None:
    """Keep this of moments, whether anything is kept of them or not."""
    if right:
        drop(connection, list(right))
        add(connection, [(id_, one.happened_at, one.words) for id_, one in right.items()])
        _set_references(connection, right)


def _set_references(connection: Connection, right: dict[int, Kept]) -> None:
    _REFERENCE.run(connection, [{"moment_id": id_, "new_reference": one.reference} for id_, one in right.items()])


def sample(connection: Connection, size: int) -> list[tuple[int, str]]:
    """The words of about `size` moments, from the first to the last one: (moment, words)."""
    last = connection.execute(_LAST).scalar() or 0
    firsts = range(1, last + 1, max(last // size, 1))
    rows = [connection.execute(_FROM, {"first": first}).one() for first in firsts]
    return [(moment_id, words) for moment_id, words in rows]
