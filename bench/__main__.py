"""`make bench`: everything that is measured, written to `bench/results.md` with the machine that it was measured on."""

import argparse
import os
import platform
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from bench import deep_pages, lists, metering, overviews, peers, people, registering, searching, sizes, starting
from bench import pages as for_people
from bench.load import CONNECTIONS, ROUNDS, SECONDS
from bench.measured import Figure, table
from bench.registers import RELATIONS, on_postgresql, on_sqlite
from contact_moments import __version__

RESULTS = Path(__file__).parent / "results.md"
MOMENTS = 1_000_000


def machine() -> str:
    """What it was measured on."""
    cpu = next(
        (line.partition(":")[2].strip() for line in _lines("/proc/cpuinfo") if line.startswith("model name")), "unknown"
    )
    memory = next((int(line.split()[1]) // 2**20 for line in _lines("/proc/meminfo")), 0)
    return (
        f"contact-moments {__version__}, Python {platform.python_version()}, {os.cpu_count()} cores ({cpu}), "
        f"{memory} GiB, {platform.system()}, on {datetime.now(UTC):%Y-%m-%d}"
    )


def _lines(path: str) -> list[str]:
    try:
        return Path(path).read_text().splitlines()
    except OSError:
        return []


def main() -> int:
    """Measure and write."""
    words = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    words.add_argument("--moments", type=int, default=MOMENTS, help="for a quick look: fewer (200,000 at least)")
    moments: int = words.parse_args().moments
    text = _report(moments)
    if moments == MOMENTS:
        RESULTS.write_text(text)
    print(text)
    return 0


class Report:
    """What was measured so far; told on stderr as it comes, because all of it takes a while."""

    def __init__(self) -> None:
        self.figures: list[Figure] = []

    def measure(self, what: str, measurement: Callable[[], list[Figure] | tuple[list[Figure], str]]) -> str:
        """Measure, keep the figures, and return the rows that came with them, if there are any."""
        print(f"{time.strftime('%H:%M:%S')} {what}", file=sys.stderr, flush=True)
        found = measurement()
        figures, rows = found if isinstance(found, tuple) else (found, "")
        self.figures += figures
        for one in figures:
            print(f"         {one.line()}", file=sys.stderr, flush=True)
        return rows


def _report(moments: int) -> str:
    report, pages, walks = Report(), [], []
    with on_sqlite(moments) as filled:
        pages.append(report.measure("the list, SQLite", lambda: lists.on_sqlite(filled)))
        others = peers.report(filled)
        report.measure("search, SQLite", lambda: searching.figures(filled))
        report.measure("the overview, SQLite", lambda: overviews.figures(filled))
        report.measure("ten times as many, SQLite", lambda: sizes.figures(filled))
        report.measure("registering, SQLite", lambda: registering.on_sqlite(filled))
        report.measure("for people, SQLite", lambda: people.figures(filled))
        report.measure("pages, SQLite", lambda: for_people.figures(filled))
        report.measure("metrics, SQLite", lambda: metering.figures(filled))
        report.measure("starting, SQLite", lambda: starting.figures(filled))
        walks.append(report.measure("deep pages, SQLite", lambda: deep_pages.measured(filled)))
    with on_postgresql(moments) as other:
        pages.append(report.measure("the list, PostgreSQL", lambda: lists.on_postgresql(other)))
        report.measure("search, PostgreSQL", lambda: searching.figures(other))
        report.measure("the overview, PostgreSQL", lambda: overviews.figures(other))
        report.measure("registering, PostgreSQL", lambda: registering.on_postgresql(other))
        report.measure("for people, PostgreSQL", lambda: people.figures(other))
        report.measure("pages, PostgreSQL", lambda: for_people.figures(other))
        report.measure("starting, PostgreSQL", lambda: starting.figures(other))
        walks.append(report.measure("deep pages, PostgreSQL", lambda: deep_pages.measured(other)))
    return _written(moments, report.figures, pages, walks, others)


def _written(moments: int, figures: list[Figure], pages: list[str], walks: list[str], others: str) -> str:
    return f"""# Results of `make bench`

{machine()}. {moments:,} moments, {RELATIONS:,} relations; {CONNECTIONS} connections with keep-alive; the worker on one
core, the load generator (wrk, pgbench) on the other; medians of {ROUNDS} rounds of {SECONDS} seconds that take turns.
Every request has its token and Accept, and asks for another page or registers the documented example; commits are
durable; a line is logged for each. Before each load on SQLite its file is read
once, so that the kernel has it in memory.

{table(figures)}

## Lists

| engine | what | a second | ratio | median, µs | p99, µs |
|---|---|---|---|---|---|
{chr(10).join(pages)}

## Walks of everything, µs a page by quarter, without HTTP

| engine | list | first | second | third | last |
|---|---|---|---|---|---|
{chr(10).join(walks)}

## What a user would pick instead for reading

{others}
"""


if __name__ == "__main__":
    sys.exit(main())
