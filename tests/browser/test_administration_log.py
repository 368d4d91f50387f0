"""By keyboard and mouse: what is parked is released once its relation is there, and the audit trail tells of it."""

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.visiting import employ, park, visiting
from tests.support import Server

pytestmark = pytest.mark.slow


def test_what_is_parked_is_released(browser: Browser, server: Server) -> None:
    """The missing relation is added from the registration's page, in few steps; the audit trail tells who did it."""
    park(server, 700)
    server.installation.run("role", "second-factor", "administrator", "off")
    with visiting(browser, server, employ(server, "administrator")) as visitor:
        page = visitor.page
        visitor.open("/")
        page.keyboard.press("g")
        page.keyboard.press("b")
        page.locator(".subnav a", has_text="Parked 1").click()
        page.locator("tbody a").click()
        page.get_by_role("link", name="add relation 700").click()
        visitor.fill(name="Come Late")
        page.keyboard.press("Control+Enter")
        visitor.press("Release")
        expect(page.get_by_role("status").first).to_contain_text("1 registration was released.")
        expect(page.locator(".empty h3")).to_have_text("Nothing is parked")
        page.get_by_role("link", name="Audit trail").click()
        expect(page.locator("tbody tr").first).to_contain_text("Parked registrations released")
