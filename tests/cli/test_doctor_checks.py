"""`doctor`: each check can fail. What is wrong is arranged for one after the other, on the engine that it is about."""

from collections.abc import Callable, Iterator

import pytest
from sqlalchemy import Engine, event

from contact_moments.clock import SECOND, system_clock
from contact_moments.storage.backends.postgresql import backend as postgresql
from contact_moments.storage.backends.sqlite import backend, connections
from tests.cli.command_line import run_here, succeed_here
from tests.cli.spoiling import in_file
from tests.postgresql import PostgresqlServer, running_server
from tests.small_place import fill, running_with_a_small_place
from tests.support import Installation

IN_A_FILE = "sqlite:///data/contact-moments.db"

Arrange = Callable[[pytest.MonkeyPatch, PostgresqlServer], None]


@pytest.fixture(scope="module")
def server(processes: None) -> Iterator[PostgresqlServer]:
    """A PostgreSQL as it comes."""
    with running_server() as running:
        yield running


@pytest.fixture(scope="module")
def url(server: PostgresqlServer) -> str:
    """The address of one database for all tests that leave what is in it alone."""
    return server.new_database()


def found(installation: Installation) -> tuple[list[str], list[str]]:
    """What `doctor` finds well, and what wrong; its exit code says whether there is anything wrong."""
    done = run_here(installation, "doctor")
    lines = [(line[:7].strip(), line[7:]) for line in done.stdout.splitlines()]
    wrong = [text for mark, text in lines if mark == "WRONG"]
    assert (done.returncode, done.stderr) == (1 if wrong else 0, "")
    return [text for mark, text in lines if mark == "ok"], wrong


def clock_ahead(seconds: float) -> Arrange:
    """This machine's clock is ahead of the server's by so much."""
    return lambda patch, _: patch.setattr(postgresql, "system_clock", lambda: system_clock() + int(seconds * SECOND))


def setting(name: str, value: str) -> Arrange:
    """The server has this setting."""

    def arrange(_: pytest.MonkeyPatch, server: PostgresqlServer) -> None:
        server.run_sql(f"ALTER SYSTEM SET {name} = {value}")
        server.run_sql("SELECT pg_reload_conf()")

    return arrange


def oldest_postgresql(number: int) -> Arrange:
    """The oldest version that is well is this one."""
    return lambda patch, _: patch.setattr(postgresql, "OLDEST_VERSION", number)


ON_POSTGRESQL: dict[str, tuple[Arrange, str]] = {
    "a clock that is ahead": (clock_ahead(postgresql.MOST_SKEW + 1), "Its clock and this machine's differ by"),
    "a clock that is behind": (clock_ahead(-postgresql.MOST_SKEW - 1), "Its clock and this machine's differ by"),
    "no fsync": (setting("fsync", "off"), "fsync is off"),
    "no synchronous commit": (setting("synchronous_commit", "off"), "synchronous_commit is off"),
    "an old version": (oldest_postgresql(990000), "990000 or later is right"),
}


