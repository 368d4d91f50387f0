"""Lists of follow-ups, in the order in which they are due, page by page, and how many there are.

One is due when its day or its time has come. It is late when that day is over, or that time has passed.
"""

from datetime import date
from functools import partial
from typing import Literal

from msgspec import Struct

from contact_moments.moments.cursors import PagedList
from contact_moments.storage.database import Connection, Database
from contact_moments.storage.questions import follow_up_pages, relations
from contact_moments.storage.questions.follow_up_pages import Parts, Place, Span, parts_of
from contact_moments.storage.questions.follow_ups import ANYBODY as ANYBODY
from contact_moments.storage.questions.follow_ups import FollowUp as FollowUp
from contact_moments.times import Zone, day_begins, local_text

PAGE_SIZE = 25
MOST_OF_DAY = 1000  # follow-ups of one day that are read to find those whose time has passed
State = Literal["open", "due", "done", "all"]


class Wanted(Struct, frozen=True):
    """Which follow-ups a list has: in which state, and by whom.

    `by` are relations, also by their ids before a merge; `ANYBODY` stands for those that anybody may do. None is
    everybody. `newest` begins with what is due last.
    """

    state: State = "open"
    by: tuple[int, ...] | None = None
    newest: bool = False


class FollowUps(Struct, frozen=True):
    """A page of a list, and the cursor for the next one, if there may be more."""

    items: tuple[FollowUp, ...]
    cursor: str | None


class Counts(Struct, frozen=True):
    """How many follow-ups are open, due, and late. Each is at most the number that was asked for; there may be more.

    What is late is due, and what is due is open.
    """

    open: int
    due: int
    late: int


def has_passed(due_at: int, day: str | None, now: int, zone: Zone) -> bool:
    """Whether a day is over, or a time has passed."""
    return due_at < (now if day is None else _today(now, zone))


def page(database: Database, wanted: Wanted, now: int, cursor: str | None = None, size: int = PAGE_SIZE) -> FollowUps:
    """A page of follow-ups after a cursor. Raises `InvalidInputError` for the cursor of another list."""
    return database.read_snapshot(partial(page_in, wanted=wanted, now=now, cursor=cursor, size=size))


def page_in(
    connection: Connection, wanted: Wanted, now: int, cursor: str | None = None, size: int = PAGE_SIZE
) -> FollowUps:
    """As `page`, in the snapshot of a connection."""
    span = _span(wanted, now, None if cursor is None else Place(*_paged(wanted).key(cursor)))
    states = {"done": (True,), "all": (False, True)}.get(wanted.state, (False,))
    parts = parts_of(_survivors(connection, wanted.by), states)
    found = follow_up_pages.page(connection, parts, span, wanted.newest, size + 1)
    shown = tuple(found[:size])
    last = shown[-1] if len(found) > size else None
    return FollowUps(shown, None if last is None else _paged(wanted).cursor_at((last.due_at, last.moment_id)))


def _span(wanted: Wanted, now: int, after: Place | None) -> Span:
    span = Span(high=Place(now + 1, 0)) if wanted.state == "due" else Span()
    if after is None:
        return span
    return span._replace(high=min(span.high, after)) if wanted.newest else span._replace(low=after)


def _paged(wanted: Wanted) -> PagedList:
    return PagedList("followup", state=wanted.state, by=wanted.by, order="-on" if wanted.newest else "on")


def _survivors(connection: Connection, by: tuple[int, ...] | None) -> tuple[int, ...] | None:
    if by is None:
        return None
    into = relations.survivors(connection, by)
    return tuple(sorted({into.get(one, one) for one in by}))


def counts_in(
    connection: Connection, zone: Zone, now: int, by: tuple[int, ...] | None = None, most: int = 100
) -> Counts:
    """How many follow-ups are open, due and late, as a badge shows it; `by` is as in `Wanted`.

    At most `most` of each are counted, by seeking in an index.
    """
    parts, today = parts_of(_survivors(connection, by), (False,)), _today(now, zone)
    number = partial(_number, connection, parts, most)
    over, passed = number(Span(high=Place(today, 0))), _passed_today(connection, parts, today, now)
    return Counts(number(Span()), number(Span(high=Place(now + 1, 0))), min(over + passed, most))


def number_open_in(connection: Connection, by: tuple[int, ...] | None = None, most: int = 100) -> int:
    """How many follow-ups are open, of at most `most`; `by` is as in `Wanted`."""
    return _number(connection, parts_of(_survivors(connection, by), (False,)), most, Span())


def _number(connection: Connection, parts: Parts, most: int, span: Span) -> int:
    return min(follow_up_pages.count(connection, parts, span, most), most)


def _passed_today(connection: Connection, parts: Parts, today: int, now: int) -> int:
    """How many have a time that has passed today. What has no time is not late before tomorrow."""
    return follow_up_pages.count_timed(connection, parts, Span(Place(today, 0), Place(now, 0)), MOST_OF_DAY)


def _today(now: int, zone: Zone) -> int:
    """The instant at which the local day began."""
    return day_begins(date.fromisoformat(local_text(now, zone)[:10]), zone)
