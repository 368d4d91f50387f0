"""`migrate`: what it would do is told first, and a backup comes first, which brings back what was there."""

import json
import re
import shutil
from pathlib import Path
from typing import NamedTuple

import pytest

from contact_moments import maintenance
from contact_moments.backups.encryption import is_encrypted
from contact_moments.backups.originals import sha256_of
from contact_moments.errors import UnavailableError
from contact_moments.storage.whole.backup_check import check_backup
from contact_moments.storage.whole.migration_steps import steps_after
from contact_moments.storage.whole.schema import NEWEST
from tests.backups.keys import new_key
from tests.cli.command_line import contents, run_here, succeed_here
from tests.engines import SQLITE, Engine
from tests.storage.earlier.kept import Kept, load
from tests.support import Installation, Json

pytestmark = [pytest.mark.both_engines, pytest.mark.slow]

OLDER = "0010"
DELETE = "delete from {name}"


@pytest.fixture
def kept(engine: Engine, tmp_path: Path) -> Kept:
    """A register of an earlier release, with a folder for backups beside it."""
    found = load(engine, OLDER, tmp_path)
    (tmp_path / "backups").mkdir()
    if engine.name != SQLITE:
        found.installation.settings["BACKUP_FOLDER"] = str(tmp_path / "backups")
    return found


@pytest.fixture
def older(kept: Kept) -> Installation:
    """That register alone."""
    return kept.installation


def backups(older: Installation) -> list[Path]:
    """The backups that came first."""
    folder = older.folder / "backups" if older.on_postgresql else older.database.parent
    return sorted(folder.glob("contact-moments.schema-*"))


def test_the_plan_tells_each_step(older: Installation) -> None:
    """Each migration with what it does, for how many rows, and what it locks; the backup and the room for it."""
    told = run_here(older, "migrate", "--plan")
    steps = steps_after(OLDER)

    assert told.returncode == 3
    assert [step.version for step in steps] == [f"{number:04d}" for number in range(int(OLDER) + 1, int(NEWEST) + 1)]
    assert all(f"{step.version}    {step.what}" in told.stdout and step.locks in told.stdout for step in steps)
    assert f"contact-moments.schema-{OLDER}-" in told.stdout
    assert "rows of moment" in told.stdout
    assert "In all " in told.stdout


def test_a_plan_changes_nothing(older: Installation) -> None:
    """No row, no file; and as JSON it says the same, for scripts."""
    before, files = contents(older), sorted(older.folder.rglob("*"))
    done = run_here(older, "migrate", "--plan", "--json")
    plan = json.loads(done.stdout)

    assert done.returncode == 3
    assert (plan["before"], plan["after"], len(plan["steps"])) == (OLDER, NEWEST, int(NEWEST) - int(OLDER))
    assert contents(older) == before
    assert [file for file in sorted(older.folder.rglob("*")) if file.suffix not in {".db-wal", ".db-shm"}] == files


def test_a_plan_of_a_register_that_is_up_to_date(registered: Installation) -> None:
    """There is nothing to do, and the exit code is 0."""
    told = run_here(registered, "migrate", "--plan")

    assert (told.returncode, told.stdout.splitlines()[-1]) == (0, "There is nothing to do")


def test_a_plan_where_there_is_no_register(installation: Installation) -> None:
    """It says that one would be made, and makes none."""
    told = run_here(installation, "migrate", "--plan")

    assert (told.returncode, "migrate makes one" in told.stdout) == (3, True)
    assert installation.tables() == {}
    assert not installation.database.parent.exists()


def rows(tables: dict[str, list[tuple[Json, ...]]]) -> dict[str, list[tuple[Json, ...]]]:
    """Rows as they are equal on both engines, without what an index of words or an engine has for itself."""
    own = ("commit_mark", "relation_words", "moment_words")
    return {
        name: sorted((tuple(int(one) if isinstance(one, bool) else one for one in row) for row in found), key=repr)
        for name, found in tables.items()
        if not name.startswith(own)
    }


def test_a_backup_comes_first(older: Installation) -> None:
    """It has every row as it was, with the schema that it had; the audit trail tells of it, and its file is private."""
    before = rows(older.tables())
    done = run_here(older, "migrate")
    (backup,) = backups(older)
    check_backup(backup, backup)
    copy = Installation(older.folder / "copy")
    copy.database.parent.mkdir(parents=True)
    shutil.copy(backup, copy.database)

    assert done.stdout == f"The schema is at version {NEWEST} (was {OLDER})\n"
    assert f"Backed up first to {backup}" in done.stderr
    assert backup.stat().st_mode & 0o777 == 0o600
    assert rows(copy.tables()) == before
    assert older.sql("select subject from audit_event where kind = 'backup'") == [(backup.name,)]


