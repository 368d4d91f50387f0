"""Whether the register can answer: asked anew at most once a second, by whichever request comes first."""

from collections.abc import Callable

from contact_moments.clock import SECOND, Clock
from contact_moments.errors import RegisterError, UnavailableError

ASKED_EVERY = SECOND


class Readiness:
    """Remembers for a second what `check` said; `check` raises `UnavailableError` when the register is not ready."""

    def __init__(self, check: Callable[[], None], clock: Clock) -> None:
        self._check = check
        self._clock = clock
        self._asked_at = 0
        self._fault: RegisterError | None = None

    def require(self) -> None:
        """Raise `UnavailableError` unless the register is ready."""
        now = self._clock()
        if not self._asked_at <= now < self._asked_at + ASKED_EVERY:
            self._asked_at = now
            try:
                self._check()
                self._fault = None
            except UnavailableError as fault:
                self._fault = fault
        if self._fault is not None:
            raise UnavailableError(self._fault.message, self._fault.code)
