"""Backups that somebody has tampered with, or that came from elsewhere: refused before anything in them is run."""

from pathlib import Path

import pytest
from sqlalchemy import Connection, text

from contact_moments.clock import system_clock
from contact_moments.moments.rendering import rendering_of
from contact_moments.storage.database import Database
from contact_moments.storage.whole import schema
from contact_moments.storage.whole.schema import NEWEST
from contact_moments.times import Zone
from tests.cli.command_line import RESTORE, assert_refused, contents, run_here, succeed_here
from tests.cli.spoiling import in_file
from tests.cli.tampering import ROWS, SCHEMAS
from tests.support import Installation

pytestmark = pytest.mark.slow

# One in three is enough: what looks for them is the same, and all are tried in backups.
FOUND = dict(list(ROWS.items())[::3])


@pytest.mark.parametrize("spoiled", (SCHEMAS | ROWS).values(), ids=SCHEMAS | ROWS)
def test_a_backup_that_was_tampered_with(spoiled: tuple[str, ...], filled: Installation) -> None:
    """It is refused in the sentence of this fault, and nothing is changed, kept or left behind."""
    says, *statements = spoiled
    in_file(filled.folder / "backup.db", *statements)
    before = contents(filled), sorted(filled.folder.rglob("*"))

    done = run_here(filled, *RESTORE, "backup.db")

    assert_refused(done, 1, "backup.db", says)
    assert (contents(filled), sorted(filled.folder.rglob("*"))) == before


@pytest.mark.parametrize("spoiled", FOUND.values(), ids=FOUND)
def test_a_register_that_was_tampered_with(spoiled: tuple[str, ...], filled: Installation) -> None:
    """`doctor` finds the same in the register itself, and `backup` says that it would not be restored."""
    says, *statements = spoiled
    in_file(filled.database, *statements)

    examined, done = run_here(filled, "doctor"), run_here(filled, "backup", "later.db")

    assert examined.returncode == 1
    assert [line for line in examined.stdout.splitlines() if line.startswith("WRONG")] != []
    assert (done.returncode, "Traceback" in done.stderr) == (1, False)
    assert "restore would refuse" in done.stderr
    assert says in done.stderr


def test_statistics_are_no_tampering(filled: Installation) -> None:
    """What an operator's ANALYZE has left in a register is not restored, and does not keep it from being restored."""
    in_file(filled.database, "analyze")
    succeed_here(filled, "backup", "analyzed.db")

    succeed_here(filled, *RESTORE, "analyzed.db")

    assert filled.sql("select name from sqlite_master where name like 'sqlite_stat%'") == []


def test_a_backup_of_an_older_release(filled: Installation) -> None:
    """The schema of an older version is known, and the backup is migrated to this release."""
    make_older(filled.folder / "older.db", "0004")

    succeed_here(filled, *RESTORE, "older.db")

    assert filled.sql("select version_num from alembic_version") == [(NEWEST,)]
    assert filled.sql("select id, name from relation") == [(1, "Ann")]
    assert run_here(filled, "doctor").returncode == 0


def make_older(file: Path, version: str) -> None:
    """Make a backup as a release with this version of the schema made it, of a register with one relation."""

    def make(connection: Connection) -> None:
        database.set_application_id(connection)
        schema.upgrade(connection, version)
        connection.execute(text("INSERT INTO relation VALUES (1, 'person', 'Ann', '\"Ann\"', NULL, 0, NULL)"))
        schema.set_rendering(connection, rendering_of(Zone("Europe/Amsterdam")))

    database = Database(f"sqlite:///{file}", system_clock)
    database.make_place()
    database.change_schema(make)
    database.close()
    in_file(file, "pragma journal_mode = delete")


def test_nothing_of_it_is_run(filled: Installation) -> None:
    """A trigger is refused as text: it could name a function that is not there, or end the program."""
    in_file(
        filled.folder / "backup.db",
        "create trigger t after insert on register begin select load_extension('x'); end",
    )

    done = run_here(filled, *RESTORE, "backup.db")

    assert_refused(done, 1, "there is a trigger")
