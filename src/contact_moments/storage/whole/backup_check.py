"""Whether a SQLite file is a whole backup of a register, found out before anything that it says is trusted.

A backup is somebody else's file. So its schema is read as text first, and compared with the one that the migrations
make: no trigger, view, check or generated column of its own is ever run. Only then are its rows read.
"""

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, create_engine

from contact_moments.errors import InvalidInputError
from contact_moments.storage.backends.sqlite.connections import as_sqlalchemy_fault
from contact_moments.storage.backends.sqlite.driver import dbapi2 as driver
from contact_moments.storage.backends.sqlite.files import opened
from contact_moments.storage.backends.sqlite.place import APPLICATION_ID
from contact_moments.storage.whole.schema import NEWEST, current, refuse_newer, upgrade

# An operator may have run ANALYZE; what it found is not restored.
_STATISTICS = {
    ("table", "CREATE TABLE sqlite_stat1(tbl,idx,stat)"),
    ("table", "CREATE TABLE sqlite_stat4(tbl,idx,neq,nlt,ndlt,sample)"),
}
# What Litestream adds to a database that it replicates (docs/running.md); none of it is restored.
_LITESTREAM = {
    ("table", "CREATE TABLE _litestream_seq (id INTEGER PRIMARY KEY, seq INTEGER)"),
    ("table", "CREATE TABLE _litestream_lock (id INTEGER)"),
}
_DROPPED = ("sqlite_stat1", "sqlite_stat4", "_litestream_seq", "_litestream_lock")
_KINDS = ("table", "index", "view", "trigger", "pragma")
# No bytes kept free in each page, and the fractions that the format prescribes: https://www.sqlite.org/fileformat.html
_PAGES = (slice(20, 24), b"\0\x40\x20\x20")

_CAREFUL = ("trusted_schema=OFF", "cell_size_check=ON", "mmap_size=0")
_SAME = ("application_id", "user_version", "encoding", "page_size", "auto_vacuum")
_MASTER = "SELECT type, name, tbl_name, sql FROM sqlite_master"
_WORD = re.compile(r"'(?:[^']|'')*'|\"\w+\"|\w+|\S", re.ASCII)
_VERSIONS = ("table", "alembic_version", "alembic_version")
# The storage classes that the values of a column may have: https://www.sqlite.org/datatype3.html
_CLASSES = {"INT": "integer", "BOOL": "integer", "TEXT": "text", "CHAR": "text", "BLOB": "blob"}
# A text with a zero in it is cut short by SQLite and by others.
_OTHER_CLASS = (
    "SELECT 1 FROM {table} WHERE typeof({column}) NOT IN ('{allowed}', 'null')"
    " OR (typeof({column}) = 'text' AND instr({column}, char(0))) LIMIT 1"
)
# Those of a word index have nothing but what other tables have, and restoring makes them again.
_ORDINARY = "SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table' AND name != 'sqlite_schema'"
_EVERYTHING = "SELECT * FROM {table}"

Entry = tuple[str, str, str]
Description = dict[Entry, tuple[str, ...]]


class DamagedError(InvalidInputError):
    """The file is no whole SQLite file."""

    code = "damaged"


def check_backup(path: Path, name: Path) -> None:
    """Raise `InvalidInputError` unless `path` is an undamaged SQLite file with the schema of its version and no other.

    Messages call it `name`. Which rows there may be is checked by `invariants`.
    """
    with path.open("rb") as file:
        if file.read(100)[_PAGES[0]] != _PAGES[1]:
            raise DamagedError(f"{name} is not a SQLite file, or is damaged")
    with opened(path) as connection:
        try:
            for pragma in _CAREFUL:
                connection.execute(f"PRAGMA {pragma}").close()
            _check(connection, name)
        except (driver.DatabaseError, UnicodeDecodeError):
            raise DamagedError(f"{name} is not a SQLite file, or is damaged") from None


def drop_additions(path: Path) -> None:
    """Drop what ANALYZE and Litestream have added to a file that was checked."""
    with opened(path) as connection:
        for table in _DROPPED:
            connection.execute(f"DROP TABLE IF EXISTS {table}").close()


def _check(connection: Any, name: Path) -> None:
    found = describe(connection)
    if found.get(("pragma", "application_id", "")) != (str(APPLICATION_ID),) or _VERSIONS not in found:
        raise InvalidInputError(f"{name} is a SQLite file, but not of a contact moments register")
    for sentence in _schema_faults(found, _version(connection, found, name)):
        raise InvalidInputError(f"{name} cannot be restored: {sentence}")
    if connection.execute("PRAGMA integrity_check(1)").fetchall() != [("ok",)]:
        raise DamagedError(f"{name} is damaged: SQLite's integrity check fails")
    for sentence in _row_faults(connection):
        raise InvalidInputError(f"{name} cannot be restored: {sentence}")


