"""Runs: how far long work has come, so that it goes on where it was interrupted."""

from sqlalchemy import Connection, bindparam, delete, insert, literal, literal_column, select, union_all, update

from contact_moments.storage.sql.tables import import_run, link, merge_run, relation, rename_run

_DONE = select(import_run.c.done).where(import_run.c.digest == bindparam("digest"))
_BEGIN = insert(import_run)
_ADVANCE = update(import_run).where(import_run.c.digest == bindparam("of_digest")).values(done=bindparam("items"))
_FINISH = delete(import_run).where(import_run.c.digest == bindparam("of_digest"))

_MERGES = select(merge_run.c.merged_id, merge_run.c.into_id, merge_run.c.after_n).order_by(
    merge_run.c.into_id, merge_run.c.after_n, merge_run.c.merged_id
)
_FIRST_MERGE = _MERGES.limit(1)
_BEGIN_MERGE = insert(merge_run)
_OF_SURVIVOR = merge_run.c.into_id == bindparam("survivor")
_ADVANCE_MERGES = (
    update(merge_run).where(_OF_SURVIVOR, merge_run.c.after_n < bindparam("after")).values(after_n=bindparam("after"))
)
_MOVE_MERGES = (
    update(merge_run)
    .where(merge_run.c.into_id == bindparam("merged"))
    .values(into_id=bindparam("into"), after_n=merge_run.c.after_n + bindparam("base"))
)
_FINISH_MERGES = delete(merge_run).where(_OF_SURVIVOR)
_FINISH_RENAMINGS_OF_MERGED = delete(rename_run).where(
    rename_run.c.relation_id.in_(select(merge_run.c.merged_id).where(_OF_SURVIVOR))
)

# A relation that is being merged away waits: its moments already belong to another, and the merge renders them again.
_NOT_MERGING = rename_run.c.relation_id.not_in(select(merge_run.c.merged_id))
_NEXT_RENAMING = (
    select(rename_run.c.relation_id, rename_run.c.after_n, relation.c.name_json)
    .join(relation)
    .where(_NOT_MERGING)
    .order_by(rename_run.c.relation_id)
    .limit(literal_column("1"))
)
_ANY = union_all(select(merge_run.c.merged_id), select(rename_run.c.relation_id)).limit(literal_column("1"))
_RENAMED = select(rename_run.c.relation_id).where(_NOT_MERGING).order_by(rename_run.c.relation_id)
_BEGIN_RENAMING = insert(rename_run).from_select(
    ["relation_id", "after_n"],
    select(relation.c.id, literal(0)).where(
        relation.c.id.in_(bindparam("ids", expanding=True)),
        select(link.c.position).where(link.c.relation_id == relation.c.id).exists()
        | relation.c.id.in_(select(merge_run.c.merged_id)),
    ),
)
_ADVANCE_RENAMING = (
    update(rename_run).where(rename_run.c.relation_id == bindparam("renamed")).values(after_n=bindparam("after"))
)
_FINISH_RENAMING = delete(rename_run).where(rename_run.c.relation_id.in_(bindparam("ids", expanding=True)))


def done(connection: Connection, digest: str) -> int:
    """How many items of the run with this SHA-256 are done; 0 if there is no such run."""
    return int(connection.execute(_DONE, {"digest": digest}).scalar() or 0)


def advance(connection: Connection, digest: str, items: int) -> None:
    """Record that the first `items` items of a run are done."""
    if connection.execute(_ADVANCE, {"of_digest": digest, "items": items}).rowcount == 0:
        connection.execute(_BEGIN, {"digest": digest, "done": items})


def finish(connection: Connection, digest: str) -> None:
    """Remove the record of a run, if there is one."""
    connection.execute(_FINISH, {"of_digest": digest})


def merges(connection: Connection) -> list[tuple[int, int, int]]:
    """Merges that still have moments to render again, as (merged, into, position after which to go on).

    Of the merges into one relation, the one that is to go on with the first position comes first.
    """
    return [(merged, into, after) for merged, into, after in connection.execute(_MERGES)]


def as_senders(connection: Connection, survivors: tuple[int, ...]) -> tuple[int, ...]:
    """The relations as moments have them: while a merge is in progress, some still have the one that was merged."""
    return (*survivors, *(merged for merged, into, _ in merges(connection) if into in survivors))


def first_merge(connection: Connection) -> tuple[int, int, int] | None:
    """The first of `merges`."""
    row = connection.execute(_FIRST_MERGE).one_or_none()
    return None if row is None else (row[0], row[1], row[2])


def begin_merge(connection: Connection, merged: int, into: int, after: int) -> None:
    """Record that the links of `into` after a position are still to be rendered again."""
    connection.execute(_BEGIN_MERGE, {"merged_id": merged, "into_id": into, "after_n": after})


def move_merges(connection: Connection, merged: int, into: int, base: int) -> None:
    """Let the merges into `merged` go on in the links of `into`, where theirs have moved by `base` positions."""
    connection.execute(_MOVE_MERGES, {"merged": merged, "into": into, "base": base})


def advance_merges(connection: Connection, into: int, after: int | None) -> None:
    """Record how far the merges into a relation have come, all that had not come further; None if all are complete."""
    if after is None:
        connection.execute(_FINISH_RENAMINGS_OF_MERGED, {"survivor": into})
        connection.execute(_FINISH_MERGES, {"survivor": into})
    else:
        connection.execute(_ADVANCE_MERGES, {"survivor": into, "after": after})


def are_in_progress(connection: Connection) -> bool:
    """Whether there is a merge or a renaming to go on with."""
    return connection.execute(_ANY).first() is not None


def begin_renaming(connection: Connection, ids: list[int]) -> None:
    """Record that the moments of these relations, if they have any, show another name than the present one."""
    connection.execute(_FINISH_RENAMING, {"ids": ids})
    connection.execute(_BEGIN_RENAMING, {"ids": ids})


def renamings(connection: Connection) -> list[int]:
    """The relations whose renaming is in progress, without those that a merge completes."""
    return list(connection.execute(_RENAMED).scalars())


def next_renaming(connection: Connection) -> tuple[int, int, str] | None:
    """The first of `renamings`, as (relation, position after which to go on, name as JSON text)."""
    row = connection.execute(_NEXT_RENAMING).one_or_none()
    return None if row is None else (row[0], row[1], row[2])


def advance_renaming(connection: Connection, relation_id: int, after: int | None) -> None:
    """Record how far the renaming of a relation has come; None if it is complete."""
    if after is None:
        connection.execute(_FINISH_RENAMING, {"ids": [relation_id]})
    else:
        connection.execute(_ADVANCE_RENAMING, {"renamed": relation_id, "after": after})
