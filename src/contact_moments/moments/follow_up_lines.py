"""Follow-ups as people read them: when, about whom, what, and by whom.

A follow-up is about the party of its contact moment who is not one of the organisation's own people, as far as accounts
tell who these are.
"""

import json
from collections.abc import Sequence
from datetime import date, datetime
from typing import Literal

import msgspec
from msgspec import Struct

from contact_moments.model import Rights, Search
from contact_moments.moments.excerpts import short
from contact_moments.moments.follow_up_list import Counts, Wanted, counts_in, has_passed, number_open_in, page_in
from contact_moments.moments.search import Searches
from contact_moments.moments.timeline import Named
from contact_moments.storage.database import Connection, Database
from contact_moments.storage.questions import follow_up_rows as rows
from contact_moments.storage.questions import follow_ups as stored
from contact_moments.storage.questions import pages, relations
from contact_moments.storage.questions.follow_up_rows import Due
from contact_moments.storage.questions.follow_ups import FollowUp
from contact_moments.times import Zone, local_text

When = Literal["late", "today", "tomorrow", "week", "later"]
LONGEST_SUBJECT, LONGEST_NAME, LONGEST_NOTE = 70, 60, 150  # characters of a line
MOST_ANSWERED = 20  # follow-ups that one moment answers, on its page
MOST_WITH = 5  # follow-ups on the page of a relation
MOST_COUNTED = 99  # follow-ups; of more it is told that there are more
MOST_PARTIES = 20  # of a contact moment, among whom somebody is sought who is not a colleague


class Line(Struct, frozen=True):
    """A follow-up in a list, with local times of the organisation's zone. `day` is that on which it is due.

    `at` is there if it has a time of day. `by` is None for anybody. `due_at` and `made_at` are
    instants.
    """

    moment_id: int
    type: str
    subject: str
    about: Named
    day: date
    at: datetime | None
    by: Named | None
    note: str
    when: When
    done: datetime | None
    done_by: str
    answer_id: int | None
    due_at: int
    made_at: int


class Lines(Struct, frozen=True):
    """A page of a list, the cursor for the next one if there may be more, and how many are open, due and late.

    `told` is the follow-up of the moment that was asked for besides, if it has one.
    """

    lines: list[Line]
    cursor: str | None
    counts: Counts
    told: Line | None


class Todo(Struct, frozen=True):
    """The first open follow-ups of a list, and how many there are: `number`, or more."""

    lines: list[Line]
    number: int
    more: bool


class Told(Struct, frozen=True):
    """The follow-up of one moment with its whole note and who made it when; and the moments whose it answers."""

    follow_up: FollowUp | None
    line: Line | None
    made: datetime | None
    answers: list[int]


class Badge(Struct, frozen=True):
    """When an open follow-up is due, local time; `at` is there if it has a time of day."""

    when: When
    day: date
    at: datetime | None


class _Item(Struct, rename="camel"):
    """An item of the list of contact moments."""

    id: int
    subject: str
    sender_id: int
    sender: str
    type: str
    recipients: list[int]


class Reader(Struct, frozen=True):
    """For whom follow-ups are told: when, where, whether they may see relations, and which one they are."""

    now: int
    zone: Zone
    parties: bool
    me: int | None


_item = msgspec.json.Decoder(_Item)


def page(
    database: Database, wanted: Wanted, reader: Reader, cursor: str | None = None, told: int | None = None
) -> Lines:
    """A page of follow-ups after a cursor, and that of the moment `told`.

    Raises `InvalidInputError` for the cursor of another list.
    """

    def ask(connection: Connection) -> Lines:
        found = page_in(connection, wanted, reader.now, cursor)
        besides = stored.of_moments(connection, [told]) if told else {}
        lines = lines_of(connection, [*found.items, *besides.values()], reader)
        shown = len(found.items)
        counts = counts_in(connection, reader.zone, reader.now, wanted.by, MOST_COUNTED + 1)
        return Lines(lines[:shown], found.cursor, counts, next(iter(lines[shown:]), None))

    return database.read_snapshot(ask)


def todo(database: Database, by: tuple[int, ...] | None, reader: Reader, size: int) -> Todo:
    """The first open follow-ups; `by` is as in `Wanted`."""

    def ask(connection: Connection) -> Todo:
        found = page_in(connection, Wanted(by=by), reader.now, size=size)
        number = number_open_in(connection, by, MOST_COUNTED + 1) if found.cursor else len(found.items)
        return Todo(lines_of(connection, found.items, reader), min(number, MOST_COUNTED), number > MOST_COUNTED)

    return database.read_snapshot(ask)


