"""Threads for what may wait, and a queue before them that is no longer than they can work off soon."""

import asyncio
import time
from collections import deque
from collections.abc import Callable
from contextlib import suppress
from queue import SimpleQueue
from threading import Thread
from typing import NamedTuple

PATIENCE = 2.0  # seconds that a call may wait for a thread: one that would wait longer is refused at once

HANDED_OUT = 4  # calls for each turn of the loop: it would have to wait for as many threads whenever it goes on

WATCH_SECONDS = 0.01  # between two looks whether the loop is late, while threads are at work
LATE_SECONDS = 0.005
NAP_SECONDS = 0.001  # for which the loop stops, before it looks whether threads are still at work

_WEIGHT = 0.1  # of the newest call in the mean of what a call takes


class _Call(NamedTuple):
    """What a thread runs, which returns what the loop runs then; `refuse` runs on the loop if no thread is free."""

    run: Callable[[], Callable[[], object]]
    refuse: Callable[[], object]
    arrived: float


class Naps:
    """When the loop last stopped to let threads run, for all threads of the loop: what was late by then counts once."""

    def __init__(self) -> None:
        """There was none yet."""
        self.ended = 0.0


class Threads:
    """Some threads. `concurrent.futures` takes ten times as long for a call, and refuses none.

    How long a call would wait is known from how many wait before it, and from what the last ones took.
    """

    def __init__(
        self,
        loop: asyncio.AbstractEventLoop,
        naps: Naps,
        name: str,
        number: int,
        seconds: float,
        refuses: bool = True,
    ) -> None:
        """`seconds`: what a call takes, as long as nothing else is known. Without `refuses` every call is run."""
        self._loop = loop
        self._naps = naps
        self._number = number
        self._seconds = seconds
        self._refuses = refuses
        self._waiting: deque[_Call] = deque()
        self._wake: SimpleQueue[bool] = SimpleQueue()
        self._held_back = self._handed_out = 0
        self._watched = False
        self._busy = [False] * number
        self._finished: deque[Callable[[], object]] = deque()
        self._loop_is_told = False
        self._threads = [
            Thread(target=self._run_calls, args=(index,), name=f"{name}-{index}", daemon=True)
            for index in range(number)
        ]
        for thread in self._threads:
            thread.start()

    def run(self, call: Callable[[], Callable[[], object]], refuse: Callable[[], object]) -> None:
        """Run `call` in a thread, and on the loop what it returns; or `refuse` on the loop. `call` must not raise."""
        if self._refuses and self._waiting and self.is_overloaded():
            self._loop.call_soon(refuse)
            return
        self._waiting.append(_Call(call, refuse, time.monotonic()))
        self._held_back += 1
        self._hand_out()
        if not self._watched:
            self._watch(True)

    def is_overloaded(self) -> bool:
        """Whether another call would wait too long."""
        return len(self._waiting) > self._room() and all(self._busy)

    def refuse_late(self) -> int:
        """Refuse the calls that have waited too long, or will; returns how many. Called now and then, on the loop."""
        if not self._refuses:
            return 0
        late = self._too_old()
        while all(self._busy) and len(self._waiting) > self._room() + 1:
            late += self._taken(self._waiting.pop)
        for call in late:
            call.refuse()
        return len(late)

    def _too_old(self) -> list[_Call]:
        found: list[_Call] = []
        arrived_by = time.monotonic() - PATIENCE
        while call := self._taken(self._waiting.popleft):
            if call[0].arrived > arrived_by:
                self._waiting.appendleft(call[0])
                self._wake.put(True)  # a thread may have looked for it meanwhile
                break
            found += call
        return found

    def end(self) -> None:
        """End the threads; returns when all calls have returned."""
        for _ in range(self._held_back):
            self._wake.put(True)
        for _ in self._threads:
            self._wake.put(False)
        for thread in self._threads:
            thread.join()

    def _hand_out(self) -> None:
        """Wake a thread for each of the next calls. The rest has to wait until the loop has had its turn."""
        while self._held_back and self._handed_out < HANDED_OUT:
            self._held_back -= 1
            self._handed_out += 1
            self._wake.put(True)
            # Only now: a turn of the loop costs more than the call of a thread.
            if self._handed_out == HANDED_OUT:
                self._loop.call_soon(self._next_turn)

    def _next_turn(self) -> None:
        self._handed_out = 0
        self._hand_out()

    def _watch(self, watch: bool) -> None:
        self._watched = watch
        if watch:
            self._loop.call_later(WATCH_SECONDS, self._give_way, self._loop.time() + WATCH_SECONDS)

    def _give_way(self, due: float) -> None:
        """Stop the loop for a moment if it is late, and threads are at work: it would hardly let them have a turn."""
        now = self._loop.time()
        late = now - max(due, self._naps.ended)
        if late > LATE_SECONDS:
            self._nap(now + min(late, WATCH_SECONDS))
        self._watch(any(self._busy) or bool(self._waiting))

    def _nap(self, until: float) -> None:
        while any(self._busy) and self._loop.time() < until:
            time.sleep(NAP_SECONDS)
        self._naps.ended = self._loop.time()

    def _room(self) -> float:
        return PATIENCE * self._number / self._seconds

    def _taken(self, take: Callable[[], _Call]) -> list[_Call]:
        """The call that `take` takes, if no thread was quicker."""
        try:
            return [take()]
        except IndexError:
            return []

    def _run_calls(self, index: int) -> None:
        while self._wake.get():
            for call in self._taken(self._waiting.popleft):
                self._busy[index] = True
                began = time.monotonic()
                self._finished.append(call.run())
                self._seconds += (time.monotonic() - began - self._seconds) * _WEIGHT
                self._busy[index] = False
                # Waking the loop takes a call of the system. A group commit ends many calls at a time: one is enough.
                if not self._loop_is_told:
                    self._loop_is_told = True
                    with suppress(RuntimeError):  # the loop has ended, because the server's time to stop is over
                        self._loop.call_soon_threadsafe(self._take_finished)

    def _take_finished(self) -> None:
        self._loop_is_told = False  # first: what is appended from now on has to tell again
        try:
            while self._finished:
                self._finished.popleft()()
        finally:
            if self._finished:  # a fault of one takes no other along
                self._loop.call_soon(self._take_finished)
