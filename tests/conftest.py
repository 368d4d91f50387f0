"""Fixtures that all tests have: engines, an installation of one's own, one register that many tests share.

What a test asks for says what it needs: `engine`, for a register on SQLite or PostgreSQL; `postgresqls`, for a
PostgreSQL server; `processes`, for processes and sockets. A test that asks for neither of the last two cannot use them.
"""

import gc
import re
import socket
import subprocess
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any, NoReturn

import pytest
from hypothesis import settings
from xdist.scheduler import LoadScopeScheduling

from tests.canaries import plant
from tests.compiled import compile_once
from tests.engines import POSTGRESQL, SQLITE, Engine, Postgresqls
from tests.listed_events import watch
from tests.support import RECIPIENT, SENDER, Api, Installation, Served, Server

# Fixtures of tests that `--quick` leaves out.
SLOW = {"processes", "postgresqls"}
# In the name of a test on another engine than SQLite.
_ENGINE = re.compile(r"(?<=[\[-])postgresql-[0-9]+(?=[\]-])")

compile_once()
plant()
watch()
# How long an example takes says how busy the machine is.
settings.register_profile("register", deadline=None)
settings.load_profile("register")


def pytest_addoption(parser: pytest.Parser) -> None:
    """`--quick`: the tests that are on SQLite, in this process, and not marked `slow`."""
    parser.addoption("--quick", action="store_true", help="leave out processes, sockets, PostgreSQL and what is slow")


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Run what asks for the engine on each of those that `both_engines` names; without names on both."""
    marker = metafunc.definition.get_closest_marker("both_engines")
    if marker is None or "engine" not in metafunc.fixturenames or metafunc.config.getoption("--quick"):
        return
    metafunc.parametrize("engine", [SQLITE, POSTGRESQL, *marker.args], indirect=True, scope="session")


def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> LoadScopeScheduling:
    """Give a process a module's tests of an engine together, so that what they share is made once.

    The groups of xdist 3.8 (`--dist loadgroup`) do nothing with pytest 9.2, which no longer takes another node id.
    """
    scheduler = LoadScopeScheduling(config, log)
    scheduler._split_scope = lambda nodeid: f"{nodeid.partition('::')[0]} {_ENGINE.findall(nodeid)[:1]}"
    return scheduler


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out what `--quick` leaves out."""
    if config.getoption("--quick"):
        left_out = [item for item in items if needs(item) or item.get_closest_marker("slow")]
        config.hook.pytest_deselected(items=left_out)
        items[:] = [item for item in items if item not in set(left_out)]


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_collection_finish(session: pytest.Session) -> Iterator[None]:
    """Start with the longest modules, whatever order pytest chose to share fixtures."""
    session.items.sort(key=lambda item: item.get_closest_marker("long") is None)
    # What is there now stays until the end: the collector need not look at it again and again.
    gc.freeze()
    gc.set_threshold(20_000, 20, 20)
    yield


def needs(item: pytest.Item) -> set[str]:
    """The fixtures of `SLOW` that a test asks for, itself or by others."""
    return SLOW & set(getattr(item, "fixturenames", ()))


def engine_of(item: pytest.Item) -> str:
    """The name of the engine that a test runs on."""
    called = getattr(item, "callspec", None)
    name: str = called.params.get("engine", SQLITE) if called else SQLITE
    return name


@pytest.fixture(scope="session")
def processes() -> None:
    """Asked for by tests that start processes or use sockets."""


# One fixture for every test, because each costs all of them a little.
@pytest.fixture(autouse=True)
def _confined(request: pytest.FixtureRequest) -> Iterator[None]:
    """No processes and no sockets for tests that have not asked for them; the others' databases are dropped."""
    if needs(request.node) or engine_of(request.node) != SQLITE:
        servers: Postgresqls = request.getfixturevalue("running_postgresqls")
        with servers.cleared():
            yield
        return
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(subprocess, "Popen", _refuse)
        for name in ("bind", "connect"):
            patch.setattr(socket.socket, name, _refuse)
        yield


def _refuse(*_: Any, **__: Any) -> NoReturn:
    pytest.fail("A process or a socket: ask for the fixture `processes`")


@pytest.fixture(scope="session")
def running_postgresqls() -> Iterator[Postgresqls]:
    """The PostgreSQL servers that this test process has started, for those who clear up after tests."""
    servers = Postgresqls()
    yield servers
    servers.close()


@pytest.fixture(scope="session")
def postgresqls(running_postgresqls: Postgresqls) -> Postgresqls:
    """The PostgreSQL servers that tests share; each is started when it is first asked for."""
    return running_postgresqls


@pytest.fixture(scope="session")
def engines(running_postgresqls: Postgresqls) -> Callable[[str], Engine]:
    """The engines by their names; each is made once, because its first register takes a second."""

    @cache
    def engine(name: str) -> Engine:
        version = name.removeprefix("postgresql-")
        return Engine(name, lambda: running_postgresqls.server(version))

    return engine


@pytest.fixture(scope="session")
def engine(request: pytest.FixtureRequest, engines: Callable[[str], Engine]) -> Engine:
    """The engine that the registers of this test are on: SQLite, unless the test is marked `both_engines`."""
    return engines(getattr(request, "param", SQLITE))


@pytest.fixture
def installation(engine: Engine, tmp_path: Path) -> Installation:
    """An empty folder to install a register in."""
    return engine.installation(tmp_path)


@pytest.fixture
def registered(engine: Engine, tmp_path: Path) -> Installation:
    """An installation with an empty register."""
    return engine.register(tmp_path)


@pytest.fixture(scope="session")
def shared(engine: Engine, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A register with the relations of the documented examples, for tests that leave what is there alone."""
    installation = engine.register(tmp_path_factory.mktemp("shared"))
    installation.add_relations(SENDER, RECIPIENT, 42)
    with installation.served_here() as served:
        yield served


@pytest.fixture(scope="session")
def shared_server(shared: Served, processes: None) -> Iterator[Server]:
    """The register of `shared`, served by a process with sockets."""
    with shared.installation.serving() as server:
        yield server


@pytest.fixture(scope="session")
def api(shared: Served) -> Api:
    """The shared register as a client with every scope sees it."""
    return shared.api()


@pytest.fixture(scope="session")
def wire(shared_server: Server) -> Api:
    """As `api`, by sockets."""
    return shared_server.api()
