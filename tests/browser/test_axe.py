"""Every page in every state has nothing that axe finds wrong, by WCAG 2.2 AA and by best practice, and fits."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any, NamedTuple

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.looking import CONTRAST, State, found, look_at, pressed, proven
from tests.browser.visiting import Staff, Visitor, employ, follow, visiting
from tests.support import Server

pytestmark = pytest.mark.long


class Places(NamedTuple):
    """Ids of what there is in the demo data, by what it is like."""

    moment: int
    corrected: int
    withdrawn: int
    relation: int
    archived: int
    merged: int
    shared_number: str


def places_of(server: Server) -> Places:
    """One of each."""

    def one(statement: str) -> Any:
        return server.installation.sql(statement)[0][0]

    withdrawn = one("SELECT max(id) FROM moment")
    server.installation.run("moment", "withdraw", str(withdrawn), "--reason", "mistake")
    return Places(
        moment=one("SELECT max(id) FROM moment WHERE type = 'ContactMomentPhone'"),
        corrected=one("SELECT max(id) FROM moment WHERE version > 1"),
        withdrawn=withdrawn,
        relation=one("SELECT sender_id FROM moment WHERE type = 'ContactMomentPhone' ORDER BY id DESC LIMIT 1"),
        archived=one("SELECT min(id) FROM relation WHERE archived AND merged_into IS NULL"),
        merged=one("SELECT min(id) FROM relation WHERE merged_into IS NOT NULL"),
        shared_number=one("SELECT main_key FROM relation_phone GROUP BY main_key HAVING count(*) > 1 LIMIT 1"),
    )


@pytest.fixture(scope="module")
def places(filled: Server, staff: Staff) -> Places:
    """One of each, and follow-ups of all kinds."""
    found = places_of(filled)
    me = str(filled.installation.sql("SELECT relation_id FROM account WHERE relation_id IS NOT NULL")[0][0])
    today, near = datetime.now().date(), timedelta(days=2)  # noqa: DTZ005 - about now, wherever this runs
    for moment_id, day in ((found.moment, today - near), (found.corrected, today), (found.withdrawn - 1, today + near)):
        follow(filled, staff, moment_id, on=str(day), by=me, note="Call back about the fee")
    return found


def unfolded(page: Page) -> None:
    """More filters, and the menu."""
    page.locator("details.more > summary").click()
    page.locator("details.me > summary").click()


def opened(page: Page) -> None:
    """The tables of figures are open."""
    for one in page.locator("details.data > summary").all():
        one.click()


def helped(page: Page) -> None:
    """Help was asked for."""
    page.keyboard.press("?")
    page.locator("dialog[open] kbd").first.wait_for()


def chosen(page: Page) -> None:
    """A relation is being chosen."""
    page.locator("#recipients").press_sequentially("an")
    page.locator(".choices [data-id]").first.wait_for()


def unfolded_follow_up(page: Page) -> None:
    """The forms of the follow-up are open."""
    for one in page.locator("#follow-up summary").all():
        one.click()


def wrong_follow_up(page: Page) -> None:
    """The form was sent with a note that is too long."""
    unfolded_follow_up(page)
    page.locator("#follow_up_note").fill("x" * 501)
    page.locator("#follow-up form").get_by_role("button", name="Save").last.click()


STATES: dict[str, State] = {
    "timeline": State("/"),
    "timeline, opened": State("/", unfolded, covers=True),
    "search": State("/?q=de"),
    "nothing found": State("/?q=zzzz"),
    "a wrong filter": State("/?period=custom&from=x"),
    "help": State("/help"),
    "help in a dialog": State("/account", helped),
    "register": State("/register"),
    "register, choosing": State("/register", chosen, covers=True),
    "register, a caller": State("/register?phone={shared_number}&type=ContactMomentPhone"),
    "register, an unknown caller": State("/register?phone=%2B31209999999&type=ContactMomentPhone"),
    "register, a note": State("/register?type=ContactMomentNote"),
    "register, errors": State("/register", pressed("Save")),
    "moment": State("/moment/{moment}"),
    "moment, withdrawing": State("/moment/{moment}", pressed("Withdraw for good")),
    "versions": State("/moment/{corrected}"),
    "withdrawn": State("/moment/{withdrawn}"),
    "moment, a follow-up": State("/moment/{moment}", unfolded_follow_up),
    "moment, a wrong follow-up": State("/moment/{moment}", wrong_follow_up),
    "follow-ups": State("/follow-ups"),
    "follow-ups of all": State("/follow-ups?who=all"),
    "follow-ups, none": State("/follow-ups?state=done"),
    "follow-ups, wrong": State("/follow-ups?who=x"),
    "follow-ups, done": State("/follow-ups", pressed("Done")),
    "register, a follow-up": State("/register", lambda page: page.locator("#follow_up").check()),
    "register, an answer": State("/register?answers={corrected}"),
    "calendar": State("/account", proven("Make an")),
    "correct": State("/moment/{moment}/correct"),
    "relation": State("/relation/{relation}"),
    "archived": State("/relation/{archived}"),
    "merged": State("/relation/{merged}"),
    "edit": State("/relation/{relation}/edit"),
    "new relation": State("/relation/new"),
    "merge": State("/relation/{relation}/merge"),
    "merge, preview": State("/relation/{archived}/merge?into={relation}"),
    "overview": State("/overview", opened),
    "overview of a year": State("/overview?period=last_year", opened),
    "overview, a wrong day": State("/overview?period=custom&from=x"),
    "overview, nothing": State("/overview?period=custom&from=1990-01-01&to=1990-01-31"),
    "account": State("/account"),
    "reference": State("/docs"),
    "a call": State("/docs/registerContactMoment"),
    "unknown": State("/moment/999999"),
}


@pytest.fixture(scope="module")
def visitor(browser: Browser, filled: Server, staff: Staff) -> Iterator[Visitor]:
    """Somebody who sees all pages."""
    with visiting(browser, filled, staff) as visitor:
        yield visitor


@pytest.mark.parametrize("name", STATES)
def test_a_page_in_a_state(visitor: Visitor, axe: str, places: Places, name: str) -> None:
    """Nothing is found, and nothing goes off at the side."""
    look_at(visitor, axe, places, STATES[name])


def test_pages_before_signing_in(browser: Browser, filled: Server, axe: str) -> None:
    """Signing in, and what has no session."""
    with visiting(browser, filled) as visitor:
        for path in ("/sign-in", "/sign-in/forgotten", "/docs", "/nowhere", "/invite/x"):
            visitor.page.emulate_media(color_scheme="light")
            visitor.open(path)
            visitor.page.evaluate(axe)
            assert found(visitor.page) == []
            visitor.page.emulate_media(color_scheme="dark")
            assert found(visitor.page, CONTRAST) == []


def test_an_empty_register(browser: Browser, server: Server, axe: str) -> None:
    """It says what to do next."""
    with visiting(browser, server, employ(server, "editor")) as visitor:
        for path in ("/", "/register", "/overview"):
            visitor.open(path)
            visitor.page.evaluate(axe)
            assert found(visitor.page) == []
