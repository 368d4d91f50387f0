"""What a register of some size needs: disk, memory, and how much it does on one core. `python -m bench.sizing`.

The rows stand in `docs/sizing.md`, between two marks; this writes them there. The server runs on one core, the load on
another. Nothing limits its memory: what all its processes take is measured instead (`Pss`, which counts what they share
once), after reading, registering and somebody who signs in. It ends within twelve minutes.
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


def rows(quick: bool) -> Iterator[str]:
    """The rows of the table, as they come."""
    on_file: list[Measured] = []
    for making in _registers(quick):
        with making as filled:
            found = measure(filled)
        yield found.row()
        on_file += [found] if filled.in_a_file else []
        if len(on_file) == len(SIZES) and found is on_file[-1]:
            yield extrapolated(*on_file[-2:])


def main() -> None:
    """Measure, print, and write what was measured into the document."""
    words = argparse.ArgumentParser(prog="python -m bench.sizing", description=__doc__)
    words.add_argument("--quick", action="store_true", help="without the largest, and without writing")
    quick: bool = words.parse_args().quick
    lines = [_row(HEADINGS), _row(("---",) * len(HEADINGS))]
    for row in rows(quick):
        print(row, flush=True)
        lines.append(row)
    if not quick:
        before, _, rest = DOCUMENT.read_text(encoding="utf-8").partition(BEGIN)
        after = rest.partition(END)[2]
        text = "\n".join([f"Measured with {machine()}.", "", *lines, ""])
        DOCUMENT.write_text(f"{before}{BEGIN}\n{text}\n{END}{after}", encoding="utf-8")


if __name__ == "__main__":
    main()
