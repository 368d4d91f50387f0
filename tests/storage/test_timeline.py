"""Timelines: lines with names and texts, pages that go on until they are full, counts, what is new, and walks."""

import json
from collections.abc import Callable, Iterator
from datetime import date, datetime
from pathlib import Path

import pytest

from contact_moments import catalogue, relations
from contact_moments.contract.support import add_note, add_people, register_together
from contact_moments.errors import InvalidInputError
from contact_moments.model import Rights, Search
from contact_moments.moments import search as searching
from contact_moments.moments import timeline
from contact_moments.moments.export import export_lines, exported
from contact_moments.moments.merging import merge
from contact_moments.moments.search import Total
from contact_moments.moments.search_query import read_question
from contact_moments.moments.timeline import Line, Marked, Named
from contact_moments.moments.withdrawal import withdraw
from contact_moments.people import Actor
from contact_moments.register import Register
from contact_moments.settings import Settings
from tests.engines import Engine

pytestmark = pytest.mark.both_engines

ALL, NONE = Rights(details=True, parties=True), Rights(details=False, parties=False)


@pytest.fixture
def register(engine: Engine, tmp_path: Path) -> Iterator[Register]:
    """A register with four people and a tag."""
    register = Register(Settings(database_url=engine.register_url(tmp_path), log_level="error"))
    register.prepare()
    add_people(register, 1, 2, 3, 4)
    relations.rename(register.database, 1, "Betty Linden")
    catalogue.add_tag(register.database, "Paid", 3)
    yield register
    register.close()


@pytest.fixture
def few(monkeypatch: pytest.MonkeyPatch) -> Callable[[int], None]:
    """Sets how many rows a step reads."""
    return lambda most: monkeypatch.setattr(searching, "MOST", most)


def asked(text: str) -> Search:
    """A search for words."""
    return Search(question=read_question(text))


def fill(register: Register, number: int, every: int = 10) -> list[int]:
    """Register notes of minutes of one day; every tenth is not called so, and no index knows that."""
    changes = [
        {"subject": "Note" if at % every else "Rare", "dateTime": f"2024-05-01T{at // 60:02}:{at % 60:02}:00"}
        for at in range(number)
    ]
    return [one for one in register_together(register, changes) if isinstance(one, int)]


def test_a_line_has_names_tags_and_the_beginning_of_its_text(register: Register) -> None:
    """Times are local, recipients the first two by id; contents come without line ends."""
    add_note(
        register,
        subject="Cancels",
        senderId=1,
        recipients=[4, 3, 2],
        dateTime="2024-01-01T12:00:00Z",
        tagIds=[3],
        contents="Moves\nto Tiel",
    )
    page = register.timelines.page(Search(), ALL)
    assert page.lines == [
        Line(
            id=1,
            type="ContactMomentNote",
            at=datetime.fromisoformat("2024-01-01T13:00"),
            subject=Marked("Cancels"),
            sender=Named(1, "Betty Linden"),
            recipients=(Named(2, "Relation 2"), Named(3, "Relation 3")),
            recipient_count=3,
            tags=(Named(3, "Paid"),),
            tag_count=1,
            action=None,
            text=Marked("Moves to Tiel"),
            facts=(),
            due=None,
        )
    ]
    assert (page.cursor, page.total, page.newest_id) == (None, Total(1, False), 1)


def test_who_may_not_see_details_or_relations_gets_neither_texts_nor_names(register: Register) -> None:
    """The sender's name is in the list, as in the API."""
    add_note(register, contents="Secret", recipients=[2])
    (line,) = register.timelines.page(Search(), NONE).lines
    assert (line.text, line.facts, line.recipients) == (None, (), (Named(2, ""),))
    assert line.sender.name == "Betty Linden"


def test_what_was_found_is_marked(register: Register) -> None:
    """In the subject, and in the text that has it; where only the subject has it, the text is its beginning."""
    add_note(register, subject="Cancels by letter", contents="Wants to CANCEL now")
    add_note(register, subject="Cancelled", contents="Something else")
    second, first = register.timelines.page(asked("cancel"), ALL).lines
    assert first.subject == Marked("Cancels by letter", ((0, 7),))
    assert first.text == Marked("Wants to CANCEL now", ((9, 15),))
    assert (second.subject.matches, second.text) == (((0, 9),), Marked("Something else"))


