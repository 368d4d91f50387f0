"""A temporary database: empty at first, and removed afterwards. `contact-moments selftest` and drills work in one."""

import re
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from urllib.parse import quote

from sqlalchemy import Connection, func, inspect, select
from sqlalchemy.engine import make_url
from sqlalchemy.exc import DBAPIError
from sqlalchemy.schema import CreateSchema, DropSchema, ExecutableDDLElement

from contact_moments.clock import system_clock
from contact_moments.errors import InvalidInputError
from contact_moments.storage.database import Database
from contact_moments.storage.faults import NO_RIGHT, sqlstate
from contact_moments.storage.whole.scratch_names import left, new_name

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
            yield f"sqlite:///{quote(folder)}/register.db"
        return
    name = new_name(PREFIX)
    _run(url, CreateSchema(name))
    try:
        yield inside(url, name)
    finally:
        _run(url, DropSchema(name, cascade=True))


def drop_left(url: str) -> None:
    """Drop the schemas in the database `url` that processes have left which were killed a day ago or longer."""
    for name in left(_schemas(url), PREFIX):
        with suppress(DBAPIError, InvalidInputError):  # somebody else's
            _run(url, DropSchema(name, cascade=True, if_exists=True))


def _schemas(url: str) -> list[str]:
    database = Database(url, system_clock, prepared_statements=False)
    try:
        return database.read(lambda connection: inspect(connection).get_schema_names())
    finally:
        database.close()


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
