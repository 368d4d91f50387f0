"""Group commit: who shares a transaction, and who fails with whom."""

import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from types import SimpleNamespace

import pytest
from sqlalchemy import text

from contact_moments.clock import system_clock
from contact_moments.errors import InvalidInputError, RegisterError, UnavailableError
from contact_moments.storage import group_commit as writer
from contact_moments.storage.database import Database
from contact_moments.storage.group_commit import Writer
from contact_moments.storage.retry import DeadlineExceededError
from contact_moments.storage.transaction import Transaction

pytestmark = pytest.mark.slow

Together = list[list[int]]


class Notes:
    """A table of numbers in a real file, written through a `Writer`; records which were committed together."""

    def __init__(self, database: Database) -> None:
        self.database = database
        self.together: Together = []
        self.most = 1000
        self.held = threading.Event()
        self.held.set()
        self.started = threading.Event()
        # One for each of the commits to come, which waits for it.
        self.gates: list[threading.Event] = []
        self.writer = Writer(self._begin, lambda _: False)
        database.change_schema(lambda connection: connection.execute(text("CREATE TABLE note (n INTEGER PRIMARY KEY)")))

    @contextmanager
    def _begin(self) -> Iterator[Transaction]:
        with self.database._backend.write() as connection:
            yield Transaction(connection, system_clock)
            self.started.set()
            self.held.wait(10)
            if self.gates:
                self.gates.pop(0).wait(10)

    def add(self, transaction: Transaction, numbers: list[int]) -> list[int | RegisterError]:
        """Refuse odd numbers, fail on 13 after writing it, add the others; more than `most` miss the deadline."""
        if len(numbers) > self.most:
            raise DeadlineExceededError
        self.together.append(numbers)
        outcomes: list[int | RegisterError] = []
        for number in numbers:
            if number == 13:
                transaction.connection.execute(text("INSERT INTO note VALUES (13)"))
                raise ZeroDivisionError
            if number % 2:
                outcomes.append(InvalidInputError("odd"))
                continue
            transaction.connection.execute(text("INSERT INTO note VALUES (:n)"), {"n": number})
            outcomes.append(number)
        return outcomes

    def kept(self) -> list[int]:
        """What a reader sees."""
        return self.database.read(
            lambda connection: list(connection.execute(text("SELECT n FROM note ORDER BY n")).scalars())
        )

    def queue_behind(self, first: int, others: list[int]) -> dict[int, object]:
        """Hold the commit of `first` until all `others` wait behind it; returns each call's outcome."""
        self.held.clear()
        with ThreadPoolExecutor(len(others) + 1) as pool:
            calls = {first: pool.submit(self.writer.run, self.add, first)}
            assert self.started.wait(10)
            calls |= {number: pool.submit(self.writer.run, self.add, number) for number in others}
            _wait_for(lambda: len(self.writer._queue) == len(others))
            self.held.set()
            return {number: call.exception(10) or call.result() for number, call in calls.items()}


def _wait_for(condition: Callable[[], bool]) -> None:
    pause = threading.Event()
    for _ in range(1000):
        if condition():
            return
        pause.wait(0.01)
    raise AssertionError("it did not come about within 10 seconds")


@pytest.fixture
def notes(tmp_path: Path) -> Iterator[Notes]:
    """An empty table in a file of its own."""
    database = Database(f"sqlite:///{tmp_path}/notes.db", system_clock)
    database.make_place()
    yield Notes(database)
    database.close()


def test_queued_work_is_committed_together(notes: Notes) -> None:
    """Work that arrives during a commit shares the next one."""
    outcomes = notes.queue_behind(2, [4, 6, 8])

    assert outcomes == {2: 2, 4: 4, 6: 6, 8: 8}
    assert [sorted(numbers) for numbers in notes.together] == [[2], [4, 6, 8]]


def test_a_refusal_takes_nobody_along(notes: Notes) -> None:
    """Refused work leaves the others of its transaction committed, once."""
    outcomes = notes.queue_behind(2, [4, 5, 6])

    assert isinstance(outcomes[5], InvalidInputError)
    assert notes.kept() == [2, 4, 6]


def test_a_failure_takes_nobody_along(notes: Notes) -> None:
    """Work that fails after a write is undone alone; the others are run again and committed."""
    outcomes = notes.queue_behind(2, [4, 13, 6])

    assert isinstance(outcomes[13], ZeroDivisionError)
    assert notes.kept() == [2, 4, 6]


