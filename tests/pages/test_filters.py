"""Filters of the timeline, as people write them into an address or an input."""

from tests.pages.dom import checked
from tests.people.browser import Browser


def test_a_day_as_people_write_it(browser: Browser) -> None:
    """With the day first it is a day too; the example is one that is understood."""
    for day in ("2024-05-02", "02-05-2024", "2-5-2024"):
        checked(browser.get(f"/?period=custom&from={day}"))

    wrong = checked(browser.get("/?period=custom&from=May"), 400)
    assert "Give a day like 2026-01-31." in wrong.words
