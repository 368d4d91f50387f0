"""What happens often, and is told seldom."""

from collections.abc import Callable

SECONDS = 60.0


class Seldom:
    """Says once a minute that something is due."""

    Clock = Callable[[], float]

    def __init__(self, now: Clock) -> None:
        self._now = now
        self._next = 0.0

    def is_due(self) -> bool:
        """Whether a minute has passed since this was true."""
        now = self._now()
        if now < self._next:
            return False
        self._next = now + SECONDS
        return True
