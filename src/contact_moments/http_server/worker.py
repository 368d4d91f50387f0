"""A server process: its event loop, its threads and its connections."""

import asyncio
import contextlib
import time
from collections import deque
from collections.abc import Callable
from email.utils import formatdate
from functools import partial
from queue import SimpleQueue
from threading import Thread
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


class _Threads:
    """The threads of a process. `concurrent.futures` takes ten times as long for a call, which nobody waits for."""

    def __init__(self, loop: asyncio.AbstractEventLoop, number: int) -> None:
        self._loop = loop
        self._calls: SimpleQueue[Callable[[], Callable[[], object]] | None] = SimpleQueue()
        self._finished: deque[Callable[[], object]] = deque()
        self._loop_is_told = False
        self._threads = [
            Thread(target=self._run_calls, name=f"request-{index}", daemon=True) for index in range(number)
        ]
        for thread in self._threads:
            thread.start()

    def run(self, call: Callable[[], Callable[[], object]]) -> None:
        """Run `call` in a thread, and on the loop what it returns. It must not raise."""
        self._calls.put(call)

    def end(self) -> None:
        """End the threads; returns when all calls have returned."""
        for _ in self._threads:
            self._calls.put(None)
        for thread in self._threads:
            thread.join()

    def _run_calls(self) -> None:
        while (call := self._calls.get()) is not None:
            self._finished.append(call())
            # Waking the loop takes a call of the system. A group commit ends many calls at a time: one is enough.
            if not self._loop_is_told:
                self._loop_is_told = True
                self._loop.call_soon_threadsafe(self._take_finished)

    def _take_finished(self) -> None:
        self._loop_is_told = False  # first: what is appended from now on has to tell again
        while self._finished:
            self._loop.call_soon(self._finished.popleft())


class Worker:
    """What the connections of a process share."""

    def __init__(self, loop: asyncio.AbstractEventLoop, threads: int) -> None:
        self._threads = _Threads(loop, threads)
        self._date = (0, b"")
        self._in_threads_until = 0.0
        self.connections: set[OpenConnection] = set()
        self.stopping = False
        self.now = time.monotonic

    def run(
        self, work: Callable[[], T], then: Callable[[T], object], failed: Callable[[BaseException], object]
    ) -> None:
        """Run `work` in a thread, and then `then` with its result on the loop, or `failed` with what `work` raised."""

        def call() -> Callable[[], object]:
            try:
                return partial(then, work())
            except BaseException as fault:
                return partial(failed, fault)

        self._threads.run(call)

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
        self._threads.end()

    def _expire_late(self) -> None:
        now = self.now()
        for connection in [one for one in self.connections if 0.0 < one.deadline < now]:
            connection.expire()


async def _wait(event: asyncio.Event, seconds: float) -> None:
    with contextlib.suppress(TimeoutError):
        await asyncio.wait_for(event.wait(), seconds)
