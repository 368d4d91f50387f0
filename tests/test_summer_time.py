"""Summer time: around every change of a zone's clocks the same instant comes back, and `since` misses nothing."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from zoneinfo import available_timezones

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from contact_moments import relations
from contact_moments.clock import SECOND
from contact_moments.model import Author, Filter
from contact_moments.moments.listing import page_by_number
from contact_moments.register import Register
from contact_moments.settings import Settings
from contact_moments.times import Zone, exact_text, local_text, read_instant

ZONES = sorted(available_timezones() - {"localtime", "posixrules", "Factory"})
DAY = 86_400
HOUR = 3_600


def second(text: str) -> int:
    """The second of 1970 of an ISO text with an offset."""
    return int(datetime.fromisoformat(text).timestamp())


def offset_at(instant: int, zone: Zone) -> timedelta:
    """The zone's offset from UTC in a second of 1970."""
    offset = datetime.fromtimestamp(instant, UTC).astimezone(zone.info).utcoffset()
    assert offset is not None
    return offset


def changes(zone: Zone, year: int) -> Iterator[int]:
    """The seconds of a year in which the zone's clocks change."""
    first = second(f"{year}-01-01T00:00:00+00:00")
    for day in range(first, first + 366 * DAY, DAY):
        low, high = day, day + DAY
        while offset_at(low, zone) != offset_at(high, zone) and high - low > 1:
            middle = (low + high) // 2
            low, high = (middle, high) if offset_at(middle, zone) == offset_at(low, zone) else (low, middle)
        if high - low == 1:
            yield high


@settings(max_examples=300, deadline=None)
@given(st.sampled_from(ZONES), st.integers(1990, 2037))
def test_instants_come_back_around_every_change(name: str, year: int) -> None:
    """An instant that is sent with its offset is kept as it is, and shown as the organisation's clocks had it."""
    zone = Zone(name)
    for change in changes(zone, year):
        for instant in range(change - 2 * HOUR, change + 2 * HOUR, 600):
            offset = offset_at(instant, zone)
            sent = exact_text(instant * SECOND, timezone(offset))
            shown = datetime.fromtimestamp(instant, UTC) + offset

            assert read_instant(sent, zone)[0] == instant * SECOND
            assert local_text(instant * SECOND, zone) == shown.replace(tzinfo=None).isoformat()


@settings(max_examples=300, deadline=None)
@given(st.sampled_from(ZONES), st.integers(1990, 2037))
def test_since_misses_nothing_around_every_change(name: str, year: int) -> None:
    """Whatever local time is asked for, no instant that the organisation's clocks show as that or later is left out."""
    zone = Zone(name)
    for change in changes(zone, year):
        instants = range(change - 3 * HOUR, change + 3 * HOUR, 600)
        asked = datetime.fromtimestamp(change - 2 * HOUR, UTC).replace(tzinfo=None) + offset_at(change - 2 * HOUR, zone)
        for minutes in range(0, 5 * 60, 10):
            local = (asked + timedelta(minutes=minutes)).isoformat()
            found = read_instant(local, zone)[0] // SECOND

            assert [one for one in instants if one < found and local_text(one * SECOND, zone) >= local] == []


class Clock:
    """A clock that stands where it is put."""

    def __init__(self) -> None:
        self.now = 0

    def __call__(self) -> int:
        return self.now


@contextmanager
def a_register(url: str) -> Iterator[tuple[Register, Clock]]:
    """A register in Amsterdam with two relations."""
    clock = Clock()
    register = Register(Settings(database_url=url, time_zone="Europe/Amsterdam"), clock)
    try:
        register.prepare()
        for number in (1, 2):
            relations.add(register.database, f"Relation {number}", "person", number)
        yield register, clock
    finally:
        register.close()


def registered_at(register: Register, clock: Clock, instant: str) -> None:
    """Register a note at this instant."""
    clock.now = second(instant) * SECOND
    known = register.types.get("ContactMomentNote")
    one = register.registrar.read(known, {"subject": instant, "senderId": 1, "recipients": [2]})
    register.database.write(lambda tx: register.registrar.register_all(tx, [one], Author(None, "import")))


@pytest.mark.parametrize(
    ("instants", "since", "shown"),
    [
        (
            ["2026-10-25T02:30:00+02:00", "2026-10-25T02:30:00+01:00"],
            "2026-10-25T02:30:00",
            ["2026-10-25T02:30:00", "2026-10-25T02:30:00"],
        ),
        (
            ["2026-03-29T01:59:30+01:00", "2026-03-29T03:00:00+02:00", "2026-03-29T03:10:00+02:00"],
            "2026-03-29T02:30:00",
            ["2026-03-29T03:00:00", "2026-03-29T03:10:00"],
        ),
    ],
)
def test_since_in_the_nights_when_clocks_change(
    tmp_path: Path, instants: list[str], since: str, shown: list[str]
) -> None:
    """02:30 that comes twice finds both; 02:30 that never comes finds what comes after the clocks moved."""
    with a_register(f"sqlite:///{tmp_path}/register.db") as (register, clock):
        for instant in instants:
            registered_at(register, clock, instant)
        wanted = Filter(since=read_instant(since, register.zone)[0])
        items = json.loads(page_by_number(register.database, wanted, 1).body)

    assert [item["dateTime"] for item in items] == shown
    assert [item["subject"] for item in items] == instants[-2:]
