"""A register with one relation, for the tests of imports."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from contact_moments.register import Register
from contact_moments.relations.putting import put
from tests.engines import Engine
from tests.people.browser import new_register


@pytest.fixture
def register(engine: Engine, tmp_path: Path) -> Iterator[Register]:
    """A register with relation 1."""
    made = new_register(tmp_path, engine.new_url(tmp_path))
    put(made.database, "NL", 1, {"name": "Noor"})
    yield made
    made.close()
