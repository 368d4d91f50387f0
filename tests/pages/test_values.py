"""Own fields take any value of JSON: whatever stands in them, every page and every file is there."""

import json
from typing import Any

import pytest

from contact_moments.model import MomentType
from contact_moments.moments.type_files import read_shipped
from contact_moments.moments.types import put_type
from contact_moments.register import Register
from tests.pages.details import PHONE, fill, made, somebody
from tests.pages.dom import checked
from tests.people.browser import Browser

pytestmark = pytest.mark.slow

LARGE = 1_000_000
OWN = "Own"
SCALARS: list[Any] = [
    *(None, True, False, 0, -0.0, 1, -7, 0.1, 1.23456789, 1e-300, 5e-324, 1e15, 1e16, 1e26, 1e30, -1e30, 1e308),
    *(10**14, 10**15, 10**26, 10**27, -(10**27), 10**308, 10**4000, "", " ", "x", "é\n\t=1", "0001-01-01"),
    *("9999-12-31", "2024-02-30", "1e30", "<b>", "x" * 100_000, "\u202e", "=1\x01"),
]
DAYS = ["0001-01-01", "9999-12-31", "2024-02-29"]
SHAPES: list[Any] = [[], {}, [[]], [{}], [None], ["x", 1, True, 1e30], {"a": {"b": [1e30, None]}}, [["x"], 10**30]]


@pytest.fixture(scope="module")
def browsers(register: Register) -> dict[str, Browser]:
    """An editor's browser by language."""
    fill(register)
    schema = read_shipped("ContactMomentNote").schema
    own = {"day": {"format": "date"}, "choice": {"examples": ["a", 1]}, "number": {"examples": [5]}, "any": {}}
    put_type(register.database, MomentType(OWN, OWN, True, schema | {"properties": schema["properties"] | own}))
    found = {"en": somebody(register, "editor")}
    found["nl"] = Browser(register)
    found["nl"].sign_in("editor@example.org")
    found["nl"].post("/account/profile", name="Ada", language="nl", relation="")
    return found


FIELDS = {PHONE: ("direction", "outcome", "durationMinutes"), OWN: ("choice", "number", "any")}


@pytest.fixture(scope="module")
def moments(register: Register, browsers: dict[str, Browser]) -> dict[int, Any]:
    """What stands in every own field, by the moment: each value, alone, in a list and in an object."""
    found = {}
    for value in [*SCALARS, *SHAPES]:
        for one in (value, [value], {"a": value}):
            found[made(register, PHONE, **dict.fromkeys(FIELDS[PHONE], one))] = one
        found[made(register, OWN, **dict.fromkeys(FIELDS[OWN], value))] = value
    for one in DAYS:
        found[made(register, OWN, day=one)] = one
    assert browsers
    return found


@pytest.mark.parametrize(
    ("path", "language"), [("/", "en"), ("/", "nl"), ("/relation/1", "en"), ("/?q=membership", "nl")]
)
def test_every_row(browsers: dict[str, Browser], moments: dict[int, Any], path: str, language: str) -> None:
    """All pages of the timeline, of a relation's, and of a search."""
    browser, target, rows = browsers[language], f"{path}{'&' if '?' in path else '?'}lang={language}", 0
    while target:
        page = checked(browser.get(target), largest=LARGE)
        rows += sum("moment" in one.classes for one in page.all("li"))
        older = page.all("a", rel="next")
        target = older[0]["href"] if older else ""
    assert rows >= len(moments)


def test_every_moment(browsers: dict[str, Browser], moments: dict[int, Any]) -> None:
    """Its page and the form, in both languages by turns."""
    for at, (id_, value) in enumerate(moments.items()):
        browser = browsers["en" if at % 2 else "nl"]
        for path in (f"/moment/{id_}", f"/moment/{id_}/correct"):
            assert browser.get(path).status == 200, (path, json.dumps(value)[:50])


def test_every_version(register: Register, browsers: dict[str, Browser], moments: dict[int, Any]) -> None:
    """One moment that gets every value by turns, each compared with the one before."""
    id_ = made(register, PHONE)
    assert moments
    for at, value in enumerate([*SCALARS, *SHAPES]):
        changed = {"direction": [value], "outcome": value, "durationMinutes": value}
        corrected = made(register, PHONE, contactMomentId=id_, **changed)
        assert corrected == id_
        answer = browsers["en" if at % 2 else "nl"].get(f"/moment/{id_}")
        assert answer.status == 200, json.dumps(value)[:50]


@pytest.mark.parametrize("format_", ["csv", "xlsx", "jsonl"])
def test_every_file(browsers: dict[str, Browser], moments: dict[int, Any], format_: str) -> None:
    """It has all rows."""
    for browser in browsers.values():
        cookie = "; ".join(f"{name}={value}" for name, value in browser.cookies.items())
        headers = [("host", b"127.0.0.1"), ("cookie", cookie.encode())]
        answer = browser.application.send("GET", f"/export/{format_}", headers, b"", browser.peer)
        assert answer.status == 200
        assert len(answer.content) > 100 * len(moments) or format_ == "xlsx"


@pytest.mark.parametrize(
    ("value", "shown"),
    [(1.23456789, "1,23456789"), (0.1, "0,1"), (True, "ja"), (1234567.5, "1.234.567,5"), (10**26, str(10**26))],
)
def test_all_digits_are_shown(register: Register, browsers: dict[str, Browser], value: Any, shown: str) -> None:
    """On the page of the moment, and in the comparison with another version."""
    id_ = made(register, PHONE, durationMinutes=5)
    made(register, PHONE, contactMomentId=id_, durationMinutes=value)
    assert browsers["nl"].get(f"/moment/{id_}").text.count(shown) >= 2
