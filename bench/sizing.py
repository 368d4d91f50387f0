"""What a register of some size needs: disk, memory, and how much it does on one core. `python -m bench.sizing`.

The rows stand in `docs/sizing.md`, between two marks; this writes them there. The server runs on one core, the load on
another. Nothing limits its memory at first: what all its processes take is measured (`Pss`, which counts what they
share once), after reading, registering and somebody who signs in. Then the same server has 512 MiB, for itself and for
what the kernel keeps of its files, none of which it has at the beginning. It ends within fifteen minutes.
"""

import argparse
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, closing
from dataclasses import dataclass
from pathlib import Path

import requests
from tests.people.rows import add_person, add_session

from bench.__main__ import machine
from bench.limited import forget, group_of
from bench.load import Load, apply_load
from bench.registers import Filled, on_postgresql, on_sqlite
from bench.served import Served, served
from contact_moments.register import Register

DOCUMENT = Path(__file__).parent.parent / "docs" / "sizing.md"
BEGIN, END = "<!-- measured by python -m bench.sizing -->\n", "<!-- end of what was measured -->\n"
SIZES = (1_000, 100_000, 1_000_000)
ON_POSTGRESQL = SIZES[:2]
EXTRAPOLATED = 10_000_000
SECONDS = 4
MEBI = 2**20

HEADINGS = (
    "contact moments",
    "database",
    "disk, MiB",
    "bytes each",
    "log, MiB",
    "backup, MiB",
    "backup, s",
    "registered a second",
    "list pages a second",
    "timeline pages a second",
    "memory, MiB",
)


LITTLE = 512 * MEBI
# As the document tells such a machine to have them.
SETTINGS = {"WORKERS": "1", "THREADS": "8", "MAX_CONNECTIONS": "500"}
IN_512 = """The same with 512 MiB for the server and for what the kernel keeps of its files, none at the beginning. The
times are those of lists, timelines and registering:"""
IN_LITTLE = (
    "contact moments",
    "database",
    "database, MiB",
    "list pages a second",
    "timeline pages a second",
    "registered a second",
    "99 of 100 answered within, ms",
    "most memory, MiB",
)


@dataclass(frozen=True)
class Measured:
    """What one register came to. Sizes are in bytes."""

    moments: int
    engine: str
    disk: int
    log: int
    backup: int
    backup_seconds: float
    registering: Load
    reading: Load
    timeline: Load
    memory: int

    def row(self) -> str:
        """As a row of the table."""
        cells = (
            f"{self.moments:,}",
            self.engine,
            f"{self.disk / MEBI:,.0f}",
            f"{self.disk / self.moments:,.0f}",
            f"{self.log / MEBI:,.0f}",
            f"{self.backup / MEBI:,.0f}",
            f"{self.backup_seconds:,.1f}",
            f"{self.registering.rate:,.0f}",
            f"{self.reading.rate:,.0f}",
            f"{self.timeline.rate:,.0f}",
            f"{self.memory / MEBI:,.0f}",
        )
        return _row(cells)


def _row(cells: tuple[str, ...]) -> str:
    return f"| {' | '.join(cells)} |"


def measure(filled: Filled) -> Measured:
    """Measure one register."""
    with closing(Register(filled.installation.settings_here())) as register:
        disk = register.database.figures().size
        session = add_session(register, add_person(register, "editor"))
    backup, seconds = _backed_up(filled)
    with served(filled) as server:
        reading = server.read(seconds=SECONDS)
        timeline = apply_load(f"{server.server.url}/", {"Cookie": f"session={session}"}, seconds=SECONDS)
        registering = server.register(seconds=SECONDS)
        log = _log(filled)
        _sign_in(server)
        memory = _memory(server.server.process.pid)
    return Measured(filled.moments, filled.name, disk, log, backup, seconds, registering, reading, timeline, memory)


def in_little(filled: Filled) -> str:
    """A row of what a register on SQLite does with little memory: anywhere in its lists, not only at the end."""
    with closing(Register(filled.installation.settings_here())) as register:
        disk = register.database.figures().size
        session = add_session(register, add_person(register, "editor"))
    for file in filled.file.parent.glob(f"{filled.file.name}*"):
        forget(file)
    with group_of(LITTLE) as group, served(filled, group, **SETTINGS) as server:
        reading = server.read(seconds=SECONDS)
        timeline = apply_load(f"{server.server.url}/", {"Cookie": f"session={session}"}, seconds=SECONDS)
        registering = server.register(seconds=SECONDS)
        _sign_in(server)
        assert group.killed() == 0
        cells = (
            f"{filled.moments:,}",
            filled.name,
            f"{disk / MEBI:,.0f}",
            *(f"{load.rate:,.0f}" for load in (reading, timeline, registering)),
            " / ".join(f"{load.p99 / 1000:,.0f}" for load in (reading, timeline, registering)),
            f"{group.peak() / MEBI:,.0f}",
        )
    return _row(cells)


