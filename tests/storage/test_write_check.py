"""Whether the register takes changes: a slow trial is no fault, and a fault is known to everybody at once."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from threading import Event

import pytest

from contact_moments.errors import UnwritableError
from contact_moments.storage import write_check
from contact_moments.storage.write_check import WriteCheck

FULL = UnwritableError("The disk is full")


class SlowAttempt:
    """An attempt that waits until it may end, as behind another writer."""

    def __init__(self) -> None:
        self.began, self.may_end = Event(), Event()
        self.fault: Exception | None = None
        self.times = 0

    def __call__(self) -> None:
        """Wait, and then fail with the fault, if there is one."""
        self.times += 1
        self.began.set()
        assert self.may_end.wait(10)
        if self.fault is not None:
            raise self.fault


@pytest.fixture
def attempt() -> Iterator[SlowAttempt]:
    """Ends with the test."""
    slow = SlowAttempt()
    yield slow
    slow.may_end.set()


@pytest.fixture(autouse=True)
def hasty(monkeypatch: pytest.MonkeyPatch) -> None:
    """Trials are waited for a fiftieth of a second."""
    monkeypatch.setattr(write_check, "PATIENCE", 0.02)


def test_a_slow_trial_is_no_fault(attempt: SlowAttempt) -> None:
    """While the first trial waits for longer than anybody who asks, nothing is wrong."""
    check = WriteCheck(attempt)
    answers = [check.fault() for _ in range(3)]

    assert (answers, attempt.times) == ([None] * 3, 1)


def test_a_slow_trial_leaves_what_was_known(attempt: SlowAttempt, monkeypatch: pytest.MonkeyPatch) -> None:
    """A fault holds until a trial succeeds."""
    monkeypatch.setattr(write_check, "KNOWN_FOR", 0.0)
    check = WriteCheck(attempt)
    check.note(FULL)
    meanwhile = check.fault()
    attempt.may_end.set()
    monkeypatch.setattr(write_check, "PATIENCE", 10)
    check.try_again()

    assert (meanwhile, check.fault()) == (FULL, None)


@pytest.mark.parametrize("begin", [WriteCheck.fault, WriteCheck.try_first], ids=["asked", "at the start"])
def test_everybody_waits_for_the_trial(
    begin: Callable[[WriteCheck], object], attempt: SlowAttempt, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Who asks while the first trial goes on is told of its fault, and not that nothing is wrong."""
    monkeypatch.setattr(write_check, "PATIENCE", 10)
    attempt.fault = FULL
    check = WriteCheck(attempt)
    with ThreadPoolExecutor() as pool:
        pool.submit(begin, check)
        attempt.began.wait(10)
        others = [pool.submit(check.fault) for _ in range(2)]
        attempt.may_end.set()

    assert [other.result() for other in others] == [FULL, FULL]
    assert attempt.times == 1


def test_what_others_have_found_meanwhile(attempt: SlowAttempt, monkeypatch: pytest.MonkeyPatch) -> None:
    """Who comes just after a trial has ended takes its answer, and does not begin another."""

    @contextmanager
    def after_a_trial() -> Iterator[None]:
        check.note(FULL)
        yield

    monkeypatch.setattr(write_check, "Lock", after_a_trial)
    check = WriteCheck(attempt)

    assert (check.fault(), attempt.times) == (FULL, 0)


@pytest.mark.parametrize("fault", [FULL, OSError("the lock file")], ids=["full", "of the system"])
def test_a_fault_is_told(fault: Exception, attempt: SlowAttempt) -> None:
    """It is told as soon as the trial that a server does at its start has found it."""
    attempt.fault = fault
    attempt.may_end.set()
    check = WriteCheck(attempt)
    check.try_first()
    check.try_first()

    assert (check.fault(), attempt.times) == (fault, 1)
