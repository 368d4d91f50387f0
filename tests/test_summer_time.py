"""Summer time: around a change of a zone's clocks the same instant comes back, and `since` misses nothing."""

import json
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta, timezone
from functools import cache
from itertools import pairwise
from pathlib import Path
from zoneinfo import available_timezones

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from contact_moments import relations
from contact_moments.clock import SECOND
from contact_moments.model import Author, Filter
from contact_moments.moments.list import page_by_number
from contact_moments.register import Register
from contact_moments.settings import Settings
from contact_moments.times import Zone, exact_text, local_text, read_instant
from tests.engines import Engine
from tests.support import LIST, Api, Installation

pytestmark = [pytest.mark.both_engines, pytest.mark.long]

TROUBLED = Path(__file__).parent / "troubled_server.py"
NOTE = f"{LIST}/type/ContactMomentNote"
NAMES = sorted(available_timezones() - {"localtime", "posixrules", "Factory"})
# Many names are of the same rules: one of each.
ZONES = sorted({Zone(name).digest: name for name in NAMES}.values())
YEARS = range(1990, 2038)
DAY = 86_400
HOUR = 3_600


def second(text: str) -> int:
    """The second of 1970 of an ISO text with an offset."""
    return int(datetime.fromisoformat(text).timestamp())


def offset_at(instant: int, zone: Zone) -> timedelta:
    """The zone's offset from UTC in a second of 1970."""
    offset = datetime.fromtimestamp(instant, zone.info).utcoffset()
    assert offset is not None
    return offset


@cache
def changes(name: str) -> list[tuple[str, int]]:
    """The zone with each second from 1990 to 2037 in which its clocks change; they change at most once a day."""
    zone = Zone(name)
    days = range(second(f"{YEARS[0]}-01-01T00:00:00Z"), second(f"{YEARS[-1]}-12-31T00:00:00Z"), DAY)
    offsets = [offset_at(day, zone) for day in (*days, days[-1] + DAY)]
    turns = [day for day, (before, after) in zip(days, pairwise(offsets), strict=True) if before != after]
    return [(name, change_in(day, zone)) for day in turns]


def change_in(day: int, zone: Zone) -> int:
    """The second in which the zone's clocks change, on a day on which they do."""
    low, high = day, day + DAY
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (middle, high) if offset_at(middle, zone) == offset_at(low, zone) else (low, middle)
    return high


# Every zone that changes its clocks as often as any other, and each of its changes as often as another.
a_change = st.sampled_from(ZONES).filter(changes).flatmap(lambda name: st.sampled_from(changes(name)))


@pytest.mark.slow
@settings(max_examples=60)
@given(a_change)
def test_instants_come_back_around_a_change(at: tuple[str, int]) -> None:
    """An instant that is sent with its offset is kept as it is, and shown as the organisation's clocks had it."""
    zone, change = Zone(at[0]), at[1]
    for instant in range(change - 2 * HOUR, change + 2 * HOUR, 600):
        offset = offset_at(instant, zone)
        sent = exact_text(instant * SECOND, timezone(offset))
        shown = datetime.fromtimestamp(instant, UTC) + offset

        assert read_instant(sent, zone)[0] == instant * SECOND
        assert local_text(instant * SECOND, zone) == shown.replace(tzinfo=None).isoformat()


@pytest.mark.slow
@settings(max_examples=60)
@given(a_change)
def test_since_misses_nothing_around_a_change(at: tuple[str, int]) -> None:
    """Whatever local time is asked for, no instant that the organisation's clocks show as that or later is left out."""
    zone, change = Zone(at[0]), at[1]
    shown = {one: local_text(one * SECOND, zone) for one in range(change - 3 * HOUR, change + 3 * HOUR, 600)}
    asked = datetime.fromtimestamp(change - 2 * HOUR, UTC).replace(tzinfo=None) + offset_at(change - 2 * HOUR, zone)
    for minutes in range(0, 5 * 60, 10):
        local = (asked + timedelta(minutes=minutes)).isoformat()
        found = read_instant(local, zone)[0] // SECOND

        assert [one for one, text in shown.items() if one < found and text >= local] == []


