"""The chart of a period's parts: a stacked bar for each of them, of types in their colours.

Heights are in pixels. Bars lie in an SVG of their own, which is one unit wide for each of them, so that it stretches to
any width; texts lie outside it, and never scale.
"""

from datetime import date

from msgspec import Struct

from contact_moments.moments.overview import Bar, Overview
from contact_moments.moments.periods import PartName, name_of_parts, years_of_parts
from contact_moments.moments.type_files import NO_LOOK
from contact_moments.web.filters import MOST_VALUES, Filters
from contact_moments.web.overview.behind import behind
from contact_moments.web.overview.figures import Change, change
from contact_moments.web.type_looks import TypeLook, look_of

HEIGHT = 200  # pixels of the highest line
_TOP = 20  # pixels above it, for its label
_MOST_LINES = 5
_MOST_NAMED = 14  # days whose labels have the weekday
MOST_OWN = 6  # types without a colour of their own that get one here
_NOTE = "ContactMomentNote"
OTHERS = "others"
# Pixels: of a digit, between two labels, and the least width of a wide and of a narrow chart.
_DIGIT, _BETWEEN, _WIDE, _NARROW = 7, 6, 560, 240


class Series(Struct, frozen=True):
    """The types of one colour: one type, or several that have none of their own, which have no name.

    `hue` is the class of the colour, and `outline` the path of its bars with those of the series before it.
    """

    hue: str
    name: str
    types: list[str]
    count: int
    change: Change | None
    address: str | None
    outline: str


class Column(Struct, frozen=True):
    """A bar: its days, its counts in the order of the series, and the address of what is behind it."""

    first: date
    last: date
    counts: list[int]
    total: int
    address: str | None


class Line(Struct, frozen=True):
    """A horizontal line with its number, so many pixels from the top."""

    number: int
    y: int


class Label(Struct, frozen=True):
    """A text below a bar: where, in percent. `is_alt` says that a narrow chart has no place for it."""

    x: float
    at: date
    is_alt: bool


class BarChart(Struct, frozen=True):
    """The chart. `years` is how many years a bar has, where it has years; `axis` how many pixels the numbers take."""

    unit: PartName
    years: int
    series: list[Series]
    columns: list[Column]
    lines: list[Line]
    labels: list[Label]
    axis: int

    @property
    def has_weekdays(self) -> bool:
        """Whether there is place for the weekdays of days."""
        return len(self.columns) <= _MOST_NAMED


def bar_chart(found: Overview, is_compared: bool, looks: dict[str, TypeLook]) -> BarChart:
    """The chart of an overview."""
    unit = name_of_parts(found.first, found.last)
    years = years_of_parts(found.first, found.last)
    groups = _groups(found.types, looks)
    lines = _lines(max((sum(bar.counts.values()) for bar in found.bars), default=0))
    columns = [_column(bar, groups) for bar in found.bars]
    outlines = _outlines(columns, len(groups), lines[-1].number)
    series = [
        _series(one, outline, found, is_compared, looks) for one, outline in zip(groups.items(), outlines, strict=True)
    ]
    axis = _DIGIT * (len(str(lines[-1].number)) * 4 // 3 + 1)
    return BarChart(unit, years, series, columns, lines, _labels(unit, columns), axis)


def _groups(counts: dict[str, int], looks: dict[str, TypeLook]) -> dict[str, list[str]]:
    """The types that occur by the class of their colour, in the order of all types; no two share a colour.

    The busiest of those that have none of their own get one. The others are together.
    """
    order = {id_: at for at, id_ in enumerate(looks)}
    types = sorted(counts, key=lambda id_: (order.get(id_, len(order)), id_))
    owners = _owners([*looks, *types], looks)
    plain = [id_ for id_ in types if owners.get(look_of(looks, id_).hue) != id_]
    chosen = sorted(plain, key=lambda id_: -counts[id_])[:MOST_OWN]
    hues = {id_: f"t-{at}" for at, id_ in enumerate((one for one in plain if one in chosen), start=1)}
    groups: dict[str, list[str]] = {}
    for id_ in [one for one in types if one not in plain or one in chosen]:
        groups[hues.get(id_) or f"t-{look_of(looks, id_).hue}"] = [id_]
    rest = [id_ for id_ in plain if id_ not in chosen]
    return groups | ({f"t-{OTHERS}": rest} if rest else {})


def _owners(types: list[str], looks: dict[str, TypeLook]) -> dict[str, str]:
    """The first type of each colour that types have; the colour of notes is also that of types without one."""
    owners: dict[str, str] = {}
    for id_ in types:
        hue = look_of(looks, id_).hue
        if hue != NO_LOOK or id_ == _NOTE:
            owners.setdefault(hue, id_)
    return owners


def _column(bar: Bar, groups: dict[str, list[str]]) -> Column:
    counts = [sum(bar.counts.get(id_, 0) for id_ in types) for types in groups.values()]
    return Column(bar.first, bar.last, counts, sum(counts), behind(bar.first, bar.last).of())


def _series(
    group: tuple[str, list[str]], outline: str, found: Overview, is_compared: bool, looks: dict[str, TypeLook]
) -> Series:
    hue, types = group
    count, before = (sum(counts.get(id_, 0) for id_ in types) for counts in (found.types, found.types_before))
    name = look_of(looks, types[0]).title if len(types) == 1 else ""
    is_known = len(types) <= MOST_VALUES and all(id_ in looks for id_ in types)
    where = behind(found.first, found.last).of(Filters(types=tuple(types))) if is_known else None
    return Series(hue, name, types, count, change(count, before) if is_compared else None, where, outline)


def _outlines(columns: list[Column], number: int, most: int) -> list[str]:
    """The path of each series: for each bar up, right, down to the base and on to the next one.

    It goes up to the top of the series, over those below it, which are drawn on it later: that takes half the bytes.
    """
    found = []
    for at in range(number):
        tops = [round(HEIGHT * sum(one.counts[: at + 1]) / most) for one in columns]
        found.append("M.16 0" + "".join(f"V-{top}h.68V0h.32" for top in tops))
    return found


def _lines(most: int) -> list[Line]:
    """Lines at round numbers: the highest is at least `most`, and there are five at most above 0."""
    steps = (factor * 10**power for power in range(30) for factor in (1, 2, 5))
    step = next(one for one in steps if one * _MOST_LINES >= most)
    top = max(-(-most // step), 1) * step
    return [Line(number, _TOP + HEIGHT - round(HEIGHT * number / top)) for number in range(0, top + 1, step)]


def _labels(unit: PartName, columns: list[Column]) -> list[Label]:
    """As many labels as there is place for. Of months only Januaries have one: their year."""
    offered = [at for at, one in enumerate(columns) if unit != "month" or one.first.month == 1]
    is_short = unit == "week" or (unit == "day" and len(columns) > _MOST_NAMED)
    least = _BETWEEN + _DIGIT * (2 if is_short else 4)
    wide = _every(len(offered), least, _WIDE)
    shown = offered[::wide]
    narrow = _every(len(shown), least, _NARROW)
    middle = 100 / len(columns)
    return [
        Label(round((at + 0.5) * middle, 2), columns[at].first, index % narrow != 0) for index, at in enumerate(shown)
    ]


def _every(number: int, least: int, width: int) -> int:
    return max(-(-number * least // width), 1)
