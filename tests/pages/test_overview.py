"""The overview: every figure is what the timeline finds behind it, for any period, also as a file."""

from collections.abc import Iterator
from urllib.parse import urlencode

import pytest

from contact_moments.audit.trail import read
from contact_moments.clock import SECOND
from contact_moments.contract.support import add_people
from contact_moments.model import ADD, DETAILS, RELATION_VIEW, VIEW, MomentType
from contact_moments.moments import follow_ups
from contact_moments.moments.follow_up_members import read_plan
from contact_moments.moments.type_files import read_shipped
from contact_moments.moments.types import put_type
from contact_moments.moments.withdrawal import withdraw
from contact_moments.people import Actor
from contact_moments.register import Register
from contact_moments.storage.questions.audit import Wanted
from contact_moments.web.overview import bar_chart
from tests.pages.details import made, somebody, with_scopes
from tests.pages.dom import checked
from tests.pages.overviews import NOTE, NOW, a_year, chart, filled, found_behind, opened, table, told, total
from tests.people.browser import Browser, new_register


@pytest.fixture(scope="module")
def register(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Register]:
    """A register at a time that stands still, with some contact moments."""
    found = new_register(tmp_path_factory.mktemp("overview"), clock=lambda: int(NOW.timestamp()) * SECOND)
    filled(found)
    yield found
    found.close()


@pytest.fixture(scope="module")
def leader(register: Register) -> Browser:
    """A browser of somebody who may see relations."""
    return somebody(register, "editor")


PERIODS = [
    {},
    {"period": "week"},
    {"period": "month"},
    {"period": "year"},
    {"period": "last_year"},
    {"period": "all"},
    {"from": "2025-12-31", "to": "2026-01-01"},
    {"from": "2026-03-28", "to": "2026-03-29"},
    {"from": "0001-01-01", "to": "9999-12-31"},
]


@pytest.mark.parametrize("query", PERIODS)
def test_every_figure_is_what_the_timeline_finds(leader: Browser, query: dict[str, str]) -> None:
    """Behind each link of the total, the legend, the bars and the ranks."""
    page = opened(leader, query)
    links = list(told(page))

    assert len(links) > 5
    assert [(address, found_behind(leader, address)) for address, _ in links] == links


DAYS = [
    ({"period": "week"}, 3, "30 Mar 2026 to 31 Mar 2026, compared with 23 Mar 2026 to 24 Mar 2026"),
    ({}, 8, "5 Jan 2026 to 31 Mar 2026, compared with 6 Oct 2025 to 30 Dec 2025"),
    ({"period": "month"}, 8, "1 Mar 2026 to 31 Mar 2026, compared with 1 Feb 2026 to 28 Feb 2026"),
    ({"period": "last_month"}, 0, "1 Feb 2026 to 28 Feb 2026"),
    ({"period": "year"}, 9, "1 Jan 2026 to 31 Mar 2026, compared with 1 Jan 2025 to 31 Mar 2025"),
    ({"period": "last_year"}, 1, "1 Jan 2025 to 31 Dec 2025, compared with 1 Jan 2024 to 31 Dec 2024"),
    ({"period": "all"}, 10, "31 Dec 2025 to 31 Mar 2026."),
    (
        {"from": "2026-03-29", "to": "29-03-2026"},
        2,
        "29 Mar 2026 to 29 Mar 2026, compared with 28 Mar 2026 to 28 Mar 2026",
    ),
    ({"period": "custom", "from": "0001-01-01", "to": "0001-01-01"}, 0, "1 Jan 1 to 1 Jan 1"),
]


@pytest.mark.parametrize(("query", "number", "days"), DAYS)
def test_the_days_of_a_period(leader: Browser, query: dict[str, str], number: int, days: str) -> None:
    """They are those of the zone, also where a year ends or summer time begins; what they are compared with is told."""
    page = opened(leader, query)

    assert days in page.find("p", class_="period").words
    assert number == (total(page) if number else len(page.all("svg", role="group")))


def test_compared_with_the_period_before(leader: Browser) -> None:
    """The total, types and ranks tell what has changed; where there is nothing to compare with, nothing is told."""
    page = opened(leader, {"period": "week"})
    rows = {row.find("th").words: row.texts("td")[1:] for row in page.all("table", class_="rank")[1].all("tr")[1:]}

    assert "200% more" in page.find("dl", class_="figures").words
    assert rows == {"Welkomstronde": ["2", "new"], "-1": ["1", "new"]}
    assert "before" not in opened(leader, {"period": "all"}).find("dl", class_="figures").words
    assert {row[2] for row in table(leader, "tags", period="all")[1:]} == {""}


