"""`doctor`: a diagnosis that makes nothing, says what the driver said, and goes on where a check fails."""

import json
import re
import subprocess
import sys
from pathlib import Path
from subprocess import CompletedProcess

import psycopg
import pytest

from contact_moments.moments import merging, renaming
from contact_moments.storage.backends.sqlite.driver import dbapi2 as sqlite
from tests.cli.command_line import assert_refused, run_here
from tests.engines import Postgresqls
from tests.postgresql import PostgresqlServer
from tests.support import Installation

pytestmark = pytest.mark.long

TROUBLED = Path(__file__).parent.parent / "troubled_server.py"
IN_A_FILE = "sqlite:///data/contact-moments.db"


@pytest.fixture(scope="module")
def postgresql(postgresqls: Postgresqls) -> PostgresqlServer:
    """A PostgreSQL that tests share."""
    return postgresqls.server("18-as-it-comes")


@pytest.fixture
def installed(installation: Installation, postgresql: PostgresqlServer) -> Installation:
    """An installation with an empty database on PostgreSQL."""
    installation.settings["DATABASE_URL"] = postgresql.new_database()
    return installation


@pytest.fixture
def register(installed: Installation) -> Installation:
    """A register on PostgreSQL, with a tag in it."""
    installed.run("migrate")
    installed.run("tag", "add", "Complaint")
    return installed


def wrong(installation: Installation, **settings: str) -> list[str]:
    """What `doctor` finds wrong; it must find something, and exit 1 without a traceback."""
    return findings_of(run_here(installation, "doctor", **settings))


def wrong_apart(installation: Installation, **settings: str) -> list[str]:
    """As `wrong`, as a process."""
    return findings_of(installation.try_run("doctor", **settings))


def findings_of(done: CompletedProcess[str]) -> list[str]:
    """What a run of `doctor` has found wrong."""
    assert (done.returncode, done.stderr) == (1, "")
    return [line.removeprefix("WRONG  ") for line in done.stdout.splitlines() if line.startswith("WRONG")]


def as_clerk(installation: Installation) -> str:
    """The address of the installation's database for the role without rights."""
    return installation.settings["DATABASE_URL"].replace("postgres@", "clerk@")


UNREACHABLE = {
    "no such database": (r"/register_\w+", "/nothing", 'database "nothing" does not exist'),
    "no such role": ("postgres@", "nobody@", 'role "nobody" does not exist'),
    "no server": (r"host=.*", "host=/nonexistent", "No such file or directory"),
}


@pytest.mark.parametrize(("part", "other", "says"), UNREACHABLE.values(), ids=UNREACHABLE)
def test_the_drivers_own_words(part: str, other: str, says: str, installed: Installation) -> None:
    """Why a database cannot be reached is told in the driver's words."""
    (found,) = wrong(installed, DATABASE_URL=re.sub(part, other, installed.settings["DATABASE_URL"]))

    assert "busy or away" in found
    assert says in found


@pytest.mark.parametrize("words", [("demo",), ("migrate",)], ids=" ".join)
def test_a_role_that_may_not_make_tables(words: tuple[str, ...], installed: Installation) -> None:
    """A first command whose role may not make tables says in one line what to grant."""
    done = run_here(installed, *words, DATABASE_URL=as_clerk(installed))

    assert_refused(done, 1, "permission denied for schema public", "GRANT USAGE, CREATE ON SCHEMA public")
    assert len(done.stderr.splitlines()) == 1


def test_what_is_to_be_granted_is_enough(installed: Installation) -> None:
    """With the right that the message names the command works."""
    installed.sql("GRANT USAGE, CREATE ON SCHEMA public TO clerk")
    done = run_here(installed, "migrate", DATABASE_URL=as_clerk(installed))

    assert done.returncode == 0, done.stderr


READ_ONLY = "ALTER DATABASE {} SET default_transaction_read_only = on"


def test_a_database_that_is_only_read(register: Installation) -> None:
    """A database that takes no changes, as a standby, is wrong."""
    ((name,),) = register.sql("SELECT current_database()")
    register.sql(READ_ONLY.format(name))
    (found,) = wrong(register)

    assert "can only be read" in found
    assert "default_transaction_read_only" in found


def test_a_role_that_may_not_change_tables(register: Installation) -> None:
    """A role that may read a register made by another, and not change it, is told what it needs."""
    register.sql("GRANT SELECT ON ALL TABLES IN SCHEMA public TO clerk")
    (found,) = wrong(register, DATABASE_URL=as_clerk(register))

    assert "permission denied for table" in found
    assert "GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public" in found


@pytest.mark.parametrize("place", ["file", "PostgreSQL"])
def test_a_merge_that_was_interrupted(place: str, installed: Installation, monkeypatch: pytest.MonkeyPatch) -> None:
    """A merge that was interrupted is wrong, until the command that is named has completed it."""
    if place == "file":
        installed.settings["DATABASE_URL"] = IN_A_FILE
    installed.run("demo", "--relations", "5", "--moments", "20")
    with monkeypatch.context() as patch:
        patch.setattr(merging, "render_again", interrupt)
        interrupted = run_here(installed, "relation", "merge", "1001", "1002")
    (found,) = wrong(installed)
    command = found.rpartition(": contact-moments ")[2]
    completed = installed.run(*command.split())
    done = run_here(installed, "doctor")

    assert (interrupted.returncode, command) == (1, "relation merge 1001 1002")
    assert "merge of relation 1001 into 1002 is not finished" in found
    assert re.match(r"Merged relation 1001 into 1002: [1-9]\d* contact moments? moved", completed)
    assert (done.returncode, "No merge is unfinished" in done.stdout) == (0, True)


