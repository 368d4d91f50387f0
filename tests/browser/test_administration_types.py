"""An administrator makes a type in a browser, and registers a contact moment of it."""

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.visiting import Staff, employ, visiting
from tests.support import Server

pytestmark = pytest.mark.long

SENDER = "SELECT id FROM relation WHERE NOT archived AND merged_into IS NULL ORDER BY id LIMIT 1"


@pytest.fixture(scope="module")
def administrator(filled: Server) -> Staff:
    """Somebody who administers, without a second factor, and is a relation."""
    filled.installation.run("role", "second-factor", "administrator", "off")
    return employ(filled, "administrator", relation=filled.installation.sql(SENDER)[0][0])


def fill_field(page: Page, at: int, **values: str) -> None:
    """Fill in a field of a type."""
    for name, value in values.items():
        control = page.locator(f"[name='f{at}.{name}']")
        control.select_option(value) if name == "kind" else control.fill(value)


def make_chat(page: Page, suffix: str) -> None:
    """Make a type with a choice, by way of the preview."""
    page.get_by_label("Title", exact=True).fill(f"Chat {suffix}")
    page.get_by_label("Id", exact=True).fill(f"Chat{suffix}")
    page.get_by_role("button", name="Add a field").click()
    expect(page.locator("[name='f0.name']")).to_be_focused()
    fill_field(page, 0, title="Channel", name="channel", kind="choice", options="web\napp")
    page.get_by_label("Must be filled in").check()
    page.get_by_role("button", name="Preview").click()
    preview = page.get_by_role("complementary", name="Preview")
    expect(preview).to_be_focused()
    expect(preview.get_by_role("radio")).to_have_count(2)


@pytest.mark.parametrize("script", [True, False], ids=["with scripts", "without"])
def test_a_type_is_made_and_used(browser: Browser, filled: Server, administrator: Staff, script: bool) -> None:
    """From the list of types to a contact moment with the choice."""
    with visiting(browser, filled, administrator, java_script_enabled=script) as visitor:
        page = visitor.page
        visitor.open("/admin/types")
        page.get_by_role("link", name="New type").click()
        make_chat(page, "A" if script else "B")
        page.get_by_role("button", name="Save").last.click()
        expect(page.get_by_role("status").first).to_contain_text("is added")
        page.get_by_role("link", name="Register one").click()
        other = filled.installation.sql(SENDER.replace("LIMIT 1", "LIMIT 2"))[1][0]
        page.locator("#subject").fill("Asked in a chat")
        page.locator("#recipients").fill(str(other))
        page.get_by_label("app", exact=True).check()
        page.locator("#save").click()
        expect(page.locator("h1")).to_contain_text("Asked in a chat")
        expect(page.locator("main")).to_contain_text("Channel")
        expect(page.locator("main")).to_contain_text("app")


def test_what_a_kind_has_is_shown(browser: Browser, filled: Server, administrator: Staff) -> None:
    """Choices for a choice, limits for a number, and neither for yes or no; without a script."""
    with visiting(browser, filled, administrator, java_script_enabled=False) as visitor:
        page = visitor.page
        visitor.open("/admin/types/new")
        page.get_by_role("button", name="Add a field").click()
        shown = {"text": (False, True), "choice": (True, False), "choices": (True, True), "yes_no": (False, False)}
        for kind, (options, limits) in shown.items():
            fill_field(page, 0, kind=kind)
            expect(page.locator("[name='f0.options']")).to_be_visible(visible=options)
            expect(page.locator("[name='f0.most']")).to_be_visible(visible=limits)


def test_keys_alone(browser: Browser, filled: Server, administrator: Staff) -> None:
    """Enter in a field saves, and what is wrong has the focus."""
    with visiting(browser, filled, administrator) as visitor:
        page = visitor.page
        visitor.open("/admin/types/new")
        expect(page.locator("#title")).to_be_focused()
        page.keyboard.type("Fax")
        page.keyboard.press("Enter")
        expect(page.locator("#wrong")).to_be_focused()
        expect(page.locator("#wrong a")).to_have_text(["Give the type an id."])
        page.locator("#wrong a").press("Enter")
        expect(page.locator("#id")).to_be_focused()
