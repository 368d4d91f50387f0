"""The figures at the top of an overview, and how they have changed."""

from datetime import date, timedelta
from typing import Literal

from msgspec import Struct

from contact_moments.moments.overview import InTime, Overview
from contact_moments.web.type_looks import TypeLook, look_of

_WORKING_DAYS = 5  # of a week


class Change(Struct, frozen=True):
    """What became of a count: by how many percent there are more or less now."""

    kind: Literal["more", "less", "same", "new"]
    percent: int


class Figures(Struct, frozen=True):
    """The figures. Those that are None are not known.

    `busiest` is the type with most contact moments, and `share` its percentage. `weekday` is the average of a day from
    Monday to Friday. `in_time` and `in_time_before` are percentages.
    """

    total: int
    change: Change | None
    busiest: str
    busiest_count: int
    share: int
    weekday: float | None
    in_time: int | None
    in_time_before: int | None


def change(now: int, before: int) -> Change:
    """How a count has changed."""
    if before == 0:
        return Change("new" if now else "same", 0)
    percent = round(abs(now - before) * 100 / before)
    return Change("same" if percent == 0 else "more" if now > before else "less", percent)


def figures(found: Overview, is_compared: bool, looks: dict[str, TypeLook], today: date) -> Figures:
    """The figures of an overview that has contact moments."""
    busiest, most = max(found.types.items(), key=lambda one: one[1])
    return Figures(
        total=found.total,
        change=change(found.total, found.before) if is_compared else None,
        busiest=look_of(looks, busiest).title,
        busiest_count=most,
        share=round(100 * most / found.total),
        weekday=_a_weekday(found) if found.last <= today else None,
        in_time=percent_in_time(found.follow_ups),
        in_time_before=percent_in_time(found.follow_ups_before) if is_compared else None,
    )


def percent_in_time(found: InTime) -> int | None:
    """The share of follow-ups that were done in time, among those that were or are late."""
    due = found.in_time + found.late
    return round(100 * found.in_time / due) if due else None


def _a_weekday(found: Overview) -> float | None:
    days = weekdays(found.first, found.last)
    number = sum(count for (weekday, _), count in found.hours.items() if weekday < _WORKING_DAYS)
    if days == 0:
        return None
    return round(number / days, 1 if number < 100 * days else None)


def weekdays(first: date, last: date) -> int:
    """How many days from Monday to Friday there are."""
    weeks, rest = divmod((last - first).days + 1, 7)
    more = (first + timedelta(days=at) for at in range(rest))
    return _WORKING_DAYS * weeks + sum(day.weekday() < _WORKING_DAYS for day in more)
