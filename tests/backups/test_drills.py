"""Drills: a backup is restored on trial, compared and examined; nothing is left behind."""

import json
import os
import shutil
import time
from pathlib import Path
from typing import Any

import pytest

from contact_moments import maintenance
from contact_moments.audit import trail
from contact_moments.backups.encryption import encrypt
from contact_moments.backups.history import last_trial
from contact_moments.backups.making import Order, make
from contact_moments.contract.support import add_people
from contact_moments.drills import Drilled, Step, Trial, drill
from contact_moments.errors import InvalidInputError
from contact_moments.people import Actor
from contact_moments.register import Register
from contact_moments.restoring import Replaced, replace
from contact_moments.storage.backends.sqlite.driver import dbapi2
from contact_moments.storage.backends.sqlite.place import Found
from contact_moments.storage.database import Database
from contact_moments.storage.whole.temporary_database import PREFIX
from tests.backups.keys import new_key
from tests.cli.command_line import run_here
from tests.clock import Clock
from tests.older import make_older
from tests.support import Installation

pytestmark = pytest.mark.both_engines

BY = Actor(operator="Ford")


@pytest.fixture
def backup(register: Register, folder: Path) -> Path:
    """A backup of the register."""
    return make(register, Order(folder), BY).file


def told(register: Register) -> list[dict[str, Any]]:
    """What the audit trail tells of drills."""
    return [one.detail for one in trail.read(register.database, trail.Wanted(kind="drill"))]


def without_seconds(found: Drilled) -> tuple[int, int, list[str]]:
    """What a drill has found, in short."""
    return found.contact_moments, found.relations, found.wrong


def test_a_drill(register: Register, registered: Installation, backup: Path, folder: Path, clock: Clock) -> None:
    """All that is in the backup is found again; the register is as before, and the trail tells of it."""
    before, here = {**registered.tables()}, sorted(registered.folder.rglob("*"))
    steps: list[Step] = []
    found = drill(register, Trial(backup), BY, steps.append)
    after = registered.tables()

    assert without_seconds(found) == (0, 2, [])
    assert len(steps) == 8
    assert found.tables > 40
    assert {name for name in after if after[name] != before[name]} <= {"audit_event", "audit_head", "commit_mark"}
    assert sorted(registered.folder.rglob("*")) == here
    assert sorted(path.name for path in folder.iterdir())[1:] == [backup.name]
    assert told(register) == [{"restorable": True, "seconds": round(found.seconds), "contact_moments": 0}]
    assert last_trial(register.database) == clock()


def test_a_register_that_has_changed_since(register: Register, backup: Path, clock: Clock) -> None:
    """The drill says how much newer the present register is."""
    clock.second += 3600
    add_people(register, 3)

    found = drill(register, Trial(backup), BY)

    assert found.behind is not None
    assert found.behind.contact_moments == 0


def test_a_file_that_was_altered(register: Register, backup: Path) -> None:
    """A file that is whole, but not the one that was made, is told: by the SHA-256 that the trail has."""
    with dbapi2.connect(backup) as connection:
        connection.execute("UPDATE register SET read_second = read_second + 1")
    connection.close()

    found = drill(register, Trial(backup), BY)

    assert any("is not the one that was made" in sentence for sentence in found.wrong)
    assert told(register)[-1]["restorable"] is False
    assert last_trial(register.database) is None