def todo_with(database: Database, searches: Searches, relation_id: int, rights: Rights, reader: Reader) -> Todo:
    """The open follow-ups after contact with a relation: those of its latest contact moments, by when they are due."""

    def ask(connection: Connection) -> Todo:
        wanted = Search(relations=(relation_id,), follow_ups=("open",))
        keys, following = searches.reading(connection, wanted, rights).step(None)
        found = stored.of_moments(connection, [key.moment_id for key in keys]).values()
        due = sorted(found, key=lambda one: (one.due_at, one.moment_id))
        return Todo(lines_of(connection, due[:MOST_WITH], reader), len(due), following is not None)

    return database.read_snapshot(ask)


def first(database: Database, by: tuple[int, ...], reader: Reader, most: int) -> list[Line]:
    """The first open follow-ups, as many as are asked for; `by` is as in `Wanted`."""

    def ask(connection: Connection) -> list[Line]:
        return lines_of(connection, page_in(connection, Wanted(by=by), reader.now, size=most).items, reader)

    return database.read_snapshot(ask)


def one(database: Database, moment_id: int, reader: Reader) -> Line | None:
    """The follow-up of a moment; None if it has none, or is not there."""

    def ask(connection: Connection) -> Line | None:
        found = stored.of_moments(connection, [moment_id])
        return next(iter(lines_of(connection, list(found.values()), reader)), None)

    return database.read_snapshot(ask)


def told(database: Database, moment_id: int, reader: Reader) -> Told:
    """All that a moment's page shows of follow-ups."""

    def ask(connection: Connection) -> Told:
        found = stored.of_moments(connection, [moment_id]).get(moment_id)
        line = lines_of(connection, [found], reader)[0] if found else None
        made = datetime.fromisoformat(local_text(found.made_at, reader.zone)) if found else None
        return Told(found, line, made, rows.answered(connection, moment_id, MOST_ANSWERED))

    return database.read_snapshot(ask)


def lines_of(connection: Connection, found: Sequence[FollowUp], reader: Reader) -> list[Line]:
    """Follow-ups as lines, in the snapshot of a connection: three statements for however many."""
    items = {id_: _item.decode(text) for id_, text in pages.items(connection, [one.moment_id for one in found]).items()}
    parties = {id_ for one in items.values() for id_ in _parties(one)}
    ours = rows.colleagues_among(connection, parties) | ({reader.me} - {None})
    about = {one.id: _about(one, ours) for one in items.values()}
    names = _names(connection, {*about.values(), *(one.by for one in found if one.by)}, reader.parties)
    return [_line(one, items[one.moment_id], about[one.moment_id], names, reader) for one in found]


def _parties(item: _Item) -> list[int]:
    return [item.sender_id, *item.recipients[:MOST_PARTIES]]


def _about(item: _Item, ours: set[int | None]) -> int:
    """The first party that is not ours; the sender if all are."""
    return next((id_ for id_ in _parties(item) if id_ not in ours), item.sender_id)


def _names(connection: Connection, ids: set[int], parties: bool) -> dict[int, str]:
    found = relations.names(connection, ids) if parties else {}
    return {id_: json.loads(name) for id_, name in found.items()}


def _line(one: FollowUp, item: _Item, about: int, names: dict[int, str], reader: Reader) -> Line:
    due = badge(Due(one.due_at, one.day), reader.now, reader.zone)
    name = item.sender if about == item.sender_id else names.get(about, "")
    return Line(
        moment_id=one.moment_id,
        type=item.type,
        subject=short(item.subject, LONGEST_SUBJECT),
        about=Named(about, short(name, LONGEST_NAME)),
        day=due.day,
        at=due.at,
        by=Named(one.by, short(names.get(one.by, ""), LONGEST_NAME)) if one.by else None,
        note=short(one.note, LONGEST_NOTE),
        when=due.when,
        done=None if one.done_at is None else datetime.fromisoformat(local_text(one.done_at, reader.zone)),
        done_by=one.ended_by.name or one.ended_by.client_id or "",
        answer_id=one.answer_id,
        due_at=one.due_at,
        made_at=one.made_at,
    )


def badge(due: Due, now: int, zone: Zone) -> Badge:
    """When a follow-up is due that is open."""
    at = datetime.fromisoformat(local_text(due.due_at, zone))
    day = date.fromisoformat(due.day) if due.day else at.date()
    is_late = has_passed(due.due_at, due.day, now, zone)
    when: When = "late" if is_late else _when(day, date.fromisoformat(local_text(now, zone)[:10]))
    return Badge(when, day, None if due.day else at)


def _when(day: date, today: date) -> When:
    if day <= today:
        return "today"
    if (day - today).days == 1:
        return "tomorrow"
    return "week" if (day - today).days <= 6 - today.weekday() else "later"


def colleagues(database: Database) -> dict[int, str]:
    """The names of the relations who have an account that is not disabled, by id."""
    return database.read(rows.colleagues)
