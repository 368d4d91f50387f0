"""A register with four people, of whom some share a telephone number."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from contact_moments.contract.support import add_people
from contact_moments.register import Register
from contact_moments.settings import Settings
from tests.engines import Engine


@pytest.fixture
def register(engine: Engine, tmp_path: Path) -> Iterator[Register]:
    """A register with four people, 1 to 4."""
    register = Register(Settings(database_url=engine.register_url(tmp_path), log_level="error"))
    register.prepare()
    add_people(register, 1, 2, 3, 4)
    yield register
    register.close()
