"""The clock. It is passed as an argument, never called by the rules directly, so that a test can replace it.

Instants are whole microseconds since 1970-01-01T00:00:00Z everywhere in the register: one integer that sorts, fits 64
bits for every year that we accept, and means the same in Python, SQLite and PostgreSQL.
"""

import time
from collections.abc import Callable

Clock = Callable[[], int]

SECOND = 1_000_000


def system_clock() -> int:
    """Now, in microseconds since 1970-01-01T00:00:00Z."""
    return time.time_ns() // 1000
