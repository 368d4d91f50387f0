"""One register for the tests of a module."""

from collections.abc import Iterator

import pytest

from contact_moments.register import Register
from tests.people.browser import Browser, add_account, new_register


@pytest.fixture(scope="module")
def register(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Register]:
    """A register in a file of its own; what a test changes in it, others see."""
    made = new_register(tmp_path_factory.mktemp("pages"))
    yield made
    made.close()


@pytest.fixture(scope="module")
def browser(register: Register) -> Browser:
    """A browser in which a reader has signed in."""
    add_account(register)
    made = Browser(register)
    made.sign_in()
    return made
