"""A register with a clock that a test sets, and a folder for its backups."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from contact_moments.contract.support import add_people
from contact_moments.register import Register
from tests.clock import Clock
from tests.support import Installation


@pytest.fixture
def clock() -> Clock:
    """A clock that stands still until it is set."""
    return Clock()


@pytest.fixture
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An empty folder for backups."""
    return tmp_path_factory.mktemp("backups")


@pytest.fixture
def register(registered: Installation, clock: Clock) -> Iterator[Register]:
    """An opened register with two relations."""
    made = Register(registered.settings_here(), clock)
    add_people(made, 1, 2)
    yield made
    made.close()
