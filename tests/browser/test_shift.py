"""Nothing moves while a page comes, and each page is small, with the data of a demo."""

import pytest
from playwright.sync_api import Browser

from tests.browser.test_axe import Places, places_of
from tests.browser.visiting import Staff, visiting
from tests.support import Server

pytestmark = pytest.mark.long

MOST = 0.001  # of what layout shift counts
LARGEST = 40_000  # bytes
WATCH = """window.shifted = 0;
new PerformanceObserver(list => { for (const one of list.getEntries()) window.shifted += one.value })
    .observe({type: "layout-shift", buffered: true})"""
PATHS = ("/", "/?q=de", "/register", "/moment/{corrected}", "/relation/{relation}", "/account", "/docs")


@pytest.fixture(scope="module")
def places(filled: Server) -> Places:
    """One of each."""
    return places_of(filled)


@pytest.mark.parametrize("width", [1440, 360])
def test_nothing_moves(browser: Browser, filled: Server, staff: Staff, places: Places, width: int) -> None:
    """Also where scripts, pictures and styles come later than the page."""
    with visiting(browser, filled, staff, width) as visitor:
        visitor.page.add_init_script(WATCH)
        for path in PATHS:
            answer = visitor.page.goto(filled.url + path.format(**places._asdict()))
            visitor.page.wait_for_load_state("load")
            visitor.page.evaluate("new Promise(done => requestAnimationFrame(() => setTimeout(done, 50)))")
            assert visitor.page.evaluate("window.shifted") < MOST, path
            assert answer is not None
            assert len(answer.body()) < LARGEST, path
