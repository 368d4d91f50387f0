"""The other clients: a process that reads, registers and asks for health while a server is attacked."""

import asyncio
import multiprocessing
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from multiprocessing.connection import Connection
from typing import Any

from tests.support import LIST

from attack.talk import Told, ask
from attack.target import Target

EVERY = 0.05  # seconds between the requests of one of them


@dataclass
class Seen:
    """What the other clients saw: seconds of each answer, and statuses other than 200, by what was asked."""

    seconds: dict[str, list[float]] = field(default_factory=dict)
    failed: dict[str, list[int]] = field(default_factory=dict)

    def add(self, what: str, told: Told) -> None:
        """Note an answer."""
        self.seconds.setdefault(what, []).append(told.seconds)
        if told.status != 200:
            self.failed.setdefault(what, []).append(told.status)

    def worst(self, what: str) -> float:
        """The longest time, in seconds; of nothing at all an hour."""
        return max(self.seconds.get(what, [3600.0]))

    def p99(self, what: str) -> float:
        """The 99th percentile of the times, in seconds; of nothing at all an hour."""
        times = sorted(self.seconds.get(what, [3600.0]))
        return times[min(len(times) - 1, len(times) * 99 // 100)]


@asynccontextmanager
async def watched(target: Target) -> AsyncIterator[Seen]:
    """Let other clients work meanwhile; what they saw is there at the end."""
    ours, theirs = multiprocessing.Pipe()
    process = multiprocessing.get_context("fork").Process(target=_work, args=(target, theirs), daemon=True)
    process.start()
    seen = Seen()
    try:
        await _received(ours)  # it has begun
        yield seen
    finally:
        ours.send("end")
        found: Seen = await _received(ours)
        process.join()
        seen.seconds, seen.failed = found.seconds, found.failed


async def _received(pipe: Connection) -> Any:
    while not pipe.poll():
        await asyncio.sleep(0.01)
    return pipe.recv()


def _work(target: Target, pipe: Connection) -> None:
    pipe.send(asyncio.run(_ask_until_told(target, pipe)))


async def _ask_until_told(target: Target, pipe: Connection) -> Seen:
    seen, ended = Seen(), asyncio.Event()
    requests = {
        "live": target.head("GET", "/health/live"),
        "ready": target.head("GET", "/health/ready"),
        "read": target.head("GET", LIST),
        "register": target.registration(),
    }
    asyncio.get_running_loop().add_reader(pipe.fileno(), ended.set)
    pipe.send("begun")
    await asyncio.gather(*(_repeat(target, what, sent, seen, ended) for what, sent in requests.items()))
    pipe.recv()
    return seen


async def _repeat(target: Target, what: str, sent: bytes, seen: Seen, ended: asyncio.Event) -> None:
    while not ended.is_set():
        began = time.monotonic()
        seen.add(what, await ask(target, sent))
        await asyncio.sleep(max(0.0, EVERY - (time.monotonic() - began)))