@pytest.mark.parametrize("place", ["file", "PostgreSQL"])
def test_a_renaming_that_was_interrupted(place: str, installed: Installation, monkeypatch: pytest.MonkeyPatch) -> None:
    """So is a renaming."""
    if place == "file":
        installed.settings["DATABASE_URL"] = IN_A_FILE
    installed.run("demo", "--relations", "5", "--moments", "20")
    with monkeypatch.context() as patch:
        patch.setattr(renaming, "rename_sender", interrupt)
        interrupted = run_here(installed, "relation", "rename", "1001", "Another")
    (found,) = wrong(installed)
    command = found.rpartition(": contact-moments ")[2]
    installed.run(*command.split())
    done = run_here(installed, "doctor")

    assert (interrupted.returncode, command) == (1, "relation rename 1001")
    assert "A renaming is not finished" in found
    assert (done.returncode, "No renaming is unfinished" in done.stdout) == (0, True)
    assert installed.sql("SELECT * FROM rename_run") == []


def interrupt(*_: object) -> None:
    """As Ctrl-C does."""
    raise KeyboardInterrupt


@pytest.mark.usefixtures("processes")
@pytest.mark.parametrize("seconds", [3, -3])
def test_clocks_that_differ(register: Installation, seconds: int) -> None:
    """A clock that differs from the database's by three seconds is wrong: those of two servers could differ by six."""
    register.program = (str(TROUBLED),)
    (register.folder / "clock").write_text(str(seconds))
    (found,) = wrong_apart(register)

    assert "Its clock and this machine's differ by" in found
    assert "less than 2 is right" in found


def test_looking_changes_nothing(register: Installation) -> None:
    """A diagnosis leaves every row of the register as it was, and adds none."""
    before = register.everything_kept()
    register.run("doctor")

    assert register.everything_kept() == before


@pytest.mark.usefixtures("processes")
def test_findings_come_one_by_one(register: Installation) -> None:
    """What was found is printed at once, while a later check still waits."""
    words = [sys.executable, "-m", "contact_moments", "doctor"]
    with psycopg.connect(register.settings["DATABASE_URL"]) as blocker:
        blocker.execute("SELECT id FROM register FOR UPDATE")
        process = subprocess.Popen(words, env=register.environment(), stdout=subprocess.PIPE, text=True)
        assert process.stdout is not None
        early = [process.stdout.readline() for _ in range(7)]
        blocker.rollback()
        late, _ = process.communicate(timeout=30)

    assert [line[:7] for line in early] == ["ok     "] * 7
    assert "takes changes" not in "".join(early)
    assert late.startswith("ok     The database takes changes\n")
    assert process.returncode == 0


@pytest.mark.usefixtures("processes")
def test_somebody_keeps_the_register_locked(register: Installation) -> None:
    """A transaction that does not end is found, the checks after it are made all the same, and the program ends."""
    impatient = "from contact_moments import cli, doctor; doctor.LONGEST_WAIT = 1.0; cli.main(['doctor'])"
    with psycopg.connect(register.settings["DATABASE_URL"]) as blocker:
        blocker.execute("SELECT id FROM register FOR UPDATE")
        done = subprocess.run(
            [sys.executable, "-c", impatient],
            env=register.environment(),
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )

    lines = done.stdout.splitlines()
    assert (done.returncode, done.stderr) == (1, "")
    assert [line for line in lines if line.startswith("WRONG")] == [
        "WRONG  Another program has kept the register locked for 1 seconds; find it and end it"
    ]
    assert len(lines) > 8


def test_a_check_that_fails(register: Installation) -> None:
    """A fault in one check is a finding, and the checks before and after it are told as well."""
    register.sql("ALTER TABLE register RENAME COLUMN rendering TO rendered")
    done = run_here(register, "doctor")

    lines = done.stdout.splitlines()
    assert (done.returncode, done.stderr) == (1, "")
    assert lines[:2] == ["ok     The database answers", "ok     The schema is at the newest version"]
    assert "WRONG  The database refused that (column register.rendering does not exist)" in lines[2]
    assert len(lines) > 5
    assert {line for line in lines[3:] if not line.startswith(("ok  ", "warn"))} <= {
        lines[2]
    }  # every row is read once more
    assert any("fsync is on" in line for line in lines)


def test_a_check_that_fails_as_json(register: Installation) -> None:
    """With `--json` findings are one list, also where a check fails."""
    register.sql("DELETE FROM register")
    done = run_here(register, "doctor", "--json")

    findings = json.loads(done.stdout)
    assert (done.returncode, done.stderr) == (1, "")
    assert {one["ok"] for one in findings} == {True, False}


@pytest.mark.usefixtures("processes")
def test_a_register_that_somebody_keeps_locked(installation: Installation) -> None:
    """A file whose writer does not let go is wrong, with the driver's words."""
    installation.run("migrate", DATABASE_URL=IN_A_FILE)
    blocker = sqlite.connect(str(installation.database), isolation_level=None)
    blocker.execute("BEGIN IMMEDIATE")
    found = wrong_apart(installation, DATABASE_URL=IN_A_FILE)
    blocker.close()

    assert "database is locked" in found[0]
