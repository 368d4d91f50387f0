"""Imports of relations: each has a number, and the relations that it added.

These are kept as ranges of positions, because a batch gets positions and change numbers without gaps.
"""

from typing import Any, Literal

from msgspec import Struct
from sqlalchemy import BindParameter, Connection, bindparam, delete, func, insert, select, update

from contact_moments.model import Relation
from contact_moments.storage.questions import removed_relations
from contact_moments.storage.questions.relations import WORDS
from contact_moments.storage.sql.metadata import metadata
from contact_moments.storage.sql.prepared import InList
from contact_moments.storage.sql.tables import (
    gap,
    relation,
    relation_import,
    relation_import_range,
    relation_phone,
    rename_run,
)
from contact_moments.storage.sql.word_index import word_index_of
from contact_moments.storage.transaction import Transaction

State = Literal["importing", "complete", "undoing", "undone"]
# What keeps a relation: contact moments, an account, a follow-up, a merge, or that it has changed since.
Use = Literal["moments", "account", "follow_up", "merge", "changed"]

_ALL = select(relation_import).order_by(relation_import.c.number)
_OF_NUMBER = select(relation_import).where(relation_import.c.number == bindparam("wanted"))
_UNFINISHED = (
    select(relation_import)
    .where(relation_import.c.digest == bindparam("wanted"), relation_import.c.state == "importing")
    .order_by(relation_import.c.number.desc())
    .limit(1)
)
_LAST = select(func.coalesce(func.max(relation_import.c.number), 0))
_ADD = insert(relation_import)
_NUMBER: BindParameter[int] = bindparam("new", type_=relation_import.c.added.type)
_ADVANCE = (
    update(relation_import)
    .where(relation_import.c.number == bindparam("of_number"))
    .values(
        done=relation_import.c.done + bindparam("more_done", type_=_NUMBER.type),
        after_id=bindparam("new_after_id"),
        added=relation_import.c.added + _NUMBER,
        changed=relation_import.c.changed + bindparam("more_changed", type_=_NUMBER.type),
        refused=relation_import.c.refused + bindparam("more_refused", type_=_NUMBER.type),
        state=bindparam("new_state"),
    )
)
_SET_STATE = (
    update(relation_import)
    .where(relation_import.c.number == bindparam("of_number"))
    .values(state=bindparam("new_state"))
)
_LONGER_RANGE = (
    update(relation_import_range)
    .where(
        relation_import_range.c.import_number == bindparam("of_number"),
        relation_import_range.c.last_position == bindparam("position_before"),
        # Only where nothing changed between the two batches.
        relation_import_range.c.first_change - relation_import_range.c.first_position == bindparam("apart"),
    )
    .values(last_position=bindparam("last"))
)
_ADD_RANGE = insert(relation_import_range)
_POSITION = select(relation.c.position).where(relation.c.id == bindparam("relation_id"))
_ADDED_AFTER = (
    select(
        relation.c.id,
        relation.c.position,
        (relation.c.change_no - relation.c.position)
        == (relation_import_range.c.first_change - relation_import_range.c.first_position),
    )
    .join(
        relation_import_range,
        relation.c.position.between(relation_import_range.c.first_position, relation_import_range.c.last_position),
    )
    .where(relation_import_range.c.import_number == bindparam("of_number"), relation.c.position > bindparam("after"))
    .order_by(relation.c.position)
    .limit(bindparam("size"))
)
_NUMBER_LEFT = select(func.count()).select_from(
    select(relation.c.id)
    .join(
        relation_import_range,
        relation.c.position.between(relation_import_range.c.first_position, relation_import_range.c.last_position),
    )
    .where(relation_import_range.c.import_number == bindparam("of_number"))
    .subquery()
)

# Every column that refers to a relation, but those that are its own. A table that is added later counts too.
_OWN = (relation_phone, rename_run)
REFERRING = [
    column
    for table in metadata.sorted_tables
    if table not in _OWN
    for column in table.c
    if any(key.column is relation.c.id for key in column.foreign_keys)
] + [gap.c.relation_id]
_USES: dict[str, Use] = {
    "account": "account",
    "follow_up": "follow_up",
    "relation": "merge",
    "merge_run": "merge",
}


def _uses(column: Any) -> InList:
    return InList(relation.c.id.type, lambda ids: select(column).where(column.in_(ids)).distinct())


_USED = [(_USES.get(column.table.name, "moments"), _uses(column)) for column in REFERRING]
_MERGED = InList(
    relation.c.id.type, lambda ids: select(relation.c.id).where(relation.c.id.in_(ids), relation.c.merged_into > 0)
)
_THESE: BindParameter[Any] = bindparam("ids", expanding=True)
_WORDS_OF = InList(
    relation.c.id.type, lambda ids: select(relation.c.id, relation.c.words).where(relation.c.id.in_(ids))
)
_REMOVE = (
    delete(relation_phone).where(relation_phone.c.relation_id.in_(_THESE)),
    delete(rename_run).where(rename_run.c.relation_id.in_(_THESE)),
    delete(relation).where(relation.c.id.in_(_THESE)),
)


