"""Which relations have a telephone number, an e-mail address, an id of another system, or words in their names.

Each question reads a limited number of rows, whatever is asked. It finds the relations that are set aside (see `keys`)
only if `aside`, and then it may find others again. Merged relations are always found.
"""

from collections.abc import Iterable, Sequence

from msgspec import Struct
from sqlalchemy import Connection, bindparam, select

from contact_moments.phones import without_extension
from contact_moments.storage.questions.relations import WORDS
from contact_moments.storage.sql.keys import MARK, marked, only_words
from contact_moments.storage.sql.prepared import InList
from contact_moments.storage.sql.tables import relation, relation_phone
from contact_moments.storage.sql.word_index import Term, Wanted, word_index_of

MOST = 500  # rows that one question reads
MOST_WORDS = 8  # the longest ones of a name are sought in the index

_OF_MAIN = (
    select(relation_phone.c.relation_id, relation_phone.c.number_key)
    .where(relation_phone.c.main_key == bindparam("main"))
    # A number without an extension comes before those with one.
    .order_by(relation_phone.c.main_key, relation_phone.c.number_key)
    .limit(MOST)
)
_OF_KEY = (
    select(relation_phone.c.relation_id)
    .where(relation_phone.c.main_key == bindparam("main"), relation_phone.c.number_key == bindparam("key"))
    .limit(MOST)
)
_OF_EMAIL = select(relation.c.id).where(relation.c.email_key == bindparam("key")).limit(MOST)
_OF_EXTERNAL_ID = select(relation.c.id).where(relation.c.external_id == bindparam("external_id"))
_FIRST = (
    select(relation.c.id)
    .where(relation.c.archived == bindparam("aside"))
    .order_by(relation.c.archived, relation.c.id)
    .limit(MOST)
)
_CANDIDATES = InList(
    relation.c.id.type,
    lambda ids: select(relation.c.id, relation.c.words, relation.c.archived, relation.c.merged_into).where(
        relation.c.id.in_(ids)
    ),
)


class Candidate(Struct, frozen=True):
    """A relation that was found: the words of its name, whether it is archived, what it was merged into."""

    id: int
    words: str
    archived: bool
    merged_into: int | None


def candidates(connection: Connection, ids: Iterable[int]) -> list[Candidate]:
    """The relations with these ids that exist."""
    rows = _CANDIDATES.rows(connection, ids)
    return [
        Candidate(id_, only_words(words), bool(archived), merged_into) for id_, words, archived, merged_into in rows
    ]


def of_phone(connection: Connection, key: str, aside: bool) -> dict[int, int]:
    """The relations that have a number, with the rank of each: 0, or 1 if only one of both has an extension."""
    main = without_extension(key)
    sought = marked(main, aside)
    if key == main:
        rows = connection.execute(_OF_MAIN, {"main": sought}).all()
        return {id_: int(found != key) for id_, found in reversed(rows)}
    ranks = dict.fromkeys(connection.execute(_OF_KEY, {"main": sought, "key": main}).scalars(), 1)
    return ranks | dict.fromkeys(connection.execute(_OF_KEY, {"main": sought, "key": key}).scalars(), 0)


def of_email(connection: Connection, key: str, aside: bool) -> Sequence[int]:
    """The relations that have an address."""
    return connection.execute(_OF_EMAIL, {"key": marked(key, aside)}).scalars().all()


def of_external_id(connection: Connection, external_id: str) -> Sequence[int]:
    """The relation that another system calls so, if there is one."""
    return connection.execute(_OF_EXTERNAL_ID, {"external_id": external_id}).scalars().all()


def of_words(connection: Connection, wanted: Sequence[str], aside: bool) -> list[int]:
    """Relations whose names have all of these words; `wanted` is not empty."""
    return word_index_of(connection).matching(connection, WORDS, _all_of(wanted, aside, whole=True), MOST)


def of_beginnings(connection: Connection, wanted: Sequence[str], aside: bool) -> list[int]:
    """Relations whose names may have words that begin so; `wanted` is not empty.

    A beginning of one character finds too many to be sought in the index. If there are only such ones, the relations
    with the lowest ids may have them.
    """
    if longer := [word for word in wanted if len(word) > 1]:
        return word_index_of(connection).matching(connection, WORDS, _all_of(longer, aside, whole=False), MOST)
    return list(connection.execute(_FIRST, {"aside": aside}).scalars())


def _all_of(words: Sequence[str], aside: bool, whole: bool) -> Wanted:
    mark = "" if aside else MARK
    longest = sorted(words, key=len, reverse=True)[:MOST_WORDS]
    return Wanted(tuple((Term(mark + word, whole),) for word in longest))
