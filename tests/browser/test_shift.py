"""Nothing moves while a page comes, and each page is small, with the data of a demo."""

import pytest
from playwright.sync_api import Browser

from tests.browser.test_axe import Places, places_of
from tests.browser.visiting import Staff, Visitor, visiting
from tests.support import Server

pytestmark = pytest.mark.long

MOST = 0.001  # of what layout shift counts
LARGEST = 40_000  # bytes
WATCH = """window.shifted = 0;
new PerformanceObserver(list => { for (const one of list.getEntries()) window.shifted += one.value })
    .observe({type: "layout-shift", buffered: true})"""
STICKING = """[...document.querySelectorAll("body *")].filter(it => it.className !== "skip" && it.offsetHeight)
    .filter(it => ["fixed", "sticky"].includes(getComputedStyle(it).position)).map(it => it.outerHTML.slice(0, 80))"""
TOO_NARROW = """[...document.querySelectorAll(".toggles label")].filter(it => it.scrollWidth > it.clientWidth + 1)
    .map(it => it.textContent)"""
PATHS = ("/", "/?q=de", "/register", "/moment/{corrected}", "/relation/{relation}", "/account", "/docs")


@pytest.fixture(scope="module")
def places(filled: Server) -> Places:
    """One of each."""
    return places_of(filled)


def test_a_short_screen_is_for_the_page(browser: Browser, filled: Server, staff: Staff, places: Places) -> None:
    """At 400 % nothing stays where it is while one scrolls; and titles of types lie beside each other."""
    with visiting(browser, filled, staff, 320, 256) as visitor:
        for path in PATHS:
            visitor.page.goto(filled.url + path.format(**places._asdict()))
            assert visitor.page.evaluate(STICKING) == [], path
            assert visitor.page.evaluate(TOO_NARROW) == [], path


@pytest.mark.parametrize("width", [1440, 360])
def test_nothing_moves(browser: Browser, filled: Server, staff: Staff, places: Places, width: int) -> None:
    """Also where scripts, pictures and styles come later than the page."""
    with visiting(browser, filled, staff, width) as visitor:
        visitor.page.add_init_script(WATCH)
        for path in (one.format(**places._asdict()) for one in PATHS):
            # Where a machine is slow, a page may be painted before all of it is there; what moves then is its end.
            assert any(shifted(visitor, path) < MOST for _ in range(3)), path


def shifted(visitor: Visitor, path: str) -> float:
    """How much a page has moved while it came; it is small."""
    page = visitor.page
    answer = page.goto(visitor.server.url + path)
    page.wait_for_load_state("load")
    page.evaluate("new Promise(done => requestAnimationFrame(() => setTimeout(done, 50)))")
    assert answer is not None
    assert len(answer.body()) < LARGEST, path
    moved: float = page.evaluate("window.shifted")
    return moved