def test_the_average_per_weekday(leader: Browser) -> None:
    """Of days that are over or have begun; of a period that goes on there is none."""
    now = opened(leader, {"period": "week"}).find("dl", class_="figures").words
    later = opened(leader, {"from": "2026-03-30", "to": "2026-04-30"}).find("dl", class_="figures").words

    assert "Average per weekday1.5Monday to Friday" in now
    assert "Average" not in later


WRONG = [
    ({"period": "custom"}, ["from", "to"]),
    ({"period": "custom", "from": "2026-02-30", "to": "2026-03-01"}, ["from"]),
    ({"from": "2026-03-02", "to": "2026-03-01"}, ["to"]),
    ({"from": "2026-03-02"}, ["to"]),
    ({"from": "0000-01-01", "to": "10000-01-01"}, ["from", "to"]),
    ({"from": "\ud800".encode("utf-8", "replace").decode(), "to": "<b>"}, ["from", "to"]),
    ({"period": "fortnight"}, ["period"]),
]


@pytest.mark.parametrize(("query", "fields"), WRONG)
def test_what_cannot_be_is_told_beside_its_field(leader: Browser, query: dict[str, str], fields: list[str]) -> None:
    """With everything that was typed, and without charts; no file is made."""
    page = opened(leader, query, 400)
    wrong = [one["id"] for one in page.all() if one.get("aria-invalid")]

    assert wrong == fields
    assert [one["id"] for one in page.all("p", class_="error")] == [f"{name}-error" for name in fields]
    assert page.find("input", name="from")["value"] == query.get("from", "")
    assert page.all("figure") == []
    assert leader.get(f"/overview/weeks.csv?{urlencode(query)}").status == 400


def test_the_form(leader: Browser) -> None:
    """It sends what it shows, and the page has what it sends."""
    page = opened(leader, {"period": "month"})
    form = page.form("/overview")
    sent = form.sent(period="custom", **{"from": "2026-03-28", "to": "2026-03-29"})
    again = checked(leader.get(f"/overview?{urlencode(sent)}"))

    assert form.sent()[0] == ("period", "month")
    assert again.form("/overview").sent() == sent
    assert total(again) == 3


def test_weeks_have_their_year(leader: Browser) -> None:
    """A period can have the same week of two years; that of New Year's Eve can be of the next one."""
    query = {"period": "custom", "from": "2025-12-01", "to": "2026-03-31"}
    page = opened(leader, query)
    rows = [one.find("th").words for one in page.all("table")[0].find("tbody").all("tr")]

    assert rows[:5] == ["49 of 2025", "50 of 2025", "51 of 2025", "52 of 2025", "1 of 2026"]
    assert "Week 1 of 2026: 2" in page.text


TABLES = {"weeks": 0, "hours": 1, "tags": 2, "actions": 3, "senders": 4}


@pytest.mark.parametrize("language", ["en", "nl"])
@pytest.mark.parametrize("name", TABLES)
def test_a_file_has_what_the_table_has(leader: Browser, name: str, language: str) -> None:
    """The same figures in the same order; nothing in it is a formula."""
    page = opened(leader, {"period": "year", "lang": language})
    shown = page.all("table")[TABLES[name]].find("tbody").all("tr")
    rows = table(leader, name, ";" if language == "nl" else ",", period="year", lang=language)[1:]

    assert len(rows) == len(shown) > 0
    if name in ("weeks", "hours"):
        assert [row[2 if name == "weeks" else 1 :] for row in rows] == [one.texts("td") for one in shown]
    else:
        names = [row[0].removeprefix("'") for row in rows]
        assert (names, [row[1] for row in rows]) == (
            [one.find("th").words for one in shown],
            [one.texts("td")[1] for one in shown],
        )
        assert not any(row[0].startswith(("=", "-")) for row in rows)


def test_a_file_is_in_the_audit_trail(register: Register, leader: Browser) -> None:
    """As every export; a link on another site makes none, and there are no other tables."""
    before = len(list(read(register.database, Wanted(kind="export"))))
    table(leader, "tags")
    assert leader.get("/overview/tags.csv", sec_fetch_site="cross-site").status == 403
    assert leader.get("/overview/people.csv").status == 404

    made_now = list(read(register.database, Wanted(kind="export")))[before:]
    assert [(one.subject, one.detail) for one in made_now] == [("overview", {"table": "tags"})]


