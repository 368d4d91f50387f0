"""Days, times, numbers and plurals as a language writes them: the filters of the templates.

Their values are plain: a date or a local time without its offset, a number, a list. The language is the page's.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from babel import Locale
    from jinja2.runtime import Context

_DAYS = {"en": "d MMM y", "nl": "dd-MM-y"}
_LONG_DAYS = {"en": "EEEE d MMMM y", "nl": "EEEE d MMMM y"}
_DAYS_OF_YEAR = {"en": "EEEE d MMMM", "nl": "EEEE d MMMM"}
_MONTHS = {"en": "LLLL y", "nl": "LLLL y"}
_WEEKDAYS = {"en": "EEEE", "nl": "EEEE"}
# Days that come soon, or were a moment ago: those of a week, of a year, and others.
_NEAR, _OF_YEAR, _FAR = ({"en": one, "nl": one} for one in ("EEE d", "d MMM", "d MMM y"))
_SMALLEST, _LARGEST = 1e-6, 10**15  # numbers that people read with groups and a decimal sign


@cache
def locale(language: str) -> "Locale":
    """What Babel knows of a language; the first call takes 20 ms."""
    from babel import Locale

    return Locale.parse({"en": "en_GB"}.get(language, language))


def _date(language: str, value: date, patterns: Mapping[str, str]) -> str:
    from babel.dates import format_date

    return str(format_date(value, patterns[language], locale(language)))


def day(language: str, value: date) -> str:
    """A day in short: `26 Nov 2026`, `26-11-2026`."""
    return _date(language, value, _DAYS)


def day_long(language: str, value: date) -> str:
    """A day in full: `Thursday 26 November 2026`."""
    return _date(language, value, _LONG_DAYS)


def day_of_year(language: str, value: date) -> str:
    """A day of a year that is known: `Thursday 26 November`."""
    return _date(language, value, _DAYS_OF_YEAR)


def month(language: str, value: date) -> str:
    """A month: `November 2026`."""
    return _date(language, value, _MONTHS)


def weekday(language: str, value: date) -> str:
    """The day of the week: `Thursday`."""
    return _date(language, value, _WEEKDAYS)


@lru_cache(maxsize=1000)  # rows of a page have the same days, and Babel takes a tenth of a millisecond for each
def near_day(language: str, value: date, today: date) -> str:
    """A day as briefly as it is clear from `today`: `Tue 24`, `30 Nov`, `3 Jan 2028`."""
    if abs((value - today).days) < 7:
        return _date(language, value, _NEAR)
    return _date(language, value, _OF_YEAR if value.year == today.year else _FAR)


def clock(_: str, value: datetime) -> str:
    """The time of day: `14:05`."""
    return f"{value:%H:%M}"


def moment(language: str, value: datetime) -> str:
    """Day and time: `26 Nov 2026, 14:05`."""
    return f"{day(language, value)}, {clock(language, value)}"


def number(language: str, value: float) -> str:
    """A number with all its digits: `2,041`, `2.041`. One that is very large or very small is as programs write it."""
    from babel.numbers import format_decimal

    # Babel takes no truth values, and no number with more digits than a `Decimal` of its context has.
    if isinstance(value, bool) or (value != 0 and not _SMALLEST <= abs(value) < _LARGEST):
        return str(value)
    return str(format_decimal(value, locale=locale(language), decimal_quantization=False))


def plural(language: str, forms: Mapping[str, str], count: int, **values: Any) -> str:
    """The form of some words that goes with a number, which stands at `{count}`. `values` are for the other names."""
    form = forms[locale(language).plural_form(count)]
    return form.format(count=number(language, count), **values)


def list_of(language: str, items: Sequence[str]) -> str:
    """Items as a sentence has them: `A, B and C`."""
    from babel.lists import format_list

    return str(format_list(list(items), locale=locale(language)))


_FORMATS: tuple[Callable[..., str], ...] = (
    clock,
    day,
    day_long,
    day_of_year,
    list_of,
    moment,
    month,
    near_day,
    number,
    plural,
    weekday,
)


def filters() -> dict[str, Callable[..., str]]:
    """The functions above for templates: `{{ at|day }}`. A macro needs `with context` for them."""
    from jinja2 import pass_context

    def of_page(function: Callable[..., str]) -> Callable[..., str]:
        @pass_context
        def filtered(context: "Context", value: Any, *more: Any, **named: Any) -> str:
            return function(context["language"], value, *more, **named)

        return filtered

    return {function.__name__: of_page(function) for function in _FORMATS}
