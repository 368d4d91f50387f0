"""Trying again: what fails in passing is run again, at most five times in all, and then told as unavailable.

What cannot be run again is told as unavailable at once, and a question that needs an answer is asked for longer. Work
on many items that takes too long is run again with fewer.
"""

import itertools
import random
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TypeVar

from sqlalchemy.exc import SQLAlchemyError

from contact_moments.errors import UnavailableError

T = TypeVar("T")


class TooLateError(Exception):
    """Too much time has passed since a transaction's changes were dated: it is rolled back, and then run again."""


ATTEMPTS = 5
FIRST_PAUSE = 0.02
LONGEST = 10.0
LONGEST_PAUSE = 0.5
QUICK = 1.0  # seconds: a quarter of what a transaction may take, so that twice as much is in time too

_AWAY = "The database is busy or away; try again in a moment"
_TOO_LATE = (
    "This takes longer than the four seconds that a change may take; try again when the machine is less busy, "
    "or ask for less at once"
)


class Portions:
    """How many items go into a transaction: half as many after one was too late, up to `most` after quick ones."""

    def __init__(self, most: int) -> None:
        self.size = self._most = most

    def run(self, work: Callable[[int], T]) -> T:
        """Run `work`, which does so many items at most, with half as many for as long as that is too late.

        Raises `TooLateError` when one item is.
        """
        while True:
            began = time.monotonic()
            try:
                outcome = work(self.size)
            except TooLateError:
                if self.size == 1:
                    raise
                self.size //= 2
                continue
            if time.monotonic() - began < QUICK:
                self.size = min(2 * self.size, self._most)
            return outcome


def attempt(work: Callable[[], T], passing: Callable[[Exception], bool], divisible: bool = False) -> T:
    """Run `work`, again after a fault that is `passing`, with growing pauses of random length between.

    Raises `UnavailableError` after five attempts or ten seconds, and every other fault at once; so it does
    `TooLateError` for `divisible` work, of which less may be in time.
    """
    began = time.monotonic()
    for number in range(1, ATTEMPTS + 1):
        try:
            return work()
        except (SQLAlchemyError, TooLateError) as fault:
            if _damaged(fault):
                raise UnavailableError(
                    "The database's file is damaged, or is not SQLite's; move it away and restore a backup", "damaged"
                ) from fault
            late = isinstance(fault, TooLateError)
            if (late and divisible) or not (late or passing(fault)):
                raise
            if number == ATTEMPTS or time.monotonic() - began > LONGEST:
                raise UnavailableError(_TOO_LATE if late else _AWAY) from fault
        _pause(number)
    raise AssertionError("unreachable")


def insist(question: Callable[[], T], passing: Callable[[Exception], bool], refusal: str) -> T:
    """Ask a question, which changes nothing, for at least ten seconds: longer than a database needs to come back.

    Raises `UnavailableError` with `refusal` after that, and every fault that is not `passing` at once.
    """
    began = time.monotonic()
    for number in itertools.count(1):
        try:
            return question()
        except SQLAlchemyError as fault:
            if not passing(fault):
                raise
            if time.monotonic() - began > LONGEST:
                raise UnavailableError(refusal) from fault
        _pause(number)
    raise AssertionError("unreachable")


@contextmanager
def once(passing: Callable[[Exception], bool]) -> Iterator[None]:
    """What is done in here and cannot be run again: a fault that is `passing` is told as `UnavailableError`."""
    try:
        yield
    except SQLAlchemyError as fault:
        if not passing(fault):
            raise
        raise UnavailableError(_AWAY) from fault


def _pause(number: int) -> None:
    # Random, so that those who got in each other's way do not meet again.
    time.sleep(min(LONGEST_PAUSE, FIRST_PAUSE * 2**number) * random.random())  # noqa: S311 - no secret


def _damaged(fault: Exception) -> bool:
    text = str(getattr(fault, "orig", "")).lower()
    return "malformed" in text or "not a database" in text
