"""Periods of the calendar: their parts, the period before, and the runs of counters that cover them."""

from bisect import bisect
from collections.abc import Callable
from datetime import date, timedelta
from typing import Literal

from contact_moments.storage.questions.tally_sums import Run
from contact_moments.storage.sql.tally_counts import DAY, MONTH, YEAR

# A chart has no place for many more than sixty parts, so those of longer periods are larger.
LONGEST_BY_DAY = 31  # days
LONGEST_BY_WEEK = 372  # days: a year, also one that begins and ends within a week
LONGEST_BY_MONTH = 1830  # days: five years
MOST_YEARS = 60  # parts of a year, of 10, 100 or 1000 years
_ONE_DAY = timedelta(days=1)

Period = tuple[date, date]
PartName = Literal["day", "week", "month", "years"]


def before(first: date, last: date) -> Period | None:
    """The period before, which is as long; None where the calendar has none."""
    days = (last - first).days + 1
    if (first - date.min).days < days:
        return None
    return first - timedelta(days=days), first - _ONE_DAY


def unit_of_parts(first: date, last: date) -> int:
    """The unit of counters from which the parts of a period are put together."""
    days = (last - first).days + 1
    if days > LONGEST_BY_MONTH:
        return YEAR
    return MONTH if days > LONGEST_BY_WEEK else DAY


def parts(first: date, last: date) -> list[Period]:
    """The days of a period, or its weeks from Monday to Sunday, months or years, cut to it."""
    end = _end_of_part(first, last)
    found = []
    begin = first
    while (until := min(end(begin), last)) < last:
        found.append((begin, until))
        begin = until + _ONE_DAY
    return [*found, (begin, last)]


def name_of_parts(first: date, last: date) -> PartName:
    """What a part of a period is."""
    days = (last - first).days + 1
    if days <= LONGEST_BY_WEEK:
        return "day" if days <= LONGEST_BY_DAY else "week"
    return "month" if days <= LONGEST_BY_MONTH else "years"


def years_of_parts(first: date, last: date) -> int:
    """How many years a part of a period has, where its parts are years."""
    years = 1
    while last.year - first.year >= MOST_YEARS * years:
        years *= 10
    return years


def _end_of_part(first: date, last: date) -> Callable[[date], date]:
    match name_of_parts(first, last):
        case "day":
            return lambda day: day
        case "week":
            return _end_of_week
        case "month":
            return _end_of_month
        case "years":
            years = years_of_parts(first, last)
            return lambda day: date(day.year - day.year % years + years - 1, 12, 31)


def part_of(day: date, found: list[Period]) -> int:
    """Which of the parts has a day."""
    return bisect(found, (day, date.max)) - 1


def _end_of_week(day: date) -> date:
    return day + timedelta(days=min(6 - day.weekday(), (date.max - day).days))


def _end_of_month(day: date) -> date:
    month = day.year * 12 + day.month
    return date.max if month >= 10_000 * 12 else date(month // 12, month % 12 + 1, 1) - _ONE_DAY


def begins(unit: int, period: int) -> date:
    """The first day of a period."""
    number = period * unit
    return date(number // 10_000, number // 100 % 100 or 1, number % 100 or 1)


def runs(first: date, last: date, largest: int = YEAR) -> list[Run]:
    """The counters of a period: whole years in the middle, or a smaller unit, then months and days at its ends."""
    # Months are counted from year 0.
    begin = _month(first) + (first.day > 1)
    end = _month(last) + (last == _end_of_month(last))
    if largest < MONTH or begin >= end:
        return [Run(DAY, _number(first), _number(last))]
    found = _months(begin, end, largest)
    if first.day > 1:
        found.append(Run(DAY, _number(first), _number(_end_of_month(first))))
    if last != _end_of_month(last):
        found.append(Run(DAY, _number(last.replace(day=1)), _number(last)))
    return found


def _months(begin: int, end: int, largest: int) -> list[Run]:
    """The counters of the months from `begin` up to and without `end`."""
    first_year, end_year = -(-begin // 12), end // 12
    if largest < YEAR or first_year >= end_year:
        return [Run(MONTH, _number_of_month(begin), _number_of_month(end - 1))]
    found = [Run(YEAR, first_year, end_year - 1)]
    if begin < first_year * 12:
        found.append(Run(MONTH, _number_of_month(begin), _number_of_month(first_year * 12 - 1)))
    if end > end_year * 12:
        found.append(Run(MONTH, _number_of_month(end_year * 12), _number_of_month(end - 1)))
    return found


def _month(day: date) -> int:
    return day.year * 12 + day.month - 1


def _number(day: date) -> int:
    return day.year * 10_000 + day.month * 100 + day.day


def _number_of_month(month: int) -> int:
    return month // 12 * 100 + month % 12 + 1
