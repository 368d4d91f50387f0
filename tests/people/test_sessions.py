"""Sessions: how long they last, what they hold, and what ends them."""

from pathlib import Path

import pytest
from sqlalchemy import select

from contact_moments.accounts import accounts
from contact_moments.accounts.roles import ask_second_factor
from contact_moments.register import Register
from contact_moments.storage.sql.tables import session
from contact_moments.tokens import hash_of
from tests.engines import Engine
from tests.people.browser import OPERATOR, PASSWORD, Browser, TestClock, add_account, new_register

MINUTE = 60


@pytest.fixture
def browser(register: Register) -> Browser:
    """A browser in which a reader has signed in."""
    add_account(register)
    browser = Browser(register)
    browser.sign_in()
    return browser


def is_in(browser: Browser) -> bool:
    """Whether the session still counts."""
    return browser.get("/account").status == 200


def test_it_ends_after_an_hour_of_silence(browser: Browser, clock: TestClock) -> None:
    """Each visit begins the hour again."""
    for _ in range(3):
        clock.forward(59 * MINUTE)
        assert is_in(browser)
    clock.forward(60 * MINUTE + 1)

    assert not is_in(browser)


def test_asking_what_is_new_keeps_no_session(browser: Browser, clock: TestClock) -> None:
    """A page asks by itself, also while nobody is there; but it does not hide that somebody came back."""
    for _ in range(30):
        clock.forward(100)
        assert browser.get("/new?after=0", hx_request="true").status == 200
    assert is_in(browser)  # within the two seconds in which a worker keeps what it has looked up
    clock.forward(59 * MINUTE)
    assert is_in(browser)
    clock.forward(60 * MINUTE - 1)
    browser.get("/new?after=0", hx_request="true")
    clock.forward(2)

    assert browser.get("/new?after=0", hx_request="true").status == 401
    assert not is_in(browser)


def test_it_ends_after_half_a_day(browser: Browser, clock: TestClock) -> None:
    """However often somebody is there."""
    for _ in range(23):
        clock.forward(30 * MINUTE)
        assert is_in(browser)
    clock.forward(30 * MINUTE + 1)

    assert not is_in(browser)


def test_a_visit_is_written_once_a_minute(register: Register, browser: Browser, clock: TestClock) -> None:
    """Not at each request."""

    def seen_at() -> int:
        with register.database.snapshot() as connection:
            return int(connection.execute(select(session.c.seen_at)).scalars().all()[-1])

    before = seen_at()
    clock.forward(50)
    is_in(browser)
    assert seen_at() == before
    clock.forward(20)
    is_in(browser)
    assert seen_at() > before


def test_only_a_hash_is_kept(register: Register, browser: Browser) -> None:
    """Nobody who reads the database can go on in a session, and its id in lists is another."""
    (token,) = browser.cookies.values()
    with register.database.snapshot() as connection:
        rows = [row for row in connection.execute(select(session)).mappings() if row["hash"] == hash_of(token)]

    assert len(rows) == 1
    assert not any(token in str(value) for value in rows[0].values())


def test_a_disabled_account_is_out(register: Register, browser: Browser, clock: TestClock) -> None:
    """Within five seconds, in every worker."""
    account = accounts.find(register.database, "ada@example.org")
    assert is_in(browser)
    accounts.disable(register.database, account.id, clock(), OPERATOR)
    clock.forward(3)

    assert not is_in(browser)


def test_a_role_that_begins_to_ask_for_a_second_factor(register: Register, browser: Browser, clock: TestClock) -> None:
    """A session goes on with its set-up, and with nothing else."""
    ask_second_factor(register.database, "reader", True, OPERATOR)
    clock.forward(3)

    assert browser.get("/account").location.startswith("/account/second-factor")
    assert 'name="password"' in browser.get("/account/second-factor").text
    begun = [browser.post("/account/second-factor", action="begin", password=one) for one in ("", "a guess", PASSWORD)]
    assert [one.status for one in begun] == [401, 401, 303]
    browser.set_up()
    assert browser.get("/account").status == 200


@pytest.mark.both_engines
def test_a_session_on_both_engines(engine: Engine, tmp_path: Path) -> None:
    """Invitation, second factor, sign-in, the list of sessions and signing out everywhere."""
    clock = TestClock()
    register = new_register(tmp_path, engine.register_url(tmp_path), clock)
    account = add_account(register, role="administrator")
    browser = Browser(register)
    browser.sign_in()
    _, codes = browser.set_up()
    other = Browser(register)
    other.sign_in()
    assert other.post("/sign-in", code=codes[0]).location == "/"
    clock.forward(90)

    assert is_in(browser)
    assert len(register.sessions.of_account(account.id)) == 2
    browser.post("/account/sessions/end")
    register.sessions._cached.clear()
    assert not is_in(other)
    register.close()