def test_a_restore_that_loses_something(register: Register, backup: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What differs from the backup after the restore is told, by the name of its table."""

    def lose(scratch: Register, *rest: Any) -> Replaced:
        done = replace(scratch, *rest)
        scratch.database.change_schema(lambda rows: rows.exec_driver_sql("UPDATE register SET trusted_at = 1"))
        return done

    monkeypatch.setattr("contact_moments.drills.replace", lose)
    found = drill(register, Trial(backup), BY)

    assert found.wrong == ["The restored table register differs from that of the backup"]


def test_a_file_that_is_damaged(register: Register, backup: Path) -> None:
    """What cannot be restored is refused as by `restore`, and the trail tells of that."""
    whole = bytearray(backup.read_bytes())
    whole[8192:12288] = bytes(4096)
    backup.write_bytes(whole)

    with pytest.raises(InvalidInputError):
        drill(register, Trial(backup), BY)
    assert told(register) == [{"restorable": False}]


def test_an_encrypted_backup(register: Register, registered: Installation, folder: Path, tmp_path: Path) -> None:
    """It is decrypted for the drill, beside the register, and nothing is left of that; a missing key is no drill."""
    file = make(register, Order(folder, new_key(tmp_path / "key")), BY).file
    here = sorted(registered.folder.rglob("*"))
    with pytest.raises(InvalidInputError, match="--identity"):
        drill(register, Trial(file), BY)

    found = drill(register, Trial(file, tmp_path / "key"), BY)

    assert without_seconds(found) == (0, 2, [])
    assert sorted(registered.folder.rglob("*")) == here
    assert len(told(register)) == 1


def test_a_backup_of_an_earlier_release(register: Register, tmp_path: Path) -> None:
    """It is brought up to date on trial, as `restore` does it."""
    old = Register(register.settings.replaced(database_url=f"sqlite:///{tmp_path}/old.db"), register.clock)
    make_older(old, "0007", 1, 2, 3)
    maintenance.back_up(old, tmp_path / "old-backup.db", BY)
    old.close()

    found = drill(register, Trial(tmp_path / "old-backup.db"), BY)

    assert without_seconds(found) == (0, 3, [])


def test_where_there_is_no_register(backup: Path, tmp_path: Path) -> None:
    """A drill needs no register: a new machine can be tried, and no register is made there."""
    (tmp_path / "new").mkdir()
    new = Installation(tmp_path / "new")

    done = run_here(new, "drill", str(backup), "--json")

    assert (done.returncode, done.stderr) == (0, "")
    found = json.loads(done.stdout)
    assert (found["relations"], found["wrong"], found["behind"]) == (2, [], None)
    assert list(new.folder.iterdir()) == []


def test_what_scripts_read(registered: Installation, register: Register, backup: Path) -> None:
    """With `--json` all that was found is one object, also how far the present register is ahead."""
    done = run_here(registered, "drill", str(backup), "--json")

    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout)
    assert found.keys() == set(Drilled.__struct_fields__)
    assert found["behind"].keys() == {"seconds", "contact_moments"}


def test_on_a_database_server(register: Register, backup: Path, registered: Installation) -> None:
    """The trial can be in a temporary schema on PostgreSQL, which is dropped."""
    if not registered.on_postgresql:
        return
    found = drill(register, Trial(backup, url=registered.url), BY)
    schemas = registered.sql("SELECT nspname FROM pg_namespace WHERE nspname LIKE 'contact%'")

    assert without_seconds(found) == (0, 2, [])
    assert schemas == []


def test_a_disk_without_room(register: Register, backup: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whether there is room is asked first."""
    usage = shutil.disk_usage(backup)._replace(free=9)
    monkeypatch.setattr(shutil, "disk_usage", lambda _: usage)

    with pytest.raises(InvalidInputError, match=r"the drill may need \d+ MiB"):
        drill(register, Trial(backup), BY)


def test_room_for_what_is_decrypted(
    register: Register, backup: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An encrypted backup needs its size once more than another one."""
    encrypt(backup, tmp_path / "backup.age", new_key(tmp_path / "key"))
    usage = shutil.disk_usage(backup)._replace(free=3 * (tmp_path / "backup.age").stat().st_size)
    monkeypatch.setattr(shutil, "disk_usage", lambda _: usage)

    assert drill(register, Trial(backup), BY).wrong == []
    with pytest.raises(InvalidInputError, match=r"the drill may need \d+ MiB"):
        drill(register, Trial(tmp_path / "backup.age", tmp_path / "key"), BY)


def test_a_name_that_is_no_text(register: Register, backup: Path) -> None:
    """The trail tells of the drill of a file whose name has bytes that are not UTF-8."""
    odd = backup.rename(os.fsdecode(os.fsencode(backup.parent) + b"/odd\xff.db"))

    assert drill(register, Trial(Path(odd)), BY).wrong == []
    assert [one.subject for one in trail.read(register.database, trail.Wanted(kind="drill"))] == ["odd?.db"]


def test_the_register_is_looked_for_once(register: Register, backup: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Another look would take from this process the locks that its connections have on the file."""
    looked, look = list[Database](), Database.look

    def note(self: Database) -> Found:
        looked.append(self)
        return look(self)

    monkeypatch.setattr(Database, "look", note)
    drill(register, Trial(backup), BY)

    assert looked.count(register.database) == 1


def test_what_a_killed_drill_has_left(register: Register, backup: Path, registered: Installation) -> None:
    """A schema on a server is dropped when it is a day old: it may have a whole register in it."""
    if not registered.on_postgresql:
        return
    left, young = (f"{PREFIX}{second:08x}_{0:016x}" for second in (1, int(time.time()) - 60))
    for name in (left, young, f"{PREFIX}other"):
        registered.sql(f"CREATE SCHEMA {name}")
    drill(register, Trial(backup, url=registered.url), BY)
    schemas = registered.sql("SELECT nspname FROM pg_namespace WHERE nspname LIKE 'contact%'")

    assert {name for (name,) in schemas} == {young, f"{PREFIX}other"}


def test_the_command(registered: Installation, register: Register, backup: Path) -> None:
    """It prints how long each step took and what was found; a backup that is not right ends with exit code 1."""
    done = run_here(registered, "drill", str(backup))
    backup.write_bytes(b"nothing")
    failed = run_here(registered, "drill", str(backup))

    assert done.returncode == 0, done.stderr
    assert "Restored on trial: 0 contact moments, 2 relations" in done.stdout
    assert len([line for line in done.stdout.splitlines() if " s  " in line]) == 9
    assert failed.returncode == 1
    assert "is not a SQLite file, or is damaged" in failed.stderr
