"""What people do with their own account: profile, password, second factor, sessions and consents."""

import re

import pytest

from contact_moments.accounts import accounts, roles
from contact_moments.register import Register
from contact_moments.relations.relations import add as add_relation
from contact_moments.storage.sql import tables
from contact_moments.web.routes import PAGES
from tests.people.browser import OPERATOR, PASSWORD, Browser, TestClock, add_account, code_of, secret_in

NEW = "another horse and its battery"


@pytest.fixture
def browser(register: Register) -> Browser:
    """A browser in which a reader has signed in."""
    add_account(register)
    browser = Browser(register)
    browser.sign_in()
    return browser


def signed_out(browser: Browser) -> bool:
    """Whether the session of a browser has ended, for every worker."""
    browser.register.sessions._cached.clear()
    return browser.get("/account").status == 303


def test_the_profile(register: Register, browser: Browser) -> None:
    """Name, language and relation change; the page is in that language at once."""
    add_relation(register.database, "Ada", "person", 7)

    done = browser.post("/account/profile", name="Ada King", language="nl", relation="7")

    assert done.location == "/account?done=profile"
    assert "Mijn account" in browser.get(done.location).text
    found = accounts.find(register.database, "ada@example.org")
    assert (found.name, found.language, found.relation_id) == ("Ada King", "nl", 7)


WRONG = {
    "a blank name": ("name", {"name": " ", "language": "en", "relation": ""}),
    "a line end in the name": ("name", {"name": "Ada\r\nBcc: x", "language": "nl", "relation": "8"}),
    "another language": ("language", {"name": "Eve", "language": "xx", "relation": ""}),
    "a relation that is no number": ("relation", {"name": "Eve", "language": "nl", "relation": "1,5"}),
    "a relation that there is not": ("relation", {"name": "Eve", "language": "nl", "relation": "99"}),
    "a relation that is too large": ("relation", {"name": "Eve", "language": "nl", "relation": "9" * 16}),
    "nothing": ("name", {}),
}


@pytest.mark.parametrize(("field", "fields"), WRONG.values(), ids=WRONG)
def test_a_wrong_profile(register: Register, browser: Browser, field: str, fields: dict[str, str]) -> None:
    """It is told at the field, what was typed is kept there, and nothing changes."""
    answer = browser.post("/account/profile", **fields)

    assert answer.status == 422
    assert wrong_fields(answer.text) == [field]
    assert f' value="{fields.get("name", "")}"' in answer.text
    assert f' value="{fields.get("relation", "")}"' in answer.text
    assert ('value="nl" selected' in answer.text) == (fields.get("language") == "nl")
    assert accounts.find(register.database, "ada@example.org").name == "Ada Lovelace"


def wrong_fields(page: str) -> list[str]:
    """The fields that a page marks as wrong; each has its error, and the box that takes the focus leads to it."""
    marked = re.findall(r'id="(\w+)"[^>]* aria-invalid="true" aria-describedby="(\w+)-error', page)
    for name, described in marked:
        assert name == described
        assert page.count(f'id="{name}-error"') == 1
        assert f'<a href="#{name}">' in page
    assert re.search(r'<div class="errors"[^>]* autofocus', page)
    assert "<title>Error: " in page
    assert page.count("aria-invalid") == len(marked)
    return [name for name, _ in marked]


WRONG_PASSWORDS = {
    "not the current one": ("current", ("a guess", NEW, NEW)),
    "not the same": ("again", (PASSWORD, NEW, f"{NEW}.")),
    "too short": ("password", (PASSWORD, "short", "short")),
}


@pytest.mark.parametrize(("field", "typed"), WRONG_PASSWORDS.values(), ids=WRONG_PASSWORDS)
def test_a_wrong_change_of_the_password(browser: Browser, field: str, typed: tuple[str, str, str]) -> None:
    """It is told at the field that is wrong; what was chosen besides is kept, and no password."""
    current, password, again = typed

    answer = browser.post("/account/password", current=current, password=password, again=again, revoke="on")

    assert answer.status == 422
    assert wrong_fields(answer.text) == [field]
    assert 'name="revoke" checked' in answer.text
    assert not [one for one in typed if f'"{one}"' in answer.text]


