"""Whether the register can answer: asked anew at most once a second, by whichever request comes first."""

from collections.abc import Callable

from contact_moments.clock import SECOND, Clock
from contact_moments.errors import RegisterError, UnavailableError

ASKED_EVERY = SECOND


class Readiness:
    """Remembers for a second what `check` came to; whatever `check` raises means that the register is not ready.

    While a request asks, others get the answer of before: at first, that it was not checked yet.
    """

    def __init__(self, check: Callable[[], None], clock: Clock) -> None:
        self._check = check
        self._clock = clock
        self._asked_at = 0
        self._fault: Exception | None = UnavailableError("The register was not checked yet; try again in a moment")

    def require(self) -> None:
        """Raise `UnavailableError` unless the register is ready."""
        now = self._clock()
        if not self._asked_at <= now < self._asked_at + ASKED_EVERY:
            self._asked_at = now
            self._fault = self._fault_found()
        if self._fault is not None:
            raise _told(self._fault)

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