class Clock:
    """A clock that stands where it is put."""

    def __init__(self) -> None:
        self.now = 0

    def __call__(self) -> int:
        return self.now


@pytest.fixture
def url(engine: Engine, tmp_path: Path) -> str:
    """The address of a new database, on each engine."""
    return engine.new_url(tmp_path)


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
def test_since_in_the_nights_when_clocks_change(url: str, instants: list[str], since: str, shown: list[str]) -> None:
    """02:30 that comes twice finds both; 02:30 that never comes finds what comes after the clocks moved."""
    with a_register(url) as (register, clock):
        for instant in instants:
            registered_at(register, clock, instant)
        wanted = Filter(since=read_instant(since, register.zone)[0])
        items = json.loads(page_by_number(register.database, wanted, 1).body)

    assert [item["dateTime"] for item in items] == shown
    assert [item["subject"] for item in items] == instants[-2:]


class Nights:
    """A register that is served by a clock that is put to one night after the other, and a client of it."""

    def __init__(self, installation: Installation) -> None:
        installation.run("migrate")
        installation.program = (str(TROUBLED),)
        installation.add_relations(1, 2)
        self.installation = installation
        self._credentials = installation.add_client()

    @contextmanager
    def served(self) -> Iterator["Nights"]:
        """With its server running."""
        with self.installation.serving() as self._server:
            yield self

    def register(self, at: str, sent: str) -> int:
        """Register, at an instant, a note with this `dateTime`; returns the id."""
        (self.installation.folder / "clock").write_text(str(second(at) - time.time()))
        body = {"subject": at, "dateTime": sent, "senderId": 1, "recipients": [2]}
        moment_id: int = self._api().post(body, NOTE).json()["contactMomentId"]
        return moment_id

    def since(self, local: str) -> list[tuple[int, str]]:
        """Id and `dateTime` of everything that was registered since a local time."""
        return [(item["id"], item["dateTime"]) for item in self._api().items(f"since={local}")]

    def happened(self) -> dict[int, int]:
        """The second in which each contact moment happened, as it is kept."""
        return {id_: at // SECOND for id_, at in self.installation.sql("SELECT id, happened_at FROM moment")}

    def _api(self) -> Api:
        # Tokens are of a time, too.
        return self._server.as_client(self._server.token(self._credentials))


@pytest.mark.usefixtures("processes")
def test_both_nights_over_http(tmp_path: Path, url: str) -> None:
    """The hour that never comes and the one that comes twice: in what is sent, in what is shown, and for `since`."""
    nights = Nights(Installation(tmp_path, {"DATABASE_URL": url, "TIME_ZONE": "Europe/Amsterdam"}))
    with nights.served():
        before = nights.register("2026-03-29T01:59:30+01:00", "2026-03-29T01:59:30")
        missing = nights.register("2026-03-29T03:00:00+02:00", "2026-03-29T02:30:00")
        after = nights.register("2026-03-29T03:10:00+02:00", "2026-03-29T02:30:00+01:00")
        spring = nights.since("2026-03-29T02:30:00")
        nights.register("2026-10-25T02:29:30+02:00", "2026-10-25T02:29:30")
        first = nights.register("2026-10-25T02:30:00+02:00", "2026-10-25T02:30:00")
        again = nights.register("2026-10-25T02:30:00+01:00", "2026-10-25T02:30:00+01:00")
        autumn = nights.since("2026-10-25T02:30:00")

    assert spring == [(missing, "2026-03-29T03:00:00"), (after, "2026-03-29T03:30:00")]
    assert autumn == [(first, "2026-10-25T02:30:00"), (again, "2026-10-25T02:30:00")]
    happened = nights.happened()
    assert happened[missing] - happened[before] == 30
    assert happened[again] - happened[first] == HOUR
    assert happened[first] == second("2026-10-25T02:30:00+02:00")
