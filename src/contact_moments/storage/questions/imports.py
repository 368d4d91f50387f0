"""Imports of contact moments: each has a number, the moments that it added, and the keys of its lines.

An import's moments are kept as ranges of ids, because a batch gets ids without gaps. A key is a SHA-256 of 32 bytes.
The key of a line that an undo released stays, with the negative id of its moment.
"""

from collections.abc import Collection, Iterator
from itertools import chain, islice
from typing import Any, Literal

from msgspec import Struct
from sqlalchemy import BindParameter, Connection, Row, bindparam, case, exists, func, insert, select, update

from contact_moments.storage.batches import in_parts
from contact_moments.storage.sql.prepared import InList, ManyRows
from contact_moments.storage.sql.tables import (
    import_key,
    import_range,
    moment,
    moment_import,
    register,
    version,
    withdrawn,
)

State = Literal["importing", "complete", "undoing", "undone"]

_ALL = select(moment_import).order_by(moment_import.c.number)
_OF_NUMBER = select(moment_import).where(moment_import.c.number == bindparam("wanted"))
_OF_DIGEST = select(moment_import).where(moment_import.c.digest == bindparam("wanted"))
_LAST = select(func.coalesce(func.max(moment_import.c.number), 0))
_ADD = insert(moment_import)
_ADVANCE = (
    update(moment_import)
    .where(moment_import.c.number == bindparam("of_number"))
    .values(
        done=bindparam("now_done"),
        added=moment_import.c.added + bindparam("new", type_=moment_import.c.added.type),
        state=bindparam("new_state"),
    )
)
_SET_STATE = update(moment_import).where(moment_import.c.number == bindparam("of_number"))
_BEGIN_UNDO = _SET_STATE.values(state="undoing")
_FINISH_UNDO = _SET_STATE.values(state="undone", digest=None)
_LONGER_RANGE = (
    update(import_range)
    .where(import_range.c.import_number == bindparam("of_number"), import_range.c.last_id == bindparam("before"))
    .values(last_id=bindparam("last"))
)
_ADD_RANGE = insert(import_range)
_RANGES = (
    select(import_range.c.first_id, import_range.c.last_id)
    .where(import_range.c.import_number == bindparam("of_number"), import_range.c.last_id > bindparam("after"))
    .order_by(import_range.c.first_id)
    .limit(bindparam("size"))
)
_NUMBER_ADDED = select(func.coalesce(func.sum(import_range.c.last_id - import_range.c.first_id + 1), 0)).where(
    import_range.c.import_number == bindparam("of_number")
)
_NUMBER_WITHDRAWN = (
    select(func.count())
    .select_from(import_range)
    .join(withdrawn, withdrawn.c.moment_id.between(import_range.c.first_id, import_range.c.last_id))
    .where(import_range.c.import_number == bindparam("of_number"))
)
_FIRST_VERSIONS = (
    select(moment.c.version)
    .select_from(import_range)
    .join(moment, moment.c.id.between(import_range.c.first_id, import_range.c.last_id))
    .where(import_range.c.import_number == bindparam("of_number"))
    .order_by(import_range.c.first_id, moment.c.id)
    .limit(bindparam("size"))
)
_THESE: BindParameter[Any] = bindparam("ids", expanding=True)
_OF_UNDONE = exists().where(
    moment_import.c.state.in_(("undoing", "undone")),
    import_range.c.import_number == moment_import.c.number,
    import_range.c.first_id <= import_key.c.moment_id,
    import_range.c.last_id >= import_key.c.moment_id,
)
_NUMBERS = [func.sum(case((one, 1), else_=0)) for one in (import_key.c.moment_id > 0, _OF_UNDONE)]
_COUNTS = InList(
    import_key.c.key.type,
    lambda keys: (
        select(import_key.c.key, func.count(), *_NUMBERS).where(import_key.c.key.in_(keys)).group_by(import_key.c.key)
    ),
)
_SOME_UNDONE = select(exists().where(moment_import.c.state.in_(("undoing", "undone"))))
_ADD_KEY = ManyRows(insert(import_key))
_RELEASE_KEYS = update(import_key).where(import_key.c.moment_id.in_(_THESE)).values(moment_id=-import_key.c.moment_id)
_LACK_KEYS = select(register.c.imports_lack_keys)
_KEYS_MADE = update(register).values(imports_lack_keys=False)
_IMPORTED_AFTER = (
    select(version.c.moment_id, moment.c.type, version.c.document, version.c.recorded_at)
    .join(moment, moment.c.id == version.c.moment_id)
    .where(version.c.moment_id > bindparam("after"), version.c.version == 1, version.c.channel == "import")
    .order_by(version.c.moment_id)
    .limit(bindparam("size"))
)


class Import(Struct, frozen=True):
    """An import of a file: its number, when it began (an instant), how many of the file's `lines` are done.

    `added` counts the moments that it added. `digest` is the SHA-256 of the file, and None once the import is undone.
    Either `account_id` or `operator` says who began it, since releases that keep that.
    """

    number: int
    digest: str | None
    file: str
    started_at: int
    lines: int
    done: int
    added: int
    state: State
    account_id: str | None = None
    operator: str | None = None


