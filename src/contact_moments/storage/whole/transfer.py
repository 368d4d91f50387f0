"""Every row of a register from one database into another, whatever their engines, and the proof that both are equal."""

import hashlib
from collections.abc import Callable, Collection, Iterator
from typing import Any

from sqlalchemy import Column, Connection, MetaData, String, Table, delete, func, insert, select

from contact_moments.storage.sql.tables import metadata, moment_type, relation

CHUNK = 2000

Progress = Callable[[int], None]
Digest = dict[str, tuple[int, str]]

# Alembic's own: which schema the rows are of.
_versions = Table("alembic_version", MetaData(), Column("version_num", String(32), primary_key=True))
# Marks belong to a database. How far imports have come belongs to the register: an interrupted one resumes in the copy.
TABLES: list[Table] = [_versions, *(table for table in metadata.sorted_tables if table.name != "commit_mark")]


def make_tables(connection: Connection) -> None:
    """Make all tables in an empty database; `copy_rows` fills them."""
    metadata.create_all(connection)
    _versions.create(connection)


def is_empty(connection: Connection, shipped: Collection[str]) -> bool:
    """Whether a register has none of an operator's or client's rows in it, nor other types than those `shipped`."""
    kept = [select(metadata.tables[name]) for name in ("relation", "tag", "action", "client", "moment", "withdrawn")]
    kept.append(select(moment_type).where(moment_type.c.id.not_in(shipped)))
    return not any(connection.execute(rows.limit(1)).first() for rows in kept)


def row_count(connection: Connection) -> int:
    """How many rows a copy goes through."""
    return sum(connection.execute(select(func.count()).select_from(table)).scalar_one() for table in TABLES)


def copy_rows(source: Connection, target: Connection, progress: Progress = lambda _: None) -> Digest:
    """Replace all rows of `target` by those of `source`; returns the digest of what was copied."""
    for table in reversed(TABLES):
        target.execute(delete(table))
    digest = {}
    for table in TABLES:
        sums = _Sum()
        for chunk in _chunks(source, table):
            target.execute(insert(table), chunk)
            sums.add(chunk)
            progress(len(chunk))
        digest[table.name] = sums.result()
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
    if table is relation:
        # A merged relation refers to its survivor, which must be there first.
        rows = rows.order_by(relation.c.merged_into.is_not(None), relation.c.id)
    result = connection.execute(rows, execution_options={"yield_per": CHUNK})
    for chunk in result.mappings().partitions(CHUNK):
        yield [dict(row) for row in chunk]


class _Sum:
    """A sum of hashes does not depend on the order of rows, which differs between engines."""

    def __init__(self) -> None:
        self._rows = 0
        self._sum = 0

    def add(self, rows: list[dict[str, Any]]) -> None:
        self._rows += len(rows)
        for row in rows:
            self._sum += int.from_bytes(hashlib.sha256(repr(tuple(row.values())).encode()).digest(), "big")

    def result(self) -> tuple[int, str]:
        return self._rows, f"{self._sum % 2**256:064x}"
