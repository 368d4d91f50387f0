"""A server process: its event loop, its threads and its connections."""

import asyncio
import contextlib
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from email.utils import formatdate
from functools import partial
from typing import Protocol, TypeVar

from contact_moments.http_server.acceptor import Acceptor

T = TypeVar("T")

SWEEP_SECONDS = 0.5
SLOW_SECONDS = 0.02
SLOW_FOR = 1.0


class OpenConnection(Protocol):
    """A connection as its worker sees it."""

    deadline: float

    def expire(self) -> None:
        """Its deadline has passed."""

    def stop(self) -> None:
        """The server stops."""


class Worker:
    """What the connections of a process share."""

    def __init__(self, loop: asyncio.AbstractEventLoop, threads: int) -> None:
        self._loop = loop
        self._threads = ThreadPoolExecutor(threads, "request")
        self._date = (0, b"")
        self._in_threads_until = 0.0
        self.connections: set[OpenConnection] = set()
        self.stopping = False
        self.now = loop.time

    def run(
        self, work: Callable[[], T], then: Callable[[T], object], failed: Callable[[BaseException], object]
    ) -> None:
        """Run `work` in a thread, and then `then` with its result on the loop, or `failed` with what `work` raised."""
        self._threads.submit(self._run, work, then, failed)

    def _run(
        self, work: Callable[[], T], then: Callable[[T], object], failed: Callable[[BaseException], object]
    ) -> None:
        try:
            after = partial(then, work())
        except BaseException as fault:
            after = partial(failed, fault)
        self._loop.call_soon_threadsafe(after)

    def run_on_loop(self, work: Callable[[], T]) -> T:
        """Run `work` here and now. If it was slow, as on a slow disk, `loop_is_quick` is false for a second."""
        began = self.now()
        result = work()
        if self.now() - began > SLOW_SECONDS:
            self._in_threads_until = self.now() + SLOW_FOR
        return result

    def loop_is_quick(self) -> bool:
        """Whether nothing on the loop was slow lately: otherwise threads keep the other connections answered."""
        return self.now() >= self._in_threads_until

    def date(self) -> bytes:
        """The `Date` header, made once a second."""
        second = int(time.time())
        if self._date[0] != second:
            self._date = second, f"date: {formatdate(second, usegmt=True)}\r\n".encode()
        return self._date[1]

    async def serve(self, acceptor: Acceptor, stopped: asyncio.Event) -> None:
        """Watch over deadlines until `stopped` is set; then answer what is in progress and return."""
        while not stopped.is_set():
            self._expire_late()
            await _wait(stopped, SWEEP_SECONDS)
        self.stopping = True
        acceptor.close()
        while self.connections:
            for connection in list(self.connections):
                connection.stop()
            self._expire_late()
            await asyncio.sleep(0.02)
        self._threads.shutdown()

    def _expire_late(self) -> None:
        now = self.now()
        for connection in [one for one in self.connections if 0.0 < one.deadline < now]:
            connection.expire()


async def _wait(event: asyncio.Event, seconds: float) -> None:
    with contextlib.suppress(TimeoutError):
        await asyncio.wait_for(event.wait(), seconds)
