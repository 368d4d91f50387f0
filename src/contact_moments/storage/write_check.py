"""Whether the register takes changes now: known from the latest change, or else from a trial.

A trial costs a commit. So a server does one when it starts, and then none while changes succeed, and none that nobody
asks for. While changes fail there is one every few seconds, so that the register is ready again without anybody's
request.
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
_DAMAGED = (
    "The database's file was damaged, or overwritten, while it was in use, so no changes are taken; stop every server, "
    "run contact-moments restore with a backup, and start them again"
)


def leave_nothing(connection: Connection) -> None:
    """Add a row and remove it again."""
    token = secrets.randbits(63)
    connection.execute(_LEAVE, {"token": token, "marked_at": system_clock()})
    connection.execute(_REMOVE, {"of_token": token})


class WriteCheck:
    """What is known of writing: the fault of the latest attempt, or that it succeeded.

    An attempt that only waits, for another writer or a slow disk, is no fault: what was known before holds until it
    ends. A change that waits is answered or refused by itself.
    """

    def __init__(self, attempt: Callable[[], None]) -> None:
        """`attempt` tries to write. It raises `RegisterError`, `SQLAlchemyError` or `OSError` if that fails."""
        self._attempt = attempt
        self._lock = Lock()
        self._trial: Thread | None = None
        self._patient_until = 0.0  # by the monotonic clock, as the next one
        self._known_until: float | None = None
        self._fault: Exception | None = None
        self._damage: UnavailableError | None = None

    def note(self, fault: Exception | None) -> None:
        """Note that a change was committed, or the fault by which the database takes none."""
        self._fault, self._known_until = fault, time.monotonic() + KNOWN_FOR

    def note_damage(self, fault: UnavailableError) -> None:
        """Note that the file is damaged: for as long as this process lives it takes no changes."""
        self._damage = UnavailableError(_DAMAGED, fault.code)
        self._damage.__cause__ = fault.__cause__

    def require_undamaged(self) -> None:
        """Raise `UnavailableError` if the file was found damaged: what is written to it may be lost, or damage more."""
        if self._damage is not None:
            raise UnavailableError(self._damage.message, self._damage.code) from self._damage.__cause__

    def fault(self) -> Exception | None:
        """What keeps the register from taking changes, or None. Tries it, if the latest attempt is some seconds ago.

        Waits for the trial, but for no longer than a second after it has begun, whoever began it.
        """
        if self._damage is None and (trial := self._trial_unless(self._is_known)):
            trial.join(max(0.0, self._patient_until - time.monotonic()))
        return self._damage or self._fault

    def try_again(self) -> None:
        """Try it, if the latest attempt has failed, some seconds ago."""
        if self._fault is not None and (trial := self._trial_unless(self._is_known)):
            trial.join()

    def try_first(self) -> None:
        """Try it, unless an attempt has ended already."""
        if trial := self._trial_unless(lambda: self._known_until is not None):
            trial.join()

    def _is_known(self) -> bool:
        return self._known_until is not None and time.monotonic() < self._known_until

    def _trial_unless(self, is_known: Callable[[], bool]) -> Thread | None:
        """The trial that goes on, which all share; begins one if there is none. None if the answer is known."""
        # Asked while nobody else begins one: a trial that ended a moment ago has found the answer.
        with self._lock:
            if is_known():
                return None
            # In a thread, because it may have to wait for another writer.
            if self._trial is None or not self._trial.is_alive():
                self._trial = Thread(target=self._try, daemon=True)
                self._patient_until = time.monotonic() + PATIENCE
                self._trial.start()
            return self._trial

    def _try(self) -> None:
        try:
            self._attempt()
            self.note(None)
        except (RegisterError, SQLAlchemyError, OSError) as fault:
            self.note(fault)
