"""What look-ups of relations compare: words of names, addresses, and keys of telephone numbers."""

from collections.abc import Callable, Iterable, Iterator
from typing import Any, NamedTuple

from sqlalchemy import Connection, bindparam, func, select, tuple_, update

from contact_moments.phones import shown
from contact_moments.storage.questions.relations import WORDS, index_words
from contact_moments.storage.sql.keys import email_key, is_aside, main_key, name_words
from contact_moments.storage.sql.tables import register, relation, relation_phone
from contact_moments.storage.sql.word_index import Term, Wanted, word_index_of
from contact_moments.storage.transaction import Transaction

MOST_FOUND = 10_000  # relations with one word, among which one is sought

_KEYING = select(register.c.phone_keying)
_SET_KEYING = update(register).values(phone_keying=bindparam("keying"))
_AFTER = (
    select(relation.c.id, relation.c.name, relation.c.email, relation.c.archived, relation.c.merged_into)
    .where(relation.c.id > bindparam("after"))
    .order_by(relation.c.id)
    .limit(bindparam("size"))
)
_SET = (
    update(relation)
    .where(relation.c.id == bindparam("relation_id"))
    .values(words=bindparam("new_words"), email_key=bindparam("new_email_key"))
)
_NUMBERS = (
    select(relation_phone.c.relation_id, relation_phone.c.number, relation_phone.c.number_key)
    .add_columns(relation.c.archived, relation.c.merged_into)
    .join(relation, relation.c.id == relation_phone.c.relation_id)
    .where(relation_phone.c.relation_id > bindparam("after"), relation_phone.c.relation_id <= bindparam("until"))
)
_SET_PHONE = (
    update(relation_phone)
    .where(relation_phone.c.relation_id == bindparam("of_relation"), relation_phone.c.number == bindparam("of_number"))
    .values(number_key=bindparam("key"), main_key=bindparam("main"))
)

_SET_CHANGE = update(relation).where(relation.c.id == bindparam("changed_id")).values(change_no=bindparam("number"))


def phone_keying(connection: Connection) -> str:
    """What the keys of telephone numbers were made with; empty if they are not made yet."""
    return str(connection.execute(_KEYING).scalar_one())


def set_phone_keying(connection: Connection, keying: str) -> None:
    """Record what the keys of telephone numbers were made with."""
    connection.execute(_SET_KEYING, {"keying": keying})


_PHONES_AFTER = (
    select(relation_phone.c.relation_id, relation_phone.c.number, relation_phone.c.number_key)
    .where(
        tuple_(relation_phone.c.relation_id, relation_phone.c.number) > tuple_(bindparam("after"), bindparam("number"))
    )
    .order_by(relation_phone.c.relation_id, relation_phone.c.number)
    .limit(bindparam("size"))
)
_NUMBER = select(func.count()).select_from(relation)
_AT = (
    select(relation.c.id, relation.c.words)
    .where(relation.c.position.in_(bindparam("positions", expanding=True)), relation.c.words != "")
    .order_by(relation.c.position)
)


class Made(NamedTuple):
    """The relations that were done, by id, and those of them that show another telephone number now."""

    ids: list[int]
    changed: list[int]


def make(connection: Connection, after: int, size: int, number_key: Callable[[str], str]) -> Made:
    """Make what is compared anew, of at most `size` relations with ids above `after`."""
    rows = connection.execute(_AFTER, {"after": after, "size": size}).all()
    if not rows:
        return Made([], [])
    made = [_made_of(row) for row in rows]
    index_words(connection, {one["relation_id"]: one["new_words"] for one in made})
    connection.execute(_SET, made)
    return Made([row.id for row in rows], _make_of_phones(connection, after, rows[-1].id, number_key))


def _made_of(row: Any) -> dict[str, Any]:
    aside = is_aside(row.archived, row.merged_into)
    return {
        "relation_id": row.id,
        "new_words": name_words(row.name, aside),
        "new_email_key": email_key(row.email, aside),
    }


def _make_of_phones(connection: Connection, after: int, until: int, number_key: Callable[[str], str]) -> list[int]:
    found = connection.execute(_NUMBERS, {"after": after, "until": until}).all()
    rows = [
        {
            "of_relation": one.relation_id,
            "of_number": one.number,
            "key": (key := number_key(one.number)),
            "main": main_key(key, is_aside(one.archived, one.merged_into)),
        }
        for one in found
    ]
    if rows:
        connection.execute(_SET_PHONE, rows)
    changed = (
        before.relation_id
        for before, row in zip(found, rows, strict=True)
        if shown(before.number, before.number_key) != shown(before.number, row["key"])
    )
    return list(dict.fromkeys(changed))


def note_changed(transaction: Transaction, ids: Iterable[int]) -> None:
    """Give relations the next change numbers: they show something else, and nothing else of them has changed."""
    rows = [{"changed_id": id_, "number": transaction.next_relation_change()} for id_ in ids]
    if rows:
        transaction.connection.execute(_SET_CHANGE, rows)


def index_anew(connection: Connection) -> None:
    """Index the words of all names again, whatever the index has of them."""
    word_index_of(connection).rebuild(connection, WORDS)


def each_number(connection: Connection, size: int) -> Iterator[tuple[str, str]]:
    """All telephone numbers with their keys, of which `size` are read at once: (number, key)."""
    after, number = 0, ""
    while rows := connection.execute(_PHONES_AFTER, {"after": after, "number": number, "size": size}).all():
        yield from ((row.number, row.number_key) for row in rows)
        after, number = rows[-1].relation_id, rows[-1].number


def index_finds(connection: Connection, size: int) -> bool:
    """Whether the index has no more words than the names, and finds about `size` relations by a word of their names."""
    if not word_index_of(connection).is_in_step(connection, WORDS):
        return False
    last = connection.execute(_NUMBER).scalar_one()
    positions = list(range(1, last + 1, max(last // size, 1)))
    return all(_is_found(connection, row.id, row.words) for row in connection.execute(_AT, {"positions": positions}))


def _is_found(connection: Connection, relation_id: int, words: str) -> bool:
    # The longest word is one of few relations.
    term = Term(max(words.split(), key=len), whole=True)
    found = word_index_of(connection).matching(connection, WORDS, Wanted(((term,),)), MOST_FOUND)
    return relation_id in found or len(found) == MOST_FOUND
