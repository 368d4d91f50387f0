"""Days, times, numbers and plurals in both languages."""

import re
from collections.abc import Callable
from datetime import date, datetime
from typing import Any

import pytest

from contact_moments.pages import formats

AT = datetime.fromisoformat("2026-03-05T04:07:59")
FORMS = {"one": "{count} moment of {who}", "other": "{count} moments of {who}"}

CASES: list[tuple[Callable[..., str], Any, str, str]] = [
    (formats.day, date(2026, 11, 26), "26 Nov 2026", "26-11-2026"),
    (formats.day, AT, "5 Mar 2026", "05-03-2026"),
    (formats.day, date(203, 9, 1), "1 Sept 203", "01-09-203"),
    (formats.day_long, AT, "Thursday 5 March 2026", "donderdag 5 maart 2026"),
    (formats.day_of_year, AT, "Thursday 5 March", "donderdag 5 maart"),
    (formats.month, AT, "March 2026", "maart 2026"),
    (formats.weekday, AT, "Thursday", "donderdag"),
    (formats.clock, AT, "04:07", "04:07"),
    (formats.moment, AT, "5 Mar 2026, 04:07", "05-03-2026, 04:07"),
    (formats.number, 2041, "2,041", "2.041"),
    (formats.number, 1234567.5, "1,234,567.5", "1.234.567,5"),
    (formats.number, 0, "0", "0"),
    (formats.number, -0.000123456789, "-0.000123456789", "-0,000123456789"),
    (formats.number, 123456789012345.12, "123,456,789,012,345.12", "123.456.789.012.345,12"),
    (formats.number, 10**26, f"1{'0' * 26}", f"1{'0' * 26}"),
    (formats.number, -1e300, "-1e+300", "-1e+300"),
    (formats.number, 5e-324, "5e-324", "5e-324"),
    (formats.number, True, "True", "True"),
    (formats.list_of, [], "", ""),
    (formats.list_of, ["A"], "A", "A"),
    (formats.list_of, ["A", "B", "C"], "A, B and C", "A, B en C"),
]


@pytest.mark.parametrize(("function", "value", "english", "dutch"), CASES)
def test_formats(function: Callable[..., str], value: Any, english: str, dutch: str) -> None:
    """As people of that language write it."""
    found = [re.sub(r"\s", " ", function(language, value)) for language in ("en", "nl")]

    assert found == [english, dutch]


@pytest.mark.parametrize(
    ("count", "text"), [(0, "0 moments"), (1, "1 moment"), (2, "2 moments"), (2041, "2,041 moments")]
)
def test_plurals(count: int, text: str) -> None:
    """The form that goes with the number, which is written as a number."""
    assert formats.plural("en", FORMS, count, who="A") == f"{text} of A"
