"""One-time links: looking changes nothing, the new password uses them up, and what does not work looks the same."""

import re

import pytest

from contact_moments.accounts import accounts, links, notices
from contact_moments.register import Register
from contact_moments.tokens import new_token
from tests.people.browser import OPERATOR, PASSWORD, Browser, TestClock, add_account

NEW = "another horse and its battery"


def link_of(register: Register, account_id: str, without_second_factor: bool = False) -> str:
    """The path of a new link."""
    purpose, token = links.make(register.database, account_id, register.clock(), OPERATOR, without_second_factor)
    return f"/{purpose}/{token}"


def test_looking_changes_nothing(register: Register) -> None:
    """GET and HEAD, as by a mail scanner, leave the link as it is; its POST works once."""
    account = add_account(register, password=None)
    path, scanner, browser = link_of(register, account.id), Browser(register, "127.0.0.66"), Browser(register)

    assert [scanner.get(path).status for _ in range(2)] == [200, 200]
    assert scanner.send("HEAD", path, b"", {}).status == 200
    first = browser.post(path, password=PASSWORD, again=PASSWORD)
    second = scanner.post(path, password=NEW, again=NEW)

    assert (first.status, first.location, second.status) == (303, "/", 404)
    assert browser.get("/account").status == 200
    assert Browser(register).sign_in().status == 303


def test_what_does_not_work_looks_the_same(register: Register, clock: TestClock) -> None:
    """Unknown, malformed, used, replaced and expired links, and those of the other purpose: the same page."""
    account = add_account(register, password=None)
    replaced = link_of(register, account.id)
    used = link_of(register, account.id)
    Browser(register).post(used, password=PASSWORD, again=PASSWORD)
    other = link_of(register, account.id).replace("/reset/", "/invite/")
    expired = link_of(register, account.id)
    clock.forward(24 * 3600 + 1)
    paths = [f"/invite/{new_token()}", "/invite/x", replaced, used, other, expired]

    answers = [Browser(register, f"127.0.3.{number}").get(path) for number, path in enumerate(paths)]

    assert {one.status for one in answers} == {404}
    assert len({one.text for one in answers}) == 1


def test_a_link_of_a_disabled_account(register: Register, clock: TestClock) -> None:
    """It stops working, for good."""
    account = add_account(register, password=None)
    path = link_of(register, account.id)
    accounts.disable(register.database, account.id, clock(), OPERATOR)
    accounts.enable(register.database, account.id, OPERATOR)

    assert Browser(register).get(path).status == 404


def test_a_password_that_is_no_good(register: Register) -> None:
    """Its fault stands beside the field, in the language of the page, and the link still works."""
    account = add_account(register, password=None)
    path, browser = link_of(register, account.id), Browser(register)

    short = browser.post(path, password="short", again="short")
    other = browser.post(path, password=NEW, again=PASSWORD, lang="nl")

    assert (short.status, other.status) == (422, 422)
    assert "Use at least 12 characters." in short.text
    assert "De twee wachtwoorden zijn niet hetzelfde" in other.text
    assert re.findall(r'<input id="(\w+)"[^>]* aria-invalid="true"[^>]* autofocus', short.text + other.text) == [
        "password",
        "again",
    ]
    assert ("<title>Error: " in short.text, "<title>Fout: " in other.text) == (True, True)
    assert "short" not in short.text.split("<main")[1].replace("password_short", "")
    assert browser.post(path, password=NEW, again=NEW).status == 303


@pytest.mark.parametrize("chosen", [{}, {"revoke": "on"}])
def test_what_was_chosen_is_kept(register: Register, chosen: dict[str, str]) -> None:
    """A wrong password does not tick again what the person has unticked."""
    path, browser = link_of(register, add_account(register).id), Browser(register)
    assert 'name="revoke" checked' in browser.get(path).text

    answer = browser.post(path, password="short", again="short", **chosen)

    assert ('name="revoke" checked' in answer.text) == bool(chosen)


def test_a_reset_ends_all_sessions(register: Register) -> None:
    """The old password and the old sessions stop working; the second factor stays, so its code is asked."""
    account = add_account(register)
    first = Browser(register)
    first.sign_in()
    first.set_up()
    browser = Browser(register)

    done = browser.post(link_of(register, account.id), password=NEW, again=NEW, revoke="on")

    register.sessions._cached.clear()
    assert done.location == "/sign-in?next=/"
    assert browser.get("/account").status == 303
    assert first.get("/account").status == 303
    assert Browser(register).sign_in().status == 401
    assert Browser(register).sign_in(password=NEW).location == "/sign-in?next=/"


def test_a_reset_without_the_second_factor(register: Register) -> None:
    """Where the telephone is lost, the operator says so; then the link lets the person in."""
    account = add_account(register)
    first = Browser(register)
    first.sign_in()
    first.set_up()

    done = Browser(register).post(link_of(register, account.id, without_second_factor=True), password=NEW, again=NEW)

    assert done.location == "/"


def test_guessing_links_is_slowed_down(register: Register) -> None:
    """After some unknown links an address waits."""
    browser = Browser(register, "127.0.0.66")

    statuses = [browser.get(f"/invite/{new_token()}").status for _ in range(6)]

    assert statuses == [404] * 4 + [429, 429]


ADDRESSES = {
    "https://register.example.org": "https://register.example.org/invite/t",
    None: "http://127.0.0.1:8080/invite/t",
}


@pytest.mark.parametrize(("public_url", "address"), ADDRESSES.items())
def test_the_address_of_a_link(register: Register, public_url: str | None, address: str) -> None:
    """It is of the settings, never of a Host header."""
    assert notices.link_address(register.settings.replaced(public_url=public_url), "invite", "t") == address
    everywhere = register.settings.replaced(host=".".join("0000"))
    assert notices.link_address(everywhere, "invite", "t") == "http://localhost:8080/invite/t"
