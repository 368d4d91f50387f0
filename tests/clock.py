"""A clock for registers of tests."""

from contact_moments.clock import SECOND
from contact_moments.contract.support import START


class Clock:
    """A clock that stands still until it is set."""

    def __init__(self) -> None:
        self.second = START // SECOND

    def __call__(self) -> int:
        return self.second * SECOND
