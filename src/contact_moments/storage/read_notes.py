"""Notes of when the register was read: times that writers respect, written now and then instead of at each read."""

import time
from collections.abc import Callable
from threading import Event, Lock, Thread

from sqlalchemy.exc import SQLAlchemyError

from contact_moments.errors import UnavailableError

READ_EVERY = 3  # seconds; rounded to whole ones this stays within half of the overlap of `since`
READ_WAIT = 0.5
PAGED_EVERY = 5
RETRY_SECONDS = 1.0
FINISH_WAIT = 5.0


class ReadNote:
    """The note that a list was read: no later change is dated before it.

    It is written before the list is read, at most every three seconds per process. While nobody can write, reading goes
    on without waiting: after a failure the note is tried again in the background, every second.
    """

    def __init__(self, write: Callable[[int], None]) -> None:
        """`write` writes a second (of 1970) down. It raises `UnavailableError` or `SQLAlchemyError`."""
        self._write = write
        self._written = self._failed = 0  # seconds (of 1970)
        self._writing = Lock()

    def is_due(self, second: int) -> bool:
        """Whether a read in this second has to be noted first."""
        return second >= self._written + READ_EVERY and second != self._failed

    def take(self, second: int) -> None:
        """Note that the list is read in this second, if that is due."""
        failed = self._failed
        if not self.is_due(second) or not self._writing.acquire(blocking=False):
            return
        # In a thread, so that reading can go on when the write has to wait for long.
        done = Event()
        Thread(target=self._try, args=(second, done), daemon=True).start()
        done.wait(0 if failed else READ_WAIT)

    def _try(self, second: int, done: Event) -> None:
        try:
            self._write(second)
            self._written, self._failed = second, 0
        except (UnavailableError, SQLAlchemyError):
            self._failed = second
        finally:
            self._writing.release()
            done.set()


class PagedNote:
    """The note that a page number above 1 was asked for: gaps stay counted for an hour (see `moments.gaps`).

    It is written in the background, at most every five seconds per process, and tried until it is written.
    """

    def __init__(self, write: Callable[[int], None]) -> None:
        """`write` as that of `ReadNote`."""
        self._write = write
        self._taken = 0  # a second (of 1970)
        self._thread: Thread | None = None

    def take(self, second: int) -> None:
        """Note that such a page is asked for in this second; returns at once."""
        if second >= self._taken + PAGED_EVERY:
            self._taken = second
            self._thread = Thread(target=self._try, args=(second,), daemon=True)
            self._thread.start()

    def close(self) -> None:
        """Wait for a write that is under way; give up what cannot be written now."""
        self._taken = 0
        self.finish()

    def finish(self) -> None:
        """Wait until the latest note is written, five seconds at most."""
        if self._thread is not None:
            self._thread.join(FINISH_WAIT)

    def _try(self, second: int) -> None:
        while self._taken == second:  # otherwise a later one is on its way
            try:
                self._write(second)
                break
            except (UnavailableError, SQLAlchemyError):
                time.sleep(RETRY_SECONDS)
