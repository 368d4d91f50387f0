"""What an overview draws, by itself: colours, hours, lines, changes and ranks."""

import re
from datetime import date, timedelta

import pytest

from contact_moments import colours
from contact_moments.moments.overview import Bar, InTime, Overview, Rank
from contact_moments.pages import assets, branding
from contact_moments.setting_values import LIGHT_SHEET
from contact_moments.web.overview import bar_chart, ranks
from contact_moments.web.overview.figures import Change, change, weekdays
from contact_moments.web.overview.heat_map import Cells, heat_map
from contact_moments.web.type_looks import TypeLook


def test_colours_of_types() -> None:
    """Those that types get here stand out from light and dark pages, and no two are the same."""
    css = assets.assets()["charts.css"].content.decode()
    found = dict(re.findall(r"\.t-(\d) \{ --hue: (#\w{6}) \}", css))

    assert len(found) == len(set(found.values())) == bar_chart.MOST_OWN
    for colour in found.values():
        assert min(colours.contrast(colour, sheet) for sheet in (LIGHT_SHEET, branding.DARK_SHEET)) >= 3


def test_bars() -> None:
    """Each series goes up to its top over those below it; the one that is drawn last is the lowest."""
    day = date(2026, 3, 31)
    columns = [bar_chart.Column(day, day, counts, sum(counts), None) for counts in ([1, 3], [0, 2])]

    assert bar_chart._outlines(columns, 2, 4) == [
        "M.16 0V-50h.68V0h.32V-0h.68V0h.32",
        "M.16 0V-200h.68V0h.32V-100h.68V0h.32",
    ]


def test_two_types_of_one_colour() -> None:
    """A colour that two types have is that of the first; the other one gets another here."""
    given = {"ContactMomentPhone": "phone", "Fax": "phone", "ContactMomentNote": "note", "Memo": "note"}
    looks = {id_: TypeLook(id_, id_, "note", hue, None) for id_, hue in given.items()}
    groups = bar_chart._groups(dict.fromkeys(given, 1), looks)

    assert groups == {
        "t-phone": ["ContactMomentPhone"],
        "t-1": ["Fax"],
        "t-note": ["ContactMomentNote"],
        "t-2": ["Memo"],
    }


@pytest.mark.parametrize(("number", "is_link"), [(1, True), (50, True), (51, False)])
def test_other_types_lead_to_what_a_timeline_can_filter(number: int, is_link: bool) -> None:
    """It takes fifty types at most."""
    busy = [f"Busy{at}" for at in range(bar_chart.MOST_OWN)]
    counts = dict.fromkeys(busy, 2) | {f"Rare{at:02}": 1 for at in range(number)}
    looks = {id_: TypeLook(id_, id_, "note", "note", None) for id_ in counts}
    day = date(2026, 3, 31)
    none: list[Rank] = []
    made = Overview(day, day, 0, 0, [Bar(day, day, counts)], counts, {}, {}, none, none, none, InTime(), InTime())
    others = bar_chart.bar_chart(made, False, looks).series[-1]

    assert (others.count, bool(others.address)) == (number, is_link)


def test_hours() -> None:
    """At least those of a working day, and all that occur; the busiest has the fullest colour."""
    usual, long = heat_map({(0, 9): 12, (6, 10): 1}), heat_map({(2, 0): 1, (3, 23): 1})

    assert (usual.hours, usual.most, long.hours) == (list(range(8, 18)), 12, list(range(24)))
    assert usual.cells[1:] == [Cells("M2 6h1v1h-1z", 0.1), Cells("M1 0h1v1h-1z", 1)]


@pytest.mark.parametrize(
    ("most", "lines"),
    [(1, [0, 1]), (5, [0, 1, 2, 3, 4, 5]), (7, [0, 2, 4, 6, 8]), (99, [0, 20, 40, 60, 80, 100]), (10**12, None)],
)
def test_lines_are_at_round_numbers(most: int, lines: list[int] | None) -> None:
    """The highest is not below the highest bar."""
    found = [one.number for one in bar_chart._lines(most)]
    assert lines in (None, found)
    assert found[-1] >= most
    assert len(found) <= 6


@pytest.mark.parametrize(
    ("now", "before", "expected"),
    [
        (3, 2, Change("more", 50)),
        (1, 2, Change("less", 50)),
        (2, 2, Change("same", 0)),
        (2000, 1999, Change("same", 0)),
        (2, 0, Change("new", 0)),
        (0, 0, Change("same", 0)),
        (0, 4, Change("less", 100)),
    ],
)
def test_changes(now: int, before: int, expected: Change) -> None:
    """In whole percents."""
    assert change(now, before) == expected


def test_weekdays() -> None:
    """From Monday to Friday, however long the period is."""
    for days in range(1, 40):
        for begin in range(7):
            first = date(2026, 3, 23) + timedelta(days=begin)
            last = first + timedelta(days=days - 1)
            counted = sum((first + timedelta(days=at)).weekday() < 5 for at in range(days))
            assert weekdays(first, last) == counted


def test_follow_ups() -> None:
    """In time, late and open, with what they were before; nothing where there were none."""
    names = {"in_time": "In time", "late": "Late", "open": "Open"}
    rows = ranks.follow_up_rows(InTime(4, 1, 0), InTime(2, 0, 1), True, names)

    assert [(one.name, one.count, one.before, one.width) for one in rows] == [
        ("In time", 4, 2, 100.0),
        ("Late", 1, 0, 25.0),
        ("Open", 0, 1, 0.0),
    ]
    assert ranks.follow_up_rows(InTime(), InTime(), True, names) == []
