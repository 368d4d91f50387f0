"""Deep pages at a million moments: the last page against the first, and a walk's cost from start to end.

5,000 moments are corrected and 2,000 withdrawn, at random: as many as take seconds, so that a bench of a million ends.
A page is read as a request reads it, less HTTP: one statement. Each figure is the median of rounds that take the pages
in turn, so that what else the machine does meets all of them alike.
"""

import statistics
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from tests.large import BUSY, Clock, stir

from bench.measured import Figure
from bench.registers import RELATIONS, Filled
from contact_moments.model import Filter, Page
from contact_moments.moments.list import cursor_after, page_by_cursor, page_by_number
from contact_moments.register import Register
from contact_moments.settings import Settings
from contact_moments.storage.questions.pages import PAGE_SIZE

ROUNDS = 400
LISTS = {
    "the whole list": Filter(),
    "since long ago": Filter(since=1_000_000_000_000_000),
    "a relation with 100,000": Filter(relation_ids=(BUSY,)),
}


def measured(filled: Filled) -> tuple[list[Figure], str]:
    """A figure for each list, and the rows of a table with the walks."""
    figures, lines = [], []
    with _stirred(filled) as register:
        for name, wanted in LISTS.items():
            last = _last_full_page(register, wanted, filled.moments)
            first_time, last_time = _medians(
                lambda: page_by_number(register.database, wanted, 1),  # noqa: B023 - called before the next round
                lambda: page_by_number(register.database, wanted, last),  # noqa: B023
            )
            how = f"page {last:,} / 1: {last_time:.0f} / {first_time:.0f} µs"
            figures.append(
                Figure(f"last page / first, {name}, {filled.name}", last_time / first_time, 1.5, "most", how)
            )
            quarters = " | ".join(f"{one:.0f}" for one in _walk(register, wanted))
            lines.append(f"| {filled.name} | {name} | {quarters} |")
    return figures, "\n".join(lines)


@contextmanager
def _stirred(filled: Filled) -> Iterator[Register]:
    clock = Clock()
    register = Register(Settings(database_url=filled.url), clock)
    stir(register, clock, filled.moments, RELATIONS)
    register.database.change_schema(lambda connection: connection.exec_driver_sql("ANALYZE"))
    try:
        yield register
    finally:
        register.close()


def _medians(*readings: Callable[[], Page]) -> list[float]:
    """The median time of each reading, in microseconds."""
    taken: list[list[float]] = [[] for _ in readings]
    for _ in range(ROUNDS):
        for reading, times in zip(readings, taken, strict=True):
            began = time.perf_counter()
            reading()
            times.append((time.perf_counter() - began) * 1e6)
    return [statistics.median(times) for times in taken]


def _last_full_page(register: Register, wanted: Filter, moments: int) -> int:
    low, high = 1, 2 * moments // PAGE_SIZE
    while high - low > 1:
        middle = (low + high) // 2
        full = page_by_number(register.database, wanted, middle).body.count(b'"recipients"') == PAGE_SIZE
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
