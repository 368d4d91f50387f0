"""The one clock. It is passed in, never called from inside a rule, so that a test can turn it.

Instants are whole microseconds since 1970-01-01T00:00:00Z throughout the register: one integer, which sorts,
fits 64 bits for every year that we accept, and means the same in Python, SQLite and PostgreSQL.
"""

import time
from collections.abc import Callable

Clock = Callable[[], int]

SECOND = 1_000_000


def system_clock() -> int:
    """Now, in microseconds since 1970-01-01T00:00:00Z."""
    return time.time_ns() // 1000