def test_the_way_back(older: Installation) -> None:
    """Restoring that backup brings back what was there, also what was changed and added since."""
    succeed_here(older, "migrate")
    names = older.sql("select id, name from relation order by id")
    succeed_here(older, "relation", "rename", "1", "Changed since")
    succeed_here(older, "relation", "add", "Added since")
    discard = ["--discard"] if older.on_postgresql else []
    succeed_here(older, "restore", str(backups(older)[0]), "--yes", *discard)

    assert older.sql("select id, name from relation order by id") == names


def test_no_backup_without_need(older: Installation, tmp_path: Path) -> None:
    """None is made of a register that is up to date, or with `--no-backup`."""
    succeed_here(older, "migrate", "--no-backup")
    succeed_here(older, "migrate")

    assert backups(older) == []


def test_no_backup_of_an_empty_register(engine: Engine, older: Installation) -> None:
    """There is nothing to bring back."""
    tables = ("refresh_token", "token", "oauth_code", "consent", "client_redirect", "session", "link", "left_link")
    more = ("import_range", "import_key", "moment_import", "idempotency_key", "registration_key", "version", "parked")
    people = ("moment_text", "moment", "one_time_link", "account", "client", "relation_phone", "merge_run", "relation")
    for name in (*tables, *more, *people):
        older.sql(DELETE.format(name=name))
    succeed_here(older, "migrate")

    assert backups(older) == []


def test_a_place_of_ones_own(older: Installation) -> None:
    """`--backup-to` names the file; one that is no backup is not replaced, and then nothing is migrated."""
    taken = older.folder / "taken.db"
    taken.write_text("mine")
    planned = run_here(older, "migrate", "--plan", "--backup-to", str(taken))
    refused = run_here(older, "migrate", "--backup-to", str(taken))
    version = older.sql("select version_num from alembic_version")
    succeed_here(older, "migrate", "--backup-to", str(older.folder / "mine.db"))

    assert (planned.returncode, refused.returncode) == (1, 1)
    assert (version, taken.read_text()) == ([(OLDER,)], "mine")
    assert "is no backup" in refused.stderr
    assert "is no backup" in planned.stderr
    assert (older.folder / "mine.db").exists()
    assert backups(older) == []


