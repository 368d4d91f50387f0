"""A table in memory that all workers share: for each key the time until which something holds.

It is made before the workers are forked, and its size never changes. Where it is full, what ends soonest makes place.
"""

import fcntl
import os
import threading
import weakref
from collections.abc import Iterator
from contextlib import contextmanager
from mmap import mmap
from tempfile import TemporaryFile

WAYS = 8  # places that a key can be in


class SharedTable:
    """Keys are numbers of 64 bits that nobody outside can choose, times those of one clock of the machine."""

    def __init__(self, places: int) -> None:
        """`places` is a multiple of 8. A place takes 16 bytes."""
        self._sets = places // WAYS
        self._keys = memoryview(mmap(-1, places * 8)).cast("Q")
        self._until = memoryview(mmap(-1, places * 8)).cast("d")
        self._threads = threading.Lock()
        # Processes lock a file that has no name: unlike a semaphore's, its lock ends with a worker that is killed.
        self._file = _nameless_file()
        weakref.finalize(self, os.close, self._file)

    def until(self, key: int) -> float:
        """The time of a key, or 0."""
        for place in self._places(key):
            if self._keys[place] == key:
                return self._until[place]
        return 0.0

    def extend(self, key: int, seconds: float, now: float, most: float) -> None:
        """Let it hold `seconds` longer, and until `now + most` at the longest."""
        with self._locked():
            self._put(key, min(max(self.until(key), now) + seconds, now + most))

    def claim(self, key: int, seconds: float, now: float) -> bool:
        """Let it hold for `seconds`; False where it holds already. Of several that claim at once one gets it."""
        with self._locked():
            free = self.until(key) <= now
            if free:
                self._put(key, now + seconds)
        return free

    def _places(self, key: int) -> range:
        first = key % self._sets * WAYS
        return range(first, first + WAYS)

    def _put(self, key: int, until: float) -> None:
        places = self._places(key)
        own = (place for place in places if self._keys[place] == key)
        place = next(own, None)
        if place is None:
            place = min(places, key=self._until.__getitem__)
            # Others read without the lock: never another key's time.
            self._until[place] = 0.0
            self._keys[place] = key
        self._until[place] = until

    @contextmanager
    def _locked(self) -> Iterator[None]:
        with self._threads:
            fcntl.lockf(self._file, fcntl.LOCK_EX)
            try:
                yield
            finally:
                fcntl.lockf(self._file, fcntl.LOCK_UN)


def _nameless_file() -> int:
    if hasattr(os, "memfd_create"):  # Linux: there need not be a folder to write to
        return os.memfd_create("throttle")
    with TemporaryFile() as file:
        return os.dup(file.fileno())
