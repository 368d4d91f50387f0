"""Many ids or links, a part at a time.

Engines limit how many parameters a statement can have (PostgreSQL: 65,535), and a transaction has four seconds.
"""

from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from typing import TypeVar

T = TypeVar("T")

LARGEST = 10_000
LINKS = 5_000  # a fraction of a second, on any machine


def in_parts(ids: Iterable[T]) -> Iterator[list[T]]:
    """`ids` in lists of at most 10,000."""
    rest = iter(ids)
    while part := list(islice(rest, LARGEST)):
        yield part


def in_loads(items: Iterable[T], links: Callable[[T], int]) -> Iterator[list[T]]:
    """`items` in lists that have about 5,000 links together, or are one item with more; `links` counts those of one."""
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
