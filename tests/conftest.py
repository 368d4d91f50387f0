"""Fixtures: an installation of one's own, and one running register that many tests share."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support import RECIPIENT, SENDER, Api, Installation, Server


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
