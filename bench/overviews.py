"""The overview: the slowest of some periods, against a scan that counts contact moments by day and type only.

The register that all others are measured on has few contact moments of each sender, which is the worst case.
"""

import statistics
import time
from collections.abc import Callable
from contextlib import closing
from datetime import date
from functools import partial

from sqlalchemy import text

from bench.measured import Figure
from bench.registers import Filled
from contact_moments.register import Register
from contact_moments.settings import Settings

ROUNDS = 10
PERIODS = {
    "a week": (date(2020, 3, 2), date(2020, 3, 8)),
    "a year": (date(2020, 1, 1), date(2020, 12, 31)),
    "23 months, cut": (date(2019, 1, 17), date(2020, 12, 12)),
    "ten years, cut": (date(2011, 2, 17), date(2020, 11, 12)),
    "all years": (date.min, date.max),
}
_SCAN = text("SELECT day, type, count(*) FROM moment GROUP BY day, type")


def figures(filled: Filled) -> list[Figure]:
    """The slowest period in milliseconds, and as a part of a scan."""
    with closing(Register(Settings(database_url=filled.url))) as register:
        times = {name: _milliseconds(partial(register.overviews.of, *period)) for name, period in PERIODS.items()}
        scan = _milliseconds(lambda: register.database.read(lambda connection: connection.execute(_SCAN).all()))
    slowest = max(times.values())
    how = ", ".join(f"{name} {taken:.0f}" for name, taken in times.items())
    return [
        Figure(f"overview, {filled.name}, the slowest period", slowest, 200, "most", f"{how} ms", " ms"),
        Figure(f"overview, {filled.name} / a scan", slowest / scan, 0.2, "most", f"{slowest:.0f} / {scan:.0f} ms"),
    ]


def _milliseconds(work: Callable[[], object]) -> float:
    return 1000 * statistics.median(_seconds(work) for _ in range(ROUNDS))


def _seconds(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began
