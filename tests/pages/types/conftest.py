"""An administrator, for the pages on which types are made and changed."""

import pytest

from contact_moments.register import Register
from tests.pages.administering import administrator
from tests.people.browser import Browser


@pytest.fixture(scope="module")
def admin(register: Register, agent: Browser) -> Browser:
    """A browser of an administrator, on a register with people in it."""
    assert agent
    return administrator(register)
