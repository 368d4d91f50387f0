"""Times: a text is read as the same instant in every zone, and shown as the organisation's local time."""

from datetime import UTC, date, datetime, timedelta, timezone
from zoneinfo import available_timezones

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from contact_moments.clock import SECOND
from contact_moments.errors import InvalidInputError
from contact_moments.times import Zone, day_begins, exact_text, local_text, read_instant

AMSTERDAM = Zone("Europe/Amsterdam")
ZONES = sorted(available_timezones() - {"localtime", "posixrules", "Factory"})


def instant(text: str) -> int:
    """The instant of an ISO text with an offset, by the standard library."""
    return (datetime.fromisoformat(text) - datetime(1970, 1, 1, tzinfo=UTC)) // timedelta(microseconds=1)


@pytest.mark.parametrize(
    ("text", "same"),
    [
        ("2018-11-13T20:20:39+02:00", "2018-11-13T18:20:39+00:00"),
        ("2018-11-13T20:20:39+0200", "2018-11-13T18:20:39+00:00"),
        ("2018-11-13T20:20:39+02", "2018-11-13T18:20:39+00:00"),
        ("2018-11-13T20:20:39-03:30", "2018-11-13T23:50:39+00:00"),
        ("2018-11-13T20:20:39 02:00", "2018-11-13T18:20:39+00:00"),
        ("2018-11-13T20:20:39Z", "2018-11-13T20:20:39+00:00"),
        ("2018-11-13T20:20:39", "2018-11-13T20:20:39+01:00"),
        ("2018-11-13 20:20:39", "2018-11-13T20:20:39+01:00"),
        ("2018-07-13 20:20:39", "2018-07-13T20:20:39+02:00"),
        ("2018-11-13T20:20:39.25", "2018-11-13T20:20:39.250+01:00"),
        ("2018-11-13T20:20:39.123456789Z", "2018-11-13T20:20:39.123456+00:00"),
        ("2018-11-13", "2018-11-13T00:00:00+01:00"),
        # The clocks go back at 03:00 summer time: 02:30 occurs twice, and is read as the earlier one.
        ("2026-10-25T02:30:00", "2026-10-25T02:30:00+02:00"),
        # The clocks go forward at 02:00 winter time: 02:30 does not exist, and is read as 03:00 summer time.
        ("2026-03-29T02:30:00", "2026-03-29T03:00:00+02:00"),
        ("2026-03-29T02:00:00", "2026-03-29T03:00:00+02:00"),
        ("2026-03-29T02:59:59.999999", "2026-03-29T03:00:00+02:00"),
    ],
)
def test_every_form_is_read(text: str, same: str) -> None:
    """Every form of rule 11 is read; without an offset as local time of Amsterdam."""
    assert read_instant(text, AMSTERDAM)[0] == instant(same)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "yesterday",
        "2018-11-13T20:20",
        "2018-11-13T20:20:39+",
        "2018-11-13T20:20:39+24:00",
        "2018-11-13T20:20:39+02:60",
        "2018-11-13T24:00:00",
        "2018-11-13T20:20:60",
        "2018-02-30",
        "2018-11-13T20:20:39.",
        "2018-11-13T20:20:39z",
        "2018-W46-2",
        "20181113",
        " 2018-11-13",
        "2018-11-13\n",
        "٢٠١٨-١١-١٣",
        "0000-01-01",
        "0001-01-01T00:00:00+14:00",
        "9999-12-31T23:59:59-14:00",
        "99999-01-01",
    ],
)
def test_anything_else_is_refused(text: str) -> None:
    """Any other text is refused with a sentence that shows the form; nothing crashes."""
    with pytest.raises(InvalidInputError, match="must"):
        read_instant(text, AMSTERDAM)


@pytest.mark.slow
@given(st.sampled_from(ZONES), st.dates(date(2, 1, 1), date(9998, 12, 31)))
def test_a_day_begins_where_its_text_is_read(name: str, day: date) -> None:
    """In every zone."""
    zone = Zone(name)
    assert day_begins(day, zone) == read_instant(day.isoformat(), zone)[0]


@pytest.mark.parametrize("name", ["Pacific/Kiritimati", "Pacific/Pago_Pago"])
def test_days_at_the_ends_of_the_calendar_begin(name: str) -> None:
    """Those on which the first and the last instants are that can be registered."""
    zone = Zone(name)
    for at in ("0002-01-01T00:00:00+14:00", "9998-12-31T23:59:59.999999-14:00"):
        instant = read_instant(at, zone)[0]
        day = date.fromisoformat(local_text(instant, zone)[:10])
        assert day_begins(day, zone) <= instant < day_begins(day + timedelta(days=1), zone)


@pytest.mark.slow
@settings(max_examples=500)
@given(
    st.sampled_from(ZONES),
    st.datetimes(datetime(1971, 1, 1), datetime(2037, 12, 31)),  # noqa: DTZ001 - local times
)
def test_local_times_come_back(name: str, local: datetime) -> None:
    """In every zone a local time that exists is shown unchanged; one that does not is shown after the clocks moved."""
    zone = Zone(name)
    local = local.replace(microsecond=0)

    found = read_instant(local.isoformat(), zone)[0]

    shown = datetime.fromisoformat(local_text(found, zone))
    fold = [local.replace(tzinfo=zone.info, fold=fold).utcoffset() for fold in (0, 1)]
    skipped = fold[0] < fold[1]  # type: ignore[operator]
    assert shown > local if skipped else shown == local
    # Nothing that the zone shows as this local time comes before the instant that was read.
    earlier = local.replace(tzinfo=zone.info, fold=0)
    assert skipped or found <= (earlier - datetime(1970, 1, 1, tzinfo=UTC)) // timedelta(microseconds=1)


@settings(max_examples=200)
@given(st.sampled_from(ZONES), st.integers(0, 2_000_000_000_000_000), st.sampled_from([None, -12600, 0, 7200]))
def test_exact_texts_come_back(name: str, micros: int, offset: int | None) -> None:
    """The stored form of a time is read as the same instant, whatever the organisation's zone."""
    sent = None if offset is None else timezone(timedelta(seconds=offset))

    assert read_instant(exact_text(micros, sent), Zone(name))[0] == micros


@pytest.mark.parametrize("name", ["", "Europe", "Europe/Nowhere", "../etc/passwd", "tzdata.zi", "Europe//Amsterdam"])
def test_unknown_zones_are_refused(name: str) -> None:
    """A name that is not in the tz database is refused, with an example of one that is."""
    with pytest.raises(InvalidInputError, match="Europe/Amsterdam"):
        Zone(name)


def test_the_clocks_move_to_the_second() -> None:
    """A time in the missing hour is read as the exact instant at which the clocks moved."""
    moved = read_instant("2026-03-29T02:17:05.5", AMSTERDAM)[0]

    assert local_text(moved, AMSTERDAM) == "2026-03-29T03:00:00"
    assert local_text(moved - SECOND, AMSTERDAM) == "2026-03-29T01:59:59"