def test_who_may_not_see_relations(register: Register) -> None:
    """Gets everything but the senders, on the page and as a file."""
    browser = with_scopes(register, "counter", VIEW)
    page = opened(browser, {})

    assert page.all(id="tags")
    assert page.all(id="senders") == []
    assert "Relation 1" not in page.find("main").words
    assert browser.get("/overview/senders.csv").status == 403
    assert browser.get("/overview/tags.csv").status == 200


def test_who_may_not_see_details(register: Register) -> None:
    """Gets no figure of follow-ups, on the page or as a file: for a day they would tell what a follow-up is."""
    moment_id = made(register, dateTime="2024-05-06T10:00:00")
    day = {"from": "2024-05-06", "to": "2024-05-06"}
    plan = read_plan({"on": "2024-05-06"}, register.zone)
    follow_ups.put(register.database, moment_id, plan, Actor())
    follow_ups.end(register.database, moment_id, Actor())
    seen = opened(with_scopes(register, "counter of follow-ups", VIEW, DETAILS), day)
    browser = with_scopes(register, "adder", VIEW, ADD)
    page = opened(browser, day)
    withdraw(register.database, [moment_id], "mistake", Actor())

    assert seen.all(id="follow_ups")
    assert "in time" in seen.find("dl", class_="figures").words
    assert page.all(id="follow_ups") == []
    assert "in time" not in page.find("dl", class_="figures").words
    assert browser.get("/overview/follow_ups.csv").status == 403


def test_without_the_right_to_see_contact_moments(register: Register) -> None:
    """There is neither the page, nor the link to it."""
    browser = with_scopes(register, "related", RELATION_VIEW)
    assert browser.get("/overview").status == 403
    assert checked(browser.get("/account")).all("a", href="/overview") == []


def test_a_period_and_a_register_without_contact_moments(
    leader: Browser, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """A sentence says what to do; files have their headings only."""
    page = opened(leader, {"period": "last_month"}).find("div", class_="empty")
    assert "The first contact moment is of 31 Dec 2025" in page.words
    assert page.find("a")["href"] == "/overview?period=all"
    assert table(leader, "hours", period="last_month") == [["Weekday"]]

    empty = new_register(tmp_path_factory.mktemp("empty"))
    add_people(empty, 1, 2)
    browser = somebody(empty, "editor")
    assert opened(browser, {}).find("div", class_="empty").find("a")["href"] == "/register"
    assert opened(browser, {"period": "all"}).all("figure") == []
    empty.close()


def test_no_two_types_have_the_same_colour(register: Register, leader: Browser) -> None:
    """Those that have none of their own get one; those for which there is none are together."""
    schema = read_shipped(NOTE).schema
    for number in range(bar_chart.MOST_OWN + 2):
        put_type(register.database, MomentType(f"Plain{number}", f"Plain {number}", True, schema))
        for _ in range(number + 1):
            made(register, f"Plain{number}", dateTime="2024-06-05T10:00:00")
    page = opened(leader, {"from": "2024-06-01", "to": "2024-06-30"})
    legend = page.find("ul", class_="legend").all("li")
    hues = [one["class"] for one in legend]

    assert len(set(hues)) == len(hues) == bar_chart.MOST_OWN + 1
    assert {one["class"] for one in chart(page).all("path")} == set(hues)
    assert legend[-1].words == "Other types 3 (new)"
    assert list(told(page)) == [(address, found_behind(leader, address)) for address, _ in told(page)]


def test_a_usual_year(register: Register, leader: Browser, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its page is as small as every page, and tells what share of the follow-ups was done in time."""
    year = a_year(register)
    monkeypatch.setattr(register.overviews, "of", lambda *_: year)
    for language in ("en", "nl"):
        page = opened(leader, {"period": "last_year", "lang": language})
        assert len(chart(page).all("a")) == 53

    assert "91 %87 % ervoor" in page.find("dl", class_="figures").words
    assert [row.texts("td")[1:] for row in page.all("table", class_="rank")[3].find("tbody").all("tr")] == [
        ["91", "+5 %"],
        ["9", "−31 %"],
        ["2", "nieuw"],
    ]
    assert table(leader, "follow_ups", period="last_year")[1:] == [
        ["Done in time", "91", "87"],
        ["Late, done or not", "9", "13"],
        ["Open, not late", "2", "0"],
    ]
