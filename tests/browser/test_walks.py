"""Each path of the pages as a person walks it: by mouse, by keys alone, and without JavaScript, in both languages."""

import re
from collections.abc import Iterator

import pytest
import requests
from playwright.sync_api import Browser, expect

from tests.browser.visiting import Staff, Visitor, employ, visiting
from tests.support import SENDER, Server

pytestmark = pytest.mark.long

NUMBER = re.compile(r"/moment/(\d+)")


@pytest.fixture(scope="module")
def staff(filled: Server) -> Staff:
    """An editor who is a member of staff of the demo data."""
    return employ(filled, "editor", relation=SENDER)


@pytest.fixture(scope="module")
def dutch(filled: Server) -> Staff:
    """The same, in Dutch."""
    found = employ(filled, "editor", relation=SENDER)
    cookies, headers = {"session": found.cookie}, {"sec-fetch-site": "same-origin"}
    answer = requests.post(
        f"{filled.url}/account/display", {"lang": "nl"}, cookies=cookies, headers=headers, timeout=30
    )
    assert answer.ok, answer.text
    return found


@pytest.fixture
def english(browser: Browser, filled: Server, staff: Staff) -> Iterator[Visitor]:
    """Somebody with a mouse."""
    with visiting(browser, filled, staff) as visitor:
        yield visitor


def tab_to(visitor: Visitor, what: str) -> None:
    """Press Tab until something that fits a selector has the focus."""
    for _ in range(60):
        visitor.page.keyboard.press("Tab")
        if visitor.page.evaluate("what => document.activeElement.matches(what)", what):
            return
    raise AssertionError(f"Tab does not lead to {what}")


def follow(visitor: Visitor, name: str | re.Pattern[str]) -> None:
    """Follow a link of the main part."""
    visitor.page.locator("main").get_by_role("link", name=name).first.click()


def number(visitor: Visitor) -> str:
    """The number of the contact moment whose page is open."""
    visitor.page.wait_for_url(NUMBER)
    found = NUMBER.search(visitor.page.url)
    assert found is not None
    return found[1]


def test_by_mouse(english: Visitor) -> None:
    """From the timeline to a relation, a quick log, a correction, and withdrawing it again."""
    visitor, page = english, english.page
    visitor.open("/")
    page.locator(".moment .facts a:not(.us)").first.click()
    page.wait_for_url("**/relation/*")
    page.get_by_label("Subject").fill("Asks about the hall")
    page.get_by_label("Contents", exact=True).fill("Would like it on Monday.")
    visitor.press("Save")
    expect(page.get_by_role("status").filter(has_text="Saved.")).to_be_visible()
    follow(visitor, "Open contact moment")
    moment_id = number(visitor)
    visitor.sees("Asks about the hall")

    follow(visitor, "Correct")
    page.locator("main textarea").first.fill("Would like it on Tuesday.")
    visitor.press("Save")
    page.wait_for_url("**/moment/*?saved=1")
    expect(page.locator(".diff ins")).to_have_text("Tuesday")
    expect(page.locator(".diff del")).to_have_text("Monday")

    page.locator("#withdraw").scroll_into_view_if_needed()
    page.get_by_label("Reason").select_option("mistake")
    page.get_by_label("I understand").check()
    visitor.press("Withdraw for good")
    visitor.sees(f"Contact moment {moment_id} was withdrawn")


def test_relations_by_mouse(english: Visitor) -> None:
    """Adding two, changing one, archiving and restoring it, and merging it into the other."""
    visitor, page = english, english.page
    for name in ("Wilma Walk", "Wilma Walk"):
        visitor.open("/relation/new?phone=%2B31612340000")
        visitor.fill(name=name)
        visitor.press("Save")
        expect(page.get_by_role("status").filter(has_text="Added.")).to_be_visible()
    expect(page.locator("aside")).to_contain_text("is also that of Wilma Walk")
    follow(visitor, "Change")
    visitor.fill(email="wilma@example.org")
    visitor.press("Save")
    expect(page.get_by_role("link", name="wilma@example.org")).to_have_attribute("href", "mailto:wilma@example.org")
    visitor.press("Archive")
    expect(page.locator(".notice").filter(has_text="This relation is archived.")).to_be_visible()
    visitor.press("Restore")
    follow(visitor, "Merge")
    page.locator("main").get_by_role("link", name=re.compile("^Wilma Walk")).click()
    expect(page.get_by_role("heading", name="What happens")).to_be_visible()
    visitor.press("Merge for good")
    expect(page.get_by_role("status").filter(has_text="Merged.")).to_be_visible()


