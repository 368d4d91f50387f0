"""What tests of the form of a contact moment share: who is in the register, and the form as people use it."""

from typing import Any
from urllib.parse import urlencode

from contact_moments.accounts import accounts
from contact_moments.moments.details import details
from contact_moments.register import Register
from tests.pages.dom import Element, Form, checked
from tests.people.browser import Answer, Browser, add_account

PEOPLE = {
    1516: {"name": "Noor Bakker"},
    429000: {"name": "Betty van der Linden", "phones": ["06 1234 5678"]},
    429001: {"name": "Jan van der Linden", "phones": ["0612345678"]},
    429002: {"name": "Zoë Smit", "phones": ["020 7654321"]},
    429003: {"name": "Gone Away"},
}


DETAILS = """{"id": "Survey", "title": "Survey", "schema": {"required": ["score", "agreed"], "properties": {
    "score": {"type": "integer", "title": "Score", "minimum": 1, "maximum": 10, "default": 5},
    "wants": {"type": "array", "title": "Wants", "items": {"enum": ["news", "visit"]}},
    "paid": {"type": "boolean", "title": "Paid"}, "agreed": {"type": "boolean", "title": "Agreed", "default": true},
    "since": {"type": "string", "format": "date", "title": "Since"},
    "scores": {"type": "array", "title": "Scores", "items": {"type": "integer", "maximum": 10}},
    "sure": {"enum": ["a", "b", "c", "d"], "title": "Sure"}, "lines": {"type": "object", "title": "Lines"}}}}"""


def signed_in(register: Register, email: str, role: str, relation: int | None = None) -> Browser:
    """A browser of somebody with this role."""
    add_account(register, email, role)
    browser = Browser(register)
    browser.sign_in(email)
    if relation is not None:
        browser.post("/account/profile", name="Noor Bakker", language="en", relation=str(relation))
    return browser


def form_on(page: Element) -> Form:
    """The form on a page."""
    return page.form("/register")


def opened(browser: Browser, query: str = "") -> Form:
    """The form that an address opens."""
    return form_on(checked(browser.get(f"/register{query}")))


def saved(register: Register, answer: Answer) -> dict[str, Any]:
    """The details of what was registered."""
    assert answer.status == 303, answer.text
    return details(register.database, register.zone, int(answer.location.split("/")[2].partition("?")[0]))


def values(form: Form, name: str) -> list[str]:
    """What a form would send of a field."""
    return [value for field, value in form.sent() if field == name]


def problems(page: Element) -> list[str]:
    """What the summary says; the same is said beside each field, and the title begins with it."""
    summary = page.find(class_="errors")
    assert page.find("title").words.startswith("Error: ")
    found = [(one["href"][1:], one.words) for one in summary.all("a")]
    for field, text in found:
        assert page.find(id=f"{field}-error").words == text
    assert len(page.all(class_="error")) == len(found)
    return [text for _, text in found]


def account_of(browser: Browser) -> str:
    """The id of who has signed in."""
    return accounts.find(browser.register.database, "noor@example.org").id


def encoded(form: Form, **typed: str) -> tuple[bytes, dict[str, str]]:
    """A form as a script sends it: body and headers."""
    headers = {"content-type": "application/x-www-form-urlencoded", "sec-fetch-site": "same-origin"}
    return urlencode(form.sent(**typed)).encode(), headers | {"hx-request": "true"}
