"""A machine with the files of deploy/ in place."""

from pathlib import Path

import pytest

from tests.deploy.machine import Machine


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    """A machine with everything in its place; nothing was started yet."""
    return Machine(tmp_path)