def test_by_keys_alone(browser: Browser, filled: Server, dutch: Staff) -> None:
    """In Dutch: rows, a contact moment, the sender, back, searching, registering, correcting, and the help."""
    with visiting(browser, filled, dutch, locale="nl-NL") as visitor:
        page, keys = visitor.page, visitor.page.keyboard
        visitor.open("/")
        keys.press("j")
        keys.press("j")
        subject = page.evaluate("document.activeElement.textContent")
        keys.press("o")
        visitor.sees(subject)
        keys.press("r")
        page.wait_for_url("**/relation/*")
        keys.press("u")
        page.wait_for_url(re.compile(r"/(\?.*)?$"))
        keys.press("/")
        keys.type("xyzzy", delay=50)
        expect(page.locator("#results")).to_contain_text("Niets gevonden")
        tab_to(visitor, "a")

        keys.press("?")
        expect(page.get_by_role("dialog")).to_be_visible()
        keys.press("Escape")
        expect(page.get_by_role("dialog")).to_be_hidden()

        keys.press("n")
        page.wait_for_url("**/register")
        tab_to(visitor, "#recipients")
        keys.type("429000")
        expect(page.locator("#recipients-choices [role=option]").first).to_be_visible()
        keys.press("Enter")
        expect(page.locator("#recipients-field .token")).to_have_count(1)
        tab_to(visitor, "#subject")
        keys.type("Met toetsen")
        keys.press("Control+Enter")
        number(visitor)
        visitor.sees("Met toetsen")
        keys.press("e")
        page.wait_for_url("**/correct")
        tab_to(visitor, "#subject")
        keys.press("End")
        keys.type(" alleen")
        keys.press("Control+Enter")
        page.wait_for_url("**?saved=1")
        visitor.sees("Met toetsen alleen")
        expect(page.locator(".diff ins")).to_have_text("alleen")


def test_without_script(browser: Browser, filled: Server, staff: Staff) -> None:
    """In English: filtering, registering with typed names, correcting, a quick log, and a merge that is looked at."""
    with visiting(browser, filled, staff, java_script_enabled=False) as visitor:
        page = visitor.page
        visitor.open("/")
        page.locator("summary", has_text="More filters").click()
        page.get_by_label("Relation").first.fill("429000")
        visitor.press("Show")
        page.wait_for_url("**relation=429000**")
        page.locator("nav.page a[rel=next], .moment .subject a").first.click()

        visitor.open("/register?type=ContactMomentNote")
        page.locator("#recipients").fill("429000")
        page.locator("#subject").fill("Without script")
        visitor.press("Save")
        moment_id = number(visitor)
        visitor.sees("Without script")
        follow(visitor, "Correct")
        page.locator("#subject").fill("Without any script")
        visitor.press("Save")
        visitor.sees("Without any script")
        expect(page.locator(".versions li")).to_have_count(2)

        visitor.open("/relation/429000")
        page.locator("label", has_text="Note").first.click()
        page.locator("#log-subject").fill("A quick one")
        page.get_by_text("I contacted them").click()
        visitor.press("Save")
        expect(page.locator(".moment .subject").first).to_have_text("A quick one")
        page.locator("#q").fill("without any script")
        visitor.press("Show")
        expect(page.locator(".moment .subject")).to_have_count(1)

        visitor.open("/relation/429000/merge")
        page.locator("#q").fill(str(SENDER))
        visitor.press("Search")
        page.locator("main .card a.button").first.click()
        expect(page.locator("main")).to_contain_text("contact moments move.")
        visitor.open(f"/moment/{moment_id}")
        visitor.press("Withdraw for good")
        expect(page.locator("main")).not_to_contain_text("was withdrawn")
        page.locator("#reason").select_option("duplicate")
        page.locator("#sure").check()
        visitor.press("Withdraw for good")
        visitor.sees("was withdrawn")
