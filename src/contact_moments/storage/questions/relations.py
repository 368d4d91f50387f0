"""Relations: people and organisations."""

from collections.abc import Iterable, Sequence
from typing import Any

from msgspec import Struct
from msgspec.structs import replace
from sqlalchemy import Connection, bindparam, delete, func, insert, literal, select, update

from contact_moments.model import FIRST_CHOSEN_ID, Phone, Relation
from contact_moments.storage.batches import in_parts
from contact_moments.storage.questions import links, removed_relations
from contact_moments.storage.sql.json_text import json_text
from contact_moments.storage.sql.keys import email_key, is_aside, main_key, name_words
from contact_moments.storage.sql.prepared import InList
from contact_moments.storage.sql.tables import relation, relation_phone
from contact_moments.storage.sql.word_index import Indexed, word_index_of
from contact_moments.storage.transaction import Transaction

# The words of names.
WORDS = Indexed("relation_words", "relation", "id", "words", numbered="n")

_ADD = insert(relation)
_CHANGE = (
    update(relation)
    .where(relation.c.id == bindparam("relation_id"))
    .values(
        kind=bindparam("new_kind"),
        name=bindparam("new_name"),
        name_json=bindparam("new_name_json"),
        words=bindparam("new_words"),
        email=bindparam("new_email"),
        email_key=bindparam("new_email_key"),
        archived=bindparam("new_archived"),
        merged_into=bindparam("new_merged_into"),
        external_id=bindparam("new_external_id"),
        change_no=bindparam("new_change_no"),
    )
)
_ADD_PHONE = insert(relation_phone)
_DROP_PHONES = delete(relation_phone).where(relation_phone.c.relation_id == bindparam("of_relation"))
FIELDS = (
    relation.c.id,
    relation.c.kind,
    relation.c.name,
    relation.c.email,
    relation.c.archived,
    relation.c.merged_into,
    relation.c.external_id,
    relation.c.change_no,
)
_OF_IDS = select(*FIELDS).where(relation.c.id.in_(bindparam("ids", expanding=True)))
_PHONES = (
    select(relation_phone.c.relation_id, relation_phone.c.number, relation_phone.c.number_key)
    .where(relation_phone.c.relation_id.in_(bindparam("ids", expanding=True)))
    .order_by(relation_phone.c.relation_id, relation_phone.c.number)
)
_OF_EXTERNAL_IDS = InList(
    relation.c.external_id.type,
    lambda given: select(relation.c.external_id, relation.c.id).where(relation.c.external_id.in_(given)),
)
_LAST_ID = select(func.coalesce(func.max(relation.c.id), 0)).where(relation.c.id < FIRST_CHOSEN_ID)
_PARTIES = InList(
    relation.c.id.type,
    lambda ids: select(
        relation.c.id,
        relation.c.archived,
        relation.c.merged_into,
        links.LAST_POSITION.label("last_position"),
        links.LAST_FORMER_POSITION.label("last_former_position"),
        relation.c.name_json,
    ).where(relation.c.id.in_(ids)),
)
_NAMES = InList(
    relation.c.id.type, lambda ids: select(relation.c.id, relation.c.name_json).where(relation.c.id.in_(ids))
)
_WORDS = InList(relation.c.id.type, lambda ids: select(relation.c.id, relation.c.words).where(relation.c.id.in_(ids)))
_MERGED = (
    select(relation.c.id)
    .where((relation.c.id == bindparam("merged")) | (relation.c.merged_into == bindparam("merged")))
    .order_by(relation.c.id)
)
_ANY = select(literal(1)).select_from(relation).limit(1)

_OTHER = (
    select(literal(1))
    .select_from(relation)
    .where(~relation.c.archived, relation.c.merged_into.is_(None), relation.c.id != bindparam("own"))
    .limit(1)
)

_SURVIVORS = InList(
    relation.c.id.type,
    lambda ids: select(relation.c.id, relation.c.merged_into).where(
        relation.c.id.in_(ids), relation.c.merged_into.is_not(None)
    ),
)


class Party(Struct, frozen=True):
    """A relation as a registration needs it: may it take part, the last position among its moments, its name.

    The name is JSON text. `merged_into` is the relation that it was merged into.
    """

    available: bool
    last_position: int
    name_json: str
    merged_into: int | None


def any_relation(connection: Connection) -> bool:
    """Whether there is a relation at all."""
    return connection.execute(_ANY).scalar() is not None


def other_relation(connection: Connection, own: int) -> bool:
    """Whether there is an available relation besides `own`."""
    return connection.execute(_OTHER, {"own": own}).scalar() is not None


def parties(connection: Connection, ids: Iterable[int]) -> dict[int, Party]:
    """The relations with these ids that exist; archived and merged ones are among them, not available."""
    return {
        id_: Party(not archived and merged is None, max(last, last_former), name_json, merged)
        for id_, archived, merged, last, last_former, name_json in _PARTIES.rows(connection, ids)
    }


def names(connection: Connection, ids: Iterable[int]) -> dict[int, str]:
    """The names of the relations with these ids, as JSON text."""
    return {id_: name_json for id_, name_json in _NAMES.rows(connection, ids)}


