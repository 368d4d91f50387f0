"""Deep pages at 1,000,000 moments: the last page against the first, and a walk's cost from start to end.

Five in a hundred moments are corrected and two withdrawn. A page is read as a request reads it, less HTTP: one
statement through the pool. Each figure is the median of rounds that take the pages in turn, so that what else the
machine does meets all of them alike.
"""

import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from tests.large import BUSY, START, Clock, fill
from tests.postgresql import running_server

from contact_moments.clock import SECOND
from contact_moments.model import Filter, Page
from contact_moments.moments.listing import cursor_after, page_by_cursor, page_by_number
from contact_moments.register import Register
from contact_moments.settings import Settings
from contact_moments.storage.pages import PAGE_SIZE

MOMENTS, PEOPLE = 1_000_000, 100_000
ROUNDS = 400
LISTS = {
    "the whole list": Filter(),
    "`since` long ago": Filter(since=(START + 10) * SECOND),
    "a relation with 100,000": Filter(relation_ids=(BUSY,)),
}


def report() -> str:
    """The table, as Markdown."""
    lines = [
        f"{MOMENTS:,} moments, {MOMENTS // 20:,} corrected, {MOMENTS // 50:,} withdrawn; {ROUNDS} rounds.",
        "",
        "| engine | list | page 1, µs | last page | last page, µs | last / first | walk, µs a page, by quarter |",
        "|---|---|---|---|---|---|---|",
    ]
    for engine, place in (("SQLite", _sqlite), ("PostgreSQL 18", _postgresql)):
        with place() as url, _filled(url) as register:
            for name, wanted in LISTS.items():
                lines.append(f"| {engine} | {name} | {' | '.join(_measured(register, wanted))} |")
    return "\n".join(lines)


@contextmanager
def _sqlite() -> Iterator[str]:
    with tempfile.TemporaryDirectory() as folder:
        yield f"sqlite:///{folder}/register.db"


@contextmanager
def _postgresql() -> Iterator[str]:
    with running_server("18") as server:
        yield server.new_database()


@contextmanager
def _filled(url: str) -> Iterator[Register]:
    clock = Clock()
    register = Register(Settings(database_url=url), clock)
    register.prepare()
    fill(register, clock, MOMENTS, PEOPLE)
    register.database.change_schema(lambda connection: connection.exec_driver_sql("ANALYZE"))
    try:
        yield register
    finally:
        register.close()


def _measured(register: Register, wanted: Filter) -> list[str]:
    last = _last_full_page(register, wanted)
    first_time, last_time = _medians(
        lambda: page_by_number(register.database, wanted, 1), lambda: page_by_number(register.database, wanted, last)
    )
    quarters = " ".join(f"{one:.0f}" for one in _walk(register, wanted))
    return [f"{first_time:.0f}", f"{last:,}", f"{last_time:.0f}", f"{last_time / first_time:.2f}", quarters]


def _medians(*readings: Callable[[], Page]) -> list[float]:
    """The median time of each reading, in microseconds."""
    taken: list[list[float]] = [[] for _ in readings]
    for _ in range(ROUNDS):
        for reading, times in zip(readings, taken, strict=True):
            began = time.perf_counter()
            reading()
            times.append((time.perf_counter() - began) * 1e6)
    return [statistics.median(times) for times in taken]


def _last_full_page(register: Register, wanted: Filter) -> int:
    low, high = 1, MOMENTS
    while high - low > 1:
        middle = (low + high) // 2
        full = page_by_number(register.database, wanted, middle).body.count('"recipients"') == PAGE_SIZE
        low, high = (middle, high) if full else (low, middle)
    return low


def _walk(register: Register, wanted: Filter) -> list[float]:
    """The median time of a page in each quarter of a walk, in microseconds."""
    times: list[float] = []
    page = page_by_number(register.database, wanted, 1)
    while (cursor := cursor_after(wanted, page)) is not None:
        began = time.perf_counter()
        page = page_by_cursor(register.database, wanted, cursor)
        times.append((time.perf_counter() - began) * 1e6)
    quarter = len(times) // 4
    return [statistics.median(times[start : start + quarter]) for start in range(0, 4 * quarter, quarter)]
