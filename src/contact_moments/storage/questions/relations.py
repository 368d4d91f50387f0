"""Relations: people and organisations."""

from collections.abc import Iterable
from typing import Any

from msgspec import Struct
from sqlalchemy import Connection, bindparam, delete, func, insert, literal, select, update

from contact_moments.model import Relation
from contact_moments.storage.batches import in_parts
from contact_moments.storage.questions import links
from contact_moments.storage.sql.json_text import json_text
from contact_moments.storage.sql.prepared import InList
from contact_moments.storage.sql.tables import relation, relation_phone

_ADD = insert(relation)
_CHANGE = (
    update(relation)
    .where(relation.c.id == bindparam("relation_id"))
    .values(
        kind=bindparam("new_kind"),
        name=bindparam("new_name"),
        name_json=bindparam("new_name_json"),
        email=bindparam("new_email"),
        archived=bindparam("new_archived"),
    )
)
_ADD_PHONE = insert(relation_phone)
_DROP_PHONES = delete(relation_phone).where(relation_phone.c.relation_id == bindparam("of_relation"))
_OF_IDS = select(
    relation.c.id,
    relation.c.kind,
    relation.c.name,
    relation.c.email,
    relation.c.archived,
    relation.c.merged_into,
).where(relation.c.id.in_(bindparam("ids", expanding=True)))
_PHONES = select(relation_phone.c.relation_id, relation_phone.c.number).where(
    relation_phone.c.relation_id.in_(bindparam("ids", expanding=True))
)
_LAST_ID = select(func.coalesce(func.max(relation.c.id), 0))
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
_MERGE = (
    update(relation)
    .where((relation.c.id == bindparam("merged")) | (relation.c.merged_into == bindparam("merged")))
    .values(merged_into=bindparam("into"))
)
_ANY = select(literal(1)).select_from(relation).limit(1)

_SURVIVORS = select(relation.c.id, relation.c.merged_into).where(
    relation.c.id.in_(bindparam("ids", expanding=True)), relation.c.merged_into.is_not(None)
)


class Party(Struct, frozen=True):
    """A relation as a registration needs it: may it take part, the last position among its moments, its name.

    The name is JSON text.
    """

    available: bool
    last_position: int
    name_json: str


def any_relation(connection: Connection) -> bool:
    """Whether there is a relation at all."""
    return connection.execute(_ANY).scalar() is not None


def parties(connection: Connection, ids: Iterable[int]) -> dict[int, Party]:
    """The relations with these ids that exist; archived and merged ones are among them, not available."""
    return {
        id_: Party(not archived and merged is None, max(last, last_former), name_json)
        for id_, archived, merged, last, last_former, name_json in _PARTIES.rows(connection, ids)
    }


def names(connection: Connection, ids: Iterable[int]) -> dict[int, str]:
    """The names of the relations with these ids, as JSON text."""
    return {id_: name_json for id_, name_json in _NAMES.rows(connection, ids)}


def of_ids(connection: Connection, ids: Iterable[int]) -> dict[int, Relation]:
    """The relations with these ids that exist."""
    wanted = {"ids": list(ids)}
    numbers: dict[int, list[str]] = {}
    for relation_id, number in connection.execute(_PHONES, wanted):
        numbers.setdefault(relation_id, []).append(number)
    return {
        row.id: Relation(
            row.id,
            row.kind,
            row.name,
            row.email,
            tuple(sorted(numbers.get(row.id, ()))),
            row.archived,
            row.merged_into,
        )
        for row in connection.execute(_OF_IDS, wanted)
    }


def last_id(connection: Connection) -> int:
    """The highest id in use; 0 when there is none."""
    return int(connection.execute(_LAST_ID).scalar_one())


def add(connection: Connection, new: list[Relation]) -> None:
    """Add relations whose ids are not in use."""
    if new:
        connection.execute(_ADD, [_row(one) for one in new])
        _add_phones(connection, new)


def change(connection: Connection, changed: list[Relation]) -> None:
    """Replace everything but `merged_into` of relations."""
    if not changed:
        return
    connection.execute(
        _CHANGE,
        [
            {
                "relation_id": one.id,
                "new_kind": one.kind,
                "new_name": one.name,
                "new_name_json": json_text(one.name),
                "new_email": one.email,
                "new_archived": one.archived,
            }
            for one in changed
        ],
    )
    connection.execute(_DROP_PHONES, [{"of_relation": one.id} for one in changed])
    _add_phones(connection, changed)


def _row(one: Relation) -> dict[str, Any]:
    return {
        "id": one.id,
        "kind": one.kind,
        "name": one.name,
        "name_json": json_text(one.name),
        "email": one.email,
        "archived": one.archived,
        "merged_into": one.merged_into,
    }


def _add_phones(connection: Connection, relations: list[Relation]) -> None:
    rows = [{"relation_id": one.id, "number": number} for one in relations for number in one.phones]
    if rows:
        connection.execute(_ADD_PHONE, rows)


def merge(connection: Connection, merged: int, into: int) -> None:
    """Mark `merged`, and every relation that was merged into it, as merged into `into`."""
    connection.execute(_MERGE, {"merged": merged, "into": into})


def survivors(connection: Connection, ids: Iterable[int]) -> dict[int, int]:
    """Those of `ids` that were merged away, each with the relation that it was merged into."""
    return {id_: into for part in in_parts(ids) for id_, into in connection.execute(_SURVIVORS, {"ids": part})}
