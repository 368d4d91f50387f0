"""The schema: the migrations make the described tables, and only the right database is ready."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Index, MetaData, text

from contact_moments.errors import InvalidInputError, UnavailableError
from contact_moments.register import Register, made, opened
from contact_moments.settings import Settings
from contact_moments.storage.backends.sqlite.place import APPLICATION_ID
from contact_moments.storage.sql.tables import metadata
from contact_moments.storage.whole.schema import MIGRATIONS, NEWEST


@pytest.fixture
def register(tmp_path: Path) -> Iterator[Register]:
    """A new register in a file of its own."""
    with made(Settings(database_url=f"sqlite:///{tmp_path}/register.db")) as (register, _):
        yield register


def test_migrations_make_the_tables(register: Register) -> None:
    """What the migrations create is what `tables` describes, to the last column, key and index."""
    with register.database.snapshot() as connection:
        # Those of a word index are its own, and an index with a condition is the migration's (see `audit_tables`).
        of_indexes = {"ix_audit_event_of_failure"} | {
            row.name for row in connection.exec_driver_sql("PRAGMA table_list") if row.type != "table"
        }
        opts = {"compare_type": True, "include_name": lambda name, kind, _: name not in of_indexes}
        context = MigrationContext.configure(connection, opts=opts)
        differences = compare_metadata(context, as_sqlite_has_it(metadata))

    assert differences == []


def as_sqlite_has_it(described: MetaData) -> MetaData:
    """The tables, and in indexes on the time of a moment or an event no id besides SQLite's own."""
    copy = MetaData(naming_convention=described.naming_convention)
    for table in described.sorted_tables:
        table.to_metadata(copy)
    for table, own in ((copy.tables["moment"], "id"), (copy.tables["audit_event"], "number")):
        in_time = [table.c.happened_at, table.c[own]]
        for index in [index for index in table.indexes if list(index.columns)[-2:] == in_time]:
            table.indexes.remove(index)
            Index(index.name, *list(index.columns)[:-1])
    return copy


def test_the_newest_version_is_the_last_migration() -> None:
    """The newest schema of the program is that of its last migration, and versions count up."""
    scripts = ScriptDirectory(str(MIGRATIONS))
    versions = [script.revision for script in scripts.walk_revisions()]

    assert versions[0] == NEWEST
    assert versions == sorted(versions, reverse=True)


def test_every_table_has_a_primary_key() -> None:
    """Some engines that speak PostgreSQL's protocol need one."""
    assert [table.name for table in metadata.sorted_tables if not table.primary_key.columns] == []


def test_connections_are_durable_and_strict(register: Register) -> None:
    """WAL, a synced commit, foreign keys, no memory map; and the file says whose it is."""
    names = ("journal_mode", "synchronous", "foreign_keys", "mmap_size", "application_id")
    with register.database._backend.write() as connection:
        found = {name: connection.execute(text(f"PRAGMA {name}")).scalar() for name in names}

    assert found == {
        "journal_mode": "wal",
        "synchronous": 2,
        "foreign_keys": 1,
        "mmap_size": 0,
        "application_id": APPLICATION_ID,
    }


def test_readers_cannot_write(register: Register) -> None:
    """A connection for reading refuses to change anything."""
    with register.database._backend.read() as connection, pytest.raises(Exception, match="readonly"):
        connection.execute(text("DELETE FROM token"))


def test_a_newer_schema_asks_for_a_newer_program(register: Register) -> None:
    """A database that a later release has migrated is not ready, and the message says what to install."""
    with register.database._backend.write() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = 'f000'"))

    with pytest.raises(UnavailableError, match="newer release"):
        register.check_ready()


def test_another_zone_asks_for_rebuild(register: Register, tmp_path: Path) -> None:
    """A register that was rendered for another zone is not ready, and the message names the command."""
    elsewhere = Settings(database_url=f"sqlite:///{tmp_path}/register.db", time_zone="Asia/Tokyo")
    with pytest.raises(UnavailableError, match="contact-moments rebuild"), opened(elsewhere):
        pass


def test_tables_of_another_program_are_left_alone(tmp_path: Path) -> None:
    """A database that holds something else is refused, and nothing is added to it."""
    settings = Settings(database_url=f"sqlite:///{tmp_path}/register.db")
    with made(settings) as (register, _), register.database._backend.write() as connection:
        connection.execute(text("DROP TABLE alembic_version"))

    with pytest.raises(InvalidInputError, match="another program"), opened(settings):
        pass
