"""Retry transient failures, five times at most. After that they become `UnavailableError`."""

import itertools
import random
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TypeVar

from sqlalchemy.exc import SQLAlchemyError

from contact_moments.errors import UnavailableError, UnwritableError
from contact_moments.storage.faults import why_unwritable

T = TypeVar("T")


class DeadlineExceededError(Exception):
    """A transaction took longer than the four seconds that it has after its changes were dated; it is rolled back."""


ATTEMPTS = 5
DAMAGED = "damaged"  # the code of the refusal
FIRST_PAUSE = 0.02
LONGEST = 10.0
LONGEST_PAUSE = 0.5

# Of SQLite's messages. Another one is "malformed JSON", which is no damage.
_DAMAGE = ("disk image is malformed", "malformed database schema", "not a database")
_AWAY = "The database is busy or away; try again in a moment"
_TOO_LATE = (
    "This takes longer than the four seconds that a change may take; try again when the machine is less busy, "
    "or ask for less at once"
)


def retry(work: Callable[[], T], is_transient: Callable[[Exception], bool], divisible: bool = False) -> T:
    """Run `work`; run it again after a transient fault or a missed deadline, after growing pauses of random length.

    Raises `UnavailableError` after five attempts or ten seconds, and every other fault at once. With `divisible`,
    `DeadlineExceededError` is raised at once too: the caller can try with fewer items.
    """
    began = time.monotonic()
    for number in range(1, ATTEMPTS + 1):
        try:
            return work()
        except (SQLAlchemyError, DeadlineExceededError) as fault:
            if _damaged(fault):
                raise UnavailableError(
                    "The database's file is damaged, or is not SQLite's; contact-moments restore replaces it",
                    DAMAGED,
                ) from fault
            late = isinstance(fault, DeadlineExceededError)
            if (late and divisible) or not (late or is_transient(fault)):
                raise
            if number == ATTEMPTS or time.monotonic() - began > LONGEST:
                raise _refusal(fault) from fault
        _pause(number)
    raise AssertionError("unreachable")


def retry_read(read: Callable[[], T], is_transient: Callable[[Exception], bool], refusal: str) -> T:
    """Run `read`, which changes nothing, for at least ten seconds: a database needs less to come back.

    Raises `UnavailableError` with `refusal` after that, and every fault that is not transient at once.
    """
    began = time.monotonic()
    for number in itertools.count(1):
        try:
            return read()
        except SQLAlchemyError as fault:
            if not is_transient(fault):
                raise
            if time.monotonic() - began > LONGEST:
                raise UnavailableError(refusal) from fault
        _pause(number)
    raise AssertionError("unreachable")


@contextmanager
def once(is_transient: Callable[[Exception], bool]) -> Iterator[None]:
    """For a block that cannot be retried: a transient fault becomes `UnavailableError` at once."""
    try:
        yield
    except SQLAlchemyError as fault:
        if not is_transient(fault):
            raise
        raise _refusal(fault) from fault


def _refusal(fault: Exception) -> UnavailableError:
    if isinstance(fault, DeadlineExceededError):
        return UnavailableError(_TOO_LATE)
    unwritable = why_unwritable(fault)
    return UnavailableError(_AWAY) if unwritable is None else UnwritableError(unwritable)


def _pause(number: int) -> None:
    # Random, so that writers who collided do not collide again.
    time.sleep(min(LONGEST_PAUSE, FIRST_PAUSE * 2**number) * random.random())  # noqa: S311 - no secret


def _damaged(fault: Exception) -> bool:
    text = str(getattr(fault, "orig", "")).lower()
    return any(sign in text for sign in _DAMAGE)