class RelationImport(Struct, frozen=True):
    """An import of a file of relations: its number, when it began (an instant) and who began it.

    `done` counts the rows that were put, up to the relation `after_id`, of those of the file's `lines` that are not
    refused. What undoing it removed counts as `added` still.
    """

    number: int
    digest: str
    file: str
    started_at: int
    account_id: str | None
    operator: str | None
    lines: int
    done: int
    after_id: int
    added: int
    changed: int
    refused: int
    state: State


class Added(Struct, frozen=True):
    """A relation that an import added and that is still there."""

    id: int
    position: int
    is_as_added: bool


def all_imports(connection: Connection) -> list[RelationImport]:
    """All imports, the oldest first."""
    return [RelationImport(**row._mapping) for row in connection.execute(_ALL)]


def of_number(connection: Connection, number: int) -> RelationImport | None:
    """The import with this number, if there is one."""
    row = connection.execute(_OF_NUMBER, {"wanted": number}).one_or_none()
    return None if row is None else RelationImport(**row._mapping)


def unfinished(connection: Connection, digest: str) -> RelationImport | None:
    """The latest import of a file with this SHA-256 that is not complete, if there is one."""
    row = connection.execute(_UNFINISHED, {"wanted": digest}).one_or_none()
    return None if row is None else RelationImport(**row._mapping)


def next_number(connection: Connection) -> int:
    """The number for one more import. Numbers are never used again."""
    return int(connection.execute(_LAST).scalar_one()) + 1


def add(connection: Connection, new: RelationImport) -> None:
    """Add an import."""
    connection.execute(_ADD, {name: getattr(new, name) for name in new.__struct_fields__})


class Step(Struct, frozen=True):
    """How far an import has come: up to the relation `after_id`, with so many rows more."""

    after_id: int
    done: int
    added: int
    changed: int
    refused: int


def advance(connection: Connection, number: int, step: Step, state: State) -> None:
    """Record how far an import has come."""
    counts = {"more_done": step.done, "new": step.added, "more_changed": step.changed, "more_refused": step.refused}
    bound = {"of_number": number, "new_after_id": step.after_id, "new_state": state}
    connection.execute(_ADVANCE, bound | counts)


def note_added(connection: Connection, number: int, added: list[Relation]) -> None:
    """Record which relations an import added, in one call of `relations.add`."""
    if not added:
        return
    first = int(connection.execute(_POSITION, {"relation_id": added[0].id}).scalar_one())
    last, first_change = first + len(added) - 1, added[0].change
    longer = {"position_before": first - 1, "apart": first_change - first, "last": last}
    if connection.execute(_LONGER_RANGE, {"of_number": number, **longer}).rowcount == 0:
        new = {"import_number": number, "first_position": first, "last_position": last, "first_change": first_change}
        connection.execute(_ADD_RANGE, new)


def set_state(connection: Connection, number: int, state: State) -> None:
    """Record what an import has come to."""
    connection.execute(_SET_STATE, {"of_number": number, "new_state": state})


def added_after(connection: Connection, number: int, position: int, size: int) -> list[Added]:
    """At most `size` relations that an import added and that are there, by position, after this one."""
    bound = {"of_number": number, "after": position, "size": size}
    return [Added(id_, at, bool(same)) for id_, at, same in connection.execute(_ADDED_AFTER, bound)]


def number_left(connection: Connection, number: int) -> int:
    """How many of the relations that an import added are there."""
    return int(connection.execute(_NUMBER_LEFT, {"of_number": number}).scalar_one())


def uses(connection: Connection, ids: list[int]) -> dict[int, Use]:
    """Those of `ids` that something refers to, or that were merged, each with the first use that was found."""
    found: dict[int, Use] = {}
    for use, statement in [*_USED, ("merge", _MERGED)]:
        for (id_,) in statement.rows(connection, ids):
            found.setdefault(id_, use)
    return found


def remove(transaction: Transaction, number: int, ids: list[int]) -> None:
    """Remove relations that an import added and nothing refers to, for good; whoever follows relations is told."""
    if not ids:
        return
    connection = transaction.connection
    # Before the rows: it writes blanks where their texts are.
    word_index_of(connection).remove(connection, WORDS, list(_WORDS_OF.rows(connection, ids)))
    for statement in _REMOVE:
        connection.execute(statement, {"ids": ids})
    removed_relations.add(transaction, ids, number)
