"""Rows of whole numbers in memory that all processes of a server share, one block of them for each worker.

A row has a key (a few short texts) and 16 numbers. Only one process writes to a block: its worker, or the one that
replaces it, which goes on with the numbers of the one before. So no number gets smaller when a worker ends, nothing is
left to clean up, and no file is written. The memory is made before the workers are forked; what is not used takes none.
"""

from collections.abc import Iterator
from mmap import mmap

Key = tuple[str, ...]

ROWS = 4096  # of a worker
NUMBERS = 16  # of a row
_KEY = 20  # words that a key takes at most: that of a registration has the id of its type, of 128 characters at most
_ROW = _KEY + NUMBERS
_BLOCK = _ROW * (ROWS + 1)  # the first row says how many there are
_BETWEEN = "\x1f"
# The key of a row for everything that has no row of its own.
OTHER: Key = ("other",)


class SharedRows:
    """The blocks of all workers."""

    def __init__(self, workers: int) -> None:
        self._words = memoryview(mmap(-1, 8 * _BLOCK * workers)).cast("q")
        self._blocks = [self._words[index * _BLOCK : (index + 1) * _BLOCK] for index in range(workers)]

    def __len__(self) -> int:
        return len(self._blocks)

    def block(self, index: int) -> "Block":
        """The rows of a worker, for itself."""
        return Block(self._blocks[index])

    def rows(self, index: int) -> Iterator[tuple[Key, list[int]]]:
        """The rows of a worker, for others: each key and its numbers."""
        return ((key, numbers) for key, _, numbers in _read(self._blocks[index]))


class Block:
    """The rows of one worker, which calls `place` and changes `words`."""

    def __init__(self, words: "memoryview[int]") -> None:
        self.words = words
        self._places = {key: place for key, place, _ in _read(words)}

    def place(self, key: Key) -> int:
        """Where in `words` the numbers of a row begin; the row is made where there is none.

        Where there is no room for another, it is the row of `OTHER`. Not for several threads at once.
        """
        place = self._places.get(key)
        if place is None:
            place = self._places[key] = self._new(key)
        return place

    @property
    def keys(self) -> list[Key]:
        """The keys of all rows."""
        return list(self._places)

    def _new(self, key: Key) -> int:
        text = _BETWEEN.join(key).encode()
        used = self.words[0]
        # The last row is kept for what has none.
        if len(text) > 8 * _KEY or (used >= ROWS - 1 and key != OTHER):
            return self.place(OTHER)
        start = _ROW * (used + 1)
        # All of it: a worker that was killed here may have left a part of a longer one.
        self.words[start : start + _KEY].cast("B")[:] = text.ljust(8 * _KEY, b"\0")
        self.words[0] = used + 1  # last: who reads meanwhile sees no row without its key
        return start + _KEY


def _read(words: "memoryview[int]") -> Iterator[tuple[Key, int, list[int]]]:
    """Each row: its key, the place of its numbers, and these."""
    for start in range(_ROW, _ROW * (words[0] + 1), _ROW):
        text = bytes(words[start : start + _KEY]).rstrip(b"\0").decode()
        place = start + _KEY
        yield tuple(text.split(_BETWEEN)), place, words[place : place + NUMBERS].tolist()
