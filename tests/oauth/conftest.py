"""A register for these tests alone."""

from collections.abc import Iterator

import pytest

from tests.engines import Engine
from tests.oauth.house import House, house


@pytest.fixture(scope="module")
def at(engine: Engine, tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """A register with people and clients; each test adds its own."""
    with house(engine.register_url(tmp_path_factory.mktemp("oauth"))) as found:
        yield found
