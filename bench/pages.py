"""The pages for people: how long the server takes for one, how long a browser until it shows it, and files.

The server's time is that of one request in this process: everything that is asked of the database, and the page that
is made of it.
"""

import shutil
import statistics
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from functools import partial

from playwright.sync_api import Page, sync_playwright
from tests.large import BUSY
from tests.people.browser import Browser
from tests.people.rows import add_person, add_session

from bench.measured import Figure
from bench.registers import Filled
from bench.served import served
from contact_moments.model import Rights, Search
from contact_moments.moments.search import paged
from contact_moments.pages import rendering
from contact_moments.register import Register
from contact_moments.settings import Settings
from contact_moments.storage.questions.search_scans import Key

ROUNDS, LOADS = 50, 10
PAGE = 4000
RIGHTS = Rights(details=True, parties=True)
# Until everything is painted, as far as the browser tells: the largest thing, and the end of loading.
_PAINTED = """() => new Promise((tell) => {
    new PerformanceObserver((list) => {
        const [page] = performance.getEntriesByType("navigation");
        tell(Math.max(page.loadEventEnd, ...list.getEntries().map((one) => one.startTime)));
    }).observe({ type: "largest-contentful-paint", buffered: true });
})"""


def figures(filled: Filled) -> list[Figure]:
    """The slowest page on the server and in a browser, asking what is new, and rows of a file."""
    with _register(filled) as (register, browser):
        addresses = _addresses(register)
        times = {name: _median(partial(browser.get, at), ROUNDS) for name, at in addresses.items()}
        slowest = max(times, key=lambda name: times[name])
        told = ", ".join(f"{name} {times[name]:.0f}" for name in addresses)
        found = [
            Figure(f"a page, server, {filled.name}", times[slowest], 50, "most", f"medians in ms: {told}", " ms"),
            Figure(f"asking what is new, {filled.name}", _asking(browser), 2, "most", "304, with the request", " ms"),
            Figure(f"rows of a CSV file, {filled.name}", _rows(browser), 2000, "least", "a second", ""),
        ]
    return [*found, _painted(filled, addresses)]


@contextmanager
def _register(filled: Filled) -> Iterator[tuple[Register, Browser]]:
    with closing(Register(Settings(database_url=filled.url, log_level="error"))) as register:
        rendering.load()
        browser = Browser(register)
        browser.cookies["session"] = add_session(register, add_person(register, "editor"))
        yield register, browser


def _addresses(register: Register) -> dict[str, str]:
    return {
        "the first": "/",
        f"page {PAGE:,}": f"/?cursor={_cursor(register)}",
        "a busy relation": f"/relation/{BUSY}",
        "a rare word": "/?q=wordbgq",
        "a common word": "/?q=member",
        "a type": "/?type=ContactMomentPhone",
    }


def _cursor(register: Register) -> str:
    """The cursor of a page far down."""
    after: Key | None = None
    with register.database.snapshot() as connection:
        reading = register.searches.reading(connection, Search(), RIGHTS)
        for _ in range(PAGE // 20):
            _, after = reading.step(after, 500)
    assert after is not None
    return paged(Search()).cursor_at(after)


def _median(work: Callable[[], object], rounds: int) -> float:
    """Milliseconds."""
    times = []
    for _ in range(rounds):
        began = time.perf_counter()
        work()
        times.append(time.perf_counter() - began)
    return 1000 * statistics.median(times)


def _asking(browser: Browser) -> float:
    tag = browser.get("/new?after=1").headers["etag"]
    return _median(lambda: browser.get("/new?after=1", if_none_match=tag), ROUNDS)


def _rows(browser: Browser) -> float:
    """Rows a second, of one month."""
    began = time.perf_counter()
    rows = browser.get("/export/csv?from=2025-04-01&to=2025-04-30").text.count("\r\n")
    return rows / (time.perf_counter() - began)


def _painted(filled: Filled, addresses: dict[str, str]) -> Figure:
    """The slowest page in Chromium, from the click to its last paint."""
    program = shutil.which("chromium")
    with served(filled) as server, sync_playwright() as playwright:
        with _register(filled) as (register, _):
            token = add_session(register, add_person(register, "editor"))
        chromium = playwright.chromium.launch(executable_path=program, args=["--no-sandbox"])
        context = chromium.new_context(viewport={"width": 1440, "height": 900})
        context.add_cookies([{"name": "session", "value": token, "url": server.server.url}])
        page = context.new_page()
        times = {name: _loading(page, server.server.url + at) for name, at in addresses.items()}
        chromium.close()
    slowest = max(times, key=lambda name: times[name])
    how = f"medians of {LOADS}, the slowest is {slowest}"
    return Figure(f"a page to its last paint in Chromium, {filled.name}", times[slowest], 300, "most", how, " ms")


def _loading(page: Page, address: str) -> float:
    times: list[float] = []
    for _ in range(LOADS):
        page.goto(address)
        times.append(page.evaluate(_PAINTED))
    return statistics.median(times[1:])
