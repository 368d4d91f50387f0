"""Transfer: copying a register into another database, on any engine, with the proof that both are equal."""

import hashlib
import secrets
from collections.abc import Callable, Collection, Iterator, Sequence
from typing import Any

from sqlalchemy import Column, Connection, MetaData, String, Table, bindparam, delete, func, insert, inspect, select

from contact_moments.clock import system_clock
from contact_moments.errors import ConflictError, RegisterError
from contact_moments.model import MomentType
from contact_moments.storage.database import Database
from contact_moments.storage.questions import moment_words, relations
from contact_moments.storage.questions.types import has_only
from contact_moments.storage.sql.tables import commit_mark, metadata, relation, role
from contact_moments.storage.sql.word_index import word_index_of

CHUNK = 2000

Progress = Callable[[int], None]
Digest = dict[str, tuple[int, str]]

# Alembic's own: which schema the rows are of.
_versions = Table("alembic_version", MetaData(), Column("version_num", String(32), primary_key=True))
# Commit marks belong to a database, and are not copied. Runs belong to the register: an interrupted import can go on in
# the copy.
TABLES: list[Table] = [_versions, *(table for table in metadata.sorted_tables if table is not commit_mark)]

# Those of a word index have nothing but what other tables have.
_ORDINARY = "SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table' AND name != 'sqlite_schema'"
_MARK = insert(commit_mark)
_MARKED = select(commit_mark.c.token).where(commit_mark.c.token == bindparam("token"))
_UNMARK = delete(commit_mark).where(commit_mark.c.token == bindparam("of_token"))


def copy_register(
    source: Database, target: Database, shipped: Collection[MomentType], progress: Progress = lambda _: None
) -> Digest:
    """Copy everything into `target`, which has the newest schema and nothing in it, and prove that both are equal.

    Nobody can write to either of them meanwhile. Returns the digest of both. Raises `ConflictError` if `target` has
    anything but the types `shipped` in it, or is `source`. Raises `RegisterError` if the two differ afterwards; then
    `target` stays as it was.
    """
    if _same(source, target):
        raise ConflictError("That is the register's own database; name an empty one")
    with source.frozen() as rows:

        def replace(connection: Connection) -> Digest:
            if not is_empty(connection, shipped):
                raise ConflictError("The target has a register in it already; name an empty database")
            copied = copy_rows(rows, connection, progress)
            _compare(copied, digest_of(connection, progress))
            return copied

        return target.replace_all(replace)


def _compare(copied: Digest, found: Digest) -> None:
    if found != copied:
        names = ", ".join(name for name in copied if copied[name] != found[name])
        raise RegisterError(f"The copy differs in {names} and was not kept; report this", "copy_differs")


def _same(source: Database, target: Database) -> bool:
    # Addresses do not tell: hosts have several names, and files have links. So a mark is written in the one and looked
    # up in the other.
    token = secrets.randbits(63)
    source.write(lambda mark: mark.connection.execute(_MARK, {"token": token, "marked_at": system_clock()}))
    try:
        return target.read(lambda connection: connection.execute(_MARKED, {"token": token}).first()) is not None
    finally:
        source.write(lambda mark: mark.connection.execute(_UNMARK, {"of_token": token}))


def is_empty(connection: Connection, shipped: Collection[MomentType]) -> bool:
    """Whether a register has no rows of an operator or client in it, and no types but those `shipped`, as they were."""
    names = ("relation", "removed_relation", "tag", "action", "client", "account", "moment", "withdrawn")
    kept = [*(select(metadata.tables[name]) for name in names), select(role).where(~role.c.built_in)]
    return not any(connection.execute(rows.limit(1)).first() for rows in kept) and has_only(connection, shipped)


def row_count(connection: Connection) -> int:
    """How many rows a copy goes through."""
    return sum(connection.execute(select(func.count()).select_from(table)).scalar_one() for table in TABLES)


def tables_there(connection: Connection) -> list[Table]:
    """As `TABLES`, read from the SQLite file of `connection`, which may have an earlier schema."""
    found = MetaData()
    names = connection.exec_driver_sql(_ORDINARY).scalars().all()
    found.reflect(connection, only=[name for name in names if name not in {_versions.name, commit_mark.name}])
    return [_versions, *found.sorted_tables]


def copy_rows(
    source: Connection,
    target: Connection,
    progress: Progress = lambda _: None,
    tables: Sequence[Table] = TABLES,
) -> Digest:
    """Replace all rows of `target` by those of `source`; returns the digest of what was copied."""
    for table in reversed(tables):
        target.execute(delete(table))
    digest = {}
    for table in tables:
        sums = _Sum()
        for chunk in _chunks(source, table):
            target.execute(insert(table), chunk)
            sums.add(chunk)
            progress(len(chunk))
        digest[table.name] = sums.result()
    names = {table.name for table in tables}
    for index in (relations.WORDS, moment_words.WORDS):
        # The first schemas have the tables, but no index of words: that has a table of its own on SQLite only.
        if tables is TABLES or (index.table in names and inspect(target).has_table(index.name)):
            word_index_of(target).rebuild(target, index)
    return digest


def digest_of(connection: Connection, progress: Progress = lambda _: None) -> Digest:
    """Per table the number of rows and the sum of their SHA-256s: equal when, and only when, the rows are."""
    digest = {}
    for table in TABLES:
        sums = _Sum()
        for chunk in _chunks(connection, table):
            sums.add(chunk)
            progress(len(chunk))
        digest[table.name] = sums.result()
    return digest


def _chunks(connection: Connection, table: Table) -> Iterator[list[dict[str, Any]]]:
    rows = select(table)
    if table.name == relation.name:
        # A merged relation refers to its survivor, which must be there first.
        rows = rows.order_by(table.c.merged_into.is_not(None), table.c.id)
    names = table.c.keys()
    for chunk in connection.execute(rows, execution_options={"yield_per": CHUNK}).partitions(CHUNK):
        yield [dict(zip(names, row, strict=True)) for row in chunk]


class _Sum:
    """A sum of hashes: it does not depend on the order of rows, which differs between engines."""

    def __init__(self) -> None:
        self._rows = 0
        self._sum = 0

    def add(self, rows: list[dict[str, Any]]) -> None:
        self._rows += len(rows)
        for row in rows:
            self._sum += int.from_bytes(hashlib.sha256(repr(tuple(row.values())).encode()).digest(), "big")

    def result(self) -> tuple[int, str]:
        return self._rows, f"{self._sum % 2**256:064x}"
