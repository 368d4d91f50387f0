"""A form that one person opens and another one sends: in the same browser somebody else has signed in meanwhile."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from contact_moments import catalogue, clients
from contact_moments.accounts import accounts, roles
from contact_moments.http_server.routes import PUBLIC, Route
from contact_moments.model import ALL_SCOPES
from contact_moments.pages import rendering
from contact_moments.register import Register
from contact_moments.web.routes import PAGES
from tests.pages.dom import checked
from tests.pages.entering import signed_in
from tests.pages.uploading import RELATIONS
from tests.people.browser import OPERATOR, PASSWORD, Browser, new_register

TEMPLATES = Path(rendering.__file__).parent / "templates"
FIELD = '<input type="hidden" name="account" value="{{ person.id }}">'
# For who has not signed in; or they name the account in their own way, which tests of their own show.
OTHERS = {
    "code.html",
    "consent.html",
    "first_run.html",
    "new_password.html",
    "refused.html",  # its fields are given to it
    "register.html",
    "saved_already.html",
    "sign_in.html",
}


@pytest.fixture
def register(tmp_path: Path) -> Iterator[Register]:
    """A register with a tag and a client, and a role that may do everything."""
    made = new_register(tmp_path)
    roles.put_role(made.database, "all", frozenset(ALL_SCOPES), False, OPERATOR)
    catalogue.add_tag(made.database, "One")
    yield made
    made.close()


@pytest.fixture
def browser(register: Register) -> Browser:
    """A browser in which Ada has signed in."""
    return signed_in(register, "ada@example.org", "all")


def become(register: Register, browser: Browser) -> str:
    """Let somebody else sign in in this browser; returns who they are."""
    other = signed_in(register, "bob@example.org", "all")
    browser.cookies = other.cookies
    return accounts.find(register.database, "bob@example.org").id


@pytest.mark.parametrize("file", sorted(one.name for one in TEMPLATES.glob("*.html") if one.name not in OTHERS))
def test_each_form_names_who_has_opened_it(file: str) -> None:
    """At its beginning, so that none is forgotten; signing out is for everybody."""
    text = (TEMPLATES / file).read_text()
    forms = re.findall(r"(<form\b[^>]*method=\"post\"[^>]*>)(.*?)</form>", text, re.DOTALL)

    assert [head for head, rest in forms if FIELD not in rest and 'action="/sign-out"' not in head] == []


@pytest.mark.parametrize(
    "route",
    [
        one
        for one in PAGES
        if one.method == "POST" and one.scope != PUBLIC and not one.upload and one.path != "/entries"
    ],
)
def test_each_route_looks_at_it(register: Register, browser: Browser, route: Route) -> None:
    """Whatever is sent: nothing is done, and what was typed is given back, but for passwords."""
    path = re.sub(r"\{\w+(:int)?\}", "1", route.path)
    answer = browser.post(path, account="another", name="New", password=PASSWORD)
    page = checked(answer, 409)

    assert page.find("h1").words == "Somebody else is signed in now"
    assert page.find("input", name="name")["value"] == "New"
    assert PASSWORD not in answer.text


def test_a_request_without_a_body(browser: Browser) -> None:
    """It has no form that somebody has opened, and need not say that it is one."""
    answer = browser.send("POST", "/admin/state/examine", b"", {"sec-fetch-site": "same-origin"})

    assert answer.status == 303


def test_saving_it_after_all(register: Register, browser: Browser) -> None:
    """Whoever has signed in says that they mean it, and then it is done in their name."""
    form = checked(browser.get("/admin/clients/new")).form("/admin/clients/new")
    bob = become(register, browser)
    refused = checked(
        form.submit(browser, "Add", name="Dialler", scope=["contact_moment/view"], password=PASSWORD), 409
    )
    before = len(clients.all_clients(register.database))
    again = checked(refused.form("/admin/clients/new").submit(browser, "Save as"), 422)

    assert before == 0
    assert again.find("input", id="name")["value"] == "Dialler"
    form = again.form("/admin/clients/new")
    assert form.element.find("input", name="account")["value"] == bob
    assert form.submit(browser, "Add", password=PASSWORD).status == 200
    assert [one.name for one in clients.all_clients(register.database)] == ["Dialler"]


def test_a_file(register: Register, browser: Browser) -> None:
    """A file that somebody else has chosen is not kept either."""
    name = accounts.find(register.database, "ada@example.org").name
    body = (
        b'--x\r\nContent-Disposition: form-data; name="account"\r\n\r\nanother\r\n'
        b'--x\r\nContent-Disposition: form-data; name="file"; filename="a.csv"\r\nContent-Type: text/csv\r\n\r\n'
        b"id;name\n1;Els\n\r\n--x--\r\n"
    )
    headers = {
        "content-type": "multipart/form-data; boundary=x",
        "accept": "text/html",
        "sec-fetch-site": "same-origin",
    }
    answer = browser.send("POST", RELATIONS, body, headers)

    assert answer.status == 422
    assert f"{name} is signed in in this browser now" in checked(answer, 422).words
