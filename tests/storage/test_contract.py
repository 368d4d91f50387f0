"""The storage's contract: every promise on every engine, with no exceptions, and the command that tries them."""

import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from click.testing import CliRunner
from sqlalchemy import make_url

from contact_moments import contract
from contact_moments.cli import main
from contact_moments.register import Register
from contact_moments.storage.whole.temporary_database import PREFIX, inside
from tests.engines import STRICT, Engine, Postgresqls
from tests.postgresql import NEWEST, PostgresqlServer
from tests.support import Installation

pytestmark = [pytest.mark.both_engines(STRICT), pytest.mark.long, pytest.mark.slow]

NAMES = [promise.__name__ for promise in contract.PROMISES]


@pytest.fixture(scope="module")
def url(engine: Engine, tmp_path_factory: pytest.TempPathFactory) -> str:
    """The address of an empty database on each engine."""
    return engine.new_url(tmp_path_factory.mktemp("selftest"))


@pytest.fixture
def place(engine: Engine, tmp_path: Path) -> str:
    """The address of an empty register of a test's own on each engine."""
    return engine.register_url(tmp_path)


@pytest.fixture(scope="module")
def postgresql(postgresqls: Postgresqls) -> PostgresqlServer:
    """The newest PostgreSQL."""
    return postgresqls.server(NEWEST)


@pytest.mark.parametrize("promise", contract.PROMISES, ids=NAMES)
def test_the_promise_is_kept(place: str, promise: contract.Promise) -> None:
    """Each promise of the storage holds on each engine."""
    reason = contract.broken_at(promise, place)

    assert reason is None


def test_every_promise_is_tried() -> None:
    """A promise that is not in the list would never be tried."""
    modules = (
        contract.keeping,
        contract.parties,
        contract.writing,
        contract.reading,
        contract.finding,
        contract.following,
    )
    written = {
        name
        for module in modules
        for name, value in vars(module).items()
        if getattr(value, "__module__", "") == module.__name__ and not name.startswith("_")
    }

    assert written == set(NAMES)


