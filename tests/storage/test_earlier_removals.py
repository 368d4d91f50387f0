"""Registers whose schema had no list of removed relations: it is empty after migrating, and works from then on."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Connection

from contact_moments import maintenance
from contact_moments.maintenance import broken
from contact_moments.people import Actor
from contact_moments.register import Register
from contact_moments.relations import imports, undoing
from contact_moments.relations.csv_file import CsvFile
from contact_moments.relations.removed import page_by_number
from contact_moments.settings import Settings
from contact_moments.uploads.uploads import UploadedFile
from tests.engines import Engine
from tests.relations.copies import all_by_id

pytestmark = [pytest.mark.both_engines, pytest.mark.slow]

BY = Actor(operator="operator")
# What makes the schema that of the version before.
BEFORE = (
    "DROP TABLE removed_relation",
    "DROP INDEX ix_relation_tick_first_change",
    "ALTER TABLE register DROP COLUMN last_removed_no",
    "UPDATE alembic_version SET version_num = '0019'",
)


@pytest.fixture
def register(engine: Engine, tmp_path: Path) -> Iterator[Register]:
    """A register of such a schema, with an import of 250 relations whose undoing was interrupted; migrated."""
    register = Register(Settings(database_url=engine.register_url(tmp_path)))
    register.prepare()
    rows = "".join(f"{id_};A\n" for id_ in range(1, 251))
    imports.put(register.database, CsvFile(UploadedFile("a.csv", f"id;name\n{rows}".encode()), "NL"), BY)
    with pytest.raises(KeyboardInterrupt):
        undoing.undo(register.database, 1, BY, stop)
    register.database.change_schema(make_older)
    assert maintenance.migrate(register)[0] == "0019"
    yield register
    register.close()


def stop(_: int) -> None:
    """Interrupt what is in progress, as somebody at a keyboard does."""
    raise KeyboardInterrupt


def make_older(connection: Connection) -> None:
    """Make the schema that of the version before."""
    for statement in BEFORE:
        connection.exec_driver_sql(statement)


def faults(register: Register) -> list[str]:
    """What does not hold."""
    return register.database.read_snapshot(lambda connection: broken(connection, register))


def test_what_was_removed_before_is_not_known(register: Register) -> None:
    """The undo goes on, and what it removes from then on is told."""
    before, _ = page_by_number(register.database, None, 1)
    left = sorted(all_by_id(register))
    done = undoing.undo(register.database, 1, BY)
    found, _ = page_by_number(register.database, None, 1)

    assert (before, done.removed, all_by_id(register)) == ([], len(left), {})
    assert [one.relation_id for one in found] == left[:25]
    assert (found[0].position, faults(register)) == (1, [])
