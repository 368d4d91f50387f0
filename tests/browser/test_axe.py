"""Every page in every state has nothing that axe finds wrong, by WCAG 2.2 AA and by best practice, and fits.

Light and dark, wide and narrow; at 320 pixels, which is 400 % of a usual window, nothing goes off at the side.
"""

import json
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from importlib import resources
from typing import Any, NamedTuple
from urllib.parse import quote

import pytest
from playwright.sync_api import Browser, Page

from contact_moments.model import JsonObject
from tests.browser.visiting import Staff, Visitor, employ, follow, invited, visiting
from tests.support import Server

pytestmark = pytest.mark.long

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
ALL: JsonObject = {"runOnly": {"type": "tag", "values": TAGS}}
UNCOVERED = ALL | {"rules": {"target-size": {"enabled": False}}}
# What colours can change.
CONTRAST: JsonObject = {"runOnly": {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}}
RUN = "async (chosen) => (await axe.run({...chosen, resultTypes: ['violations']})).violations"
OVERFLOW = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
SPACED = "* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important }"
SPACE = "text => { const s = new CSSStyleSheet(); s.replaceSync(text); document.adoptedStyleSheets = [s] }"


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


Act = Callable[[Page], object]


class State(NamedTuple):
    """A page, and what somebody does on it. If that `covers` something, what is covered is no target."""

    path: str
    act: Act = lambda _: None
    covers: bool = False


def pressed(name: str) -> Act:
    """A button was pressed, and another page has come."""
    return lambda page: page.get_by_role("button", name=name, exact=False).first.click()


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
    "calendar": State("/account", pressed("Make an")),
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


class AdminPlaces(NamedTuple):
    """Ids of what administrators see."""

    client: str
    person: str
    tag: int
    action: int


def menu(page: Page) -> None:
    """The menu of the last row is open."""
    page.locator("tbody details.menu > summary").last.click()


ADMINISTRATION: dict[str, State] = {
    "types": State("/admin/types"),
    "new type": State("/admin/types/new"),
    "new type, a field": State("/admin/types/new", pressed("Add a field")),
    "new type, errors": State("/admin/types/new", pressed("Save")),
    "type": State("/admin/types/ContactMomentPhone"),
    "type, preview": State("/admin/types/ContactMomentMeeting", pressed("Preview")),
    "type, JSON": State("/admin/types/ContactMomentPhone", pressed("Edit as JSON Schema")),
    "tags": State("/admin/tags"),
    "tags, errors": State("/admin/tags", pressed("Add")),
    "tags, nothing found": State("/admin/tags?q=zzzz"),
    "tag": State("/admin/tags/{tag}"),
    "actions": State("/admin/actions"),
    "action": State("/admin/actions/{action}"),
    "clients": State("/admin/clients"),
    "clients, a menu": State("/admin/clients", menu, covers=True),
    "new client": State("/admin/clients/new"),
    "new client, errors": State("/admin/clients/new", pressed("Add client")),
    "client": State("/admin/clients/{client}"),
    "client, off": State("/admin/clients/{client}/off"),
    "client, secret": State("/admin/clients/{client}/secret", pressed("Make a new secret")),
    "people": State("/admin/people"),
    "people, a menu": State("/admin/people", menu, covers=True),
    "invitation": State("/admin/people/new"),
    "invitation, errors": State("/admin/people/new", pressed("Invite")),
    "person": State("/admin/people/{person}"),
    "person, link": State("/admin/people/{person}/link", pressed("Make the link")),
    "person, disable": State("/admin/people/{person}/disable"),
    "roles": State("/admin/roles"),
    "new role": State("/admin/new-role", pressed("Add role")),
    "built-in role": State("/admin/roles/editor"),
}


@pytest.fixture(scope="module")
def admin_places(filled: Server) -> AdminPlaces:
    """A client, and somebody who was invited."""
    invited(filled, "reader")
    (client,), *_ = filled.installation.sql("SELECT id FROM client")
    (person,), *_ = filled.installation.sql("SELECT id FROM account WHERE password_hash IS NULL")
    (tag,), *_ = filled.installation.sql("SELECT min(id) FROM tag")
    (action,), *_ = filled.installation.sql("SELECT min(code) FROM action")
    return AdminPlaces(str(client), str(person), tag, action)


@pytest.fixture(scope="module")
def administrator(browser: Browser, filled: Server) -> Iterator[Visitor]:
    """Somebody who sees the administration."""
    filled.installation.run("role", "second-factor", "administrator", "off")
    with visiting(browser, filled, employ(filled, "administrator")) as visitor:
        yield visitor


@pytest.fixture(scope="module")
def axe() -> str:
    """The program that looks."""
    return (resources.files("axe_playwright_python") / "axe.min.js").read_text()


@pytest.fixture(scope="module")
def visitor(browser: Browser, filled: Server, staff: Staff) -> Iterator[Visitor]:
    """Somebody who sees all pages."""
    with visiting(browser, filled, staff) as visitor:
        yield visitor


@pytest.mark.parametrize("name", STATES)
def test_a_page_in_a_state(visitor: Visitor, axe: str, places: Places, name: str) -> None:
    """Nothing is found in any look, and nothing goes off at the side, also with text spaced wide (WCAG 1.4.12)."""
    check(visitor, axe, places, STATES[name])


def check(visitor: Visitor, axe: str, places: NamedTuple, state: State) -> None:
    """Open a page, do what its state says, and look at it in every size and look."""
    page = visitor.page
    page.set_viewport_size({"width": 1440, "height": 900})
    page.emulate_media(color_scheme="light")
    visitor.open(state.path.format(**{one: quote(str(value)) for one, value in places._asdict().items()}))
    state.act(page)
    page.wait_for_load_state()
    page.evaluate(axe)

    rules = UNCOVERED if state.covers else ALL
    assert found(page, rules) == []
    for width, scheme in ((1440, "dark"), (360, "dark")):
        page.set_viewport_size({"width": width, "height": 900})
        page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
        assert found(page, CONTRAST) == [], scheme
    page.emulate_media(color_scheme="light")
    assert found(page, rules) == []
    assert page.evaluate(OVERFLOW) <= 0
    page.set_viewport_size({"width": 320, "height": 900})
    assert page.evaluate(OVERFLOW) <= 0
    page.evaluate(SPACE, SPACED)
    assert page.evaluate(OVERFLOW) <= 0


@pytest.mark.parametrize("name", ADMINISTRATION)
def test_the_administration(administrator: Visitor, axe: str, admin_places: AdminPlaces, name: str) -> None:
    """The same holds for its pages."""
    check(administrator, axe, admin_places, ADMINISTRATION[name])


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


def found(page: Page, chosen: JsonObject = ALL) -> list[str]:
    """What axe finds wrong: rules, with the first elements."""
    violations: list[JsonObject] = page.evaluate(RUN, chosen)
    return [f"{one['id']}: {json.dumps([node['html'][:200] for node in one['nodes'][:3]])}" for one in violations]
