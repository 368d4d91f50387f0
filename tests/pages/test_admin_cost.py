"""Lists of the administration with 2,000 rows: a page of them takes few statements, and no longer than it may."""

import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

from contact_moments.model import SCOPES, Client
from contact_moments.people import Account
from contact_moments.register import Register
from contact_moments.storage.questions import accounts as stored_accounts
from contact_moments.storage.questions import clients as stored_clients
from contact_moments.storage.transaction import Transaction
from tests.clock import Clock
from tests.pages.administering import administrator
from tests.people.browser import Browser, new_register
from tests.storage.meters import SqliteMeter

pytestmark = pytest.mark.slow

MANY = 2000
# Whose session it is, which a worker remembers for two seconds, how many registrations are parked, and the list.
MOST = {"/admin/clients": 3, "/admin/people": 5, "/admin/roles": 4}


def test_many(tmp_path: Path) -> None:
    """With 2,000 clients and 2,000 people as few statements as with one of each."""
    # Its clock stands still: a session is remembered for two seconds, however slow the machine is.
    register = new_register(tmp_path, clock=Clock())
    browser, meter = administrator(register), SqliteMeter()
    fill(register, 0, 1)
    with meter.in_place():
        other = Register(register.settings, register.clock)
        browser.application, browser.register = Browser(other).application, other
        few = {path: statements(browser, meter, path) for path in MOST}
        fill(register, 1, MANY)
        many = {path: statements(browser, meter, path) for path in MOST}
        other.close()
    seconds = {path: taken(partial(Browser.get, browser_on(register, browser), path)) for path in MOST}
    register.close()

    assert few == many
    assert all(many[path] <= most for path, most in MOST.items()), many
    assert max(seconds.values()) < 1, seconds


def fill(register: Register, first: int, until: int) -> None:
    """Add clients and people, in one transaction."""

    def work(transaction: Transaction) -> None:
        for number in range(first, until):
            email = f"person{number}@example.org"
            person = Account(f"{number:032}", email, f"Person {number}", "en", "reader", 0)
            stored_clients.add(
                transaction.connection, Client(f"{number:032}", "System", frozenset(SCOPES), 0), "x" * 64
            )
            stored_accounts.add(transaction.connection, person, email)

    register.database.write(work)


def statements(browser: Browser, meter: SqliteMeter, path: str) -> int:
    """How many statements a page takes, once there is a connection and the session is known."""
    browser.get(path)
    return len(meter.statements(lambda: browser.get(path)))


def browser_on(register: Register, other: Browser) -> Browser:
    """The same browser on a register that nobody watches."""
    browser = Browser(register)
    browser.cookies = other.cookies
    return browser


def taken(call: Callable[[], object]) -> float:
    """The seconds that a call takes, the second time."""
    call()
    begun = time.perf_counter()
    call()
    return time.perf_counter() - begun
