"""What a worker notes a few times a second: requests, connections to the database, memory, processor time."""

import asyncio
import contextlib
import os
import time
from pathlib import Path

from contact_moments.meter.meter import MICRO
from contact_moments.register import Register

EVERY = 0.25  # seconds

_MEMORY = Path("/proc/self/statm")


class Sampling:
    """Notes it on a worker's loop, from `start` on."""

    def __init__(self, register: Register) -> None:
        self._register = register
        self._spent = 0

    def start(self, loop: asyncio.AbstractEventLoop) -> None:
        """Note it now, and again and again; without metrics never."""
        if self._register.meter.is_on:
            # First: one time that fails is not the end of it.
            loop.call_later(EVERY, self.start, loop)
            self.note()

    def note(self) -> None:
        """Note it once."""
        self._register.meter.settle()
        meter, use = self._register.meter, self._register.database.pool_use()
        meter.gauge("pool_in_use", use.in_use)
        meter.gauge("pool_idle", use.idle)
        spent = int(time.process_time() * MICRO)
        meter.spent(spent - self._spent)
        self._spent = spent
        with contextlib.suppress(OSError):  # only Linux tells
            meter.gauge("resident_bytes", int(_MEMORY.read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE"))
