"""Whether the register takes changes now: known from the latest change, or else from a trial.

A trial costs a commit. So there is none while changes succeed, and none that nobody asks for. While changes fail there
is one every few seconds, so that the register is ready again without anybody's request.
"""

import secrets
import time
from collections.abc import Callable
from threading import Lock, Thread

from sqlalchemy import Connection, bindparam, delete, insert
from sqlalchemy.exc import SQLAlchemyError

from contact_moments.clock import system_clock
from contact_moments.errors import RegisterError, UnavailableError
from contact_moments.storage.sql.tables import commit_mark

KNOWN_FOR = 3.0  # seconds
PATIENCE = 1.0  # seconds; a trial may wait longer than that for another writer

_LEAVE = insert(commit_mark)
_REMOVE = delete(commit_mark).where(commit_mark.c.token == bindparam("of_token"))
_UNKNOWN = "It is not known yet whether the database takes changes; try again in a moment"


def leave_nothing(connection: Connection) -> None:
    """Add a row and remove it again."""
    token = secrets.randbits(63)
    connection.execute(_LEAVE, {"token": token, "marked_at": system_clock()})
    connection.execute(_REMOVE, {"of_token": token})


class WriteCheck:
    """What is known of writing: the fault of the latest attempt, or that it succeeded."""

    def __init__(self, attempt: Callable[[], None]) -> None:
        """`attempt` tries to write. It raises `RegisterError`, `SQLAlchemyError` or `OSError` if that
        fails."""
        self._attempt = attempt
        self._trying = Lock()
        self._fault: Exception | None = UnavailableError(_UNKNOWN)
        self._known_until = 0.0  # by the monotonic clock

    def note(self, fault: Exception | None) -> None:
        """Note that a change was committed, or the fault by which the database takes none."""
        self._fault, self._known_until = fault, time.monotonic() + KNOWN_FOR

    def fault(self) -> Exception | None:
        """What keeps the register from taking changes, or None. Tries it, if the latest attempt is some seconds ago."""
        if not self._is_known():
            # In a thread, because it may have to wait for another writer.
            trial = Thread(target=self._try, daemon=True)
            trial.start()
            trial.join(PATIENCE)
        return self._fault

    def try_again(self) -> None:
        """Try it, if the latest attempt has failed, some seconds ago."""
        if self._fault is not None and not self._is_known():
            self._try()

    def _is_known(self) -> bool:
        return time.monotonic() < self._known_until

    def _try(self) -> None:
        # One at a time: others tell what was known before.
        if not self._trying.acquire(blocking=False):
            return
        try:
            self._attempt()
            self.note(None)
        except (RegisterError, SQLAlchemyError, OSError) as fault:
            self.note(fault)
        finally:
            self._trying.release()