class KeyCounts(Struct, frozen=True):
    """How often a key was stored, how many of these are not released, and how many of those an undo has kept."""

    stored: int
    held: int
    kept: int


class ImportedLine(Struct, frozen=True):
    """The first version of an imported moment: what its line said, and when it was recorded (an instant)."""

    moment_id: int
    type: str
    document: str
    recorded_at: int


def all_imports(connection: Connection) -> list[Import]:
    """All imports, the oldest first."""
    return [_import(row) for row in connection.execute(_ALL)]


def of_number(connection: Connection, number: int) -> Import | None:
    """The import with this number, if there is one."""
    row = connection.execute(_OF_NUMBER, {"wanted": number}).one_or_none()
    return None if row is None else _import(row)


def of_digest(connection: Connection, digest: str) -> Import | None:
    """The import of the file with this SHA-256, if there is one and it is not undone."""
    row = connection.execute(_OF_DIGEST, {"wanted": digest}).one_or_none()
    return None if row is None else _import(row)


def next_number(connection: Connection) -> int:
    """The number for one more import. Numbers are never used again."""
    return int(connection.execute(_LAST).scalar_one()) + 1


def add(connection: Connection, new: Import) -> None:
    """Add an import."""
    connection.execute(_ADD, {name: getattr(new, name) for name in new.__struct_fields__})


def advance(connection: Connection, one: Import, done: int, new_ids: list[int]) -> None:
    """Record that the first `done` lines are done, and which moments were added; these ids have no gaps."""
    state = "complete" if done == one.lines else "importing"
    bound = {"of_number": one.number, "now_done": done, "new": len(new_ids), "new_state": state}
    connection.execute(_ADVANCE, bound)
    if new_ids:
        _add_range(connection, one.number, new_ids[0], new_ids[-1])


def _add_range(connection: Connection, number: int, first: int, last: int) -> None:
    longer = {"of_number": number, "before": first - 1, "last": last}
    if connection.execute(_LONGER_RANGE, longer).rowcount == 0:
        connection.execute(_ADD_RANGE, {"import_number": number, "first_id": first, "last_id": last})


def begin_undo(connection: Connection, number: int) -> None:
    """Record that an import is being undone."""
    connection.execute(_BEGIN_UNDO, {"of_number": number})


def finish_undo(connection: Connection, number: int) -> None:
    """Record that an import is undone: its file can be imported again."""
    connection.execute(_FINISH_UNDO, {"of_number": number})


def moments_after(connection: Connection, number: int, after: int, size: int) -> list[int]:
    """The first `size` ids above `after` of moments that an import added, withdrawn ones among them."""
    ranges = connection.execute(_RANGES, {"of_number": number, "after": after, "size": size})
    ids = chain.from_iterable(range(max(first, after + 1), last + 1) for first, last in ranges)
    return list(islice(ids, size))


def number_left(connection: Connection, number: int) -> int:
    """How many of the moments that an import added are not withdrawn.

    What is withdrawn is counted, because its rows are small: counting a million moments reads most of the database.
    """
    added, gone = (
        int(connection.execute(one, {"of_number": number}).scalar_one()) for one in (_NUMBER_ADDED, _NUMBER_WITHDRAWN)
    )
    return added - gone


def first_versions(connection: Connection, number: int, size: int) -> list[int]:
    """The versions of the first `size` moments that an import added and that are there, by id."""
    return list(connection.execute(_FIRST_VERSIONS, {"of_number": number, "size": size}).scalars())


def known(connection: Connection, keys: Collection[bytes]) -> dict[bytes, KeyCounts]:
    """How many lines with each of these keys were imported; keys of none are left out."""
    return {bytes(key): KeyCounts(*map(int, counts)) for key, *counts in _COUNTS.rows(connection, keys)}


def some_undone(connection: Connection) -> bool:
    """Whether an import is undone, in part or whole: lines that were done can have been released."""
    return bool(connection.execute(_SOME_UNDONE).scalar_one())


def add_keys(connection: Connection, new: list[tuple[bytes, int]]) -> None:
    """Add keys of lines, each with the moment that its line became."""
    _ADD_KEY.run(connection, [{"key": key, "moment_id": id_} for key, id_ in new])


def release_keys(connection: Connection, moment_ids: list[int]) -> None:
    """Release the keys of these moments' lines: the lines can be imported again."""
    for part in in_parts(moment_ids):
        connection.execute(_RELEASE_KEYS, {"ids": part})


def lack_keys(connection: Connection) -> bool:
    """Whether the keys of what earlier releases imported are still to be made."""
    return bool(connection.execute(_LACK_KEYS).scalar_one())


def note_keys_made(connection: Connection) -> None:
    """Record that all imported lines have their keys."""
    connection.execute(_KEYS_MADE)


def imported_lines(connection: Connection, size: int) -> Iterator[list[ImportedLine]]:
    """The lines of all imported moments that are there, by id, in lists of at most `size`."""
    after = 0
    while chunk := [ImportedLine(*row) for row in connection.execute(_IMPORTED_AFTER, {"after": after, "size": size})]:
        yield chunk
        after = chunk[-1].moment_id


def _import(row: Row[Any]) -> Import:
    return Import(**row._mapping)
