"""Making the schema, bringing it up to date, and telling whether it is right."""

from collections.abc import Callable
from functools import cache
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, bindparam, inspect, select, update

from contact_moments.errors import InvalidInputError, UnavailableError
from contact_moments.storage.database import Database
from contact_moments.storage.tables import register

_RENDERING = select(register.c.rendering)
_SET_RENDERING = update(register).values(rendering=bindparam("new_rendering"))


def newest() -> str:
    """The schema version that this program works with."""
    return _versions()[0]


@cache
def _versions() -> tuple[str, ...]:
    """Every schema version that this program knows, the newest first."""
    scripts = ScriptDirectory.from_config(_config())
    return tuple(script.revision for script in scripts.walk_revisions())


def current(connection: Connection) -> str | None:
    """The schema version of the database; None when it is empty."""
    return MigrationContext.configure(connection).get_current_revision()


def prepare(database: Database, fill: Callable[[Connection], None]) -> None:
    """Create the schema where the database is empty, and `fill` it, all or nothing; leave any other as it is.

    Raises `InvalidInputError` for a database that holds the tables of something else.
    """

    def make(connection: Connection) -> None:
        if _made(connection):
            return
        database.stamp(connection)
        _upgrade(connection)
        fill(connection)

    # One state for both of its questions: another command may be making the schema.
    if not database.read_snapshot(_made):
        database.change_schema(make)


def _made(connection: Connection) -> bool:
    if current(connection) is not None:
        return True
    if inspect(connection).get_table_names():
        raise InvalidInputError("The database holds tables of another program; choose another one")
    return False


def set_rendering(connection: Connection, rendering: str) -> None:
    """Note what the stored fragments were rendered for."""
    connection.execute(_SET_RENDERING, {"new_rendering": rendering})


def migrate(database: Database, fill: Callable[[Connection], None]) -> tuple[str, str]:
    """Bring the schema up to date and `fill` it, all or nothing; returns the version before and after."""

    def upgrade(connection: Connection) -> tuple[str, str]:
        before = current(connection)
        if before is None:
            raise InvalidInputError("That database holds no register")
        _refuse_newer(before)
        _upgrade(connection)
        fill(connection)
        return before, newest()

    return database.change_schema(upgrade)


def check_version(database: Database) -> None:
    """Raise `UnavailableError` that says which command helps, unless the schema is the newest."""
    database.read(_require_newest)


def check(database: Database, rendering: str) -> None:
    """Raise `UnavailableError` that says which command helps, unless schema and stored rendering are right."""
    check_version(database)
    if database.read(lambda connection: connection.execute(_RENDERING).scalar_one()) != rendering:
        raise UnavailableError(
            "The stored times were rendered for another time zone or zone data; run: contact-moments rebuild",
            "rendering",
        )


def _require_newest(connection: Connection) -> None:
    found = current(connection)
    _refuse_newer(found)
    if found != newest():
        raise UnavailableError("The database's schema is out of date; run: contact-moments migrate", "schema")


def _refuse_newer(found: str | None) -> None:
    if found is not None and found not in _versions():
        raise UnavailableError("The database was made by a newer release of this program; install that", "schema")


def _upgrade(connection: Connection) -> None:
    config = _config()
    config.attributes["connection"] = connection
    command.upgrade(config, "head")


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations").replace("%", "%%"))
    return config
