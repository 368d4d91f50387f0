"""Which backups stay: the newest of each of the last days, weeks and months that have one."""

import re
from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Any, NamedTuple

from contact_moments.errors import InvalidInputError

MOST = 9999  # days, weeks or months

_PART = re.compile(r"(\d{1,4})([dwm])", re.ASCII)
_FORM = "must be numbers of days, weeks and months with commas between them, each at most once: 7d,4w,12m"


class Keep(NamedTuple):
    """Of how many days, weeks and months the newest backup stays. Days are those of UTC, and weeks begin on Monday."""

    days: int = 0
    weeks: int = 0
    months: int = 0


class Dated(NamedTuple):
    """A backup: when it was made, and its name."""

    at: datetime
    name: str


class Division(NamedTuple):
    """Names of backups that stay and that go, the newest first."""

    kept: tuple[str, ...]
    removed: tuple[str, ...]


def read_keep(text: str) -> Keep:
    """The rule that a text such as `7d,4w,12m` stands for. Raises `InvalidInputError`."""
    found: dict[str, int] = {}
    for part in text.split(","):
        match = _PART.fullmatch(part.strip())
        if match is None or match[2] in found:
            raise InvalidInputError(_FORM)
        if not 1 <= int(match[1]) <= MOST:
            raise InvalidInputError(f"{_FORM}; a number is from 1 to {MOST}")
        found[match[2]] = int(match[1])
    return Keep(found.get("d", 0), found.get("w", 0), found.get("m", 0))


def divide(earlier: Iterable[Dated], new: Dated, keep: Keep) -> Division:
    """Which of the earlier backups stay beside a new one, which always stays.

    Those that are dated after the new one stay too, and count for no day: a clock was wrong, then or now.
    """
    found = sorted(earlier, reverse=True)
    later = [one for one in found if one.at > new.at]
    counted = [new, *(one for one in found if one.at <= new.at)]
    stay = {new, *later}
    for number, period in zip(keep, _PERIODS, strict=True):
        stay |= _newest_of_each(counted, number, period)
    in_order = [*later, *counted]
    return Division(
        tuple(one.name for one in in_order if one in stay), tuple(one.name for one in in_order if one not in stay)
    )


def _newest_of_each(found: list[Dated], number: int, period: Callable[[datetime], Any]) -> set[Dated]:
    newest: dict[Any, Dated] = {}
    for one in found:
        newest.setdefault(period(one.at), one)
    return set(list(newest.values())[:number])


def _day(at: datetime) -> Any:
    return at.date()


def _week(at: datetime) -> Any:
    return at.isocalendar()[:2]


def _month(at: datetime) -> Any:
    return at.year, at.month


_PERIODS = (_day, _week, _month)
