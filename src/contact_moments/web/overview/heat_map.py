"""The chart of hours and weekdays: the fuller the colour, the busier.

Cells lie in an SVG of their own, in which each is a unit wide and high, so that it stretches to any width.
"""

from msgspec import Struct

_USUAL = (8, 17)
_OPACITIES = (0, 0.1, 0.24, 0.42, 0.62, 0.82, 1)  # none, and how full the colours are


class Cells(Struct, frozen=True):
    """The cells of one colour: the path around them, and how full it is, from 0 for none to 1."""

    outline: str
    opacity: float


class HeatMap(Struct, frozen=True):
    """The hours, and for each weekday from Monday their counts; `most` is that of the busiest hour."""

    hours: list[int]
    days: list[list[int]]
    most: int
    cells: list[Cells]


def heat_map(counts: dict[tuple[int, int], int]) -> HeatMap:
    """The chart of counts by weekday and hour, of which there are some, with at least the usual working hours."""
    found = [*_USUAL, *(hour for _, hour in counts)]
    hours = list(range(min(found), max(found) + 1))
    most = max(counts.values())
    days = [[counts.get((day, hour), 0) for hour in hours] for day in range(7)]
    return HeatMap(hours, days, most, _cells(days, most))


def _cells(days: list[list[int]], most: int) -> list[Cells]:
    outlines = dict.fromkeys(_OPACITIES, "")
    levels = len(_OPACITIES) - 1
    for row, counts in enumerate(days):
        for at, count in enumerate(counts):
            outlines[_OPACITIES[-(-count * levels // most)]] += f"M{at} {row}h1v1h-1z"
    return [Cells(outline, opacity) for opacity, outline in outlines.items() if outline]
