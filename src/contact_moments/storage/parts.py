"""Many ids, a part at a time: engines limit how many parameters a statement can have (PostgreSQL: 65,535)."""

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import TypeVar

T = TypeVar("T")

LARGEST = 10_000


def in_parts(ids: Iterable[T]) -> Iterator[list[T]]:
    """`ids` in lists of at most 10,000."""
    rest = iter(ids)
    while part := list(islice(rest, LARGEST)):
        yield part
