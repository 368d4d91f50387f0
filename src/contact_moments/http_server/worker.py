"""A server process: its event loop, its threads and its connections."""

import asyncio
import contextlib
import time
from collections.abc import Callable
from email.utils import formatdate
from functools import partial
from typing import Literal, TypeVar

from contact_moments.http_server.acceptor import Acceptor
from contact_moments.http_server.limits import (
    HEALTH_THREADS,
    LARGE_SECONDS,
    LARGE_THREADS,
    MAX_BODY_PART,
    MAX_HELD,
    MAX_HELD_BY_STREAMS,
    MAX_UNREAD,
    SECONDS,
    STREAM_SECONDS,
    STREAM_THREADS,
)
from contact_moments.http_server.memory import MemoryBudget, UnreadAnswers
from contact_moments.http_server.open_connections import OpenConnections
from contact_moments.http_server.problems import OverloadedError
from contact_moments.http_server.seldom import Seldom
from contact_moments.http_server.threads import Naps, Threads
from contact_moments.log import Logger

T = TypeVar("T")
Kind = Literal["request", "large", "stream", "health"]

SWEEP_SECONDS = 0.5
SLOW_SECONDS = 0.02
SLOW_FOR = 1.0

_log = Logger("contact_moments.server")


class Worker:
    """What the connections of a process share.

    `buffer` is where each of them receives. `memory` is what they hold of large bodies and of requests that wait.
    `chunks_until` is when the loop has time again for bodies in small chunks.
    """

    def __init__(self, loop: asyncio.AbstractEventLoop, threads: int, max_connections: int) -> None:
        naps = Naps()
        self._threads: dict[Kind, Threads] = {
            "request": Threads(loop, naps, "request", threads, SECONDS),
            "large": Threads(loop, naps, "large", LARGE_THREADS, LARGE_SECONDS),
            # Of an answer that has begun no piece is refused.
            "stream": Threads(loop, naps, "stream", STREAM_THREADS, STREAM_SECONDS, refuses=False),
            "health": Threads(loop, naps, "health", HEALTH_THREADS, SECONDS),
        }
        self._overloads = Seldom(time.monotonic)
        self._date = (0, b"")
        self._in_threads_until = 0.0
        self.buffer = memoryview(bytearray(MAX_BODY_PART))
        self.connections = OpenConnections(max_connections, time.monotonic)
        self.memory = MemoryBudget(MAX_HELD, MAX_HELD_BY_STREAMS)
        self.unread = UnreadAnswers(MAX_UNREAD)
        self.chunks_until = 0.0
        self.stopping = False
        self.now = time.monotonic
        self.spent = time.thread_time
        self.soon: Callable[[Callable[[], object]], object] = loop.call_soon
        self.later: Callable[[float, Callable[[], object]], object] = loop.call_later

    def run(
        self,
        work: Callable[[], T],
        then: Callable[[T], object],
        failed: Callable[[BaseException], object],
        kind: Kind = "request",
    ) -> None:
        """Run `work` in a thread, and then `then` with its result on the loop, or `failed` with what `work` raised.

        `failed` gets an `OverloadedError` where no thread would be free soon. Each kind of work has threads of its own.
        Few do large work: it holds the interpreter for milliseconds at a time, and everything else waits for each of
        them.
        """

        def call() -> Callable[[], object]:
            try:
                return partial(then, work())
            except BaseException as fault:
                return partial(failed, fault)

        self._threads[kind].run(call, partial(self._refuse, failed))

    def takes(self, kind: Kind) -> bool:
        """Whether more work of this kind would be done soon."""
        return not self._threads[kind].is_overloaded()

    def _refuse(self, failed: Callable[[BaseException], object]) -> None:
        if self._overloads.is_due():
            _log.warning("overloaded")
        failed(OverloadedError())

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

    async def serve(self, acceptor: Acceptor, stopped: asyncio.Event, stop_timeout: float) -> None:
        """Watch over deadlines until `stopped` is set; then answer what is in progress and return.

        It returns after `stop_timeout` seconds at the latest.
        """
        while not stopped.is_set():
            self._sweep()
            acceptor.show_life()
            await _wait(stopped, SWEEP_SECONDS)
        self.stopping = True
        acceptor.close()
        ended = self.now() + stop_timeout
        while (self.connections or acceptor.opening()) and self.now() < ended:
            for connection in list(self.connections):
                connection.stop()
            self._sweep()
            await asyncio.sleep(0.02)
        for connection in list(self.connections):
            connection.cut()
        if not self.connections:
            for threads in self._threads.values():
                threads.end()

    def _sweep(self) -> None:
        now = self.now()
        for connection in [one for one in self.connections if 0.0 < one.deadline < now]:
            connection.expire()
        for threads in self._threads.values():
            threads.refuse_late()


async def _wait(event: asyncio.Event, seconds: float) -> None:
    with contextlib.suppress(TimeoutError):
        await asyncio.wait_for(event.wait(), seconds)
