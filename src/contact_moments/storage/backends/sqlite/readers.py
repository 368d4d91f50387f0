"""Connections for single-row reads.

These statements take microseconds and wait for no lock. So four connections serve many threads, and a worker's memory
has a bound.
"""

from itertools import cycle
from pathlib import Path
from threading import Lock
from typing import Any

from contact_moments.storage.backends.sqlite.connections import as_sqlalchemy_fault, close, connect, fetch_rows
from contact_moments.storage.backends.sqlite.driver import dbapi2 as driver
from contact_moments.storage.backends.sqlite.held_files import HeldFiles
from contact_moments.storage.sql.prepared import Row

CONNECTIONS, CACHE = 4, 4_000  # the cache is in KiB
PATIENCE = 0.005  # seconds


class Readers:
    """A few connections to one file, shared by all threads."""

    def __init__(self, path: Path, held: HeldFiles) -> None:
        self._readers = [_Reader(path, held) for _ in range(CONNECTIONS)]

    def fetch_row(self, text: str, parameters: Any) -> Row | None:
        """Run a statement; returns its first row, or None. Raises `DBAPIError`."""
        reader = self._free_reader()
        try:
            return reader.fetch_row(text, parameters)
        finally:
            reader.in_use.release()

    def _free_reader(self) -> "_Reader":
        # The first one does nearly all the work. So its pages stay in the processor's cache, and threads do not contend
        # for the interpreter. The others help when a slow disk blocks the first.
        first = self._readers[0]
        if first.in_use.acquire(blocking=False):
            return first
        for reader in cycle(self._readers):
            if reader.in_use.acquire(timeout=PATIENCE):
                return reader
        raise AssertionError("unreachable")

    def use(self) -> tuple[int, int]:
        """How many connections are in use, and how many are open besides."""
        found = [(one.in_use.locked(), one.is_open) for one in self._readers]
        return sum(used for used, _ in found), sum(is_open and not used for used, is_open in found)

    def close(self) -> None:
        """Close every connection."""
        for reader in self._readers:
            with reader.in_use:
                reader.close()


class _Reader:
    """A connection, made at its first use. Whoever holds `in_use` uses it alone."""

    def __init__(self, path: Path, held: HeldFiles) -> None:
        self.in_use = Lock()
        self._path = path
        self._held = held
        self._connection: Any = None

    @property
    def is_open(self) -> bool:
        """Whether it has been used."""
        return self._connection is not None

    def fetch_row(self, text: str, parameters: Any) -> Row | None:
        try:
            if self._connection is None:
                self._connection = connect(self._path, self._held, CACHE, "query_only=ON")
            rows = fetch_rows(self._connection, text, parameters)
        except driver.Error as fault:  # from `connect`
            raise as_sqlalchemy_fault(fault, text) from fault
        except BaseException:
            self.close()
            raise
        return rows[0] if rows else None

    def close(self) -> None:
        if self._connection is not None:
            close(self._connection, self._held)
            self._connection = None
