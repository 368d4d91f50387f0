"""Litestream beside a register: what it does to a file of SQLite, done here in its place.

The program itself is not run. It makes two tables, changes a row of the one, and keeps a reader open between its own
checkpoints.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from contact_moments import doctor, maintenance
from contact_moments.contract.support import add_people
from contact_moments.people import Actor
from contact_moments.register import Register
from contact_moments.restoring import checked_backup, restore
from contact_moments.storage.backends.sqlite.driver import dbapi2
from tests.cli.command_line import succeed_here
from tests.support import Installation

BY = Actor(operator="Ford")


@contextmanager
def replicated(file: Path) -> Iterator[Any]:
    """A database as it is while Litestream replicates it."""
    connection = dbapi2.connect(file, isolation_level=None)
    connection.execute("PRAGMA wal_autocheckpoint = 0")
    connection.execute("CREATE TABLE IF NOT EXISTS _litestream_seq (id INTEGER PRIMARY KEY, seq INTEGER);")
    connection.execute("CREATE TABLE IF NOT EXISTS _litestream_lock (id INTEGER);")
    connection.execute("INSERT INTO _litestream_seq VALUES (1, 1) ON CONFLICT (id) DO UPDATE SET seq = seq + 1")
    connection.execute("BEGIN")
    connection.execute("SELECT count(1) FROM _litestream_seq").fetchone()
    yield connection
    connection.close()


@pytest.fixture
def register(registered: Installation) -> Iterator[Register]:
    """An opened register."""
    made = Register(registered.settings_here())
    yield made
    made.close()


def test_a_register_beside_litestream(register: Register, registered: Installation, tmp_path: Path) -> None:
    """Changes are taken, `doctor` finds nothing, and a backup is restored without what Litestream has added."""
    with replicated(registered.database):
        add_people(register, 1, 2)
        found = [text for _, findings in doctor.thorough(register) for well, text in findings if not well]
        _, wrong = maintenance.back_up(register, tmp_path / "backup.db", BY)
    with checked_backup(register, tmp_path / "backup.db") as backup, dbapi2.connect(backup.copy) as copy:
        tables = {name for (name,) in copy.execute("SELECT name FROM sqlite_schema")}
    copy.close()

    assert (found, wrong) == ([], [])
    assert backup.contents.relations == 2
    assert not [name for name in tables if "litestream" in name]


def test_what_is_removed_is_not_scrubbed_meanwhile(register: Register, registered: Installation) -> None:
    """Litestream's reader keeps the -wal file as it is: a command that removes content says that it is still there."""
    add_people(register, 1)
    with replicated(registered.database):
        scrubbed = register.database.scrub_deleted()

    assert scrubbed is False
    assert register.database.scrub_deleted() is True


def test_a_restore_beside_litestream(register: Register, registered: Installation, tmp_path: Path) -> None:
    """A restore takes Litestream's tables away: it has to be stopped before, and to begin anew."""
    succeed_here(registered, "backup", str(tmp_path / "backup.db"))
    with replicated(registered.database):
        pass
    restore(register, tmp_path / "backup.db", BY)

    assert "_litestream_seq" not in registered.tables()


@pytest.mark.parametrize(
    "statement",
    [
        "CREATE TABLE _litestream_seq (id INTEGER PRIMARY KEY, seq INTEGER, more TEXT)",
        "CREATE TABLE _litestream_other (id INTEGER)",
        "CREATE TRIGGER _litestream_lock AFTER INSERT ON relation BEGIN SELECT 1; END",
    ],
)
def test_what_only_looks_like_it(statement: str, register: Register, tmp_path: Path) -> None:
    """Other tables are refused as before."""
    maintenance.back_up(register, tmp_path / "backup.db", BY)
    with dbapi2.connect(tmp_path / "backup.db") as connection:
        connection.execute(statement)
    connection.close()

    with pytest.raises(Exception, match="does not have"), checked_backup(register, tmp_path / "backup.db"):
        pass
