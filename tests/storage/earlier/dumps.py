"""Registers as text: written from a file of SQLite or a database of PostgreSQL, and loaded again."""

import subprocess
from contextlib import closing
from pathlib import Path
from typing import Any

import psycopg
from sqlalchemy import make_url

from contact_moments.storage.backends.sqlite.driver import dbapi2 as driver

_PRAGMAS = ("application_id", "user_version", "auto_vacuum")
_OTHERS = "SELECT sql FROM sqlite_master WHERE type NOT IN ('table') AND sql IS NOT NULL ORDER BY rowid"
_EMPTY, _ROWS, _ROW = "DELETE FROM {name};", "SELECT {quoted} FROM {name}", "INSERT INTO {name} VALUES({row});"
# Kept rows need no settings of a session, and no owner.
_LEFT_OUT = ("--", "SET ", "\\", "SELECT pg_catalog.set_config")


def dump_file(path: Path) -> str:
    """The SQLite file at `path` as SQL. Tables of word indexes are filled as they are, behind the index's back."""
    with closing(driver.connect(str(path), isolation_level=None)) as connection:
        lines = [f"PRAGMA {name} = {connection.execute(f'PRAGMA {name}').fetchone()[0]};" for name in _PRAGMAS]
        lines += ["BEGIN;"]
        tables = connection.execute(
            "SELECT m.name, l.type, m.sql FROM sqlite_master AS m JOIN pragma_table_list AS l ON l.name = m.name"
            " WHERE m.type = 'table' AND l.schema = 'main' ORDER BY m.rowid"
        ).fetchall()
        lines += [f"{sql};" for _, kind, sql in tables if kind != "shadow"]
        lines += [_EMPTY.format(name=name) for name, kind, _ in tables if kind == "shadow"]
        for name, kind, _ in tables:
            if kind != "virtual":
                lines += _rows(connection, name)
        lines += [f"{sql};" for (sql,) in connection.execute(_OTHERS)]
    return "\n".join([*lines, "COMMIT;", ""])


def _rows(connection: Any, name: str) -> list[str]:
    columns = [row[1] for row in connection.execute(f"PRAGMA table_info({name})")]
    quoted = " || ',' || ".join(f"quote({column})" for column in columns)
    rows = connection.execute(_ROWS.format(quoted=quoted, name=name))
    return [_ROW.format(name=name, row=row) for (row,) in rows]


def load_file(text: str, path: Path) -> None:
    """Make the SQLite file `path` of a dump."""
    with closing(driver.connect(str(path), isolation_level=None)) as connection:
        connection.executescript(text)


def dump_database(url: str, programs: Path) -> str:
    """The PostgreSQL database at `url` as SQL, by its own `pg_dump`."""
    options = ["--inserts", "--rows-per-insert=50", "--no-owner", "--no-privileges", "--no-comments"]
    command = [str(programs / "bin" / "pg_dump"), *options, url]
    done = subprocess.run(command, capture_output=True, text=True, check=True, timeout=60)
    lines = [line for line in done.stdout.splitlines() if line and not line.startswith(_LEFT_OUT)]
    return "\n".join([*lines, ""])


def load_database(text: str, url: str) -> None:
    """Fill the empty PostgreSQL database at `url` from a dump."""
    plain = make_url(url).set(drivername="postgresql").render_as_string(hide_password=False)
    with psycopg.connect(plain, autocommit=True) as connection:
        connection.execute(text.encode())
