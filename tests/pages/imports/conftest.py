"""A register and somebody who may import, for the pages on which files are imported."""

from pathlib import Path
from typing import Any

import pytest

from contact_moments.register import Register
from contact_moments.relations.putting import put
from tests.pages.uploading import (
    importer,
)
from tests.people.browser import Browser, new_register


@pytest.fixture
def register(tmp_path: Path) -> Any:
    """A register with relations 1 and 2."""
    made = new_register(tmp_path)
    put(made.database, "NL", 1, {"name": "Noor"})
    put(made.database, "NL", 2, {"name": "Betty", "email": "betty@example.org"})
    yield made
    made.close()


@pytest.fixture
def browser(register: Register) -> Browser:
    """A browser of somebody who may import."""
    return importer(register)
