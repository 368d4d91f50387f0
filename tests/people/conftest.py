"""A register with cheap passwords, and a clock that can be set forward."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from contact_moments.register import Register
from tests.engines import Engine
from tests.people.browser import TestClock, new_register


@pytest.fixture
def clock() -> TestClock:
    """A clock that the test sets forward."""
    return TestClock()


@pytest.fixture
def register(engine: Engine, tmp_path: Path, clock: TestClock) -> Iterator[Register]:
    """A register in a file of its own."""
    made = new_register(tmp_path, engine.register_url(tmp_path), clock)
    yield made
    made.close()
