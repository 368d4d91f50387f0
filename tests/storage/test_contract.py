"""The storage's contract: every promise on every engine, with no exceptions, and the command that tries them."""

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from click.testing import CliRunner

from contact_moments import selftest
from contact_moments.cli import main
from contact_moments.register import Register
from contact_moments.storage.scratch import PREFIX, inside
from tests.postgresql import NEWEST, OLDEST, PostgresqlServer, running_server
from tests.support import Installation

ENGINES = ("sqlite", f"postgresql-{NEWEST}", f"postgresql-{OLDEST}-serializable")
NAMES = [promise.__name__ for promise in selftest.PROMISES]


@pytest.fixture(scope="module")
def servers() -> Iterator[dict[str, PostgresqlServer]]:
    """The newest PostgreSQL as it comes, and the oldest with every transaction serialisable unless told otherwise."""
    with ExitStack() as stack:
        newest = stack.enter_context(running_server(NEWEST, "-c fsync=off"))
        strict = "-c default_transaction_isolation=serializable"
        oldest = stack.enter_context(running_server(OLDEST, "-c fsync=off", strict))
        yield {ENGINES[1]: newest, ENGINES[2]: oldest}


@pytest.fixture(scope="module", params=ENGINES)
def url(request: pytest.FixtureRequest, servers: dict[str, PostgresqlServer]) -> str:
    """The address of an empty database on each engine."""
    return "sqlite:///selftest.db" if request.param == "sqlite" else servers[request.param].new_database()


@pytest.fixture(params=ENGINES)
def place(request: pytest.FixtureRequest, servers: dict[str, PostgresqlServer], tmp_path: Path) -> str:
    """The address of an empty database of a test's own on each engine."""
    return f"sqlite:///{tmp_path}/register.db" if request.param == "sqlite" else servers[request.param].new_database()


@pytest.mark.parametrize("promise", selftest.PROMISES, ids=NAMES)
def test_the_promise_is_kept(place: str, promise: selftest.Promise) -> None:
    """Each promise of the storage holds on each engine."""
    reason = selftest.broken_at(promise, place)

    assert reason is None


def test_every_promise_is_tried() -> None:
    """A promise that is written and not in the list would be forgotten in silence."""
    modules = (selftest.keeping, selftest.writing, selftest.reading)
    written = {
        name
        for module in modules
        for name, value in vars(module).items()
        if getattr(value, "__module__", "") == module.__name__
    }

    assert written == set(NAMES)


def test_the_command_tries_every_promise(installation: Installation, url: str) -> None:
    """`contact-moments selftest` reports a line per promise, and leaves nothing behind in the database."""
    lines = installation.run("selftest", "--database", url).splitlines()

    assert lines == [f"ok      {name.replace('_', ' ')}" for name in NAMES]
    assert not installation.database.parent.exists()
    assert schemas(installation, url) == []


def test_a_broken_promise_is_told(monkeypatch: pytest.MonkeyPatch, installation: Installation, url: str) -> None:
    """A promise that fails is named with the reason, the exit code is 1, and its scratch place is gone."""

    def broken_on_purpose(register: Register) -> None:
        register.check_ready()
        raise AssertionError("found 1, expected 2")

    monkeypatch.setattr(selftest, "PROMISES", (broken_on_purpose, selftest.keeping.is_ready))

    done = CliRunner().invoke(main, ["selftest", "--database", url])

    assert done.exit_code == 1
    assert done.stdout.splitlines() == [
        "FAILED  broken on purpose: AssertionError: found 1, expected 2",
        "ok      is ready",
    ]
    assert schemas(installation, url) == []


def schemas(installation: Installation, url: str) -> list[tuple[str]]:
    """The scratch schemas that are in the database."""
    if url.startswith("sqlite:"):
        return []
    there = Installation(installation.folder, {"DATABASE_URL": url})
    statement = "SELECT nspname FROM pg_namespace WHERE nspname LIKE :like"
    return [(name,) for (name,) in there.sql(statement, like=PREFIX + "%")]


def test_the_password_stays_in_the_address() -> None:
    """The scratch place's address keeps the user, the password and the options that were given."""
    given = "postgresql://me:s3cret%40@db/register?options=-cwork_mem%3D8MB&sslmode=require"
    address = inside(given, "scratch_1")

    assert address == (
        "postgresql://me:s3cret%40@db/register?options=-cwork_mem%3D8MB&search_path=scratch_1&sslmode=require"
    )


def test_an_unusable_address_is_wrong_usage(tmp_path: Path) -> None:
    """An address of another kind of database is refused before anything is tried."""
    done = Installation(tmp_path).try_run("selftest", "--database", "mysql://localhost/register")

    assert done.returncode == 2
    assert "DATABASE_URL" in done.stderr