def faults(connection: Connection) -> Iterator[str]:
    """Why a backup of a register that is in a file would be refused, a sentence each; nothing on another engine."""
    raw: Any = connection.connection.dbapi_connection
    if connection.dialect.name != "sqlite":
        return
    try:
        yield from _schema_faults(describe(raw), str(current(connection)))
        yield from _row_faults(raw)
    except driver.Error as fault:
        raise as_sqlalchemy_fault(fault, "") from fault


def _version(connection: Any, found: Description, name: Path) -> str:
    if found[_VERSIONS] == expected(NEWEST)[_VERSIONS]:
        versions = connection.execute("SELECT version_num FROM alembic_version LIMIT 2").fetchall()
        if len(versions) == 1 and isinstance(version := versions[0][0], str):
            refuse_newer(version)
            if re.fullmatch(r"0[0-9]{3}", version, re.ASCII) and version > "0000":
                return version
    raise InvalidInputError(f"{name} cannot be restored: the version of its schema is not known")


def _schema_faults(found: Description, version: str) -> Iterator[str]:
    wanted = expected(version)
    for kind, name, _ in (entry for entry in wanted if found.get(entry) != wanted[entry]):
        yield f"the {kind} {name} is not that of a register at version {version}"
    # The names of others are not repeated: they may be anything.
    for kind in sorted({kind if kind in _KINDS else "thing" for kind, *_ in set(found) - set(wanted)}):
        yield f"there is a {kind} that a register at version {version} does not have"


def describe(connection: Any) -> Description:
    """The schema of a file as words that are equal where it means the same, and the settings that are kept in it.

    The order of columns and the names of constraints mean nothing: they depend on the engine that a backup came from.
    """
    found: Description = {("pragma", name, ""): (str(_pragma(connection, name)),) for name in _SAME}
    for kind, name, table, sql in connection.execute(_MASTER):
        if (kind, sql) not in _STATISTICS | _LITESTREAM:
            entry = (str(kind), str(name), str(table))
            # An entry that is there twice is not equal to one.
            found[entry] = (*found.get(entry, ()), *_words(kind, sql))
    return found


def _pragma(connection: Any, name: str) -> Any:
    return connection.execute(f"PRAGMA {name}").fetchone()[0]


def _words(kind: str, sql: Any) -> tuple[str, ...]:
    if not isinstance(sql, str):
        return (repr(sql),)
    words = [word.strip('"') if len(word) > 1 else word for word in _WORD.findall(sql)]
    return _parts(words) if kind == "table" else tuple(words)


def _parts(words: list[str]) -> tuple[str, ...]:
    """What stands before, in and after the outermost brackets; what is in them is divided at its commas, and sorted."""
    parts, depth = [[""]], 0
    for word in words:
        depth += (word == "(") - (word == ")")
        if depth <= 1 and word in {"(", ",", ")"} and not (word == ")" and depth == 1):
            parts.append([])
        else:
            parts[-1].append(word)
    return tuple(sorted(" ".join(_unnamed(part)) for part in parts))


def _unnamed(part: list[str]) -> list[str]:
    return part[2:] if part[:1] == ["CONSTRAINT"] else part


@cache
def expected(version: str) -> Description:
    """The schema that the migrations make, up to `version`."""
    engine = create_engine("sqlite+pysqlite://", module=driver)
    with engine.connect() as connection:
        connection.exec_driver_sql(f"PRAGMA application_id={APPLICATION_ID}")
        upgrade(connection, version)
        description = describe(connection.connection.dbapi_connection)
    engine.dispose()
    return description


def _row_faults(connection: Any) -> Iterator[str]:
    if connection.execute("PRAGMA foreign_key_check").fetchone():
        yield "there are rows that refer to rows that are not there"
    # The schema was compared, so these names are ours.
    for (table,) in connection.execute(_ORDINARY).fetchall():
        for _, column, kind, *_ in connection.execute(f"PRAGMA table_info({table})").fetchall():
            allowed = next((name for part, name in _CLASSES.items() if part in kind), None)
            if (
                allowed
                and connection.execute(_OTHER_CLASS.format(table=table, column=column, allowed=allowed)).fetchone()
            ):
                yield f"{table}.{column} has a value of another kind"
        if not _can_be_decoded(connection, table):
            yield f"{table} has a text that is not UTF-8"


def _can_be_decoded(connection: Any, table: str) -> bool:
    try:
        for _ in connection.execute(_EVERYTHING.format(table=table)):
            pass
    except driver.OperationalError as fault:
        if "decode" not in str(fault):
            raise
        return False
    return True