@pytest.mark.slow
def test_the_command_tries_every_promise(installation: Installation, url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """`contact-moments selftest` reports a line per promise, and leaves nothing behind in the database.

    One promise in twelve is enough: all are tried one by one, and by the command through a pooler.
    """
    tried = contract.PROMISES[::12]
    monkeypatch.setattr(contract, "PROMISES", tried)

    lines = installation.run("selftest", "--database", url).splitlines()

    assert re.match(r"Trying  (SQLite 3\.\d+\.\d+|PostgreSQL 1[58]\.\d+)$", lines[0])
    assert lines[1:] == [f"ok      {promise.__name__.replace('_', ' ')}" for promise in tried]
    assert not installation.database.parent.exists()
    assert schemas(installation, url) == []


def test_a_broken_promise_is_told(monkeypatch: pytest.MonkeyPatch, installation: Installation, url: str) -> None:
    """A promise that fails is named with the reason, the exit code is 1, and its temporary database is gone."""

    def broken_on_purpose(register: Register) -> None:
        register.check_ready()
        raise AssertionError("found 1, expected 2")

    monkeypatch.setattr(contract, "PROMISES", (broken_on_purpose, contract.keeping.is_ready))

    done = CliRunner().invoke(main, ["selftest", "--database", url])

    assert done.exit_code == 1
    assert done.stdout.splitlines()[1:] == [
        "FAILED  broken on purpose: AssertionError: found 1, expected 2",
        "ok      is ready",
    ]
    assert schemas(installation, url) == []


@pytest.mark.usefixtures("processes")
def test_ending_it_leaves_nothing_behind(installation: Installation, postgresql: PostgresqlServer) -> None:
    """A self-test that is ended by SIGTERM drops its schemas, and prints nothing more."""
    url = postgresql.new_database()
    words = [sys.executable, "-m", "contact_moments", "selftest", "--database", url]
    process = subprocess.Popen(
        words, env=installation.environment(), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    # The first line comes before the first schema of a promise.
    first = process.stdout.readline()
    deadline = time.monotonic() + 30
    while not (made := schemas(installation, url)) and time.monotonic() < deadline:
        time.sleep(0.01)
    process.send_signal(signal.SIGTERM)
    out, err = process.communicate(timeout=60)

    assert first.startswith("Trying  PostgreSQL")
    assert made != []
    assert (process.returncode, err) == (143, "")
    assert len(out.splitlines()) < len(NAMES)
    assert schemas(installation, url) == []


def test_a_temporary_database_that_cannot_be_made(
    monkeypatch: pytest.MonkeyPatch, postgresql: PostgresqlServer
) -> None:
    """If the temporary database cannot be made or opened, the reason is given before any promise is tried."""

    def fail(*_: object) -> None:
        raise AssertionError("Could not determine version from string 'MyOwnSQL 1'")

    monkeypatch.setattr(contract, "described", fail)
    done = CliRunner().invoke(main, ["selftest", "--database", postgresql.new_database()])

    assert (done.exit_code, done.stdout) == (1, "")
    assert done.stderr == (
        "Error: The database cannot be worked in (AssertionError: Could not determine version from string"
        " 'MyOwnSQL 1')\n"
    )


def test_a_temporary_database_that_is_refused(postgresql: PostgresqlServer) -> None:
    """A fault of the database is reported in its own words, and not mistaken for a missing right."""
    server = postgresql
    url = server.new_database()
    database = str(make_url(url).database)
    server.run_sql(
        "CREATE FUNCTION refuse() RETURNS event_trigger LANGUAGE plpgsql AS"
        " $$ BEGIN RAISE EXCEPTION 'no schemas today' USING ERRCODE = '42P06'; END $$",
        database,
    )
    server.run_sql("CREATE EVENT TRIGGER refuse ON ddl_command_start EXECUTE FUNCTION refuse()", database)
    done = CliRunner().invoke(main, ["selftest", "--database", url])

    assert (done.exit_code, done.stdout) == (1, "")
    assert done.stderr == (
        "Error: The database refused that (no schemas today); look in the database's own log for more\n"
    )


def test_a_promise_whose_place_cannot_be_made(monkeypatch: pytest.MonkeyPatch) -> None:
    """If the database goes away, the promise is broken for that reason, and the others are still tried."""

    def gone(_: str) -> None:
        raise ConnectionError("gone")

    monkeypatch.setattr(contract, "temporary_database", gone)
    reason = contract.broken(contract.keeping.is_ready, "sqlite:///selftest.db")

    assert reason == "ConnectionError: gone"


def schemas(installation: Installation, url: str) -> list[tuple[str]]:
    """The temporary schemas that are in the database."""
    if url.startswith("sqlite:"):
        return []
    there = Installation(installation.folder, {"DATABASE_URL": url})
    statement = "SELECT nspname FROM pg_namespace WHERE nspname LIKE :like"
    return [(name,) for (name,) in there.sql(statement, like=PREFIX + "%")]


def test_the_password_stays_in_the_address() -> None:
    """The temporary database's address keeps the user, the password and the options that were given."""
    given = "postgresql://me:s3cret%40@db/register?options=-cwork_mem%3D8MB&sslmode=require"
    address = inside(given, "scratch_1")

    assert address == (
        "postgresql://me:s3cret%40@db/register?options=-cwork_mem%3D8MB&search_path=scratch_1&sslmode=require"
    )


@pytest.mark.usefixtures("processes")
@pytest.mark.parametrize("url", ["mysql://localhost/register", ""])
def test_an_unusable_address_is_wrong_usage(url: str, tmp_path: Path) -> None:
    """An address of another kind of database, or an empty one, is refused before anything is tried."""
    done = Installation(tmp_path).try_run("selftest", "--database", url)

    assert (done.returncode, done.stdout) == (2, "")
    assert "'--database': must be sqlite:///" in done.stderr
