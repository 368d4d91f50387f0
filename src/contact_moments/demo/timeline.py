"""When demo contact happens: in the three years before an instant, mostly on weekdays in office hours."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from itertools import accumulate
from random import Random

from contact_moments.times import Zone

# The zone of the office hours. It does not depend on the register's own zone.
ZONE = Zone("Europe/Amsterdam")
DAYS = 3 * 365 + 1

OPEN_HOURS = range(8, 17)
# How busy the days are from Monday to Sunday, and the hours of a day. The clocks skip or repeat none of these hours.
_DAYS_OF_WEEK = (1.3, 1.1, 1.0, 1.1, 0.8, 0.08, 0.04)
_HOLIDAYS = frozenset({(1, 1), (4, 27), (12, 25), (12, 26)})
_Hours = dict[int, int]  # how busy each is
_WEEKDAY: _Hours = {7: 1, 8: 3, 9: 14, 10: 16, 11: 14, 12: 7, 13: 11, 14: 14, 15: 12, 16: 9, 17: 2}
_WEEKDAY |= {19: 2, 20: 3, 21: 2, 22: 1}
_WEEKEND: _Hours = {9: 1, 10: 3, 11: 4, 12: 2, 13: 2, 14: 3, 15: 3, 16: 3, 17: 2, 19: 2, 20: 3, 21: 2}


def made_times(rng: Random, count: int, until: datetime) -> Iterator[datetime]:
    """Make `count` times to the second, from old to new; it holds the times of one day in memory.

    The last day is that of `until`, which is a time of the zone of the office hours: as far as its hours are over.
    """
    days = [until.date() - timedelta(days=back) for back in range(DAYS - 1, -1, -1)]
    hours = [*map(_hours_of, days[:-1]), {hour: n for hour, n in _hours_of(days[-1]).items() if hour < until.hour}]
    upto = list(accumulate(_busyness(rng, *one) for one in zip(days, hours, strict=True)))
    done = 0
    for day, of_day, share in zip(days, hours, upto, strict=True):
        due = round(count * share / upto[-1])
        yield from _times_on(rng, day, of_day, due - done)
        done = due


def is_open(at: datetime) -> bool:
    """Whether the office is open then."""
    return at.hour in OPEN_HOURS and _is_working_day(at.date())


def _busyness(rng: Random, day: date, hours: _Hours) -> float:
    busy = _DAYS_OF_WEEK[day.weekday()] if _is_working_day(day) else min(_DAYS_OF_WEEK)
    return busy * rng.uniform(0.6, 1.4) * sum(hours.values()) / sum(_hours_of(day).values())


def _hours_of(day: date) -> _Hours:
    return _WEEKDAY if _is_working_day(day) else _WEEKEND


def _is_working_day(day: date) -> bool:
    return day.weekday() < 5 and (day.month, day.day) not in _HOLIDAYS


def _times_on(rng: Random, day: date, hours: _Hours, count: int) -> list[datetime]:
    drawn = rng.choices(list(hours), list(hours.values()), k=count) if count else []
    seconds = sorted(hour * 3600 + rng.randrange(3600) for hour in drawn)
    return [datetime.combine(day, _clock(second), ZONE.info) for second in seconds]


def _clock(second: int) -> time:
    return time(second // 3600, second // 60 % 60, second % 60)
