"""What the tests of the administration have in common."""

from typing import Any

from contact_moments.accounts import roles
from contact_moments.audit import trail
from contact_moments.audit.trail import Wanted
from contact_moments.register import Register
from tests.pages.details import somebody
from tests.pages.dom import Element, checked
from tests.pages.entering import signed_in
from tests.people.browser import OPERATOR, Answer, Browser


def administrator(register: Register, email: str = "administrator@example.org", role: str = "administrator") -> Browser:
    """A browser in which an administrator has signed in, with a second factor."""
    browser = signed_in(register, email, role)
    browser.set_up()
    return browser


def keeper(register: Register, *scopes: str) -> Browser:
    """A browser of somebody whose role has these scopes only, and asks for no second factor."""
    roles.put_role(register.database, "keeper", frozenset(scopes), False, OPERATOR)
    return somebody(register, "keeper", None)


def followed(browser: Browser, answer: Answer) -> Element:
    """The page to which an answer leads."""
    assert answer.status == 303, answer.text
    return checked(browser.get(answer.location))


def notice(page: Element) -> str:
    """What the page says was done."""
    return page.find(class_="notice", role="status").words


def events(register: Register, subject: str) -> list[tuple[str, dict[str, Any]]]:
    """What the audit trail has about something, the oldest first: what was done, and what it tells of it."""
    found = list(trail.read(register.database, Wanted()))
    assert all(one.account_id or one.operator for one in found if one.subject == subject)
    return [(one.kind, one.detail) for one in found if one.subject == subject]
