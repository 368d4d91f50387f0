"""The threads of a worker: how many calls wait for one, and what happens to the others."""

import asyncio
import threading
from collections.abc import Callable, Iterator

import pytest

from contact_moments.http_server import threads
from contact_moments.http_server.threads import Naps, Threads


class Pool:
    """Two threads, with a loop that runs in this one."""

    def __init__(self, seconds: float, refuses: bool = True) -> None:
        self.loop = asyncio.new_event_loop()
        self.threads = Threads(self.loop, Naps(), "test", 2, seconds, refuses)
        self.free = threading.Event()
        self.told: list[str] = []
        self.given = 0
        self.begun: list[None] = []

    def give(self, count: int) -> None:
        """Give them calls that take until `free` is set; returns when both threads have one, or the only one has it."""
        self.given += count
        for _ in range(count):
            self.threads.run(self._wait, lambda: self.told.append("refused"))
        self.turn()
        deadline = self.loop.time() + 20
        while len(self.begun) < min(2, self.given) and self.loop.time() < deadline:
            self.turn()

    def turn(self, seconds: float = 0.05) -> None:
        """Let the loop run for a while."""
        self.loop.run_until_complete(asyncio.sleep(seconds))

    def _wait(self) -> Callable[[], object]:
        self.begun.append(None)
        self.free.wait(20)
        return lambda: self.told.append("done")

    def end(self) -> None:
        """Let everything end."""
        self.free.set()
        self.threads.end()
        self.turn()
        self.loop.close()


@pytest.fixture
def pool(processes: None) -> Iterator[Pool]:
    """Threads whose calls are thought to take a second: two threads and two seconds make four places to wait."""
    pool = Pool(1.0)
    yield pool
    if not pool.loop.is_closed():
        pool.end()


def test_calls_that_would_wait_too_long(pool: Pool) -> None:
    """They are refused at once; those that have a place, and those that run, are done."""
    pool.give(2)
    pool.give(10)
    refused = list(pool.told)
    pool.end()

    assert refused == ["refused"] * 5
    assert sorted(pool.told) == ["done"] * 7 + ["refused"] * 5


def test_calls_that_have_waited_too_long(pool: Pool, monkeypatch: pytest.MonkeyPatch) -> None:
    """They are refused as well: nobody waits behind threads that are stuck."""
    monkeypatch.setattr(threads, "PATIENCE", 60)
    pool.give(2)
    pool.give(1)
    early = pool.threads.refuse_late()
    monkeypatch.setattr(threads, "PATIENCE", 0)

    assert (early, pool.threads.refuse_late(), pool.told) == (0, 1, ["refused"])


def test_all_that_came_at_once_is_done(pool: Pool) -> None:
    """However few calls are handed out in a turn of the loop."""
    pool.free.set()
    for _ in range(50):
        pool.give(2)
    pool.end()

    assert pool.told == ["done"] * 100


def test_calls_of_answers_that_have_begun(processes: None) -> None:
    """A pool can be one that refuses none, however many wait; it still tells that it has too many."""
    pool = Pool(1.0, refuses=False)
    pool.give(2)
    pool.give(10)
    late, overloaded = pool.threads.refuse_late(), pool.threads.is_overloaded()
    pool.end()

    assert (late, overloaded, pool.told) == (0, True, ["done"] * 12)


def test_the_loop_gives_way_to_threads(pool: Pool, monkeypatch: pytest.MonkeyPatch) -> None:
    """A loop that is late stops for threads that are at work, and goes on as soon as none is."""
    naps: list[float] = []

    def nap(seconds: float) -> None:
        naps.append(seconds)
        pool.end()

    pool.give(1)
    monkeypatch.setattr(threads, "WATCH_SECONDS", 10)
    monkeypatch.setattr("time.sleep", nap)
    pool.threads._naps.ended = 0.0  # on a busy machine the loop has stopped by itself meanwhile
    pool.threads._give_way(pool.loop.time() - 10)

    assert naps == [threads.NAP_SECONDS]


def test_a_nap_makes_nothing_else_late(pool: Pool, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is late because the loop has just stopped, for these threads or for others, is no reason to stop again."""
    naps: list[float] = []
    pool.give(1)
    monkeypatch.setattr(threads, "WATCH_SECONDS", 10)
    monkeypatch.setattr("time.sleep", naps.append)
    pool.threads._naps.ended = pool.loop.time()
    pool.threads._give_way(pool.loop.time() - 10)
    pool.end()

    assert naps == []
