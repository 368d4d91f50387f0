"""The schema: creating it, migrating it, and checking its version."""

from collections.abc import Callable
from pathlib import Path

from sqlalchemy import Connection, bindparam, column, inspect, select, table, update

from contact_moments.errors import InvalidInputError, UnavailableError
from contact_moments.storage.database import Database
from contact_moments.storage.sql.tables import register

MIGRATIONS = Path(__file__).parent / "migrations"
NEWEST = "0020"  # the schema version that this program works with

# Alembic's own table and column, read without Alembic: a command takes longer to load it than to do its work.
_VERSION_TABLE = table("alembic_version", column("version_num"))
_VERSION = select(_VERSION_TABLE.c.version_num)
_MADE_FOR = select(register.c.rendering, register.c.phone_keying)
_NEW_TYPES = update(register).values(types_version=register.c.types_version + 1)
_SET_RENDERING = update(register).values(rendering=bindparam("new_rendering"))


def current(connection: Connection) -> str | None:
    """The schema version of the database; None when it is empty."""
    if not inspect(connection).has_table(_VERSION_TABLE.name):
        return None
    return connection.execute(_VERSION).scalar_one_or_none()


def prepare(database: Database, fill: Callable[[Connection], None]) -> bool:
    """Make the schema in an empty database and `fill` it, all or nothing; leave any other register as it is.

    Returns whether it made one. Raises `InvalidInputError` for a database that holds the tables of another program.
    """

    def make(connection: Connection) -> bool:
        if is_made(connection):
            return False
        database.set_application_id(connection)
        upgrade(connection, NEWEST)
        fill(connection)
        return True

    # One snapshot for both lookups: another command may be making the schema.
    return not database.read_snapshot(is_made) and database.change_schema(make)


def is_made(connection: Connection) -> bool:
    """Whether the database has a register, of any version; false for an empty database.

    Raises `InvalidInputError` for a database that holds the tables of another program.
    """
    # Both tables, because other programs use Alembic as well.
    if current(connection) is not None and inspect(connection).has_table(register.name):
        return True
    if inspect(connection).get_table_names():
        raise InvalidInputError("The database holds tables of another program; choose another one")
    return False


def set_rendering(connection: Connection, rendering: str) -> None:
    """Record what the stored fragments were rendered for."""
    connection.execute(_SET_RENDERING, {"new_rendering": rendering})


def migrate(
    database: Database,
    fill: Callable[[Connection], object],
    first: Callable[[Connection, str], object] = lambda _connection, _version: None,
) -> tuple[str, str]:
    """Bring the schema up to date and `fill` it, all or nothing; returns the version before and after.

    Calls `first`, with the version that is there, when nobody else can change the schema any more. If that raises,
    nothing is changed. Raises `InvalidInputError` for an empty database, and `UnavailableError` for a newer schema.
    """

    def bring_up(connection: Connection) -> tuple[str, str]:
        before = current(connection)
        if before is None:
            raise InvalidInputError("That database holds no register")
        refuse_newer(before)
        first(connection, before)
        upgrade(connection, NEWEST)
        fill(connection)
        if before != NEWEST:
            # A server of an earlier release may run on. It compares this in each registration, and then the schema.
            connection.execute(_NEW_TYPES)
        return before, NEWEST

    return database.change_schema(bring_up)


def check_version(database: Database) -> None:
    """Raise `UnavailableError`, which names the command that helps, unless the schema is the newest."""
    database.read_snapshot(_require_newest)


def check(database: Database, rendering: str, keying: str) -> None:
    """Raise `UnavailableError`, which names the command that helps, unless schema, rendering and keys are right.

    `keying` is what the keys of telephone numbers must have been made with.
    """
    check_version(database)
    found = database.read(lambda connection: connection.execute(_MADE_FOR).one())
    if found.rendering != rendering:
        raise UnavailableError(
            "The stored times were rendered for another time zone or zone data; run: contact-moments rebuild",
            "rendering",
        )
    if found.phone_keying != keying:
        raise UnavailableError(
            "The stored telephone numbers were read for another CONTACT_MOMENTS_PHONE_REGION; "
            "run: contact-moments rebuild",
            "phone_region",
        )


def _require_newest(connection: Connection) -> None:
    if not is_made(connection):
        raise UnavailableError("The database has no register yet; run: contact-moments migrate", "schema")
    found = current(connection)
    refuse_newer(found)
    if found != NEWEST:
        raise UnavailableError("The database's schema is out of date; run: contact-moments migrate", "schema")


def is_after(version: str, other: str | None) -> bool:
    """Whether a version of the schema is later than another one; None is before all."""
    # Versions count up.
    return other is None or version > other


def refuse_newer(found: str | None) -> None:
    """Raise `UnavailableError` for the version of a release that is newer than this one."""
    # Each release knows the versions up to its own.
    if found is not None and is_after(found, NEWEST):
        raise UnavailableError("The database was made by a newer release of this program; install that", "schema")


def upgrade(connection: Connection, version: str) -> None:
    """Run the migrations up to `version` within the transaction of `connection`."""
    from alembic import command, config  # noqa: PLC0415 - see _VERSION_TABLE

    settings = config.Config()
    settings.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    settings.attributes["connection"] = connection
    command.upgrade(settings, version)
