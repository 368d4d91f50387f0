"""Periods with a name, what they are compared with, and the parts of a period."""

from datetime import date, timedelta
from itertools import pairwise

import pytest

from contact_moments.moments import periods
from contact_moments.moments.named_periods import NAMES, Compared, named, own

TUESDAY = date(2024, 3, 5)  # of a leap year


def days(text: str) -> Compared:
    """Days as a test writes them: `2024-03-04 2024-03-05, 2024-02-26 2024-02-27`."""
    now, _, then = text.partition(", ")
    first, last = map(date.fromisoformat, now.split())
    return Compared(first, last, (date.fromisoformat(then[:10]), date.fromisoformat(then[11:])) if then else None)


@pytest.mark.parametrize(
    ("name", "today", "expected"),
    [
        ("week", TUESDAY, "2024-03-04 2024-03-05, 2024-02-26 2024-02-27"),
        ("13w", TUESDAY, "2023-12-11 2024-03-05, 2023-09-11 2023-12-05"),
        ("month", TUESDAY, "2024-03-01 2024-03-05, 2024-02-01 2024-02-05"),
        ("month", date(2024, 3, 31), "2024-03-01 2024-03-31, 2024-02-01 2024-02-29"),
        ("last_month", date(2024, 1, 31), "2023-12-01 2023-12-31, 2023-11-01 2023-11-30"),
        ("year", date(2024, 2, 29), "2024-01-01 2024-02-29, 2023-01-01 2023-02-28"),
        ("year", date(2024, 12, 31), "2024-01-01 2024-12-31, 2023-01-01 2023-12-31"),
        ("last_year", TUESDAY, "2023-01-01 2023-12-31, 2022-01-01 2022-12-31"),
        ("all", TUESDAY, "2020-02-01 2025-01-01"),
    ],
)
def test_named(name: str, today: date, expected: str) -> None:
    """One that is not over is compared with the same part of the one before."""
    assert named(name, today, (date(2020, 2, 1), date(2025, 1, 1))) == days(expected)


def test_weeks_are_compared_with_the_same_weekdays() -> None:
    """Whichever day it is, so that no weekend is compared with working days."""
    for at in range(14):
        for name in ("week", "13w"):
            found = named(name, TUESDAY + timedelta(days=at), None)
            assert found.earlier is not None
            assert [day.weekday() for day in found.earlier] == [found.first.weekday(), found.last.weekday()]


def test_every_name_has_a_period_on_every_day() -> None:
    """Also on the last days of months and in leap years, and without any contact moment."""
    for at in range(2 * 366):
        for name in NAMES:
            found = named(name, TUESDAY + timedelta(days=at), None)
            assert found.first <= found.last <= TUESDAY + timedelta(days=at)
            assert found.earlier is None or found.earlier[0] <= found.earlier[1] < found.first


def test_own() -> None:
    """Compared with as many days before, where the calendar has them."""
    assert own(date(2024, 3, 1), date(2024, 3, 10)) == days("2024-03-01 2024-03-10, 2024-02-20 2024-02-29")
    assert own(date.min, date.max) == Compared(date.min, date.max, None)


@pytest.mark.parametrize(
    ("first", "last", "name", "years", "number"),
    [
        (date(2024, 3, 5), date(2024, 3, 5), "day", 1, 1),
        (date(2024, 3, 1), date(2024, 3, 31), "day", 1, 31),
        (date(2024, 3, 1), date(2024, 4, 1), "week", 1, 6),
        (date(2024, 1, 1), date(2024, 12, 31), "week", 1, 53),
        (date(2024, 1, 1), date(2025, 6, 30), "month", 1, 18),
        (date(2020, 1, 15), date(2025, 1, 14), "month", 1, 61),
        (date(2020, 1, 1), date(2025, 12, 31), "years", 1, 6),
        (date(1966, 5, 1), date(2025, 12, 31), "years", 1, 60),
        (date(1965, 5, 1), date(2025, 12, 31), "years", 10, 7),
        (date.min, date.max, "years", 1000, 10),
    ],
)
def test_parts(first: date, last: date, name: str, years: int, number: int) -> None:
    """They cover the period without a gap, and no period has many more than sixty."""
    found = periods.parts(first, last)

    assert (periods.name_of_parts(first, last), periods.years_of_parts(first, last)) == (name, years)
    assert (len(found), found[0][0], found[-1][1]) == (number, first, last)
    assert all(before[1] + timedelta(days=1) == after[0] for before, after in pairwise(found))
    if name == "week":
        assert all(begin.weekday() == 0 for begin, _ in found[1:])
    if name == "years":
        assert all(begin.year % years == 0 and (begin.month, begin.day) == (1, 1) for begin, _ in found[1:])
