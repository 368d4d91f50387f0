"""Whether the register can answer: checked again at most once a second, by whichever request comes first."""

from collections.abc import Callable
from threading import Lock

from contact_moments.clock import SECOND, Clock
from contact_moments.errors import RegisterError, UnavailableError

CHECKED_EVERY = SECOND
FIRST_WAIT = 1.0  # seconds


class Readiness:
    """Caches for a second how `check` ended; whatever `check` raises means that the register is not ready.

    While one request checks, others get the cached answer. While the first check runs, they wait for it; after a second
    they are told that the register was not checked yet.
    """

    def __init__(self, check: Callable[[], None], clock: Clock) -> None:
        self._check = check
        self._clock = clock
        self._checking = Lock()
        self._checked_at = 0
        self._checked = False
        self._fault: Exception | None = UnavailableError("The register was not checked yet; try again in a moment")

    def require(self) -> None:
        """Raise `UnavailableError` unless the register is ready. May check, and so ask the database."""
        if not self.is_fresh() and self._checking.acquire(timeout=0 if self._checked else FIRST_WAIT):
            try:
                self._check_once()
            finally:
                self._checking.release()
        self.require_cached()

    def require_cached(self) -> None:
        """Raise `UnavailableError` unless the register was ready when it was last checked."""
        if self._fault is not None:
            raise as_answer(self._fault)

    def is_fresh(self) -> bool:
        """Whether `require` answers from the cache."""
        return self._checked and self._checked_at <= self._clock() < self._checked_at + CHECKED_EVERY

    def _check_once(self) -> None:
        if not self.is_fresh():  # another request may have checked meanwhile
            self._checked_at = self._clock()
            self._fault = self._found()
            self._checked = True

    def _found(self) -> Exception | None:
        try:
            self._check()
        except Exception as fault:
            return fault
        return None


def as_answer(fault: Exception) -> UnavailableError:
    """A fresh exception for each caller: a shared one would collect tracebacks. Its cause is for the log."""
    if isinstance(fault, RegisterError):
        code = fault.code if isinstance(fault, UnavailableError) else None
        answer = UnavailableError(fault.message, code)
        answer.__cause__ = fault.__cause__
        return answer
    answer = UnavailableError("The register's database cannot be used as it is; contact-moments doctor says what helps")
    answer.__cause__ = fault
    return answer
