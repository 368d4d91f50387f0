"""What the tests of the overview have in common: contact moments, and what is on a page."""

import csv
import io
from collections.abc import Iterator
from datetime import UTC, date, datetime
from urllib.parse import urlencode

from contact_moments import catalogue
from contact_moments.contract.support import add_people
from contact_moments.model import MomentType
from contact_moments.moments import periods
from contact_moments.moments.overview import Bar, InTime, Overview, Rank
from contact_moments.moments.type_files import read_shipped
from contact_moments.moments.types import put_type
from contact_moments.register import Register
from tests.pages.details import PHONE, made
from tests.pages.dom import Element, checked
from tests.people.browser import Browser

NOW = datetime(2026, 3, 31, 10, tzinfo=UTC)  # a Tuesday, two days after summer time began
NOTE, LETTER = "ContactMomentNote", "ContactMomentLetter"
# When there is a contact moment, of which type, by whom, with which tag and action.
MOMENTS = [
    ("2025-12-31T23:30:00", NOTE, 1, 1, 7),  # a Wednesday, the last day of a year
    ("2026-01-01T00:30:00", PHONE, 2, 2, -1),  # in another year, but in the same week
    ("2026-03-22T10:00:00", PHONE, 1, 1, 7),
    ("2026-03-23T00:00:00", PHONE, 1, None, None),
    ("2026-03-28T23:59:00", LETTER, 1, 1, 7),
    ("2026-03-29T01:59:00", PHONE, 2, 2, 7),  # the last minute of winter time
    ("2026-03-29T03:00:00", PHONE, 1, 1, None),
    ("2026-03-30T09:15:00", NOTE, 3, 2, 7),
    ("2026-03-31T09:30:00", PHONE, 1, 1, 7),
    ("2026-03-31T09:45:00", "Own", 1, None, -1),
]


def filled(register: Register) -> None:
    """Contact moments around the ends of a year, of weeks, and of winter time."""
    add_people(register, 1, 2, 3)
    for number, name in ((1, "Lidmaatschap"), (2, "=Betaling")):
        catalogue.add_tag(register.database, name, number)
    catalogue.put_action(register.database, 7, "Welkomstronde")
    put_type(register.database, MomentType("Own", "Zaalhuur", True, read_shipped(NOTE).schema))
    for at, type_id, sender, tag, action in MOMENTS:
        more = {"tagIds": [tag] if tag else [], "action_code": action}
        given = {name: value for name, value in more.items() if value is not None}
        made(register, type_id, dateTime=at, senderId=sender, recipients=[2], **given)


def opened(browser: Browser, query: dict[str, str], status: int = 200) -> Element:
    """The page of a period."""
    return checked(browser.get(f"/overview?{urlencode(query)}"), status)


def total(page: Element) -> int:
    """The number of all contact moments of the period."""
    return int(page.find("dl", class_="figures").find("dd").words.replace(",", ""))


def table(browser: Browser, name: str, separator: str = ",", **query: str) -> list[list[str]]:
    """The rows of a file, the first of which has the headings."""
    answer = browser.get(f"/overview/{name}.csv?{urlencode(query)}")
    assert answer.status == 200, answer.text
    assert answer.headers["content-type"] == "text/csv; charset=utf-8"
    assert answer.text.startswith("\ufeff")
    return list(csv.reader(io.StringIO(answer.text[1:], newline=""), delimiter=separator))


def found_behind(browser: Browser, address: str) -> int:
    """How many contact moments the timeline says that it finds."""
    return int(checked(browser.get(address)).find(id="count").find("strong").words)


def told(page: Element) -> Iterator[tuple[str, int]]:
    """The addresses behind figures, with the figure."""
    yield page.find("dl", class_="figures").find("a")["href"], total(page)
    for one in page.find("ul", class_="legend").all("li"):
        yield one.find("a")["href"], int(one.find("span", class_="quiet").words.split()[0])
    for one in chart(page).all("a"):
        yield one["href"], int(one.words.rpartition(": ")[2])
    for row in [row for one in page.all("table", class_="rank") for row in one.find("tbody").all("tr")]:
        yield row.find("a")["href"], int(row.all("td")[1].words)


def chart(page: Element) -> Element:
    """The chart of bars."""
    return page.find("svg", role="group")


def a_year(register: Register) -> Overview:
    """A usual year: 53 weeks of six types, ranks of ten, and follow-ups."""
    days, types = (date(2025, 1, 1), date(2025, 12, 31)), list(register.types.by_id())[:6]
    bars = [Bar(*part, dict.fromkeys(types, 20)) for part in periods.parts(*days)]
    rank = [Rank(id_, f"A usual name {id_}", 900 - 50 * id_, 300) for id_ in range(1, 11)]
    counts = dict.fromkeys(types, 53 * 20)
    hours = {(day, hour): 91 for day in range(7) for hour in range(8, 18)}
    due, due_before = InTime(91, 9, 2), InTime(87, 13, 0)
    return Overview(*days, 6360, 6000, bars, counts, counts, hours, rank, rank, rank, due, due_before)
