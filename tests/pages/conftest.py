"""One register for the tests of a module."""

from collections.abc import Iterator

import pytest

from contact_moments import catalogue
from contact_moments.moments.type_files import read_type
from contact_moments.moments.types import put_type
from contact_moments.register import Register
from contact_moments.relations.putting import put
from contact_moments.relations.relations import archive
from tests.pages.entering import DETAILS, PEOPLE, signed_in
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


@pytest.fixture(scope="module")
def agent(register: Register) -> Browser:
    """A browser in which an editor has signed in, who is relation 1516."""
    for id_, body in PEOPLE.items():
        put(register.database, "NL", id_, body)
    archive(register.database, 429003)
    for name in ("Lidmaatschap", "Nabéllen"):
        catalogue.add_tag(register.database, name)
    catalogue.put_action(register.database, 7, "Welkomstronde")
    put_type(register.database, read_type(DETAILS.encode()))
    return signed_in(register, "noor@example.org", "editor", 1516)
