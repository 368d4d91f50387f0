"""Dumps of PostgreSQL: made by `pg_dump`, and read by `pg_restore` into a database that is dropped again.

Both are programs of PostgreSQL, and are there if somebody has installed them. A password is given to them in the
environment, never as a word that others on the machine can read. A process that is killed leaves its database behind:
the next one drops it when it is a day old.
"""

import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import psycopg
from psycopg import sql
from psycopg.conninfo import make_conninfo
from sqlalchemy import Connection, func, select, text
from sqlalchemy.engine import URL, make_url

from contact_moments.errors import InvalidInputError, UnavailableError
from contact_moments.storage.database import Database
from contact_moments.storage.whole.scratch_names import left, new_name

PREFIX = "contact_moments_scratch_"
TABLES = ("alembic_version", "moment", "register", "relation")  # whose rows every register has in its dump

_VERSION = text("SELECT current_setting('server_version_num')")
_SNAPSHOT = select(func.pg_export_snapshot())
_MAJOR = re.compile(r"\) (\d+)", re.ASCII)
# Not the message of a statement that failed: it can have what is in a row.
_ERROR = re.compile(r"(?:pg_dump|pg_restore): error: (?!could not execute query|COPY failed)(.+)")
_DATA = re.compile(r"TABLE DATA \S+ (\S+) ", re.ASCII)
_OURS = sql.SQL("SELECT datname FROM pg_database WHERE pg_get_userbyid(datdba) = current_user AND datname LIKE {}")


@contextmanager
def dumped(database: Database, url: str, target: Path) -> Iterator[Connection]:
    """Dump the register into the new file `target`, of the state that the connection in the block sees.

    Raises `InvalidInputError` where that cannot be.
    """
    address = _address(url)
    with database.snapshot() as connection:
        _require_new_enough(int(connection.execute(_VERSION).scalar_one()) // 10_000)
        snapshot = str(connection.execute(_SNAPSHOT).scalar_one())
        os.close(os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600))
        words = ("--format=custom", "--no-owner", "--no-privileges", f"--snapshot={snapshot}", f"--file={target}")
        _run("pg_dump", address, *words, f"--dbname={_conninfo(address)}")
        _require_whole(target, address)
        yield connection


@contextmanager
def restored_dump(url: str, dump: Path) -> Iterator[str]:
    """The URL of a new database on the server of `url`, with what is in a dump; dropped after the block.

    Raises `InvalidInputError` where that cannot be.
    """
    address, name = _address(url), new_name(PREFIX)
    _program("pg_restore")
    with _connected(address) as connection:
        _drop_left(connection)
        connection.execute(
            sql.SQL("CREATE DATABASE {} TEMPLATE template0 ENCODING 'UTF8'").format(sql.Identifier(name))
        )
        server = connection.info.server_version // 10_000
    scratch = address.set(database=name)
    try:
        _restore(scratch, dump, server)
        yield scratch.render_as_string(hide_password=False)
    finally:
        with _connected(address) as connection:
            connection.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))


def _restore(address: URL, dump: Path, server: int) -> None:
    words = ("--no-owner", "--no-privileges", "--exit-on-error", f"--dbname={_conninfo(address)}")
    try:
        # The whole path: a name may begin as an option does.
        _run("pg_restore", address, *words, str(dump.absolute()))
    except InvalidInputError as refusal:
        version = _version("pg_restore")
        if version == server:
            raise
        of_which = f"pg_restore is {version or 'of an unknown version'}, and the server is {server}"
        raise InvalidInputError(f"{refusal.message}; {of_which}; use that of {server}") from None


def _drop_left(connection: psycopg.Connection[Any]) -> None:
    """Drop what processes that were killed have left behind."""
    names = (name for (name,) in connection.execute(_OURS.format(sql.Literal(f"{PREFIX}%"))).fetchall())
    for name in left(names, PREFIX):
        with suppress(psycopg.Error):  # another one drops it, or is connected
            connection.execute(sql.SQL("DROP DATABASE {}").format(sql.Identifier(name)))


def _address(url: str) -> URL:
    address = make_url(url)
    if address.get_backend_name() != "postgresql":
        raise InvalidInputError("pg_dump and pg_restore need a register or a server on PostgreSQL")
    if "search_path" in address.query or not all(isinstance(value, str) for value in address.query.values()):
        raise InvalidInputError("pg_dump and pg_restore need an address with one host, and without search_path")
    return address


def _program(name: str) -> str:
    found = shutil.which(name)
    if found is None:
        raise InvalidInputError(
            f"{name} is not there; install PostgreSQL's programs for clients, or make a backup without --pg-dump"
        )
    return found


def _require_new_enough(server: int) -> None:
    version = _version("pg_dump")
    if version is None or version < server:
        of_which = f"pg_dump is {version or 'of an unknown version'}, and the server is {server}"
        raise InvalidInputError(f"{of_which}; install pg_dump {server} or newer")


def _version(name: str) -> int | None:
    """Of which release of PostgreSQL a program is, if it says so."""
    words = [_program(name), "--version"]
    said = subprocess.run(words, capture_output=True, text=True, check=False, timeout=60).stdout
    found = _MAJOR.search(said)
    return int(found[1]) if found else None


def _require_whole(dump: Path, address: URL) -> None:
    listed = set(_DATA.findall(_run("pg_restore", address, "--list", str(dump))))
    if missing := [name for name in TABLES if name not in listed]:
        raise InvalidInputError(f"The dump lacks the rows of {', '.join(missing)}, and was not kept")


def _conninfo(address: URL) -> str:
    """As libpq takes it, without the password."""
    given = {"user": address.username, "host": address.host, "port": address.port, "dbname": address.database}
    known = {name: str(value) for name, value in (given | dict(address.query)).items() if value is not None}
    return make_conninfo(**{name: value for name, value in known.items() if "password" not in name})


def _password(address: URL) -> str | None:
    found = address.password or address.query.get("password")
    return str(found) if found else None


def _run(name: str, address: URL, *words: str) -> str:
    password = _password(address)
    # In English: what is told of a failure, and what is not, is found by its words.
    environment = os.environ | {"LC_ALL": "C"} | ({"PGPASSWORD": password} if password else {})
    done = subprocess.run(
        [_program(name), *words],
        env=environment,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        errors="replace",
        check=False,
    )
    if done.returncode != 0:
        why = _ERROR.search(done.stderr)
        raise InvalidInputError(f"{name} failed: {why[1] if why else f'exit code {done.returncode}'}")
    return done.stdout


@contextmanager
def _connected(address: URL) -> Iterator[psycopg.Connection[Any]]:
    """A connection without a transaction. Raises `InvalidInputError` for what the server refuses."""
    try:
        with psycopg.connect(_conninfo(address), password=_password(address), autocommit=True) as connection:
            yield connection
    except psycopg.errors.InsufficientPrivilege:
        raise InvalidInputError(
            "A dump is restored into a database of its own first, and the database's user may not make one; grant it "
            "CREATEDB, or name another address with --database"
        ) from None
    except psycopg.OperationalError as fault:
        raise UnavailableError(f"The database server cannot be used ({type(fault).__name__})") from None
    except psycopg.Error as fault:
        line = str(fault).partition("\n")[0]
        raise InvalidInputError(f"A dump cannot be restored into a database of its own ({line})") from None