def test_changing_the_password(register: Register, browser: Browser) -> None:
    """With the current one; all other sessions end, and this browser gets a new one."""
    other = Browser(register)
    other.sign_in()
    before = dict(browser.cookies)

    done = browser.post("/account/password", current=PASSWORD, password=NEW, again=NEW)

    assert done.location == "/account?done=password"
    assert browser.cookies != before
    assert (signed_out(other), signed_out(browser)) == (True, False)
    assert [Browser(register).sign_in(password=one).status for one in (PASSWORD, NEW)] == [401, 303]


def test_changing_the_password_without_knowing_it(register: Register, browser: Browser) -> None:
    """A stranger at the desk cannot; guessing is slowed down as at signing in."""
    answers = [browser.post("/account/password", current=f"guess {n}", password=NEW, again=NEW) for n in range(5)]

    assert [one.status for one in answers] == [422] * 4 + [429]
    assert Browser(register, "127.0.0.7").sign_in().status == 303


def test_setting_the_second_factor_up(register: Register, browser: Browser) -> None:
    """It takes the password and a code; a wrong code changes nothing; looking at the page neither."""
    assert browser.post("/account/second-factor", action="begin", password="a guess").status == 401
    assert "qr" not in browser.get("/account/second-factor").text
    browser.post("/account/second-factor", action="begin", password=PASSWORD)
    page = browser.get("/account/second-factor").text
    secret = secret_in(page)

    wrong = browser.post("/account/second-factor", action="confirm", code="12345")
    assert (wrong.status, secret_in(wrong.text)) == (422, secret)
    assert not accounts.find(register.database, "ada@example.org").has_second_factor
    done = browser.post("/account/second-factor", action="confirm", code=code_of(secret, register.clock()))

    assert done.status == 200
    assert accounts.find(register.database, "ada@example.org").has_second_factor
    assert secret not in browser.get("/account/second-factor").text


def test_leaving_the_set_up(register: Register, browser: Browser, clock: TestClock) -> None:
    """Somebody who has signed in goes back, and what there was before still counts; not where the role asks for it."""
    secret, _ = browser.set_up()
    clock.forward(60)
    change(browser, "begin", PASSWORD, code_of(secret, clock()))
    assert 'value="cancel"' in browser.get("/account/second-factor").text

    back = browser.post("/account/second-factor", action="cancel", next="/account").location

    assert '<svg class="qr"' not in browser.get(back).text
    assert accounts.find(register.database, "ada@example.org").has_second_factor
    add_account(register, "eve@example.org", role="administrator")
    other = Browser(register)
    assert 'value="cancel"' not in other.get(other.sign_in("eve@example.org").location).text


def test_changing_the_second_factor_ends_other_sessions(register: Register, browser: Browser) -> None:
    """A session that began before it does not go on without it."""
    other = Browser(register)
    other.sign_in()

    browser.set_up()

    assert (signed_out(other), signed_out(browser)) == (True, False)


def change(browser: Browser, action: str, password: str, code: str) -> int:
    """The status of the answer to a change of the second factor."""
    return browser.post("/account/second-factor", action=action, password=password, code=code).status


def test_switching_the_second_factor_off(register: Register, browser: Browser, clock: TestClock) -> None:
    """With the password and a code, which works once; not where the role asks for it."""
    secret, codes = browser.set_up()
    clock.forward(60)
    code = code_of(secret, clock())
    assert change(browser, "remove", "a guess", code) == 401
    assert change(browser, "remove", PASSWORD, "") == 401
    assert change(browser, "remove", PASSWORD, code) == 303
    assert Browser(register).sign_in().location == "/"

    _, codes = browser.set_up()
    account = accounts.find(register.database, "ada@example.org")
    accounts.give_role(register.database, account.id, "privacy officer", OPERATOR)
    assert change(browser, "remove", PASSWORD, codes[0]) == 409


