"""Relations: people and organisations, and where a registration finds them."""

from collections.abc import Iterable
from typing import Any

from msgspec import Struct
from sqlalchemy import Connection, bindparam, delete, func, insert, literal, literal_column, select, update

from contact_moments.model import Relation
from contact_moments.storage.batches import in_parts
from contact_moments.storage.sql.json_text import json_text
from contact_moments.storage.sql.prepared import Among
from contact_moments.storage.sql.tables import left_link, link, merge_run, relation, relation_phone, rename_run

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
# Scalar subqueries, so that both engines read an index entry each and not all links of the relation.
_LAST_N, _LAST_LEFT_N = (
    func.coalesce(select(func.max(links.c.n)).where(links.c.relation_id == relation.c.id).scalar_subquery(), 0)
    for links in (link, left_link)
)
_PARTIES = Among(
    relation.c.id.type,
    lambda ids: select(
        relation.c.id,
        relation.c.archived,
        relation.c.merged_into,
        _LAST_N.label("n"),
        _LAST_LEFT_N.label("left_n"),
        relation.c.name_json,
    ).where(relation.c.id.in_(ids)),
)
_NAMES = Among(
    relation.c.id.type, lambda ids: select(relation.c.id, relation.c.name_json).where(relation.c.id.in_(ids))
)
_MERGE = (
    update(relation)
    .where((relation.c.id == bindparam("merged")) | (relation.c.merged_into == bindparam("merged")))
    .values(merged_into=bindparam("into"))
)
_COMMON = select(link.c.moment_id).where(
    link.c.relation_id == bindparam("merged"),
    link.c.moment_id.in_(select(link.c.moment_id).where(link.c.relation_id == bindparam("into"))),
)
_DROP_COMMON = delete(link).where(link.c.relation_id == bindparam("into_relation"), link.c.moment_id.in_(_COMMON))
_MOVE_LINKS, _MOVE_LEFT_LINKS = (
    update(links)
    .where(links.c.relation_id == bindparam("merged_relation"))
    .values(relation_id=bindparam("to_relation"), n=links.c.n + bindparam("base"))
    for links in (link, left_link)
)
_MOMENTS_BETWEEN = (
    select(link.c.n, link.c.moment_id)
    .where(link.c.relation_id == bindparam("of_relation"), link.c.n > bindparam("after_n"))
    .order_by(link.c.n)
    .limit(bindparam("size"))
)
_ANY = select(literal(1)).select_from(relation).limit(1)


_MERGE_RUNS = select(merge_run.c.merged_id, merge_run.c.into_id, merge_run.c.after_n).order_by(merge_run.c.merged_id)
_ADD_MERGE_RUN = insert(merge_run)
_ADVANCE_MERGE_RUN = (
    update(merge_run).where(merge_run.c.merged_id == bindparam("merged")).values(after_n=bindparam("done_n"))
)
_DROP_MERGE_RUN = delete(merge_run).where(merge_run.c.merged_id == bindparam("merged"))
# A relation that is being merged away waits: its moments are another's already, and are rendered anew by the merge.
_NOT_MERGING = rename_run.c.relation_id.not_in(select(merge_run.c.merged_id))
_RENAME_RUN = (
    select(rename_run.c.relation_id, rename_run.c.after_n, relation.c.name_json)
    .join(relation)
    .where(_NOT_MERGING)
    .order_by(rename_run.c.relation_id)
    .limit(literal_column("1"))
)
_RENAMED = select(rename_run.c.relation_id).where(_NOT_MERGING).order_by(rename_run.c.relation_id)
_ADD_RENAME_RUNS = insert(rename_run).from_select(
    ["relation_id", "after_n"],
    select(relation.c.id, literal(0)).where(
        relation.c.id.in_(bindparam("ids", expanding=True)),
        select(link.c.n).where(link.c.relation_id == relation.c.id).exists()
        | relation.c.id.in_(select(merge_run.c.merged_id)),
    ),
)
_ADVANCE_RENAME_RUN = (
    update(rename_run).where(rename_run.c.relation_id == bindparam("renamed")).values(after_n=bindparam("done_n"))
)
_DROP_RENAME_RUNS = delete(rename_run).where(rename_run.c.relation_id.in_(bindparam("ids", expanding=True)))
_SURVIVORS = select(relation.c.id, relation.c.merged_into).where(
    relation.c.id.in_(bindparam("ids", expanding=True)), relation.c.merged_into.is_not(None)
)


