"""Whether the register can answer: asked anew at most once a second, by whichever request comes first."""

from collections.abc import Callable
from threading import Lock

from contact_moments.clock import SECOND, Clock
from contact_moments.errors import RegisterError, UnavailableError

ASKED_EVERY = SECOND
FIRST_WAIT = 1.0


class Readiness:
    """Remembers for a second what `check` came to; whatever `check` raises means that the register is not ready.

    While a request asks, others get the answer of before. While the first one asks, they wait for it; after a second
    they are told that it was not checked yet.
    """

    def __init__(self, check: Callable[[], None], clock: Clock) -> None:
        self._check = check
        self._clock = clock
        self._asking = Lock()
        self._asked_at = 0
        self._checked = False
        self._fault: Exception | None = UnavailableError("The register was not checked yet; try again in a moment")

    def require(self) -> None:
        """Raise `UnavailableError` unless the register is ready."""
        if self._is_due() and self._asking.acquire(timeout=0 if self._checked else FIRST_WAIT):
            try:
                self._ask()
            finally:
                self._asking.release()
        if self._fault is not None:
            raise _told(self._fault)

    def _is_due(self) -> bool:
        return not (self._checked and self._asked_at <= self._clock() < self._asked_at + ASKED_EVERY)

    def _ask(self) -> None:
        if self._is_due():  # nobody else has asked meanwhile
            self._asked_at = self._clock()
            self._fault = self._fault_found()
            self._checked = True

    def _fault_found(self) -> Exception | None:
        try:
            self._check()
        except Exception as fault:
            return fault
        return None


def _told(fault: Exception) -> UnavailableError:
    """The fault as an answer of its own: threads do not share an exception. Its cause is for the log."""
    if isinstance(fault, RegisterError):
        told = UnavailableError(fault.message, fault.code if isinstance(fault, UnavailableError) else None)
        told.__cause__ = fault.__cause__
        return told
    told = UnavailableError("The register's database cannot be used as it is; contact-moments doctor says what helps")
    told.__cause__ = fault
    return told
