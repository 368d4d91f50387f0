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
from bench.registers import RELATIONS, Filled, on_postgresql, on_sqlite
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


Measurement = Callable[[Filled], list[Figure] | tuple[list[Figure], str]]  # rows of a table of its own, if any
LIST, DEEP, PEERS = "the list", "deep pages", "what a user would pick instead"
ON_SQLITE: dict[str, Measurement] = {
    LIST: lists.on_sqlite,
    PEERS: lambda filled: ([], peers.report(filled)),
    "search": searching.figures,
    "the overview": overviews.figures,
    "ten times as many": sizes.figures,
    "registering": registering.on_sqlite,
    "for people": people.figures,
    "pages": for_people.figures,
    "metrics": metering.figures,
    "starting": starting.figures,
    DEEP: deep_pages.measured,
}
ON_POSTGRESQL: dict[str, Measurement] = {
    LIST: lists.on_postgresql,
    "search": searching.figures,
    "the overview": overviews.figures,
    "registering": registering.on_postgresql,
    "for people": people.figures,
    "pages": for_people.figures,
    "starting": starting.figures,
    DEEP: deep_pages.measured,
}
ENGINES = {"SQLite": (on_sqlite, ON_SQLITE), "PostgreSQL": (on_postgresql, ON_POSTGRESQL)}


def main() -> int:
    """Measure and write."""
    words = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    words.add_argument("--moments", type=int, default=MOMENTS, help="for a quick look: fewer (200,000 at least)")
    words.add_argument("--only", default="", metavar="PART", help="print only parts of this name: 'search, SQLite'")
    given = words.parse_args()
    moments: int = given.moments
    report = measured(moments, given.only)
    text = table(report.figures) if given.only else _written(moments, report)
    if moments == MOMENTS and not given.only:
        RESULTS.write_text(text)
    print(text)
    return 0


class Report:
    """What was measured so far; told on stderr as it comes, because all of it takes a while."""

    def __init__(self) -> None:
        self.figures: list[Figure] = []
        self.rows: dict[str, list[str]] = {}

    def add(self, part: str, found: list[Figure] | tuple[list[Figure], str]) -> None:
        """Keep what a part came to."""
        figures, rows = found if isinstance(found, tuple) else (found, "")
        self.figures += figures
        self.rows.setdefault(part, []).append(rows)
        for one in figures:
            print(f"         {one.line()}", file=sys.stderr, flush=True)


def measured(moments: int, only: str) -> Report:
    """Measure the parts that have this in their name, one after the other."""
    report = Report()
    for engine, (filling, parts) in ENGINES.items():
        wanted = {part: measurement for part, measurement in parts.items() if only in f"{part}, {engine}"}
        if not wanted:
            continue
        with filling(moments) as filled:
            for part, measurement in wanted.items():
                print(f"{time.strftime('%H:%M:%S')} {part}, {engine}", file=sys.stderr, flush=True)
                report.add(part, measurement(filled))
    return report


def _written(moments: int, report: Report) -> str:
    return f"""# Results of `make bench`

{machine()}. {moments:,} moments, {RELATIONS:,} relations; {CONNECTIONS} connections with keep-alive; the worker on one
core, the load generator (wrk, pgbench) on the other; medians of {ROUNDS} rounds of {SECONDS} seconds that take turns.
Every request has its token and Accept, and asks for another page or registers the documented example; commits are
durable; a line is logged for each. Before each load on SQLite its file is read
once, so that the kernel has it in memory.

{table(report.figures)}

## Lists

| engine | what | a second | ratio | median, µs | p99, µs |
|---|---|---|---|---|---|
{chr(10).join(report.rows[LIST])}

## Walks of everything, µs a page by quarter, without HTTP

| engine | list | first | second | third | last |
|---|---|---|---|---|---|
{chr(10).join(report.rows[DEEP])}

## What a user would pick instead for reading

{chr(10).join(report.rows[PEERS])}
"""


if __name__ == "__main__":
    sys.exit(main())