class Party(Struct, frozen=True):
    """A relation as a registration needs it: may it take part, the last position among its moments, and its name.

    The name is JSON text.
    """

    available: bool
    last_n: int
    name_json: str


def any_relation(connection: Connection) -> bool:
    """Whether there is a relation at all."""
    return connection.execute(_ANY).scalar() is not None


def parties(connection: Connection, ids: Iterable[int]) -> dict[int, Party]:
    """The relations with these ids that exist; archived and merged ones are there, and not available."""
    return {
        id_: Party(not archived and merged is None, max(last_n, last_left_n), name_json)
        for id_, archived, merged, last_n, last_left_n, name_json in _PARTIES.rows(connection, ids)
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
    """Replace relations, all but `merged_into`."""
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


def move_links(connection: Connection, merged: int, into: int) -> None:
    """Mark `merged` as merged into `into`, and move its links to the end of those of `into`.

    A moved link keeps its distance from the start, so that nobody's position falls; of a moment in which both
    took part the later link stays. The moments that moved are left to be rendered anew (see `merge_runs`).
    """
    base = parties(connection, [into])[into].last_n
    both = {"merged": merged, "into": into}
    connection.execute(_MERGE, both)
    connection.execute(_DROP_COMMON, {**both, "into_relation": into})
    for move in (_MOVE_LINKS, _MOVE_LEFT_LINKS):
        connection.execute(move, {"merged_relation": merged, "to_relation": into, "base": base})
    connection.execute(_ADD_MERGE_RUN, {"merged_id": merged, "into_id": into, "after_n": base})


def merge_runs(connection: Connection) -> list[tuple[int, int, int]]:
    """Merges that still have moments to render anew, as (merged, into, position from which on)."""
    return [(merged, into, after_n) for merged, into, after_n in connection.execute(_MERGE_RUNS)]


def advance_merge_run(connection: Connection, merged: int, done_n: int | None) -> None:
    """Note how far a merge has come; None when it is complete."""
    if done_n is None:
        connection.execute(_DROP_MERGE_RUN, {"merged": merged})
        connection.execute(_DROP_RENAME_RUNS, {"ids": [merged]})
    else:
        connection.execute(_ADVANCE_MERGE_RUN, {"merged": merged, "done_n": done_n})


def begin_renaming(connection: Connection, ids: list[int]) -> None:
    """Note that the moments of these relations show another name than they have now; some may have none."""
    connection.execute(_DROP_RENAME_RUNS, {"ids": ids})
    connection.execute(_ADD_RENAME_RUNS, {"ids": ids})


def being_renamed(connection: Connection) -> list[int]:
    """The relations whose name is still to be put in place, less those that a merge does."""
    return list(connection.execute(_RENAMED).scalars())


def rename_run_of(connection: Connection) -> tuple[int, int, str] | None:
    """The first of them, as (relation, position from which on, name as JSON text), less those that a merge does."""
    row = connection.execute(_RENAME_RUN).one_or_none()
    return None if row is None else (row[0], row[1], row[2])


def advance_rename_run(connection: Connection, relation_id: int, done_n: int | None) -> None:
    """Note how far the renaming of a relation has come; None when it is complete."""
    if done_n is None:
        connection.execute(_DROP_RENAME_RUNS, {"ids": [relation_id]})
    else:
        connection.execute(_ADVANCE_RENAME_RUN, {"renamed": relation_id, "done_n": done_n})


def survivors(connection: Connection, ids: Iterable[int]) -> dict[int, int]:
    """Those of `ids` that were merged away, and what they were merged into."""
    return {id_: into for part in in_parts(ids) for id_, into in connection.execute(_SURVIVORS, {"ids": part})}


def moments_after(connection: Connection, relation_id: int, after_n: int, size: int) -> list[tuple[int, int]]:
    """The first `size` links of a relation after a position, as (position, moment id)."""
    bound = {"of_relation": relation_id, "after_n": after_n, "size": size}
    return [(n, moment_id) for n, moment_id in connection.execute(_MOMENTS_BETWEEN, bound)]