def test_a_page_goes_on_until_it_is_full(
    register: Register, few: Callable[[int], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    """However few rows one step reads; a page later the same; nothing is skipped or found twice."""
    monkeypatch.setattr(timeline, "SECONDS", 60.0)  # however busy the machine is
    ids = fill(register, 400)
    few(20)
    wanted, found, cursor = asked("-note"), list[int](), None
    sizes: list[int] = []
    while not sizes or cursor is not None:
        page = register.timelines.page(wanted, ALL, cursor)
        found += [line.id for line in page.lines]
        sizes.append(len(page.lines))
        cursor = page.cursor
    assert found == ids[::-1][9::10]
    assert sizes == [25, 15]


def test_a_page_stops_after_a_second(
    register: Register, few: Callable[[int], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Then it has fewer lines, and a cursor for the rest."""
    fill(register, 100, every=100)
    few(20)
    monkeypatch.setattr(timeline, "SECONDS", 0.0)
    page = register.timelines.page(asked("-note"), ALL)
    assert page.lines == []
    assert page.cursor is not None


def test_the_cursor_of_another_timeline_is_refused(register: Register) -> None:
    """It would lead to anywhere."""
    fill(register, 30)
    cursor = register.timelines.page(Search(), ALL).cursor
    with pytest.raises(InvalidInputError):
        register.timelines.page(asked("note"), ALL, cursor)


def test_a_day_is_counted_by_local_time(register: Register) -> None:
    """A day in spring begins at 22:00 UTC; and what is wanted may cut it."""
    for at in ("2024-05-01T21:59:59Z", "2024-05-01T22:00:00Z", "2024-05-02T12:00:00Z", "2024-05-02T22:00:00Z"):
        add_note(register, dateTime=at)
    day = date(2024, 5, 2)
    assert register.timelines.day_total(Search(), ALL, day) == Total(2, False)
    assert register.timelines.day_total(Search(first=1714651200000000), ALL, day) == Total(1, False)
    assert register.timelines.day_total(asked("none"), ALL, day) == Total(0, False)


@pytest.mark.parametrize(
    ("at", "day"),
    [
        ("9998-12-31T12:00:00Z", date(9998, 12, 31)),
        ("9998-12-31T23:59:59-14:00", date(9999, 1, 1)),
        ("0002-01-01T00:00:00+14:00", date(1, 12, 31)),
    ],
)
def test_the_first_and_the_last_days_of_the_calendar_are_counted(register: Register, at: str, day: date) -> None:
    """Also those that can be registered by their offset only."""
    register_together(register, [{"dateTime": at}] * 30)
    page = register.timelines.page(Search(), ALL)
    assert page.day_totals == {day: Total(30, False)}
    assert register.timelines.page(Search(), ALL, page.cursor).day_totals == {day: Total(30, False)}


def test_only_days_that_other_pages_have_too_are_counted(register: Register) -> None:
    """The last day of the first page; then the first day and the last one; at the end the first one."""
    for day in ("2024-05-03", *20 * ["2024-05-02"], *30 * ["2024-05-01"], "2024-04-30"):
        add_note(register, dateTime=day, subject="Same" if day < "2024-05-02" else "Other")
    first = register.timelines.page(Search(), ALL)
    assert first.day_totals == {date(2024, 5, 1): Total(30, False)}
    second = register.timelines.page(Search(), ALL, first.cursor)
    assert second.day_totals == {date(2024, 5, 1): Total(30, False)}
    last = register.timelines.page(Search(), ALL, second.cursor)
    assert [line.at.date() for line in last.lines] == [date(2024, 5, 1), date(2024, 4, 30)]
    assert last.day_totals == {date(2024, 5, 1): Total(30, False)}
    assert register.timelines.page(asked("same"), ALL).day_totals == {date(2024, 5, 1): Total(30, False)}


@pytest.mark.parametrize(
    ("most", "in_all", "on_the_day"),
    [
        (40, Total(25, True), Total(25, True)),
        (60, Total(60, False), Total(50, False)),
        (70, Total(60, False), Total(50, False)),
        (1000, Total(60, False), Total(50, False)),
    ],
)
def test_totals_are_told_by_what_the_first_page_has_read(
    register: Register, monkeypatch: pytest.MonkeyPatch, most: int, in_all: Total, on_the_day: Total
) -> None:
    """They are exact where it has read all of them, and otherwise not less than what the page shows."""
    monkeypatch.setattr(searching, "MOST", most)
    monkeypatch.setattr(timeline, "MOST_OF_ANSWER", most)
    monkeypatch.setattr(timeline, "MOST_OF_DAY", most)
    for number in range(120):
        add_note(register, dateTime=f"2024-05-0{2 - number // 100}T12:00:00", subject="Same" if number % 2 else "Other")
    page = register.timelines.page(asked("same"), ALL)
    assert (page.total, page.day_totals) == (in_all, {date(2024, 5, 2): on_the_day})


def test_news_counts_what_was_registered_since(register: Register, monkeypatch: pytest.MonkeyPatch) -> None:
    """Wherever in time it is; only what is wanted; and not more than can be counted."""
    fill(register, 30)
    newest = register.timelines.page(Search(), ALL).newest_id
    assert register.timelines.news(Search(), ALL, newest) == Total(0, False)
    add_note(register, subject="Rare", dateTime="1990-01-01")
    withdrawn = add_note(register, subject="Other")
    assert register.timelines.news(Search(), ALL, newest) == Total(2, False)
    withdraw(register.database, [withdrawn], "mistake", Actor())
    assert register.timelines.news(asked("rare"), ALL, newest) == Total(1, False)
    monkeypatch.setattr(timeline, "MOST_NEW", 20)
    assert register.timelines.news(Search(), ALL, 0) == Total(20, True)


def test_a_walk_finds_everything_once(register: Register, few: Callable[[int], None]) -> None:
    """In lists, however few rows a step reads, and what changes between them does not end it."""
    ids = fill(register, 120)
    few(20)
    found = []
    for chunk in register.searches.walk(asked("-note"), ALL, size=3):
        found += chunk
        add_note(register, dateTime="2025-01-01", subject="rare")
    assert found == ids[::-1][9::10]


def test_an_export_has_what_the_file_of_all_moments_has(register: Register) -> None:
    """Documents with survivors, and items; the audit trail tells of it before the first row is there."""
    fill(register, 3)
    add_note(register, senderId=4, recipients=[2, 3], contents="x")
    merge(register.database, register.zone, 4, 1)
    chunks = exported(register.searches, register.database, Search(), ALL, Actor(account_id="a"))
    rows = [one for chunk in chunks for one in chunk]
    lines = list(export_lines(register.database, Actor()))
    assert sorted(json.dumps(one.document, ensure_ascii=False) for one in rows) == sorted(lines)
    assert [one.item["senderId"] for one in rows] == [1, 1, 1, 1]
    rows = next(exported(register.searches, register.database, Search(), NONE, Actor()))
    assert rows[0].document is None
