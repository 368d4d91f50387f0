"""`make attack`: all attacks on a server with default settings, on loopback, in about two minutes."""

import argparse
import asyncio
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable, Sequence
from pathlib import Path

from tests.support import Installation

from attack.finding import Finding
from attack.floods import descriptions, large_registrations, many_registrations, pipelined, tiny_chunks
from attack.framing import framing
from attack.slow import http_2, idle, silent, slow_bodies, slow_heads, slow_readers
from attack.streams import streams
from attack.target import Target, allow_descriptors, attacked
from attack.timing import SAMPLES, timing

SHORTLY = 20  # samples that show that each call is answered the same
Attack = Callable[[Target, bool], Awaitable[list[Finding]]]

# Those that wait for the server's patience to end; they can run at the same time.
WAITING: tuple[Attack, ...] = (slow_bodies, slow_heads, silent)
OTHERS: tuple[Attack, ...] = (
    framing,
    http_2,
    slow_readers,
    streams,
    pipelined,
    descriptions,
    tiny_chunks,
    many_registrations,
    large_registrations,
)


async def at_once(target: Target, attacks: Sequence[Attack], short: bool) -> list[Finding]:
    """What several attacks at the same time find."""
    return [one for found in await asyncio.gather(*(attack(target, short) for attack in attacks)) for one in found]


def main() -> int:
    """Attack, and tell what became of each promise. Returns 1 where one was broken."""
    words = argparse.ArgumentParser(prog="python -m attack", description=__doc__)
    words.add_argument("names", nargs="*", help="attacks to run (all)")
    words.add_argument("--short", action="store_true", help="the form that the tests run")
    given = words.parse_args()
    allow_descriptors()
    with tempfile.TemporaryDirectory() as folder:
        findings = asyncio.run(_attack(Path(folder), given.names, given.short))
    # By itself: a server that is attacked takes the processor away.
    if not given.names or "timing" in given.names:
        with tempfile.TemporaryDirectory() as folder:
            began = time.monotonic()
            found = timing(Path(folder), SHORTLY if given.short else SAMPLES)
            findings += _told("timing", time.monotonic() - began, found)
    broken = sum(not one.kept for one in findings)
    print(f"{len(findings)} promises, {broken} broken")
    return 1 if broken else 0


async def _attack(folder: Path, names: list[str], short: bool) -> list[Finding]:
    found = []
    with attacked(Installation(folder, forks=False)) as target:
        # A minute of idling passes while the others attack.
        resting = asyncio.create_task(idle(target, short))
        for attack in (*WAITING, *OTHERS):
            if not names or attack.__name__ in names:
                began = time.monotonic()
                findings = await attack(target, short)
                found += _told(attack.__name__, time.monotonic() - began, findings)
        if not names or "idle" in names:
            found += _told("idle", 0.0, await resting)
        resting.cancel()
    return found


def _told(name: str, seconds: float, findings: list[Finding]) -> list[Finding]:
    print(f"{name.replace('_', ' ')} ({seconds:.0f} s)")
    for one in findings:
        print(one.line(), flush=True)
    return findings


if __name__ == "__main__":
    sys.exit(main())
