"""What a measurement comes to: a figure, what was asked of it, and a line of the table."""

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True)
class Figure:
    """A ratio or amount; `least` or `most` is what was asked, and `how` says what it is made of."""

    what: str
    value: float
    asked: float
    bound: Literal["least", "most"]
    how: str
    unit: str = ""

    @property
    def reached(self) -> bool:
        """Whether it is what was asked."""
        return self.value >= self.asked if self.bound == "least" else self.value <= self.asked

    def line(self) -> str:
        """A row of a Markdown table."""
        sign = "≥" if self.bound == "least" else "≤"
        verdict = "yes" if self.reached else "**no**"
        return (
            f"| {self.what} | {self.how} | {self.value:.3g}{self.unit} | {sign} {self.asked:g}{self.unit} | {verdict} |"
        )


def table(figures: list[Figure]) -> str:
    """The Markdown table."""
    head = ["| what | measured | figure | asked | reached |", "|---|---|---|---|---|"]
    return "\n".join(head + [one.line() for one in figures])