@pytest.mark.parametrize(("arrange", "says"), ON_POSTGRESQL.values(), ids=ON_POSTGRESQL)
def test_wrong_on_postgresql(
    arrange: Arrange,
    says: str,
    installation: Installation,
    server: PostgresqlServer,
    url: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """What is wrong with a PostgreSQL is found, it alone, and is well when it is as it should be."""
    installation.settings["DATABASE_URL"] = url
    succeed_here(installation, "migrate")
    before = found(installation)
    try:
        arrange(monkeypatch, server)
        ((wrong,), well) = found(installation)[::-1]
    finally:
        server.run_sql("ALTER SYSTEM RESET ALL")
        server.run_sql("SELECT pg_reload_conf()")

    assert says in wrong
    assert (len(before[0]), before[1]) == (len(well) + 1, [])


def test_clocks_may_differ_a_little(
    installation: Installation, server: PostgresqlServer, url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two machines' clocks differ by a second, which is no fault."""
    installation.settings["DATABASE_URL"] = url
    succeed_here(installation, "migrate")
    clock_ahead(1)(monkeypatch, server)
    _, wrong = found(installation)

    assert wrong == []


def not_synchronous(patch: pytest.MonkeyPatch) -> None:
    """Connections to the file are made as SQLite makes them itself in WAL mode: not durable."""
    made = connections.make_engine

    def lax(*words: object) -> Engine:
        engine = made(*words)  # type: ignore[arg-type]
        event.listen(engine, "connect", lambda connection, _: connection.execute("PRAGMA synchronous=NORMAL"))
        return engine

    patch.setattr(connections, "make_engine", lax)


ON_SQLITE: dict[str, tuple[Callable[[pytest.MonkeyPatch], None], str]] = {
    "not synchronous": (not_synchronous, "PRAGMA synchronous is 1"),
}


@pytest.mark.parametrize(("arrange", "says"), ON_SQLITE.values(), ids=ON_SQLITE)
def test_wrong_on_sqlite(
    arrange: Callable[[pytest.MonkeyPatch], None],
    says: str,
    installation: Installation,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """What is wrong with SQLite is found, it alone, and is well when it is as it should be."""
    installation.settings["DATABASE_URL"] = IN_A_FILE
    succeed_here(installation, "migrate")
    before = found(installation)
    arrange(monkeypatch)
    ((wrong,), well) = found(installation)[::-1]

    assert says in wrong
    assert (len(before[0]), before[1]) == (len(well) + 1, [])


def test_a_version_of_sqlite_with_a_fault(installation: Installation, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of a version in which the file can be corrupted it is told what can do that; a safe one has its number only."""
    installation.settings["DATABASE_URL"] = IN_A_FILE
    succeed_here(installation, "migrate")
    (safe,) = [line for line in found(installation)[0] if line.startswith("SQLite is ")]
    monkeypatch.setattr(backend, "IS_SAFE", False)
    well, wrong = found(installation)

    assert "corrupt" not in safe
    assert [line for line in well if line.startswith(safe) and "such as Litestream, can corrupt it" in line]
    assert wrong == []


def test_other_rules_of_the_same_zone(installation: Installation) -> None:
    """Times that were rendered by other rules of the zone of the same name are wrong."""
    installation.settings["DATABASE_URL"] = IN_A_FILE
    succeed_here(installation, "migrate")
    ((rendering,),) = installation.sql("SELECT rendering FROM register")
    version, zone, rules = rendering.split()
    installation.sql("UPDATE register SET rendering = :other", other=f"{version} {zone} {rules[::-1]}")
    _, (wrong,) = found(installation)

    assert zone == "Europe/Amsterdam"
    assert "contact-moments rebuild" in wrong


OTHER_TABLES = {
    "a table": ("CREATE TABLE invoice (id INTEGER PRIMARY KEY)",),
    "migrated by Alembic": (
        "CREATE TABLE alembic_version (version_num VARCHAR(32) PRIMARY KEY)",
        "INSERT INTO alembic_version VALUES ('ae1027a6acf0')",
    ),
}


@pytest.mark.parametrize("statements", OTHER_TABLES.values(), ids=OTHER_TABLES)
@pytest.mark.parametrize("place", ["file", "PostgreSQL"])
def test_another_programs_database(
    place: str, statements: tuple[str, ...], installation: Installation, server: PostgresqlServer
) -> None:
    """A database with another program's tables is said to be that, and nobody is told to make a register in it."""
    if place == "file":
        installation.settings["DATABASE_URL"] = IN_A_FILE
        installation.database.parent.mkdir()
        in_file(installation.database, *statements)
    else:
        installation.settings["DATABASE_URL"] = server.new_database()
        for statement in statements:
            installation.sql(statement)
    _, (wrong,) = found(installation)
    done = run_here(installation, "tag", "list")

    assert "holds tables of another program" in wrong
    assert (done.returncode, wrong in done.stderr) == (1, True)


@pytest.mark.usefixtures("processes")
def test_little_room(installation: Installation) -> None:
    """A disk with less room than the server's log may take next is wrong, and one that is full is said to be that."""
    with running_with_a_small_place(36) as server:
        installation.settings["DATABASE_URL"] = url = server.new_database(options="TABLESPACE small")
        succeed_here(installation, "migrate")
        server.run_sql("CHECKPOINT")  # else a new database is not yet on the disk
        roomy = found(installation)
        fill(url, kilobytes=15_000)
        _, (little,) = found(installation)
        fill(url)
        people = "".join(f"{number},{'x' * 99}\n" for number in range(1, 10_000))
        (installation.folder / "people.csv").write_text(f"id,name\n{people}")
        done = run_here(installation, "relation", "import", "people.csv")
        _, full = found(installation)

    assert roomy[1] == []
    assert "It has room for 16 MiB more where its tables are" in roomy[0]
    assert len(full) == 2  # it takes no changes, and has no room
    for wrong in (little, *full):
        assert wrong.startswith("The database has no room left (could not write to file")
    assert (done.returncode, done.stdout) == (1, "")
    assert "The database has no room left (could not extend file" in done.stderr
