"""A register with clients that are refused."""

import json
from collections.abc import Iterator

import pytest

from contact_moments.model import SCOPES
from tests.api.parking.client import Client
from tests.cli.command_line import succeed_here
from tests.engines import Engine
from tests.support import RECIPIENT, SENDER, Served


@pytest.fixture(scope="module")
def server(engine: Engine, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A register that these tests share; each has a client and absent relations of its own."""
    installation = engine.register(tmp_path_factory.mktemp("parking"))
    installation.add_relations(SENDER, RECIPIENT, 61, 62)
    installation.run("relation", "archive", "61")
    installation.run("relation", "merge", "62", str(SENDER))
    with installation.served_here(2) as server:
        yield server


@pytest.fixture
def fresh(server: Served) -> Client:
    """A new client, as it is by default."""
    words = [word for scope in SCOPES for word in ("--scope", scope)]
    credentials = json.loads(succeed_here(server.installation, "client", "add", "Dialler", *words, "--json"))
    return Client(server.installation, server, credentials, server.as_client(server.token(credentials)))


@pytest.fixture
def client(fresh: Client) -> Client:
    """A new client of which what is refused is parked."""
    return fresh.switched("on")
