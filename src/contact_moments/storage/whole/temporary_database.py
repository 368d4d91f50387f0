"""A temporary database: empty at first, and removed afterwards. `contact-moments selftest` works in one."""

import re
import secrets
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Connection, func, select
from sqlalchemy.engine import make_url
from sqlalchemy.exc import DBAPIError
from sqlalchemy.schema import CreateSchema, DropSchema, ExecutableDDLElement

from contact_moments.clock import system_clock
from contact_moments.errors import InvalidInputError
from contact_moments.storage.database import Database
from contact_moments.storage.faults import NO_RIGHT, sqlstate

_SQLITE = select(func.sqlite_version())
_POSTGRESQL = select(func.version())

PREFIX = "contact_moments_selftest_"


@contextmanager
def temporary_database(url: str) -> Iterator[str]:
    """The URL of an empty database: a file in a temporary folder, or on PostgreSQL a new schema in the database `url`.

    Close all connections to it before the block ends. Raises `UnavailableError` or `InvalidInputError` if it cannot be
    made.
    """
    if url.startswith("sqlite:"):
        with tempfile.TemporaryDirectory(prefix="contact-moments-selftest-") as folder:
            yield f"sqlite:///{folder}/register.db"
        return
    name = PREFIX + secrets.token_hex(8)
    _run(url, CreateSchema(name))
    try:
        yield inside(url, name)
    finally:
        _run(url, DropSchema(name, cascade=True))


def described(place: str) -> str:
    """Name and version of the engine there, as it calls itself."""
    database = Database(place, system_clock, prepared_statements=False)
    try:
        database.make_place()
        return database.read(_name)
    finally:
        database.close()


def _name(connection: Connection) -> str:
    if connection.dialect.name == "sqlite":
        return f"SQLite {connection.execute(_SQLITE).scalar_one()}"
    # The first words only: the rest describes its machine and its compiler.
    return re.split(r" on | \(|,", str(connection.execute(_POSTGRESQL).scalar_one()))[0]


def inside(url: str, name: str) -> str:
    """The URL with `name` as the only schema in its search path; its other options stay."""
    return make_url(url).update_query_dict({"search_path": name}).render_as_string(hide_password=False)


def _run(url: str, statement: ExecutableDDLElement) -> None:
    def change(connection: Connection) -> None:
        connection.execute(statement)

    database = Database(url, system_clock, prepared_statements=False)
    try:
        database.change_schema(change)
    except DBAPIError as fault:
        if sqlstate(fault) != NO_RIGHT:
            raise
        raise InvalidInputError("The database's user may not make a schema to work in; grant it CREATE") from None
    finally:
        database.close()
