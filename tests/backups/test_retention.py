"""Which backups stay: rules of days, weeks and months."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contact_moments.backups.retention import Dated, Keep, divide, read_keep
from contact_moments.errors import InvalidInputError

NOW = datetime(2026, 11, 29, 2, 30, tzinfo=UTC)  # a Sunday


def backup(at: datetime) -> Dated:
    """A backup that was made then."""
    return Dated(at, at.strftime("%Y-%m-%d %H:%M"))


def days_kept(keep: Keep, *earlier: datetime, new: datetime = NOW) -> list[str]:
    """When those that stay were made, in short."""
    return list(divide([backup(at) for at in earlier], backup(new), keep).kept)


@pytest.mark.parametrize(
    ("text", "keep"),
    [("7d,4w,12m", Keep(7, 4, 12)), ("12m", Keep(0, 0, 12)), (" 3w , 1d ", Keep(1, 3, 0)), ("9999d", Keep(9999, 0, 0))],
)
def test_a_rule(text: str, keep: Keep) -> None:
    """A rule names numbers of days, weeks and months, in any order."""
    assert read_keep(text) == keep


@pytest.mark.parametrize(
    "text", ["", "7x", "7", "d", "0d", "-1d", "7d,", "7d,3d", "10000d", "٧d", "7D", "1.5d", "7d 4w"]
)
def test_a_rule_that_is_none(text: str) -> None:
    """What is no rule is refused with the form of one."""
    with pytest.raises(InvalidInputError, match="7d,4w,12m"):
        read_keep(text)


def test_the_newest_of_each_day_stays() -> None:
    """Of several backups of a day the newest stays, and of the new one's day only the new one."""
    hours = [NOW - timedelta(hours=6 * number) for number in range(1, 12)]

    assert days_kept(Keep(days=3), *hours) == ["2026-11-29 02:30", "2026-11-28 20:30", "2026-11-27 20:30"]


def test_days_without_a_backup_do_not_count() -> None:
    """The last three days that have a backup, however long ago they are."""
    earlier = [NOW - timedelta(days=number) for number in (10, 20, 30)]

    assert days_kept(Keep(days=3), *earlier) == ["2026-11-29 02:30", "2026-11-19 02:30", "2026-11-09 02:30"]


def test_days_weeks_and_months() -> None:
    """A year of nightly backups leaves those of seven days, four weeks and twelve months; one can stand for several."""
    nights = [NOW - timedelta(days=number) for number in range(1, 400)]

    kept = [name[:10] for name in days_kept(Keep(7, 4, 12), *nights)]

    assert kept[:7] == [f"2026-11-{day}" for day in range(29, 22, -1)]
    assert kept[7:10] == ["2026-11-22", "2026-11-15", "2026-11-08"]  # Sundays: weeks begin on Monday
    assert kept[10:] == [
        *("2026-10-31", "2026-09-30", "2026-08-31", "2026-07-31", "2026-06-30", "2026-05-31"),
        *("2026-04-30", "2026-03-31", "2026-02-28", "2026-01-31", "2025-12-31"),
    ]


def test_run_every_night_it_keeps_what_it_promises() -> None:
    """What stays of two years of nights, removed night by night, is what stays of them all at once."""
    keep, there = Keep(7, 4, 12), list[Dated]()
    first = NOW - timedelta(days=730)
    for number in range(731):
        new = backup(first + timedelta(days=number))
        removed = divide(there, new, keep).removed
        there = [one for one in [*there, new] if one.name not in removed]

    everything = [backup(first + timedelta(days=number)) for number in range(730)]

    assert {one.name for one in there} == set(divide(everything, backup(NOW), keep).kept)


def test_a_clock_that_was_set_back() -> None:
    """Backups that are dated after the new one stay and count for nothing, and the new one stays."""
    later = [NOW + timedelta(days=number) for number in (1, 400_000)]

    found = divide([backup(at) for at in (*later, NOW - timedelta(days=1))], backup(NOW), Keep(days=1))

    assert found.kept == (backup(later[1]).name, backup(later[0]).name, "2026-11-29 02:30")
    assert found.removed == ("2026-11-28 02:30",)


@given(st.sets(st.integers(-9999, 999_999), max_size=40), st.integers(0, 9))
def test_nothing_is_lost_or_counted_twice(earlier: set[int], number: int) -> None:
    """Each backup either stays or goes, the new one stays, and no more go than the rule says."""
    found = [backup(NOW - timedelta(minutes=minutes)) for minutes in earlier]
    new = Dated(NOW, "new")

    kept, removed = divide(found, new, Keep(number, number, number))

    assert sorted([*kept, *removed]) == sorted([*(one.name for one in found), "new"])
    assert "new" in kept
    assert len(kept) >= min(number, len({one.at.date() for one in [*found, new] if one.at <= NOW}))
