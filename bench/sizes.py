"""The first page at ten million moments against the first page at ten thousand, on SQLite."""

import shutil
import statistics
import time
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.large import BUSY

from bench.copies import multiply
from bench.measured import Figure
from bench.registers import Filled, on_sqlite
from contact_moments.model import Filter, Page
from contact_moments.moments.list import page_by_number
from contact_moments.register import Register
from contact_moments.settings import Settings

SMALL, TIMES = 10_000, 10
ROUNDS = 300
LISTS = {
    "the whole list": Filter(),
    "since": Filter(since=1_000_000_000_000_000),
    "a busy relation": Filter(relation_ids=(BUSY,)),
}


def figures(filled: Filled) -> list[Figure]:
    """A figure for each list; `filled` has a million."""
    with TemporaryDirectory() as folder, on_sqlite(SMALL, SMALL // 10) as small:
        file = Path(folder) / "large.db"
        shutil.copyfile(filled.file, file)
        moments = multiply(f"sqlite:///{file}", TIMES, with_search=False)
        registers = [Register(Settings(database_url=url)) for url in (small.url, f"sqlite:///{file}")]
        try:
            return [_figure(name, wanted, moments, *registers) for name, wanted in LISTS.items()]
        finally:
            for register in registers:
                register.close()


def _figure(name: str, wanted: Filter, moments: int, small: Register, large: Register) -> Figure:
    few, many = _medians(
        lambda: page_by_number(small.database, wanted, 1), lambda: page_by_number(large.database, wanted, 1)
    )
    return Figure(
        f"first page at {moments:,} / at {SMALL:,}, {name}", many / few, 1.3, "most", f"{many:.0f} / {few:.0f} µs"
    )


def _medians(*readings: Callable[[], Page]) -> list[float]:
    taken: list[list[float]] = [[] for _ in readings]
    for _ in range(ROUNDS):
        for reading, times in zip(readings, taken, strict=True):
            began = time.perf_counter()
            assert reading().body.count(b'"recipients"') == 25
            times.append((time.perf_counter() - began) * 1e6)
    return [statistics.median(times) for times in taken]
