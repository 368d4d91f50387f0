"""Every page of the administration in every state has nothing that axe finds wrong, and fits."""

from collections.abc import Iterator
from typing import NamedTuple

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.looking import CONTRAST, OVERFLOW, State, found, look_at, pressed, proven
from tests.browser.test_administration_imports import PEOPLE, importer_of
from tests.browser.visiting import Visitor, employ, invited, park, visiting
from tests.support import Server

pytestmark = pytest.mark.long


class AdminPlaces(NamedTuple):
    """Ids of what administrators see."""

    client: str
    person: str
    tag: int
    action: int
    parked: int


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
    "client, no password": State("/admin/clients/{client}/secret", pressed("Make a new secret")),
    "client, secret": State("/admin/clients/{client}/secret", proven("Make a new secret")),
    "people": State("/admin/people"),
    "people, a menu": State("/admin/people", menu, covers=True),
    "invitation": State("/admin/people/new"),
    "invitation, errors": State("/admin/people/new", pressed("Invite")),
    "person": State("/admin/people/{person}"),
    "person, no password": State("/admin/people/{person}/link", pressed("Make the link")),
    "person, link": State("/admin/people/{person}/link", proven("Make the link")),
    "person, disable": State("/admin/people/{person}/disable"),
    "roles": State("/admin/roles"),
    "new role": State("/admin/new-role", pressed("Add role")),
    "built-in role": State("/admin/roles/editor"),
    "parked": State("/admin/parked"),
    "parked, one": State("/admin/parked/{parked}"),
    "parked, dropping": State("/admin/parked/drop?id={parked}"),
    "parked, done": State("/admin/parked?done=released&count=500&refused=2&left=3&after=1&through=9"),
    "audit trail": State("/admin/trail"),
    "audit trail, nothing found": State("/admin/trail?who=nobody"),
    "audit trail, a wrong filter": State("/admin/trail?from=x"),
    "state": State("/admin/state"),
    "state, examining": State("/admin/state", pressed("Examine")),
}


@pytest.fixture(scope="module")
def admin_places(filled: Server) -> AdminPlaces:
    """One of each."""
    invited(filled, "reader")
    (client,), *_ = filled.installation.sql("SELECT id FROM client")
    (person,), *_ = filled.installation.sql("SELECT id FROM account WHERE password_hash IS NULL")
    (tag,), *_ = filled.installation.sql("SELECT min(id) FROM tag")
    (action,), *_ = filled.installation.sql("SELECT min(code) FROM action")
    return AdminPlaces(str(client), str(person), tag, action, park(filled, 999999))


@pytest.fixture(scope="module")
def administrator(browser: Browser, filled: Server) -> Iterator[Visitor]:
    """Somebody who sees the administration."""
    filled.installation.run("role", "second-factor", "administrator", "off")
    with visiting(browser, filled, employ(filled, "administrator")) as visitor:
        yield visitor


@pytest.mark.parametrize("name", ADMINISTRATION)
def test_a_page_in_a_state(administrator: Visitor, axe: str, admin_places: AdminPlaces, name: str) -> None:
    """Nothing is found, and nothing goes off at the side."""
    look_at(administrator, axe, admin_places, ADMINISTRATION[name])


def test_imports(browser: Browser, filled: Server, axe: str) -> None:
    """Each step of importing a file, with something wrong on each of them."""
    with visiting(browser, filled, importer_of(filled)) as visitor:
        for step in steps(visitor):
            visitor.page.emulate_media(color_scheme="light")
            visitor.page.evaluate(axe)
            assert found(visitor.page) == [], step
            visitor.page.emulate_media(color_scheme="dark")
            assert found(visitor.page, CONTRAST) == [], step
            visitor.page.set_viewport_size({"width": 320, "height": 900})
            assert visitor.page.evaluate(OVERFLOW) <= 0, step
            assert found(visitor.page, CONTRAST) == [], step
            visitor.page.set_viewport_size({"width": 1440, "height": 900})


def steps(visitor: Visitor) -> Iterator[str]:
    """Go from one step to the next, and say which it is."""
    page = visitor.page
    visitor.open("/admin/import/moments")
    yield "no imports"
    visitor.open("/admin/import/relations")
    page.get_by_label("Choose a file").set_input_files(PEOPLE | {"buffer": b"PK\x03\x04"})
    visitor.press("Upload")
    yield "a file that is not taken"
    page.get_by_label("Choose a file").set_input_files(PEOPLE)
    visitor.press("Upload")
    visitor.press("To the preview")
    yield "columns that are not right"
    page.get_by_label("What is Achternaam?").select_option(label="Name")
    visitor.press("To the preview")
    yield "preview"
    visitor.press("Import 2 rows")
    yield "import"
    page.get_by_role("link", name="Undo the import").click()
    yield "undo"
    visitor.press("Remove")
    yield "undone"
    visitor.open("/admin/import/relations")
    yield "imports"
