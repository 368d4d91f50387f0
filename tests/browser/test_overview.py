"""The overview as a team leader uses it: choosing a period, opening what is behind a bar, by keys, and on paper."""

import re
from itertools import pairwise
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.visiting import Staff, employ, visiting
from tests.support import Server

pytestmark = pytest.mark.long

PAGES = re.compile(rb"/Type /Page\b(?!s)")
CHART = "svg[role=group]"


@pytest.fixture(scope="module")
def leader(filled: Server) -> Staff:
    """A team leader."""
    return employ(filled, "reader")


@pytest.mark.parametrize("scripts", [True, False])
def test_from_a_period_to_what_is_behind_a_bar(browser: Browser, filled: Server, leader: Staff, scripts: bool) -> None:
    """The days are asked for where one's own are chosen; the timeline has as many as the bar says."""
    with visiting(browser, filled, leader, java_script_enabled=scripts) as visitor:
        page = visitor.page
        visitor.open("/overview")
        expect(page.get_by_label("From", exact=True)).to_be_hidden()
        page.locator("#period").select_option("Everything")
        visitor.press("Show")
        expect(page.locator(".figures dd").first).to_have_text(re.compile(r"^\d+$"))

        page.locator("#period").select_option("From … to …")
        page.get_by_label("From", exact=True).fill("2020-01-01")
        page.get_by_label("Up to and including").fill("2020-01-31")
        visitor.press("Show")
        page.get_by_role("link", name="See everything").click()

        bar = page.locator(f"{CHART} a").last
        number = (bar.text_content() or "").rpartition(": ")[2]
        bar.click()
        page.wait_for_url("**/?*from=*")
        expect(page.locator("#count strong")).to_have_text(number)


def test_by_keys(browser: Browser, filled: Server, leader: Staff) -> None:
    """`g o` leads there, and Tab to each bar, which shows where the focus is."""
    with visiting(browser, filled, leader) as visitor:
        page = visitor.page
        visitor.open("/")
        page.keyboard.press("g")
        page.keyboard.press("o")
        visitor.sees("Overview")
        page.locator(f"{CHART} a").first.focus()
        page.keyboard.press("Tab")
        focused = page.locator(f"{CHART} a:focus-visible rect")
        assert focused.evaluate("one => getComputedStyle(one).strokeWidth") == "3px"
        page.keyboard.press("Enter")
        page.wait_for_url("**/?*from=*")


@pytest.mark.parametrize("period", ["13w", "last_year", "all"])
def test_on_paper(browser: Browser, filled: Server, leader: Staff, period: str, tmp_path: Path) -> None:
    """It is one A4, in light colours, with all ranks and without forms."""
    with visiting(browser, filled, leader, color_scheme="dark") as visitor:
        visitor.open(f"/overview?period={period}")
        file = tmp_path / "overview.pdf"
        visitor.page.pdf(path=file, format="A4")
        assert len(PAGES.findall(file.read_bytes())) == 1

        visitor.page.emulate_media(media="print")
        expect(visitor.page.locator("form").first).to_be_hidden()
        ranks = visitor.page.locator(".rank tr")
        assert ranks.count() > 10
        assert all(one.is_visible() for one in ranks.all())


@pytest.mark.parametrize("width", [320, 390, 1440])
def test_a_year_fits(browser: Browser, filled: Server, leader: Staff, width: int) -> None:
    """Its bars lie within the page, and no two labels below them overlap."""
    with visiting(browser, filled, leader, width=width) as visitor:
        visitor.open("/overview?period=last_year")
        boxes = [box for one in visitor.page.locator(f"{CHART} > g text:visible").all() if (box := one.bounding_box())]

        assert len(boxes) > 5
        assert all(left["x"] + left["width"] < right["x"] for left, right in pairwise(boxes))
        last = visitor.page.locator(f"{CHART} a").last.bounding_box()
        assert last is not None
        assert last["x"] + last["width"] < width
