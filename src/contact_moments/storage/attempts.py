"""Trying again: what fails in passing is run again, at most five times in all, and then told as unavailable."""

import random
import time
from collections.abc import Callable
from typing import TypeVar

from sqlalchemy.exc import SQLAlchemyError

from contact_moments.errors import UnavailableError

T = TypeVar("T")


class TooLateError(Exception):
    """Too much time has passed since a transaction's changes were dated; it is rolled back and run again."""


ATTEMPTS = 5
FIRST_PAUSE = 0.02
LONGEST = 10.0


def attempt(work: Callable[[], T], passing: Callable[[Exception], bool]) -> T:
    """Run `work`, again after a fault that is `passing`, with growing pauses of random length between.

    Raises `UnavailableError` after five attempts or ten seconds, and every other fault at once.
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
            if not isinstance(fault, TooLateError) and not passing(fault):
                raise
            if number == ATTEMPTS or time.monotonic() - began > LONGEST:
                raise UnavailableError("The database is busy or away; try again in a moment") from fault
        # Random, so that those who got in each other's way do not meet again.
        time.sleep(FIRST_PAUSE * 2**number * random.random())  # noqa: S311 - no secret
    raise AssertionError("unreachable")


def _damaged(fault: Exception) -> bool:
    text = str(getattr(fault, "orig", "")).lower()
    return "malformed" in text or "not a database" in text
