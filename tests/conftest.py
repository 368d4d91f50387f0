"""Fixtures: an installation of one's own, and one running register that many tests share."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.postgresql import PostgresqlServer, running_server
from tests.support import RECIPIENT, SENDER, Api, Installation, Server


def pytest_addoption(parser: pytest.Parser) -> None:
    """`--engine postgresql-18`: run on PostgreSQL of that version; `postgresql-15-serializable`: and strictly."""
    parser.addoption("--engine", default="sqlite", help="sqlite, postgresql-18, postgresql-15, …-serializable")


@pytest.fixture(scope="session", autouse=True)
def server_of_the_run(request: pytest.FixtureRequest) -> Iterator[PostgresqlServer | None]:
    """A PostgreSQL for all registers of this run, where that is what was asked for."""
    name: str = request.config.getoption("--engine")
    if name == "sqlite":
        yield None
        return
    version, _, strict = name.removeprefix("postgresql-").partition("-")
    options = ["-c fsync=off"] + (["-c default_transaction_isolation=serializable"] if strict else [])
    with running_server(version, *options) as server:
        Installation.new_database = server.new_database
        yield server
        Installation.new_database = None


@pytest.fixture(autouse=True)
def _dropped(server_of_the_run: PostgresqlServer | None) -> Iterator[None]:
    """The databases that a test makes are gone after it: each takes 8 MB, also an empty one."""
    kept = len(server_of_the_run.databases) if server_of_the_run else 0
    yield
    if server_of_the_run:
        server_of_the_run.drop_databases(kept)


@pytest.fixture
def installation(tmp_path: Path) -> Installation:
    """An empty folder to install a register in."""
    return Installation(tmp_path)


@pytest.fixture(scope="session")
def shared_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A running register with the relations of the documented examples, for tests that leave what is there alone."""
    installation = Installation(tmp_path_factory.mktemp("shared"))
    installation.add_relations(SENDER, RECIPIENT, 42)
    with installation.serving() as server:
        yield server


@pytest.fixture(scope="session")
def api(shared_server: Server) -> Api:
    """The shared register as a client with every scope sees it."""
    return shared_server.api()
