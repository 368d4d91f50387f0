"""The overview: what it counts of one register, at its ends, after a change of zone, and of what is withdrawn."""

from collections import Counter
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

import pytest
from sqlalchemy import Connection, func, select, text, update

from contact_moments import maintenance
from contact_moments.contract.support import add_note, add_notes, items_of
from contact_moments.doctor import examine
from contact_moments.model import Filter
from contact_moments.moments import follow_ups
from contact_moments.moments.follow_up_members import read_plan
from contact_moments.moments.overview import InTime, Rank
from contact_moments.moments.withdrawal import withdraw
from contact_moments.people import Actor
from contact_moments.register import Register, opened
from contact_moments.storage.long_work import no_progress
from contact_moments.storage.sql.tables import follow_up as follow_up_table
from contact_moments.storage.sql.tables import metadata
from contact_moments.times import read_instant
from tests.counting import PEOPLE, check, counted, counting_soon, is_right, number_counted
from tests.engines import Engine

pytestmark = [pytest.mark.both_engines, pytest.mark.slow]


@pytest.fixture
def register(engine: Engine, tmp_path: Path) -> Iterator[Register]:
    """A register with people and tags, which has few moments that its counters do not count."""
    with counting_soon(engine.register_url(tmp_path)) as register:
        yield register


def rows(register: Register, table: str) -> int:
    """How many rows a table has."""
    asked = select(func.count()).select_from(metadata.tables[table])
    return int(register.database.read(lambda connection: connection.execute(asked).scalar_one()))


def test_it_counts_what_the_list_shows(register: Register) -> None:
    """Day and hour are the local ones that the list shows, also around the change of the clocks."""
    times = ("2020-03-29T00:59:59Z", "2020-03-29T01:00:00Z", "2020-10-25T01:30:00Z", "2019-12-31T23:30:00Z")
    for one in times:
        add_note(register, dateTime=one, subject='Quotes ", and names "type":"x"')
    local = [datetime.fromisoformat(one["dateTime"]) for one in items_of(register, Filter())]

    assert [(one.day, one.hour) for one in counted(register)] == [(str(at.date()), at.hour) for at in local]
    assert register.overviews.of(date(2019, 1, 1), date(2021, 1, 1)).hours == Counter(
        (at.weekday(), at.hour) for at in local
    )


def test_another_zone(register: Register) -> None:
    """After `rebuild` for another zone it counts by the days and hours that the list then shows."""
    for day in range(1, 29):
        add_note(register, dateTime=f"2020-05-{day:02}T23:30:00Z")
    settings = register.settings.replaced(time_zone="America/New_York")
    with opened(settings, ready=False) as elsewhere:
        maintenance.rebuild(elsewhere, no_progress)

        assert is_right(elsewhere)
        check(elsewhere.overviews.of(date(2020, 5, 1), date(2020, 5, 28)), counted(elsewhere))
        assert {one.hour for one in counted(elsewhere)} == {19}


def test_nothing_is_left_of_what_is_withdrawn(register: Register) -> None:
    """No counter is left, nor a sender's id, once all moments are withdrawn."""
    ids = [add_note(register, senderId=sender, tagIds=[3], action_code=7) for sender in PEOPLE]
    assert number_counted(register) > 0
    withdraw(register.database, ids, "erasure", Actor())

    assert [rows(register, table) for table in ("tally", "sender_tally")] == [0, 0]