def test_new_recovery_codes(register: Register, browser: Browser, clock: TestClock) -> None:
    """They replace the ones before."""
    secret, before = browser.set_up()
    clock.forward(60)

    page = browser.post("/account/second-factor", action="codes", password=PASSWORD, code=code_of(secret, clock()))

    assert (page.status, page.text.count("<li><code>")) == (200, 10)
    other = Browser(register)
    other.sign_in()
    assert other.post("/sign-in", code=before[0]).status == 401


def test_the_list_of_sessions(register: Register, browser: Browser) -> None:
    """Each is there with browser and address; its owner ends one, and nobody else can."""
    other = Browser(register, "127.0.0.7")
    other.sign_in()
    add_account(register, "eve@example.org")
    stranger = Browser(register, "127.0.0.66")
    stranger.sign_in("eve@example.org")
    mine, others = register.sessions.of_account(accounts.find(register.database, "ada@example.org").id)[::-1]
    page = browser.get("/account").text
    assert page.count("Firefox, Linux</") + page.count("Firefox, Linux <") == 2
    assert "127.0.0.7" in page

    path = f"/account/sessions/{others.id}/end"
    assert stranger.post(path).status == 404
    assert not signed_out(other)
    assert browser.post(path).location == "/account?done=session"
    assert (signed_out(other), signed_out(browser)) == (True, False)
    assert browser.post(f"/account/sessions/{mine.id}/end").location == "/sign-in"


def test_signing_out_everywhere(register: Register, browser: Browser) -> None:
    """All sessions end, this one too, and the cookie goes."""
    other = Browser(register)
    other.sign_in()

    done = browser.post("/account/sessions/end")

    assert (done.location, browser.cookies) == ("/sign-in", {})
    assert signed_out(other)


CHANGES = {
    "/account/profile": {"name": "Eve", "language": "nl", "relation": ""},
    "/account/display": {"theme": "dark"},
    "/account/password": {"current": PASSWORD, "password": NEW, "again": NEW},
    "/account/second-factor": {"action": "begin", "password": PASSWORD},
    "/account/sessions/end": {},
    "/account/sessions/{session_id}/end": {},
    "/account/consents/{client_id}/revoke": {},
    "/account/calendar": {"names": "1", "password": PASSWORD},
    "/account/calendar/off": {},
}


def own_forms() -> list[str]:
    """The forms with which people change something of their own."""
    return [one.path for one in PAGES if one.method == "POST" and one.path.startswith("/account")]


@pytest.mark.parametrize("path", own_forms())
def test_an_ended_session_changes_nothing(register: Register, browser: Browser, path: str) -> None:
    """Also where a worker still has it in its cache."""
    before = everything(register)
    assert browser.get("/account").status == 200
    drop_sessions(register)

    answer = browser.post(path, **CHANGES[path])

    assert answer.status == 401
    assert everything(register) == before


def drop_sessions(register: Register) -> None:
    """End all sessions, of which the worker hears nothing."""
    register.database.write(lambda transaction: transaction.connection.execute(tables.session.delete()))


def everything(register: Register) -> str:
    """The rows of people, but for sessions."""
    kept = (tables.account, tables.recovery_code, tables.consent, tables.audit_event, tables.calendar_feed)
    return repr(register.database.read(lambda connection: [connection.execute(one.select()).all() for one in kept]))


def test_the_relation_of_who_may_not_see_relations(register: Register, clock: TestClock) -> None:
    """An administrator sets it. The page does not tell which relations there are, and leaves it as it is."""
    add_relation(register.database, "Ada", "person", 7)
    roles.put_role(register.database, "clerk", frozenset({"contact_moment/add"}), None, OPERATOR)
    account = add_account(register, role="clerk")
    browser = Browser(register)
    browser.sign_in()

    answers = [browser.post("/account/profile", name="Ada", language="en", relation=one) for one in ("7", "99")]
    assert {one.status for one in answers} == {400}
    assert answers[0].text.replace("7", "99") == answers[1].text.replace("7", "99")
    accounts.set_relation(register.database, account.id, 7, OPERATOR)
    clock.forward(3)
    assert 'name="relation"' not in browser.get("/account").text
    assert browser.post("/account/profile", name="Ada King", language="en").status == 303
    found = accounts.find(register.database, "ada@example.org")
    assert (found.name, found.relation_id) == ("Ada King", 7)
