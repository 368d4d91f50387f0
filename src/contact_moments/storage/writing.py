"""What domain functions need of whoever makes their changes: a database, or somebody's session on it."""

from collections.abc import Callable
from typing import Protocol, TypeVar

from contact_moments.storage.transaction import Transaction

T = TypeVar("T")


class Writes(Protocol):
    """Makes a change in a transaction, as `Database.write` does."""

    def write(self, work: Callable[[Transaction], T]) -> T:
        """Run `work` in a transaction; returns its result once that is durable."""
        ...