def _backed_up(filled: Filled) -> tuple[int, float]:
    file = filled.installation.folder / "backup.db"
    began = time.perf_counter()
    filled.installation.run_apart("backup", str(file))
    seconds = time.perf_counter() - began
    size = file.stat().st_size
    file.unlink()
    return size, seconds


def _log(filled: Filled) -> int:
    """SQLite's log after registering. PostgreSQL's is the server's own, and has a setting (`max_wal_size`)."""
    wal = filled.file.with_name(f"{filled.file.name}-wal")
    return wal.stat().st_size if filled.in_a_file and wal.exists() else 0


def _sign_in(server: Served) -> None:
    """With a wrong password: that takes as much memory as a right one."""
    form = {"email": "nobody@example.org", "password": "a wrong password"}
    url = server.server.url
    answer = requests.post(f"{url}/sign-in", data=form, headers={"Origin": url}, timeout=20)
    assert answer.status_code == 401


def _memory(main: int) -> int:
    """What the main process and its workers take, at their largest as far as the kernel knows."""
    children = Path(f"/proc/{main}/task/{main}/children").read_text().split()
    shared = sum(_figure(f"/proc/{process}/smaps_rollup", "Pss") for process in (main, *children))
    grown = sum(_figure(f"/proc/{process}/status", "VmHWM") for process in children)
    now = sum(_figure(f"/proc/{process}/status", "VmRSS") for process in children)
    return shared + grown - now


def _figure(file: str, name: str) -> int:
    lines = Path(file).read_text().splitlines()
    return next(int(line.split()[1]) * 1024 for line in lines if line.startswith(f"{name}:"))


def extrapolated(small: Measured, large: Measured) -> str:
    """A row for more than is measured: what each further contact moment takes, from the two largest."""
    more = (EXTRAPOLATED - large.moments) / (large.moments - small.moments)

    def at(value: Callable[[Measured], float]) -> float:
        return value(large) + more * (value(large) - value(small))

    disk, backup, seconds = at(lambda one: one.disk), at(lambda one: one.backup), at(lambda one: one.backup_seconds)
    cells = (
        f"{EXTRAPOLATED:,} (extrapolated)",
        large.engine,
        f"{disk / MEBI:,.0f}",
        f"{disk / EXTRAPOLATED:,.0f}",
        "",
        f"{backup / MEBI:,.0f}",
        f"{seconds:,.0f}",
        *[""] * 4,
    )
    return _row(cells)


def _registers(quick: bool) -> Iterator[AbstractContextManager[Filled]]:
    sizes = SIZES[:2] if quick else SIZES
    yield from (on_sqlite(size, max(100, size // 10)) for size in sizes)
    yield from (on_postgresql(size, max(100, size // 10)) for size in ON_POSTGRESQL)


@dataclass
class Tables:
    """The rows of both tables, as they come."""

    needed: list[str]
    in_little: list[str]

    def text(self) -> str:
        """Both, one below the other."""
        return "\n".join([*_table(HEADINGS, self.needed), "", IN_512, "", *_table(IN_LITTLE, self.in_little)])


def measured(quick: bool) -> Tables:
    """Measure everything; what comes is printed too."""
    tables, on_file = Tables([], []), []
    for making in _registers(quick):
        with making as filled:
            found = measure(filled)
            tables.needed.append(found.row())
            print(found.row(), flush=True)
            if filled.in_a_file:
                on_file.append(found)
                tables.in_little.append(in_little(filled))
                print(tables.in_little[-1], flush=True)
        if filled.in_a_file and len(on_file) == len(SIZES):
            tables.needed.append(extrapolated(*on_file[-2:]))
    return tables


def _table(headings: tuple[str, ...], rows: list[str]) -> list[str]:
    return [_row(headings), _row(("---",) * len(headings)), *rows]


def main() -> None:
    """Measure, print, and write what was measured into the document."""
    words = argparse.ArgumentParser(prog="python -m bench.sizing", description=__doc__)
    words.add_argument("--quick", action="store_true", help="without the largest, and without writing")
    quick: bool = words.parse_args().quick
    tables = measured(quick)
    if not quick:
        before, _, rest = DOCUMENT.read_text(encoding="utf-8").partition(BEGIN)
        after = rest.partition(END)[2]
        text = f"Measured with {machine()}.\n\n{tables.text()}\n"
        DOCUMENT.write_text(f"{before}{BEGIN}\n{text}\n{END}{after}", encoding="utf-8")


if __name__ == "__main__":
    main()