@pytest.mark.parametrize(
    "fault",
    [
        "UPDATE tally SET counted = counted + 1 WHERE kind = 'hour'",
        "DELETE FROM tally WHERE unit = 100",
        "INSERT INTO tally (kind, unit, period, key, counted) VALUES ('tag', 1, 20200505, '99', 1)",
        "UPDATE sender_tally SET counts = replace(counts, '[1]', '[2]')",
        "DELETE FROM sender_tally WHERE unit = 10000",
        "INSERT INTO sender_tally (unit, period, part, counts) SELECT unit, period + 1, part, counts FROM sender_tally",
        "UPDATE register SET tallied_id = tallied_id - 1",
        "UPDATE register SET tallied_id = 1000",
    ],
)
def test_a_fault_is_found_and_mended(register: Register, fault: str) -> None:
    """`doctor` finds a wrong counter, and names the command that makes them anew."""
    add_notes(register, 9)
    add_note(register, senderId=5)
    register.database.write(lambda transaction: transaction.connection.execute(text(fault)))
    found = [sentence for well, sentence in examine(register.settings) if not well]
    maintenance.rebuild(register, no_progress)

    assert "The overview does not count what was registered; let it count anew: contact-moments rebuild" in found
    assert is_right(register)
    assert number_counted(register) == 10


def test_an_earlier_register_is_counted(register: Register) -> None:
    """A register that was made before there were counters has them after `migrate`."""
    add_notes(register, 30)
    register.database.change_schema(forget_counters)
    maintenance.migrate(register)

    assert (number_counted(register), is_right(register)) == (30, True)


def forget_counters(connection: Connection) -> None:
    """Leave the counters as the schema's migration makes them: there are none, and they count nothing."""
    for statement in ("DELETE FROM tally", "DELETE FROM sender_tally", "UPDATE register SET tallied_id = 0"):
        connection.execute(text(statement))


def test_years_at_the_ends(register: Register) -> None:
    """Moments at both ends of the calendar are counted; bars of all years are of a thousand, from year 0 on."""
    add_notes(register, 8)
    for year in ("0002-01-01", "9998-12-31", "1999-06-06"):
        add_note(register, dateTime=f"{year}T12:00:00Z")
    found = register.overviews.of(date.min, date.max)

    check(found, counted(register))
    assert (found.total, found.bars[0].first, found.bars[-1].last) == (11, date.min, date.max)
    assert [bar.first.year for bar in found.bars] == [1, *range(1000, 10_000, 1000)]
    assert [bar.first.year for bar in register.overviews.of(date(1900, 1, 1), date.max).bars][:2] == [1900, 2000]


def test_an_action_without_a_name(register: Register) -> None:
    """A code that no action has is shown as it is."""
    add_note(register, action_code=4711)

    assert register.overviews.of(date(2000, 1, 1), date.max).actions == [Rank(4711, "4711", 1, 0)]


def follow_up(register: Register, on: str, done_at: str | None) -> None:
    """Make a follow-up, and end it at a local time."""
    plan = read_plan({"on": on, "note": ""}, register.zone)
    id_ = follow_ups.put(register.database, add_note(register), plan, Actor(operator="erin")).moment_id
    if done_at is not None:
        at = read_instant(done_at, register.zone)[0]
        ended = update(follow_up_table).where(follow_up_table.c.moment_id == id_).values(done_at=at, is_done=True)
        register.database.write(lambda transaction: transaction.connection.execute(ended))


def test_follow_ups_in_time(register: Register) -> None:
    """They count in the period of their day: done by its end or by their time; later or not yet; and open."""
    done = {"2020-05-05": "2020-05-05T23:59:59", "2020-05-06T10:00:00": "2020-05-06T10:00:01", "2020-05-07": None}
    done |= {"2020-05-08": "2020-05-09T00:00:00", "2020-05-09T10:00:00": "2020-05-09T10:00:00", "9998-06-01": None}
    for on, at in done.items():
        follow_up(register, on, at)
    found = register.overviews.of(date(2020, 5, 5), date(2020, 5, 9))

    assert (found.follow_ups, found.follow_ups_before) == (InTime(2, 3, 0), InTime())
    assert register.overviews.of(date(2020, 5, 10), date(2020, 5, 14)).follow_ups_before == InTime(2, 3, 0)
    assert register.overviews.of(date.min, date.max).follow_ups == InTime(2, 3, 1)
