"""The one writer of a SQLite file, across processes.

SQLite's own waiting polls and is unfair between processes (a p99 of 1.24 s was measured against 16 ms with this
lock), so every write transaction takes a lock file first and blocks on it. The kernel lets go of it when a
process dies, however it dies.
"""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


class FileLock:
    """An exclusive lock between processes on `path`; not meant for threads of one process."""

    def __init__(self, path: Path) -> None:
        self._path = path

    @contextmanager
    def held(self) -> Iterator[None]:
        """Hold the lock; blocks until nobody else does."""
        descriptor = os.open(self._path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX)
            yield
        finally:
            os.close(descriptor)
