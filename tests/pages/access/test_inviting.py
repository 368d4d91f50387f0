"""People are invited in the administration, once, and get another link if they need one."""

import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import pytest

from contact_moments.accounts import accounts
from contact_moments.accounts.passwords import Parameters, Passwords
from contact_moments.people import Account
from contact_moments.register import Register
from contact_moments.settings import Settings
from tests.engines import Engine
from tests.pages.access.accounts import NEW, PEOPLE, link_made, link_on
from tests.pages.administering import events, followed, notice
from tests.pages.details import somebody
from tests.pages.dom import checked
from tests.people.browser import OPERATOR, PASSWORD, Answer, Browser, add_account

pytestmark = pytest.mark.both_engines

# Hashes that overlap, and take less than one may wait for its turn, also on a slow machine.
QUICK = Parameters(memory=16 * 1024)


def invited(browser: Browser, **typed: str) -> Answer:
    """Fill in the form of an invitation, and send it."""
    fields = {"name": "Noor Bakker", "email": "noor@example.org", "role": "editor", "password": PASSWORD}
    path = f"{PEOPLE}/new"
    return checked(browser.get(path)).form(path).submit(browser, "Invite", **(fields | typed))


def test_inviting_somebody(register: Register, browser: Browser) -> None:
    """Where no mail is set up, the link is on the page that answers, and works; the list tells of it until then."""
    answer = invited(browser)
    path = link_on(answer)
    waiting = checked(browser.get(PEOPLE)).find("tbody")
    accepted = Browser(register).post(path, password=NEW, again=NEW)
    listed = checked(browser.get(PEOPLE)).find("tbody")

    assert answer.headers["cache-control"] == "no-store"
    assert "Invited" in waiting.texts("span", class_="badge")
    assert "Invitation until" in waiting.words
    assert path not in waiting.text
    assert accepted.status == 303
    assert "Invited" not in listed.words
    account = accounts.find(register.database, "noor@example.org")
    assert [kind for kind, _ in events(register, account.id)][:2] == ["account_added", "link_made"]


def test_the_same_invitation_twice(register: Register, browser: Browser) -> None:
    """A double click or a reload adds one account, and its first link goes on working."""
    path = f"{PEOPLE}/new"
    form = checked(browser.get(path)).form(path)
    typed = {"name": "Noor", "email": "noor@example.org", "role": "reader", "password": PASSWORD}
    link = link_on(form.submit(browser, "Invite", **typed))

    again = followed(browser, form.submit(browser, "Invite", **typed))

    assert notice(again) == "Noor was invited already. If nobody has the link, invite them again."
    assert Browser(register).get(link).status == 200


def test_a_double_click_while_the_password_is_hashed(engine: Engine, tmp_path: Path) -> None:
    """Both requests are answered, one with the link and one with a word about it; neither is told to come back."""
    with closing(Register(Settings(database_url=engine.register_url(tmp_path)), passwords=Passwords(QUICK))) as slow:
        slow.prepare()
        browser, path = somebody(slow, "administrator", None), f"{PEOPLE}/new"
        browser.set_up()
        form, begun = checked(browser.get(path)).form(path), threading.Barrier(2)

        def press(_: int) -> int:
            window = Browser(slow)
            window.application, window.cookies = browser.application, dict(browser.cookies)
            begun.wait()
            return form.submit(
                window, "Invite", name="Noor", email="noor@example.org", role="reader", password=PASSWORD
            ).status

        with ThreadPoolExecutor(2) as windows:
            answers = sorted(windows.map(press, range(2)))

    assert answers == [200, 303]


def test_what_is_wrong_with_an_invitation(browser: Browser) -> None:
    """Each fault stands beside its field, and everything but the password is still there."""
    page = checked(invited(browser, name=" ", email="nowhere"), 422)
    taken = checked(invited(browser, email="ADMINISTRATOR@example.org"), 422)
    wrong = checked(invited(browser, password="not it at all"), 422)

    assert page.find(class_="errors").texts("a") == [
        "Enter a name of at most 200 characters.",
        "Enter an e-mail address, such as ada@example.org.",
    ]
    assert page.find(id="email")["value"] == "nowhere"
    assert taken.find(id="email-error").words == "There is an account with this address already."
    assert wrong.find(id="password-error").words == "Enter your own password; it is not right."
    assert wrong.find(id="password").get("value") is None
    assert wrong.find(id="name")["value"] == "Noor Bakker"


def test_guessing_the_password(register: Register, browser: Browser) -> None:
    """Whoever sits at somebody's desk cannot try passwords without end."""
    statuses = [invited(browser, password=f"guess number {number}").status for number in range(12)]

    assert 429 in statuses
    assert [one.email for one in accounts.all_accounts(register.database)] == ["administrator@example.org"]


def test_a_new_link(register: Register, browser: Browser) -> None:
    """It is shown once; the form that comes twice makes one link, and without the password none."""
    account = add_account(register)
    wrong = checked(link_made(browser, account, password="x"), 422)
    path = f"{PEOPLE}/{account.id}/link"
    form = checked(browser.get(path)).form(path)
    link = link_on(form.submit(browser, "Make the link", password=PASSWORD))

    again = followed(browser, form.submit(browser, "Make the link", password=PASSWORD))

    assert wrong.find(id="password-error").words == "Your password is not right. Enter it again."
    assert "Another link was made for Ada Lovelace meanwhile" in notice(again)
    assert Browser(register).get(link).status == 200
    withdrawn = again.form(f"{PEOPLE}/{account.id}/withdraw-link").submit(browser)
    assert notice(followed(browser, withdrawn)) == "Ada Lovelace has no link any more."
    assert Browser(register).get(link).status == 404
    assert [kind for kind, _ in events(register, account.id)][-2:] == ["link_made", "link_withdrawn"]


def test_many_people(register: Register, browser: Browser) -> None:
    """They come in pages of 25, and a search finds one by name or address."""
    for number in range(70):
        new = Account("", f"person{number}@example.org", f"Person {number}", "en", "reader", register.clock())
        accounts.add(register.database, new, OPERATOR)
    page = checked(browser.get(PEOPLE))

    assert len(page.find("tbody").all("tr")) == 25
    assert page.find("nav", class_="page").words.startswith("1 to 25 of 71")
    found = checked(browser.get(f"{PEOPLE}?q=person7%40example")).find("tbody").all("tr")
    assert [one.find("span", dir="auto").words for one in found] == ["Person 7"]
