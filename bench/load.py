"""Load by wrk: from one core, on a server that is kept on another."""

import json
import os
import statistics
import subprocess
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parent.parent
PROGRAMS = ROOT / ".venv" / "load"
SERVER_CORE, LOAD_CORE = 0, 1
CONNECTIONS = 16
SECONDS = 4
ROUNDS = 6

# One line of JSON instead of wrk's own words; latencies in microseconds.
_TELL = """
function done(summary, latency, requests)
    io.write(string.format(
        '{"requests": %d, "microseconds": %d, "p50": %d, "p99": %d, "refused": %d, "broken": %d}\\n',
        summary.requests, summary.duration, latency:percentile(50), latency:percentile(99), summary.errors.status,
        summary.errors.connect + summary.errors.read + summary.errors.write + summary.errors.timeout))
end
"""


@dataclass(frozen=True)
class Load:
    """What a load came to: requests per second, and latencies in microseconds."""

    rate: float
    p50: float
    p99: float


def programs_environment() -> dict[str, str]:
    """The environment in which the fetched programs find their libraries."""
    return os.environ | {"LD_LIBRARY_PATH": str(PROGRAMS / "lib")}


def pinned(core: int, *words: str | Path) -> list[str]:
    """A command line that runs on one core."""
    return ["taskset", "-c", str(core), *map(str, words)]


def apply_load(url: str, headers: dict[str, str], request: str = "", seconds: float = SECONDS) -> Load:
    """Put load on a server; `request` is Lua that makes each request, by default a GET of `url`.

    An answer other than 2xx, and a connection that breaks, is an `AssertionError`: such a load would measure nothing.
    """
    lines = [f"wrk.headers[{json.dumps(name)}] = {json.dumps(value)}" for name, value in headers.items()]
    with tempfile.NamedTemporaryFile("w", suffix=".lua") as script:
        script.write("\n".join([*lines, request, _TELL]))
        script.flush()
        words = ("-t1", f"-c{CONNECTIONS}", f"-d{seconds:.0f}s", "--timeout", "30s", "-s", script.name, url)
        done = subprocess.run(
            pinned(LOAD_CORE, PROGRAMS / "bin" / "wrk", *words),
            env=programs_environment(),
            capture_output=True,
            text=True,
            timeout=seconds + 60,
            check=True,
        )
    told = json.loads(done.stdout.splitlines()[-1])
    assert told["requests"] > 0, done.stdout
    assert (told["refused"], told["broken"]) == (0, 0), done.stdout
    return Load(told["requests"] / told["microseconds"] * 1e6, told["p50"], told["p99"])


def in_turn(*measurements: Callable[[], Load], rounds: int = ROUNDS) -> list[Load]:
    """The median of each measurement; they take turns, so that what else the machine does meets all alike.

    Every other round goes backwards: whoever comes later in a round is slower by up to a sixth, whatever it is.
    """
    taken: list[list[Load]] = [[] for _ in measurements]
    for number in range(rounds):
        in_order = list(zip(measurements, taken, strict=True))
        for measurement, loads in in_order if number % 2 == 0 else reversed(in_order):
            loads.append(measurement())
    return [median(loads) for loads in taken]


def median(loads: Sequence[Load]) -> Load:
    """The median of each figure."""
    return Load(
        statistics.median(one.rate for one in loads),
        statistics.median(one.p50 for one in loads),
        statistics.median(one.p99 for one in loads),
    )
