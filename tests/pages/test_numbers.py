"""What looks like a number and is none: digits of other scripts, several signs, too many digits."""

from urllib.parse import quote

import pytest

from contact_moments.model import ADD, DETAILS, EXPORT, RELATION_VIEW, VIEW
from contact_moments.register import Register
from tests.pages.details import fill, made, with_scopes
from tests.people.browser import Browser

pytestmark = pytest.mark.slow

NONE = ("\u00b2", "\u0663", "--5", "-", "0", "1" * 30, "9999999999999999", "1_000")
NAMES = ("relation", "sender", "action", "tag", "saved", "after", "type", "a", "b", "all", "into", "phone")
PATHS = ("/", "/new", "/relation/1", "/relation/1/merge", "/moment/{}", "/register", "/export/csv", "/relation/new")


@pytest.fixture(scope="module")
def reader(register: Register) -> tuple[Browser, int]:
    """A browser of somebody who may open these pages, and a contact moment."""
    fill(register)
    return with_scopes(register, "numbers", ADD, VIEW, DETAILS, EXPORT, RELATION_VIEW), made(register)


@pytest.mark.parametrize("path", PATHS)
def test_it_is_no_fault_of_the_register(reader: tuple[Browser, int], path: str) -> None:
    """Each is refused in words, or means nothing; none is more than the register can take."""
    browser, moment_id = reader
    for name in NAMES:
        for text in NONE:
            answer = browser.get(f"{path.format(moment_id)}?{name}={quote(text)}")
            assert answer.status < 500, (name, text)