def test_work_that_takes_too_long_together_is_divided(notes: Notes) -> None:
    """Work that misses the deadline together is committed in smaller groups; each has its own outcome, once."""
    notes.most = 2
    outcomes = notes.queue_behind(2, [4, 5, 6, 8, 10, 12])

    assert isinstance(outcomes.pop(5), InvalidInputError)
    assert outcomes == {number: number for number in notes.kept()}
    assert notes.kept() == [2, 4, 6, 8, 10, 12]
    assert max(len(numbers) for numbers in notes.together) == 2


def test_work_that_takes_too_long_alone_is_refused(notes: Notes) -> None:
    """Work that misses the deadline by itself is refused with advice, not as if the database were away."""
    notes.most = 0

    with pytest.raises(UnavailableError, match="ask for less at once"):
        notes.writer.run(notes.add, 2)
    with pytest.raises(DeadlineExceededError):
        notes.writer.run(notes.add, 2, divisible=True)


def test_every_thread_gets_its_own_outcome(notes: Notes) -> None:
    """With many threads at once, each call returns the outcome of its own work."""
    with ThreadPoolExecutor(16) as pool:
        outcomes = list(pool.map(lambda number: notes.writer.run(notes.add, number), range(0, 400, 2)))

    assert outcomes == list(range(0, 400, 2))
    assert notes.kept() == outcomes


def test_the_next_leader_waits_for_as_many_as_before(notes: Notes, monkeypatch: pytest.MonkeyPatch) -> None:
    """After a commit of three the next one waits for three, so that large ones do not alternate with single ones."""
    # Each commit takes a minute by this clock, so the next one would wait for a minute.
    monkeypatch.setattr(writer, "time", SimpleNamespace(monotonic=count(step=60).__next__))
    monkeypatch.setattr(writer, "LONGEST_GATHERING", 60)
    one, three = threading.Event(), threading.Event()
    notes.gates = [one, three]
    with ThreadPoolExecutor(7) as pool:

        def queue(*numbers: int) -> list[Future[int]]:
            calls = [pool.submit(notes.writer.run, notes.add, number) for number in numbers]
            _wait_for(lambda: len(notes.writer._queue) == len(numbers))
            return calls

        calls = [pool.submit(notes.writer.run, notes.add, 2)]
        _wait_for(lambda: notes.together == [[2]])
        calls += queue(4, 6, 8)
        one.set()
        _wait_for(lambda: len(notes.together) == 2)
        alone = queue(10)
        three.set()
        assert [call.result(10) for call in calls] == [2, 4, 6, 8]
        assert not alone[0].done()
        others = [pool.submit(notes.writer.run, notes.add, number) for number in (12, 14)]
        assert [call.result(10) for call in alone + others] == [10, 12, 14]

    assert [sorted(numbers) for numbers in notes.together] == [[2], [4, 6, 8], [10, 12, 14]]


def test_a_leader_does_not_wait_for_ever(notes: Notes, monkeypatch: pytest.MonkeyPatch) -> None:
    """The leader after a commit of three waits for others until its patience is over, and then goes on alone."""
    monkeypatch.setattr(writer, "LONGEST_GATHERING", 0.2)
    one, three = threading.Event(), threading.Event()
    notes.gates = [one, three]
    with ThreadPoolExecutor(5) as pool:
        calls = [pool.submit(notes.writer.run, notes.add, 2)]
        _wait_for(lambda: notes.together == [[2]])
        calls += [pool.submit(notes.writer.run, notes.add, number) for number in (4, 6, 8)]
        _wait_for(lambda: len(notes.writer._queue) == 3)
        one.set()
        _wait_for(lambda: len(notes.together) == 2)
        calls.append(pool.submit(notes.writer.run, notes.add, 10))
        _wait_for(lambda: len(notes.writer._queue) == 1)
        threading.Event().wait(0.3)
        began = time.monotonic()
        three.set()
        assert [call.result(10) for call in calls] == [2, 4, 6, 8, 10]

    assert time.monotonic() - began >= 0.2
    assert [sorted(numbers) for numbers in notes.together] == [[2], [4, 6, 8], [10]]
    assert notes.writer.run(notes.add, 12) == 12
    assert notes.writer._expected == 0
