"""`make bench`: everything that is measured, written to `bench/results.md` with the machine that it was measured on."""

import argparse
import os
import platform
import sys
import time
from datetime import UTC, datetime
from pathlib import Path

from bench import deep_pages, lists, peers, registering, sizes, starting
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


def _report(moments: int) -> str:
    figures, pages, walks = [], [], []
    with on_sqlite(moments) as filled:
        _say("the list on SQLite")
        more, rows = lists.on_sqlite(filled)
        figures += more
        pages.append(rows)
        _say("another program")
        others = peers.report(filled)
        _say("ten times as many")
        figures += sizes.figures(filled)
        _say("registering on SQLite")
        figures += registering.on_sqlite(filled)
        figures += starting.figures(filled)
        _say("deep pages on SQLite")
        more, rows = deep_pages.measured(filled)
        figures += more
        walks.append(rows)
    with on_postgresql(moments) as filled:
        _say("the list on PostgreSQL")
        more, rows = lists.on_postgresql(filled)
        figures += more
        pages.append(rows)
        _say("registering on PostgreSQL")
        figures += registering.on_postgresql(filled)
        figures += starting.figures(filled)
        _say("deep pages on PostgreSQL")
        more, rows = deep_pages.measured(filled)
        figures += more
        walks.append(rows)
    return _written(moments, figures, pages, walks, others)


def _written(moments: int, figures: list[Figure], pages: list[str], walks: list[str], others: str) -> str:
    return f"""# Results of `make bench`

{machine()}. {moments:,} moments, {RELATIONS:,} relations; {CONNECTIONS} connections with keep-alive; the worker on one
core, the load generator (wrk, pgbench) on the other; medians of {ROUNDS} rounds of {SECONDS} seconds that take turns.
Every request has its token and Accept, and asks for another page or registers the documented example; commits are
durable; a line is logged for each.

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


def _say(what: str) -> None:
    print(f"{time.strftime('%H:%M:%S')} measuring {what}", file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
