"""An administrator at a browser: a client whose secret works, and a colleague who gets in and then gets a role."""

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
import requests
from playwright.sync_api import Browser, expect

from tests.browser.visiting import PASSWORD, Visitor, accept, employ, visiting
from tests.support import LIST, TOKEN, Api, Server

pytestmark = pytest.mark.long


@pytest.fixture(scope="module")
def administrator(browser: Browser, filled: Server) -> Iterator[Visitor]:
    """Somebody who may administer; the second factor is tried elsewhere."""
    filled.installation.run("role", "second-factor", "administrator", "off")
    staff = employ(filled, "administrator")
    with visiting(browser, filled, staff, permissions=["clipboard-read", "clipboard-write"]) as visitor:
        yield visitor


def test_a_client(administrator: Visitor) -> None:
    """Added by keys and mouse, with a secret that is copied, works at once, and is gone with the page."""
    visitor, page = administrator, administrator.page
    visitor.open("/")
    page.keyboard.press("g")
    page.keyboard.press("b")
    page.wait_for_url("**/admin/**")
    page.locator(".subnav").get_by_role("link", name="API clients").click()
    page.get_by_role("link", name="New client").click()
    page.get_by_label("Name").fill("Website")
    page.get_by_label(re.compile("^View")).check()
    page.get_by_label("Your own password").fill(PASSWORD)
    page.get_by_role("button", name="Add client").dblclick()
    # The second press of a double click finds that it was added, or the page with the secret is there already.
    page.locator("main").get_by_role("status").wait_for()
    visitor.open("/admin/clients")
    row = page.locator("tbody tr").filter(has_text="Website")
    expect(row).to_have_count(1)
    row.locator("summary").click()
    row.get_by_role("link", name="New secret").click()
    page.get_by_label("Your own password").fill(PASSWORD)
    page.get_by_role("button", name="Make a new secret").click()
    secret = page.get_by_label("Secret of Website").input_value()
    page.get_by_role("button", name="Copy").click()
    expect(page.get_by_role("button", name="Copied")).to_be_visible()
    client_id = page.locator("main dd code").inner_text()

    assert page.evaluate("navigator.clipboard.readText()") == secret
    form = {"grant_type": "client_credentials", "client_id": client_id, "client_secret": secret}
    token = requests.post(visitor.server.url + TOKEN, form, timeout=30).json()["access_token"]
    assert Api(visitor.server.url, token).get(LIST).status_code == 200
    page.reload()
    page.go_back()
    assert secret not in page.content()


def test_a_colleague(administrator: Visitor, browser: Browser) -> None:
    """Invited with a relation that is chosen while one types, gets in by the link, and then gets another role."""
    visitor, page = administrator, administrator.page
    visitor.open("/admin/people/new")
    page.get_by_label("Name").fill("Noor Bakker")
    page.get_by_label("E-mail address").fill("noor@example.org")
    page.get_by_label("Role").select_option("reader")
    page.locator("#relation").press_sequentially("an")
    page.locator(".choices [data-id]").first.wait_for()
    page.keyboard.press("Enter")
    expect(page.locator(".token")).to_have_count(1)
    page.get_by_label("Your own password").fill(PASSWORD)
    page.get_by_role("button", name="Invite").click()
    link = urlsplit(page.get_by_label("Link for Noor Bakker").input_value()).path
    with visiting(browser, visitor.server) as colleague:
        accept(colleague, link)
        expect(colleague.page.get_by_role("link", name="Register")).to_have_count(0)
        visitor.open("/admin/people?q=noor")
        page.locator("tbody summary").click()
        page.get_by_role("link", name="Name, address and role").click()
        page.get_by_label("Role").select_option("registrar")
        page.get_by_label("Your own password").fill(PASSWORD)
        page.get_by_role("button", name="Save").click()
        expect(page.get_by_role("status").filter(has_text="Noor Bakker was changed.")).to_be_visible()
        seen_by(colleague)


def seen_by(colleague: Visitor) -> None:
    """The new role counts within two seconds, for which a worker remembers a session."""
    for _ in range(10):
        colleague.open("/register")
        if colleague.page.locator("h1").inner_text() != "Not allowed":
            break
        colleague.page.wait_for_timeout(300)
    colleague.sees("Register a contact moment")


def test_without_a_script(browser: Browser, filled: Server) -> None:
    """Menus open, forms post, and what is wrong is told."""
    filled.installation.run("role", "second-factor", "administrator", "off")
    with visiting(browser, filled, employ(filled, "administrator"), java_script_enabled=False) as visitor:
        page = visitor.page
        visitor.open("/admin/clients")
        page.locator("tbody summary").first.click()
        page.get_by_role("button", name="Switch parking on").click()
        expect(page.get_by_role("status")).to_contain_text("Parking is on")
        visitor.open("/admin/new-role")
        page.get_by_label("Name").fill("Team Lead")
        page.get_by_role("button", name="Add role").click()
        expect(page.locator(".errors li")).to_have_count(2)
