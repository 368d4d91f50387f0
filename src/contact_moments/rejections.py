"""Faulty lines of a file: the first 20 are told, and how many more there are."""

TOLD = 20


class Rejections:
    """The faulty lines of a file, in its order. `number` counts all of them."""

    def __init__(self) -> None:
        self._first: list[str] = []
        self.number = 0

    def add(self, line: int, reason: str) -> None:
        """Add a line by its number, with what is wrong with it."""
        self.number += 1
        if self.number <= TOLD:
            self._first.append(f"line {line}: {reason}")

    def lines(self) -> list[str]:
        """A text for each of the first 20, and one for the rest."""
        more = self.number - len(self._first)
        return [*self._first, f"and {more} more"] if more else self._first
