"""The clock. It is passed as an argument, never called by the rules directly, so that a test can replace it.

Instants are whole microseconds since 1970-01-01T00:00:00Z everywhere in the register: one integer that sorts, fits 64
bits for every year that we accept, and means the same in Python, SQLite and PostgreSQL.
"""

import time
from collections.abc import Callable

Clock = Callable[[], int]

SECOND = 1_000_000
# Lists return what is this much older than `since` too, because of slow commits and of clients' clocks.
OVERLAP = 10 * SECOND


def system_clock() -> int:
    """Now, in microseconds since 1970-01-01T00:00:00Z."""
    return time.time_ns() // 1000


def first_second(since: int) -> int:
    """The first second of which a list with `since` has changes, rounded up: none is older than the overlap."""
    return -((OVERLAP - since) // SECOND)