def test_a_backup_that_cannot_be_made(older: Installation, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where there is too little room, or no folder, nothing is migrated, and the message says what helps."""
    usage = shutil.disk_usage(older.folder)
    with monkeypatch.context() as patch:
        patch.setattr(shutil, "disk_usage", lambda _: usage._replace(free=1000))
        full = run_here(older, "migrate")
    missing = run_here(older, "migrate", "--backup-to", str(older.folder / "missing" / "backup.db"))

    assert (full.returncode, missing.returncode) == (1, 1)
    assert "--backup-to" in full.stderr
    assert "--no-backup" in full.stderr
    assert older.sql("select version_num from alembic_version") == [(OLDER,)]


def test_no_backup_is_left_of_a_migration_that_failed(older: Installation, monkeypatch: pytest.MonkeyPatch) -> None:
    """A service that is tried again and again would fill the disk with them."""

    def fail(*_: object) -> bool:
        raise UnavailableError("It fails")

    monkeypatch.setattr(maintenance, "fill", fail)
    done = run_here(older, "migrate")

    assert (done.returncode, done.stderr.splitlines()[-1]) == (1, "Error: It fails")
    assert backups(older) == []
    assert older.sql("select version_num from alembic_version") == [(OLDER,)]


def test_it_tells_what_it_begins(older: Installation, monkeypatch: pytest.MonkeyPatch) -> None:
    """Before it changes anything it says between which versions, whether after a backup, and how long all takes."""

    def told_until_now(*_: object) -> bool:
        raise UnavailableError("Nothing is told after this")

    monkeypatch.setattr(maintenance, "fill", told_until_now)
    backed_up, alone = run_here(older, "migrate"), run_here(older, "migrate", "--no-backup")
    monkeypatch.undo()
    succeed_here(older, "migrate", "--no-backup")
    again = run_here(older, "migrate")

    begins, soon = f"Migrating from version {OLDER} to {NEWEST}", "(less than a|about 1) second, by what was measured"
    assert re.match(f"{begins}, after a backup: {soon}", backed_up.stderr)
    assert re.match(f"{begins}: {soon}", alone.stderr)
    assert again.stderr == ""


class Wrong(NamedTuple):
    """Options that do not go together, and what is said of them."""

    words: tuple[str, ...]
    says: str


WRONG = [
    Wrong(("--no-backup", "--backup-to", "x.db"), "exclude each other"),
    Wrong(("--json",), "--json is for --plan"),
]


@pytest.mark.parametrize("wrong", WRONG)
def test_wrong_options(wrong: Wrong, installation: Installation) -> None:
    """They are told as wrong usage, and nothing is made."""
    done = run_here(installation, "migrate", *wrong.words)

    assert (done.returncode, wrong.says in done.stderr) == (2, True)
    assert installation.tables() == {}


def test_postgresql_has_no_place_of_its_own(older: Installation) -> None:
    """Without a folder for backups it names what helps, and migrates nothing; on SQLite it is beside the file."""
    folder = older.settings.pop("BACKUP_FOLDER", None)
    done = run_here(older, "migrate")

    assert done.returncode == (1 if folder else 0)
    assert ("CONTACT_MOMENTS_BACKUP_FOLDER" in done.stderr) == bool(folder)
    assert older.sql("select version_num from alembic_version") == [(OLDER if folder else NEWEST,)]


def test_a_plan_without_a_place_for_the_backup(older: Installation) -> None:
    """It is told all the same, with what helps, and so is a folder that is missing; the exit code is 1."""
    folder = older.settings.pop("BACKUP_FOLDER", None)
    nowhere = run_here(older, "migrate", "--plan", "--json")
    missing = run_here(older, "migrate", "--plan", "--backup-to", str(older.folder / "missing" / "backup.db"))

    assert nowhere.returncode == (1 if folder else 3)
    assert len(json.loads(nowhere.stdout)["steps"]) == int(NEWEST) - int(OLDER)
    assert ("contact-moments migrate --no-backup" in nowhere.stderr) == bool(folder)
    assert (missing.returncode, "there is no folder" in missing.stderr) == (1, True)
    assert f"{NEWEST}    " in missing.stdout


def test_a_plan_with_too_little_room(older: Installation, monkeypatch: pytest.MonkeyPatch) -> None:
    """The plan says so before the server is stopped, with the exit code that `migrate` would have."""
    usage = shutil.disk_usage(older.folder)
    monkeypatch.setattr(shutil, "disk_usage", lambda _: usage._replace(free=1000))
    told = run_here(older, "migrate", "--plan")

    assert (told.returncode, "too little room" in told.stderr) == (1, True)
    assert f"{NEWEST}    " in told.stdout


def test_the_backup_is_encrypted_where_others_are(older: Installation) -> None:
    """With recipients nothing is in the folder for backups as it is; beside the database it is as secret as that."""
    older.settings["BACKUP_RECIPIENTS"] = new_key(older.folder / "key.txt")
    succeed_here(older, "migrate")
    (backup,) = backups(older)
    (event,) = older.sql("select subject, detail from audit_event where kind = 'backup'")

    assert is_encrypted(backup) == older.on_postgresql
    assert backup.name.endswith(".db.age" if older.on_postgresql else ".db")
    assert event[0] == backup.name
    assert sha256_of(backup) in str(event[1])
    assert [file.name for file in backup.parent.iterdir() if file.name.startswith(".")] == []


def test_a_backup_that_is_named_is_encrypted(older: Installation) -> None:
    """As every backup in a file, if there are recipients; and it is the way back."""
    identity = older.folder / "key.txt"
    older.settings["BACKUP_RECIPIENTS"] = new_key(identity)
    named = older.folder / "mine.db.age"
    succeed_here(older, "migrate", "--backup-to", str(named))
    names = older.sql("select id, name from relation order by id")
    succeed_here(older, "relation", "rename", "1", "Changed since")
    discard = ["--discard"] if older.on_postgresql else []
    succeed_here(older, "restore", str(named), "--identity", str(identity), "--yes", *discard)

    assert is_encrypted(named)
    assert older.sql("select id, name from relation order by id") == names


def test_a_register_that_is_not_as_it_should_be(older: Installation) -> None:
    """A file is not migrated where restore would refuse its backup, and no backup is left; with `--no-backup` it is."""
    older.sql("create table of_somebody_else (id integer)")
    done = run_here(older, "migrate")
    left = backups(older)
    succeed_here(older, "migrate", "--no-backup")

    # On PostgreSQL a backup has the tables of a register only.
    assert (done.returncode, len(left)) == ((0, 1) if older.on_postgresql else (1, 0))
    assert ("restore would refuse" in done.stderr) != older.on_postgresql
