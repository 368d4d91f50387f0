"""The sizes of batches: how many items go into one transaction or one statement.

Engines limit how many parameters a statement can have (PostgreSQL: 65,535). A transaction has four seconds, and should
keep other writers waiting for no longer than half a second.
"""

from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from typing import TypeVar

from contact_moments.storage.retry import DeadlineExceededError

T = TypeVar("T")

LARGEST = 10_000
LINKS = 5_000  # a fraction of a second, on any machine
FIRST = 100
LONGEST = 0.5  # seconds for which a batch may keep other writers waiting


class BatchSize:
    """How many items go into the next transaction."""

    def __init__(self, most: int, first: int = FIRST) -> None:
        """Start at `first` items; never more than `most`."""
        self._most = most
        self.size = min(first, most)

    def run(self, work: Callable[[int], T]) -> T:
        """Call `work` with the size; halve the size and call it again for as long as the deadline is missed.

        Raises `DeadlineExceededError` if a single item misses it.
        """
        while True:
            try:
                return work(self.size)
            except DeadlineExceededError:
                if self.size == 1:
                    raise
                self.size //= 2

    def adapt(self, seconds: float) -> None:
        """Adapt the size to the time that the last batch kept other writers waiting."""
        if seconds > LONGEST:
            self.size = max(self.size // 2, 1)
        elif seconds < LONGEST / 4:
            # Double it only after using under a quarter of the time: twice as many items may take more than twice as
            # long.
            self.size = min(2 * self.size, self._most)


def in_parts(ids: Iterable[T]) -> Iterator[list[T]]:
    """`ids` in lists of at most 10,000."""
    rest = iter(ids)
    while part := list(islice(rest, LARGEST)):
        yield part


def in_loads(items: Iterable[T], links: Callable[[T], int]) -> Iterator[list[T]]:
    """`items` in lists with at most about 5,000 links together; one item may have more. `links` counts those of one."""
    load: list[T] = []
    room = LINKS
    for item in items:
        number = links(item)
        if load and number > room:
            yield load
            load, room = [], LINKS
        load.append(item)
        room -= number
    if load:
        yield load
