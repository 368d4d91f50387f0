"""The timeline in a browser: typing, choosing, Back, what is new, keys alone, and without a script."""

import re
from itertools import islice

import pytest
from playwright.sync_api import Browser, expect

from contact_moments.contract.support import register_together
from contact_moments.register import Register
from contact_moments.relations.export import all_relations
from tests.browser.visiting import Staff, visiting
from tests.support import Server

pytestmark = pytest.mark.long


def test_typing_and_choosing(browser: Browser, filled: Server, staff: Staff) -> None:
    """Results follow; what is typed replaces the address, what is chosen can be taken back, each filter left out."""
    with visiting(browser, filled, staff) as visitor:
        page = visitor.page
        visitor.open("/")
        before = page.evaluate("history.length")
        page.locator("#q").press_sequentially("de")
        expect(page.locator(".chip")).to_have_text(["“de”: remove filter"])
        assert (page.url, page.evaluate("history.length")) == (f"{filled.url}/?q=de", before)
        expect(page.locator("#q")).to_be_focused()
        expect(page.locator("#count[role=status]")).to_contain_text("found")

        page.locator("label.t-phone").click()
        expect(page.locator(".chip")).to_have_count(2)
        assert page.url.endswith("?q=de&type=ContactMomentPhone")
        assert page.locator("#export a").first.get_attribute("href") == "/export/csv?q=de&type=ContactMomentPhone"
        page.go_back()
        expect(page.locator(".chip")).to_have_count(1)
        expect(page.locator("label.t-phone input")).not_to_be_checked()
        page.locator(".chip").click()
        expect(page).to_have_url(f"{filled.url}/")
        page.select_option("#period", "custom")
        expect(page.locator("#from")).to_be_focused()


def test_what_is_new_is_announced(browser: Browser, filled: Server, staff: Staff) -> None:
    """In a polite region that was there before; taking it brings the rows, and the focus to the first of them."""
    with visiting(browser, filled, staff) as visitor:
        page = visitor.page
        visitor.open("/")
        region = page.locator("#news[role=status]")
        register = Register(filled.installation.settings_here())
        one, other = [one.id for one in islice(all_relations(register.database), 2)]
        register_together(register, [{"subject": "Brand new", "senderId": one, "recipients": [other]}] * 3)
        register.close()
        page.evaluate("document.querySelector('#news > [hx-get]').dispatchEvent(new Event('poll'))")
        expect(region).to_have_text(re.compile(r"^\s*3 new\s*$"))
        region.get_by_role("link").click()
        expect(page.locator(".subject a").first).to_be_focused()
        expect(page.locator(".subject").first).to_have_text("Brand new")
        expect(region).to_have_text(re.compile(r"^\s*$"))


def test_a_session_that_ends(browser: Browser, filled: Server, staff: Staff) -> None:
    """Who types then is told so; the notice stays, and the rows too."""
    with visiting(browser, filled, staff) as visitor:
        page = visitor.page
        visitor.open("/")
        rows = page.locator(".subject a").count()
        visitor.context.clear_cookies()
        with page.expect_response(lambda answer: answer.status == 401):
            page.locator("#q").press_sequentially("de")
        page.wait_for_timeout(300)  # whatever htmx does after an answer
        expect(page.locator("#signed-out")).to_be_visible()
        assert page.locator(".subject a").count() == rows


def test_by_keys_alone(browser: Browser, filled: Server, staff: Staff) -> None:
    """`/` searches, `j` and `k` go through the rows, `o` opens one, `l` leads to older ones."""
    with visiting(browser, filled, staff) as visitor:
        page, keyboard = visitor.page, visitor.page.keyboard
        visitor.open("/")
        keyboard.press("l")
        page.wait_for_url(re.compile("cursor="))
        keyboard.press("/")
        expect(page.locator("#q")).to_be_focused()
        keyboard.type("a")
        keyboard.press("Enter")
        page.wait_for_url(re.compile(r"[?&]q=a&period="))
        keyboard.press("Tab")
        page.evaluate("document.activeElement.blur()")
        for key in ("j", "j", "k"):
            keyboard.press(key)
        expect(page.locator(".subject a").first).to_be_focused()
        keyboard.press("o")
        page.wait_for_url(re.compile("/moment/"))


def test_without_a_script(browser: Browser, filled: Server, staff: Staff) -> None:
    """The same by forms and links."""
    with visiting(browser, filled, staff, width=360, java_script_enabled=False) as visitor:
        page = visitor.page
        visitor.open("/")
        visitor.fill(q="brief")
        page.locator("label.t-letter").click()
        visitor.press("Show")
        assert "q=brief" in page.url
        expect(page.locator(".chip")).to_have_count(2)
        page.get_by_text("More filters").click()
        visitor.fill(relation_text="1000")
        visitor.press("Show")
        assert "relation=1000" in page.url
        page.get_by_role("link", name="Clear all filters").first.click()
        page.get_by_role("link", name="Older").click()
        assert "cursor=" in page.url
