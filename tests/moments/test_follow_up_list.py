"""Follow-ups are listed and counted as they are due, in the register's time zone."""

import pytest

from contact_moments.clock import SECOND
from contact_moments.errors import InvalidInputError
from contact_moments.moments import follow_up_list, follow_ups
from contact_moments.moments.follow_up_list import ANYBODY, Counts, Wanted
from contact_moments.moments.rebuild import rebuild
from contact_moments.register import Register
from contact_moments.times import Zone
from tests.moments.follow_ups import OPERATOR, at, broken, followed, ids

pytestmark = pytest.mark.both_engines


def test_lists_are_in_the_order_of_being_due(register: Register) -> None:
    """Page by page, of everybody or of some, in either direction; what is done is in a list of its own."""
    days = [("2024-05-09", 1), ("2024-05-06", 2), ("2024-05-08", None), ("2024-05-07T10:00:00", 2), ("2024-05-08", 1)]
    e, b, c, d, f = (followed(register, on, by).moment_id for on, by in days)
    follow_ups.end(register.database, b, OPERATOR)
    now = at(register, "2024-05-08T00:00:00")

    assert ids(register, Wanted()) == [d, c, f, e]
    assert ids(register, Wanted(newest=True)) == [e, f, c, d]
    assert ids(register, Wanted("due"), now) == [d, c, f]
    assert ids(register, Wanted("due", newest=True), now) == [f, c, d]
    assert ids(register, Wanted("due"), now - 1) == [d]
    assert ids(register, Wanted("done")) == [b]
    assert ids(register, Wanted("all")) == [b, d, c, f, e]
    assert ids(register, Wanted("all", (1, 2), newest=True)) == [e, f, d, b]
    assert ids(register, Wanted("open", (1, ANYBODY))) == [c, f, e]
    assert ids(register, Wanted("open", (ANYBODY,))) == [c]
    assert ids(register, Wanted("open", (4,))) == []


def test_many_on_one_day(register: Register) -> None:
    """A page goes on where the one before ended, also among those of one day."""
    made = [followed(register).moment_id for _ in range(7)]

    assert ids(register, Wanted()) == made
    assert ids(register, Wanted(newest=True)) == made[::-1]


def test_a_cursor_of_another_list(register: Register) -> None:
    """It is refused, and so is one of anything else."""
    for _ in range(3):
        followed(register)
    cursor = follow_up_list.page(register.database, Wanted(), 0, size=1).cursor
    for wanted, text in (
        (Wanted("all"), cursor),
        (Wanted(by=(1,)), cursor),
        (Wanted(), "v2.1.moments"),
        (Wanted(), ""),
    ):
        with pytest.raises(InvalidInputError, match="cursor"):
            follow_up_list.page(register.database, wanted, 0, text)


def counts_at(register: Register, now: int, by: tuple[int, ...] | None = None, most: int = 100) -> Counts:
    """How many there are, at an instant."""
    return register.database.read_snapshot(
        lambda connection: follow_up_list.counts_in(connection, register.zone, now, by, most)
    )


def test_counts(register: Register) -> None:
    """Open, due and late: a day is due from its beginning and late from its end, a time as it comes and passes."""
    for on, by in (("2024-05-06", 1), ("2024-05-07", 1), ("2024-05-07T10:00:00", 2), ("2024-05-08", 2)):
        followed(register, on, by)
    done = followed(register, "2024-05-01", 1)
    follow_ups.end(register.database, done.moment_id, OPERATOR)

    def counted(now: str, by: tuple[int, ...] | None = None, most: int = 100) -> Counts:
        return counts_at(register, at(register, now), by, most)

    assert counted("2024-05-05T23:59:59") == Counts(4, 0, 0)
    assert counted("2024-05-06T00:00:00") == Counts(4, 1, 0)
    assert counted("2024-05-07T00:00:00") == Counts(4, 2, 1)
    assert counted("2024-05-07T10:00:00") == Counts(4, 3, 1)
    assert counted("2024-05-07T10:00:01") == Counts(4, 3, 2)
    assert counted("2024-05-08T00:00:00") == Counts(4, 4, 3)
    assert counted("2024-05-08T00:00:00", (1,)) == Counts(2, 2, 2)
    assert counted("2024-05-08T00:00:00", (1, 2), 3) == Counts(3, 3, 3)
    assert counted("2024-05-08T00:00:00", (ANYBODY,)) == Counts(0, 0, 0)


@pytest.mark.parametrize(("on", "late_at"), [("2024-05-06", "2024-05-07T00:00:00"), ("2024-05-06T09:00:00", None)])
def test_due_and_late(register: Register, on: str, late_at: str | None) -> None:
    """From its beginning, and from its end, in the counts and in a list; not once it is done."""
    one = followed(register, on)
    begins = one.due_at
    late = at(register, late_at) if late_at else begins + 1

    def counted(now: int) -> Counts:
        return counts_at(register, now)

    assert [counted(now).due for now in (begins - 1, begins)] == [0, 1]
    assert [counted(now).late for now in (late - 1, late)] == [0, 1]
    passed = [follow_up_list.has_passed(one.due_at, one.day, now, register.zone) for now in (late - 1, late)]
    assert passed == [False, True]
    follow_ups.end(register.database, one.moment_id, OPERATOR)
    assert counted(late) == Counts(0, 0, 0)


def test_another_zone(register: Register) -> None:
    """A day begins with the organisation's day; a time of day stays the instant that it was."""
    day, time = followed(register, "2024-05-06"), followed(register, "2024-05-06T09:00:00")

    rebuild(register.database, Zone("America/New_York"), lambda _: None)

    moved, kept = (follow_ups.get(register.database, one.moment_id) for one in (day, time))
    assert moved is not None
    assert kept == time
    assert (moved.day, moved.due_at - day.due_at) == ("2024-05-06", 6 * 3600 * SECOND)


@pytest.mark.parametrize("on", ["2024-05-06", "0002-01-01", "9998-12-31T23:59:59+14:00", "2024-10-27T02:30:00"])
def test_when_it_can_be(register: Register, on: str) -> None:
    """From year 2 to 9998, also on a day with a time that comes twice."""
    one = followed(register, on)

    assert ids(register, Wanted()) == [one.moment_id]
    assert counts_at(register, one.due_at).due == 1
    assert broken(register) == []
