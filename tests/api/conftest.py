"""A register for the tests of its description."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from tests.engines import Engine
from tests.support import RECIPIENT, SENDER, Installation, Json, Served, fetch


@pytest.fixture(scope="module")
def described(engine: Engine, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A register of these tests alone, with two pages of contact moments in it."""
    with served_described(engine.register(tmp_path_factory.mktemp("openapi"))) as served:
        yield served


@contextmanager
def served_described(installation: Installation) -> Iterator[Served]:
    """An empty register with two pages of contact moments put in it, served in this process."""
    installation.add_relations(SENDER, RECIPIENT, 42, 7)
    for tag in (3, 4):
        installation.run("tag", "add", f"Label {tag}", "--id", str(tag))
    installation.run("action", "add", "2", "Campaign")
    with installation.served_here() as served:
        api = served.api()
        for number in range(40):
            api.register(subject=f"Call {number}", recipients=[RECIPIENT, 42], tagIds=[3, 4][: number % 3])
        yield served


@pytest.fixture(scope="module")
def document(described: Served) -> Json:
    """The description as the server serves it."""
    return fetch("GET", f"{described.url}/openapi.json").json()
