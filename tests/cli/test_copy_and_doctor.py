"""`copy` and `doctor`: moving a register between engines with proof, and what is wrong with a database, in words."""

import re
import shutil
import time

import pytest

from tests.cli.command_line import RESTORE, assert_refused, run_here, succeed_here
from tests.cli.spoiling import in_file
from tests.engines import Postgresqls
from tests.postgresql import PostgresqlServer
from tests.support import Installation

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def postgresql(postgresqls: Postgresqls) -> PostgresqlServer:
    """A PostgreSQL that tests share."""
    return postgresqls.server("18-as-it-comes")


@pytest.fixture
def full(installation: Installation) -> Installation:
    """A register in a file, with a bit of everything: demo data, a merge, an archived relation, a revoked client."""
    installation.settings["DATABASE_URL"] = "sqlite:///data/contact-moments.db"
    installation.run("demo", "--relations", "60", "--moments", "700")
    installation.run("relation", "merge", "1001", "1002")
    installation.run("relation", "archive", "1003")
    installation.run("client", "revoke", installation.add_client()["client_id"])
    return installation


def test_there_and_back(full: Installation, postgresql: PostgresqlServer) -> None:
    """A register goes to PostgreSQL and back into a file, and every table's digest stays the same.

    But for the audit trail, which tells of the second copy too.
    """
    there = full.run("copy", "--to", (url := postgresql.new_database()))
    back = full.run("copy", "--to", "sqlite:///back.db", DATABASE_URL=url)

    assert [line for line in there.splitlines() if "audit_" not in line] == [
        line for line in back.splitlines() if "audit_" not in line
    ]
    assert "moment\t700\t" in there
    exports = {full.run("moment", "export", DATABASE_URL=at) for at in (url, "sqlite:///back.db")}
    assert exports == {full.run("moment", "export")}


@pytest.mark.usefixtures("processes")
def test_a_copy_is_served(full: Installation, postgresql: PostgresqlServer) -> None:
    """Clients that could use the register can use its copy, and see the same."""
    credentials = full.add_client()
    url = postgresql.new_database()
    full.run("copy", "--to", url)
    seen = []
    for at in ("sqlite:///data/contact-moments.db", url):
        with full.serving(DATABASE_URL=at) as server:
            token = server.token(credentials)
            seen.append(server.as_client(token).items("relationIds=1001&page=2"))

    assert seen[0] == seen[1]


def test_a_register_is_not_copied_over(full: Installation, postgresql: PostgresqlServer) -> None:
    """A target with a register in it is refused, and stays as it is."""
    url = postgresql.new_database()
    full.run("migrate", DATABASE_URL=url)
    full.run("relation", "add", "Somebody", DATABASE_URL=url)
    done = run_here(full, "copy", "--to", url)

    assert (done.returncode, "empty database" in done.stderr) == (1, True)
    assert full.run("moment", "export", DATABASE_URL=url) == ""


@pytest.mark.parametrize("place", ["no file", "an empty file", "an empty database"])
def test_there_is_nothing_to_copy(place: str, installation: Installation, postgresql: PostgresqlServer) -> None:
    """Where there is no register yet a copy is refused in one sentence, and neither side is made."""
    address = postgresql.new_database() if place == "an empty database" else "sqlite:///elsewhere.db"
    if place == "an empty file":
        (installation.folder / "elsewhere.db").touch()
    done = run_here(installation, "copy", "--to", "sqlite:///target.db", DATABASE_URL=address)

    assert_refused(done, 1, "There is no register", "CONTACT_MOMENTS_DATABASE_URL")
    assert len(done.stderr.splitlines()) == 1
    assert [file.name for file in installation.folder.iterdir() if file.stat().st_size] == []
    assert [file.name for file in installation.folder.iterdir() if file.name.startswith("target")] == []


TARGETS = {
    "away": ("postgresql://nobody@127.0.0.1:9/nothing", 1, ("In the target:", "busy or away", "port 9 failed")),
    "of another program": ("sqlite:///invoices.db", 1, ("In the target:", "tables of another program")),
    "out of date": ("sqlite:///old.db", 1, ("In the target:", "contact-moments migrate")),
    "of another kind": ("mysql://localhost/register", 2, ("'--to'", "must be sqlite:///")),
    "without a port": ("postgresql://localhost:port/register", 2, ("'--to'", "a number as its port")),
    "with an unknown option": (
        "postgresql://localhost/register?row_factory=secret",
        1,
        ("In the target:", "an option that PostgreSQL does not know"),
    ),
}


@pytest.mark.parametrize(("url", "code", "says"), TARGETS.values(), ids=TARGETS)
def test_a_target_that_cannot_be_used(url: str, code: int, says: tuple[str, ...], installation: Installation) -> None:
    """What is wrong with a target is told as the target's own, not as a setting's or the register's."""
    installation.settings["DATABASE_URL"] = "sqlite:///data/contact-moments.db"
    in_file(installation.folder / "invoices.db", "CREATE TABLE invoice (id INTEGER PRIMARY KEY)")
    succeed_here(installation, "migrate", DATABASE_URL="sqlite:///old.db")
    in_file(installation.folder / "old.db", "UPDATE alembic_version SET version_num = '0001'")
    succeed_here(installation, "migrate")
    done = run_here(installation, "copy", "--to", url)

    assert_refused(done, code, *says)
    assert "DATABASE_URL: " not in done.stderr
    assert "secret" not in done.stderr


