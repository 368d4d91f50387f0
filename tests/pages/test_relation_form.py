"""The form of a relation: what is wrong stands beside its field."""

import pytest

from contact_moments.register import Register
from contact_moments.relations.putting import put
from tests.pages.dom import checked
from tests.pages.entering import signed_in
from tests.people.browser import Browser


@pytest.fixture(scope="module")
def editor(register: Register) -> Browser:
    """A browser in which an editor has signed in."""
    return signed_in(register, "editor@example.org", "editor")


@pytest.mark.parametrize("phones", ["abc", "06 12345678\nreception"])
def test_a_number_without_digits(editor: Browser, phones: str) -> None:
    """It is refused, and everything typed is still there."""
    form = checked(editor.get("/relation/new")).form("/relation/new")

    page = checked(form.submit(editor, None, name="Eve", phones=phones), 422)

    assert page.find(id="phones-error").words == "Each line needs a number with digits, such as 06 12345678."
    assert dict(page.form("/relation/new").sent())["name"] == "Eve"


def test_a_number_without_digits_that_was_there(register: Register, editor: Browser) -> None:
    """It may stay: an application sent it."""
    put(register.database, "NL", 77, {"name": "Desk", "phones": ["reception"]})
    form = checked(editor.get("/relation/77/edit")).form("/relation/77/edit")

    assert form.submit(editor, None, name="The desk").status == 303


def test_a_form_that_is_sent_twice(register: Register, editor: Browser) -> None:
    """By a double click, it adds one relation, and leads to it both times; another form adds another one."""
    typed = {"name": "Eve Twice", "phones": "06 11112222\n020 1234567", "email": "Eve@example.org", "external_id": "E2"}
    form, other = (checked(editor.get("/relation/new")).form("/relation/new") for _ in range(2))
    first, second = (form.submit(editor, None, **typed) for _ in range(2))

    assert (first.status, second.status, second.location) == (303, 303, first.location)
    assert other.submit(editor, None, name="Eve Twice").location != first.location
    later = checked(editor.get("/relation/new")).form("/relation/new")
    assert checked(later.submit(editor, None, **typed), 422).find(id="external_id-error")


def test_a_relation_is_added_from_the_menu(editor: Browser) -> None:
    """Of each page, by who may; also where a search finds nobody, with what was sought."""
    page = checked(editor.get("/?q=Eve+King"))

    assert page.find(class_="menu").all("a", href="/relation/new")
    assert page.find(class_="empty").all("a", href="/relation/new?name=Eve%20King")
