"""Periods that have a name, such as this year, and what each period is compared with."""

from collections.abc import Callable
from datetime import date, timedelta

from msgspec import Struct

from contact_moments.moments import periods
from contact_moments.moments.periods import Period

USUAL, EVERYTHING = "13w", "all"
_WEEK = 7


class Compared(Struct, frozen=True):
    """The days of a period, and the earlier ones that it is compared with; None where there are none."""

    first: date
    last: date
    earlier: Period | None


def named(name: str, today: date, everything: Period | None) -> Compared:
    """The period of a name. `everything` has the days of the first and the last contact moment.

    One that is not over goes on to today, and is compared with the same part of the one before.
    """
    return Compared(*(everything or (today, today)), None) if name == EVERYTHING else _NAMED[name](today)


def own(first: date, last: date) -> Compared:
    """A period of one's own, compared with as many days before it."""
    return Compared(first, last, periods.before(first, last))


def _weeks(today: date, number: int) -> Compared:
    """So many weeks, of which this is the last one."""
    first, back = today - timedelta(days=today.weekday() + (number - 1) * _WEEK), timedelta(days=number * _WEEK)
    return Compared(first, today, (first - back, today - back))


def _month(today: date) -> Compared:
    begin, end = _month_before(today)
    return Compared(today.replace(day=1), today, (begin, min(end, begin + timedelta(days=today.day - 1))))


def _last_month(today: date) -> Compared:
    begin, end = _month_before(today)
    return Compared(begin, end, _month_before(begin))


def _month_before(day: date) -> Period:
    end = day.replace(day=1) - timedelta(days=1)
    return end.replace(day=1), end


def _year(year: int, last: date) -> Compared:
    day = 28 if (last.month, last.day) == (2, 29) else last.day
    return Compared(date(year, 1, 1), last, (date(year - 1, 1, 1), date(year - 1, last.month, day)))


_NAMED: dict[str, Callable[[date], Compared]] = {
    "week": lambda today: _weeks(today, 1),
    USUAL: lambda today: _weeks(today, 13),
    "month": _month,
    "last_month": _last_month,
    "year": lambda today: _year(today.year, today),
    "last_year": lambda today: _year(today.year - 1, date(today.year - 1, 12, 31)),
}
NAMES = (*_NAMED, EVERYTHING)
