"""What all workers together have counted, from their rows."""

from collections import defaultdict
from collections.abc import Iterable
from operator import add

from contact_moments.meter.meter import SUM
from contact_moments.meter.shared_rows import NUMBERS, Key, SharedRows

Totals = dict[Key, list[int]]


def totals(shared: SharedRows) -> Totals:
    """The rows of all workers, those with the same key added up; gauges and the like are `of_workers`."""
    found: Totals = defaultdict(lambda: [0] * NUMBERS)
    for index in range(len(shared)):
        for key, numbers in shared.rows(index):
            if key[0] == "last_commit":
                found[key][0] = max(found[key][0], numbers[0])
            elif key[0] not in {"gauge", "cpu"}:
                found[key] = list(map(add, found[key], numbers))
    return dict(found)


def of_workers(shared: SharedRows, kind: str) -> Iterable[tuple[int, str, int]]:
    """The rows of a kind that belong to one worker: (its index, the name, the number)."""
    for index in range(len(shared)):
        for key, numbers in shared.rows(index):
            if key[0] == kind:
                yield index, key[-1], numbers[0]


def parts(numbers: list[int], bounds: int) -> list[int]:
    """How many there are up to each bound, and at last of all."""
    running, found = 0, []
    for number in numbers[: bounds + 1]:
        running += number
        found.append(running)
    return found


def added(rows: Iterable[list[int]]) -> list[int]:
    """Rows of one histogram, added up."""
    total = [0] * NUMBERS
    for numbers in rows:
        total = list(map(add, total, numbers))
    return total


def count_of(numbers: list[int]) -> int:
    """How many values a histogram has."""
    return sum(numbers[:SUM])