def test_a_target_that_refuses(installation: Installation, postgresql: PostgresqlServer) -> None:
    """A fault of the target while rows are copied is told in its words, and `doctor` is to look at both."""
    installation.settings["DATABASE_URL"] = "sqlite:///data/contact-moments.db"
    succeed_here(installation, "migrate")
    succeed_here(installation, "relation", "add", "Wilhelmina")
    url = postgresql.new_database()
    succeed_here(installation, "migrate", DATABASE_URL=url)
    there = Installation(installation.folder, {"DATABASE_URL": url})
    there.sql("ALTER TABLE relation ADD CONSTRAINT others CHECK (name <> 'Wilhelmina')")
    done = run_here(installation, "copy", "--to", url)

    assert_refused(done, 1, 'violates check constraint "others"', "run for the register and for the target")
    assert "Wilhelmina" not in done.stderr


def test_a_backup_crosses_engines(full: Installation, postgresql: PostgresqlServer) -> None:
    """A backup of a file is restored on PostgreSQL, and one of that is a file again."""
    url = postgresql.new_database()
    full.run("backup", "one.db")
    full.run(*RESTORE, "one.db", DATABASE_URL=url)
    full.run("backup", "two.db", DATABASE_URL=url)
    full.run(*RESTORE, "two.db", DATABASE_URL="sqlite:///again.db")

    assert full.run("moment", "export", DATABASE_URL="sqlite:///again.db") == full.run("moment", "export")


def test_a_sound_database(full: Installation, postgresql: PostgresqlServer) -> None:
    """`doctor` has nothing to say against a sound database, on either engine."""
    url = postgresql.new_database()
    full.run("copy", "--to", url)
    findings = [full.run("doctor", DATABASE_URL=at) for at in ("sqlite:///data/contact-moments.db", url)]

    assert ["WRONG" in text for text in findings] == [False, False]


WRONG = {
    "unreachable": ({"DATABASE_URL": "postgresql://nobody@127.0.0.1:9/nothing"}, None, "busy or away"),
    "old schema": ({}, "UPDATE alembic_version SET version_num = '0001'", "contact-moments migrate"),
    "newer schema": ({}, "UPDATE alembic_version SET version_num = '9999'", "newer release"),
    "other zone": ({"TIME_ZONE": "Asia/Tokyo"}, None, "contact-moments rebuild"),
    "other region": ({"PHONE_REGION": "BE"}, None, "CONTACT_MOMENTS_PHONE_REGION"),
}


@pytest.mark.usefixtures("processes")
@pytest.mark.parametrize(("settings", "statement", "says"), WRONG.values(), ids=WRONG)
def test_what_is_wrong_is_said(settings: dict[str, str], statement: str | None, says: str, full: Installation) -> None:
    """`doctor` names what is wrong and what helps, and exits 1."""
    if statement:
        full.sql(statement)
    done = run_here(full, "doctor", **settings)

    assert done.returncode == 1
    assert [line for line in done.stdout.splitlines() if line.startswith("WRONG") and says in line]


@pytest.fixture(params=["file", "PostgreSQL"])
def new(request: pytest.FixtureRequest, installation: Installation, postgresql: PostgresqlServer) -> Installation:
    """A register without contact moments, on each engine."""
    in_file = "sqlite:///data/contact-moments.db"
    installation.settings["DATABASE_URL"] = in_file if request.param == "file" else postgresql.new_database()
    succeed_here(installation, "migrate")
    return installation


def test_a_change_in_the_future(new: Installation) -> None:
    """`doctor` finds a latest change after what this machine's clock says, and what helps, on either engine."""
    new.sql("UPDATE register SET last_second = :second", second=int(time.time()) + 3600)
    done = run_here(new, "doctor")

    (wrong,) = [line for line in done.stdout.splitlines() if line.startswith("WRONG")]
    assert done.returncode == 1
    assert re.search(r"3(600|59\d) seconds in the future .* set the clock right \(NTP\)", wrong)


def test_a_clock_that_is_seconds_off(new: Installation) -> None:
    """`doctor` lets clocks differ by a few seconds, as those of two machines do, on either engine."""
    new.sql("UPDATE register SET last_second = :second", second=int(time.time()) + 4)
    done = run_here(new, "doctor")

    assert (done.returncode, "WRONG" in done.stdout) == (0, False)


@pytest.mark.parametrize(("free", "told"), [(200, "WRONG  200 MiB are free"), (201, "ok     201 MiB are free")])
def test_little_space(free: int, told: str, installation: Installation, monkeypatch: pytest.MonkeyPatch) -> None:
    """`doctor` finds a disk with no more than 200 MiB left for the register's file."""
    usage = shutil.disk_usage(installation.folder)._replace(free=free << 20)
    monkeypatch.setattr(shutil, "disk_usage", lambda _: usage)
    here = {"DATABASE_URL": "sqlite:///data/contact-moments.db"}
    succeed_here(installation, "migrate", **here)
    done = run_here(installation, "doctor", **here)

    assert (done.returncode == 1) == told.startswith("WRONG")
    assert told in done.stdout


def test_durability_switched_off(full: Installation, postgresql: PostgresqlServer) -> None:
    """`doctor` finds a PostgreSQL that may forget commits."""
    url = postgresql.new_database()
    full.run("copy", "--to", url)
    full.settings["DATABASE_URL"] = url
    postgresql.run_sql("ALTER SYSTEM SET synchronous_commit = 'off'")
    postgresql.run_sql("SELECT pg_reload_conf()")
    done = run_here(full, "doctor")
    postgresql.run_sql("ALTER SYSTEM RESET synchronous_commit")
    postgresql.run_sql("SELECT pg_reload_conf()")

    assert (done.returncode, "WRONG  synchronous_commit is off" in done.stdout) == (1, True)