def of_ids(connection: Connection, ids: Iterable[int]) -> dict[int, Relation]:
    """The relations with these ids that exist."""
    return {
        one.id: one
        for part in in_parts(ids)
        for one in with_phones(connection, connection.execute(_OF_IDS, {"ids": part}).all())
    }


def with_phones(connection: Connection, rows: Sequence[Any]) -> list[Relation]:
    """Relations of rows that have `FIELDS`, in the order of the rows."""
    phones: dict[int, list[Phone]] = {}
    for relation_id, number, key in connection.execute(_PHONES, {"ids": [row.id for row in rows]}):
        phones.setdefault(relation_id, []).append(Phone(number, key))
    return [
        Relation(
            row.id,
            row.kind,
            row.name,
            row.email,
            in_order(phones.get(row.id, ())),
            row.archived,
            row.merged_into,
            row.external_id,
            row.change_no,
        )
        for row in rows
    ]


def in_order(phones: Iterable[Phone]) -> tuple[Phone, ...]:
    """Telephone numbers as a relation has them."""
    return tuple(sorted(phones, key=lambda phone: phone.number))


def of_external_ids(connection: Connection, external_ids: Iterable[str]) -> dict[str, int]:
    """The ids of the relations that have these external ids."""
    return {external_id: id_ for external_id, id_ in _OF_EXTERNAL_IDS.rows(connection, external_ids)}


def last_id(connection: Connection) -> int:
    """The highest id in use below `FIRST_CHOSEN_ID`; 0 when there is none."""
    return int(connection.execute(_LAST_ID).scalar_one())


def add(transaction: Transaction, new: list[Relation]) -> list[Relation]:
    """Add relations whose ids are not in use; returns them with the numbers of their changes."""
    if not new:
        return []
    added = _numbered(transaction, new)
    rows = [_row(one) | {"id": one.id, "position": transaction.next_relation_position()} for one in added]
    transaction.connection.execute(_ADD, rows)
    removed_relations.forget(transaction.connection, [one.id for one in added])
    word_index_of(transaction.connection).add(
        transaction.connection, WORDS, [(one["id"], one["words"]) for one in rows]
    )
    _add_phones(transaction.connection, added)
    return added


def change(transaction: Transaction, changed: list[Relation]) -> list[Relation]:
    """Replace everything of relations; returns them with the numbers of their changes."""
    if not changed:
        return []
    connection, numbered = transaction.connection, _numbered(transaction, changed)
    index_words(connection, {one.id: name_words(one.name, _is_aside(one)) for one in numbered})
    connection.execute(_CHANGE, [_new_values(one) for one in numbered])
    connection.execute(_DROP_PHONES, [{"of_relation": one.id} for one in numbered])
    _add_phones(connection, numbered)
    return numbered


def index_words(connection: Connection, words: dict[int, str]) -> None:
    """Index the words that relations are about to have, by id, in place of those that they have."""
    index = word_index_of(connection)
    outdated = [(id_, before) for id_, before in _WORDS.rows(connection, words) if before != words[id_]]
    index.remove(connection, WORDS, outdated)
    index.add(connection, WORDS, [(id_, words[id_]) for id_, _ in outdated])


def _numbered(transaction: Transaction, relations: list[Relation]) -> list[Relation]:
    return [replace(one, change=transaction.next_relation_change()) for one in relations]


def _is_aside(one: Relation) -> bool:
    return is_aside(one.archived, one.merged_into)


def _row(one: Relation) -> dict[str, Any]:
    return {
        "kind": one.kind,
        "name": one.name,
        "name_json": json_text(one.name),
        "words": name_words(one.name, _is_aside(one)),
        "email": one.email,
        "email_key": email_key(one.email, _is_aside(one)),
        "archived": one.archived,
        "merged_into": one.merged_into,
        "external_id": one.external_id,
        "change_no": one.change,
    }


def _new_values(one: Relation) -> dict[str, Any]:
    return {"relation_id": one.id} | {f"new_{name}": value for name, value in _row(one).items()}


def _add_phones(connection: Connection, relations: list[Relation]) -> None:
    rows = [
        {
            "relation_id": one.id,
            "number": phone.number,
            "number_key": phone.key,
            "main_key": main_key(phone.key, _is_aside(one)),
        }
        for one in relations
        for phone in one.phones
    ]
    if rows:
        connection.execute(_ADD_PHONE, rows)


def merge(transaction: Transaction, merged: int, into: int) -> None:
    """Mark `merged`, and every relation that was merged into it, as merged into `into`: a change of each."""
    connection = transaction.connection
    ids = list(connection.execute(_MERGED, {"merged": merged}).scalars())
    found = of_ids(connection, ids)
    change(transaction, [replace(found[one], merged_into=into) for one in ids])


def survivors(connection: Connection, ids: Iterable[int]) -> dict[int, int]:
    """Those of `ids` that were merged away, each with the relation that it was merged into."""
    return {id_: into for id_, into in _SURVIVORS.rows(connection, ids)}
