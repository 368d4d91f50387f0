"""Timelines: what a search finds as people read it, the newest first, with names, the beginning of texts, and marks.

A page goes on by itself until it is full, or a second has passed. Then it has fewer lines, and a cursor.
"""

import json
import time
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from itertools import accumulate
from typing import Any

import msgspec
from msgspec import Struct

from contact_moments.model import JsonObject, Question, Rights, Search
from contact_moments.moments.excerpts import Match, beginning, excerpt, marks, short
from contact_moments.moments.search import MOST_COUNTED, Reading, Searches, Total, paged
from contact_moments.moments.search_words import own_texts
from contact_moments.storage.database import Connection, Database
from contact_moments.storage.questions import follow_up_rows, list_state, moments, pages, relations, timeline
from contact_moments.storage.questions.follow_up_rows import Due
from contact_moments.storage.questions.pages import PAGE_SIZE as PAGE_SIZE
from contact_moments.storage.questions.search_scans import Key
from contact_moments.times import Zone, day_begins, local_text
from contact_moments.visible import is_blank

SECONDS = 1.0  # that a page goes on for while it is not full
MOST_NAMED = 2  # recipients with their names
MOST_FACTS, LONGEST_FACT = 3, 60
MOST_TAGS, MOST_MARKS = 3, 2
# Characters that are shown: a page has 25 lines, and stays small. What stands in one line shares it.
LONGEST_NAMES, LONGEST_TAG, LONGEST_SUBJECT, LEAST_TEXT = 84, 24, 70, 40
LONGEST_LINE, LONGEST_TAGS, LONGEST_FACTS = 150, 40, 60
MOST_OF_ANSWER, MOST_OF_DAY = 1000, 1000  # rows that are counted where there is a question, and of one day
MOST_NEW, MOST_READ = 99, 1000  # new moments that are counted, and of which that is asked

# Members of a document that are no facts: they have a place of their own.
_NO_FACTS = frozenset(
    {"subject", "dateTime", "senderId", "recipients", "action_code", "tagIds", "reference", "contents"}
)


class Named(Struct, frozen=True):
    """A relation or a tag. A name that the reader may not see is empty."""

    id: int
    name: str


class Marked(Struct, frozen=True):
    """A text, and where it has what was asked for: positions of characters, the end excluded."""

    text: str
    matches: tuple[Match, ...] = ()


class Line(Struct, frozen=True):
    """A contact moment in a timeline. `at` is local time of the organisation's zone.

    `recipients` are the first by id, of `recipient_count`, and `tags` the first of `tag_count`; long
    texts are cut. `facts` are the first own fields with a short value, but
    `contents`. Who may not see details has no `text`, no facts, and no `due`: when its follow-up is due,
    if it is open.
    """

    id: int
    type: str
    at: datetime
    subject: Marked
    sender: Named
    recipients: tuple[Named, ...]
    recipient_count: int
    tags: tuple[Named, ...]
    tag_count: int
    action: int | None
    text: Marked | None
    facts: tuple[tuple[str, Any], ...]
    due: Due | None


class Lines(Struct, frozen=True):
    """A page of a timeline: `cursor` is for the next one, if there may be more, and `total` is of the first page only.

    `day_totals` are of the days of which other pages may have lines: how many there are in all.
    `newest_id` is the highest id of any contact moment when the page was read, and `reached` the local time up to which
    was looked, if there may be more.
    """

    lines: list[Line]
    cursor: str | None
    total: Total | None
    day_totals: dict[date, Total]
    newest_id: int
    reached: datetime | None = None


class _Listed(Struct, rename="camel"):
    """An item of the list."""

    id: int
    subject: str
    sender_id: int
    sender: str
    type: str
    date_time: datetime
    action: int | None
    tags: dict[int, str]
    recipients: list[int]


_listed = msgspec.json.Decoder(_Listed)


class Timelines:
    """The timelines of one register."""

    def __init__(self, database: Database, searches: Searches, zone: Zone) -> None:
        self._database = database
        self._searches = searches
        self._zone = zone

    def page(self, wanted: Search, rights: Rights, cursor: str | None = None) -> Lines:
        """A page of what is wanted, after a cursor. Raises `InvalidInputError` for the cursor of another search."""
        after = None if cursor is None else Key(*paged(wanted).key(cursor))

        def ask(connection: Connection) -> Lines:
            reading = self._searches.reading(connection, wanted, rights, counted=wanted.question is not None)
            keys, following = _until_full(reading, after)
            lines = _lines(connection, [key.moment_id for key in keys], wanted.question, rights)
            cut = _cut_days(lines, after, following)
            return Lines(
                lines=lines,
                cursor=following and paged(wanted).cursor_at(following),
                total=_total(reading, wanted, keys, following) if after is None else None,
                day_totals={day: self._day_total(reading, day, lines) for day in cut},
                newest_id=timeline.newest_id(connection),
                reached=following and datetime.fromisoformat(local_text(following.happened_at, self._zone)),
            )

        return self._database.read_snapshot(ask)

    def day_total(self, wanted: Search, rights: Rights, day: date) -> Total:
        """How many of what is wanted happened on a day, local time."""
        return self._database.read_snapshot(
            lambda connection: self._searches.reading(connection, wanted, rights).total(MOST_OF_DAY, *self._ends(day))
        )

    def _day_total(self, reading: Reading, day: date, lines: list[Line]) -> Total:
        told = reading.total(MOST_OF_DAY, *self._ends(day))
        return _at_least(told, sum(line.at.date() == day for line in lines))

    def _ends(self, day: date) -> tuple[int, int]:
        """When a day begins, and when the next one does."""
        return day_begins(day, self._zone), day_begins(day + timedelta(days=1), self._zone)

    def news(self, wanted: Search, rights: Rights, after_id: int) -> Total:
        """How many of what is wanted have ids above `after_id`: at most 99, or more."""

        def ask(connection: Connection) -> Total:
            ids = timeline.newer(connection, after_id, MOST_READ + 1)
            number = self._searches.reading(connection, wanted, rights).among(ids[:MOST_READ]) if ids else 0
            return Total(min(number, MOST_NEW), number > MOST_NEW or len(ids) > MOST_READ)

        return self._database.read_snapshot(ask)

    def state(self) -> str:
        """What every page depends on: while that stays the same, so do the pages."""
        return list_state.now(self._database.fetch_row)


def _cut_days(lines: list[Line], after: Key | None, following: Key | None) -> set[date]:
    """The days of a page that may have begun before it, or go on after it."""
    days = [line.at.date() for line in lines]
    return {*days[: after is not None], *days[len(days) - (following is not None) :]}


def _until_full(reading: Reading, after: Key | None) -> tuple[list[Key], Key | None]:
    until = time.monotonic() + SECONDS
    keys, following = reading.step(after)
    while len(keys) < PAGE_SIZE and following is not None and time.monotonic() < until:
        more, following = reading.step(following, PAGE_SIZE - len(keys))
        keys += more
    return keys, following


def _total(reading: Reading, wanted: Search, keys: list[Key], following: Key | None) -> Total:
    if following is None:
        return Total(len(keys), False)
    return _at_least(reading.total(MOST_COUNTED if wanted.question is None else MOST_OF_ANSWER), len(keys))


def _at_least(told: Total, shown: int) -> Total:
    """A total that is not less than what is shown: a page may have gone on further than what was counted."""
    return Total(max(told.number, shown), told.more)


def _lines(connection: Connection, ids: list[int], question: Question | None, rights: Rights) -> list[Line]:
    items = {id_: _listed.decode(item) for id_, item in pages.items(connection, ids).items()}
    documents = {one.id: one.document for one in moments.current_of(connection, ids)} if rights.details and ids else {}
    names = _names(connection, items.values(), rights)
    due = follow_up_rows.open_of(connection, ids) if rights.details else {}
    return [_line(items[id_], documents.get(id_), names, question, due.get(id_)) for id_ in ids]


def _names(connection: Connection, items: Iterable[_Listed], rights: Rights) -> dict[int, str]:
    """The names of the recipients that lines show."""
    named = {id_ for item in items for id_ in item.recipients[:MOST_NAMED]}
    found = relations.names(connection, named) if rights.parties else {}
    return {id_: json.loads(name) for id_, name in found.items()}


def _line(
    item: _Listed, document: str | None, names: dict[int, str], question: Question | None, due: Due | None
) -> Line:
    own = {} if document is None else json.loads(document)
    recipients, facts = item.recipients[:MOST_NAMED], _facts(own)
    longest = LONGEST_NAMES // (1 + len(recipients))
    subject = _part(Marked(item.subject, marks(item.subject, question)), LONGEST_SUBJECT)
    text = None if document is None else _found(document, question) or _beginning(own)
    most = LONGEST_LINE - len(subject.text) - sum(len(str(value)) for _, value in facts)
    return Line(
        id=item.id,
        type=item.type,
        at=item.date_time,
        subject=subject,
        sender=Named(item.sender_id, short(item.sender, longest)),
        recipients=tuple(Named(id_, short(names.get(id_, ""), longest)) for id_ in recipients),
        recipient_count=len(item.recipients),
        tags=_tags(item),
        tag_count=len(item.tags),
        action=item.action,
        text=_part(text, max(most, LEAST_TEXT)) if text else None,
        facts=facts,
        due=due,
    )


def _found(document: str, question: Question | None) -> Marked | None:
    """The part of a text that has what is asked for, unless that is the subject, which a line has anyway."""
    found = excerpt(document, question)
    if found is None or found["field"] == "subject":
        return None
    return Marked(found["text"], tuple((start, end) for start, end in found["matches"]))


def _beginning(document: JsonObject) -> Marked | None:
    """The beginning of `contents`, or else of the first text that is too long to be a fact."""
    texts = [text for name, text in own_texts(document) if name != "reference" and not _is_fact(name, text)]
    contents = document.get("contents")
    found = contents if isinstance(contents, str) else next(iter(texts), "")
    return None if is_blank(found) else Marked(beginning(found))


def _tags(item: _Listed) -> tuple[Named, ...]:
    """The first tags, as many as are short enough together; at least one."""
    first = [Named(id_, short(name, LONGEST_TAG)) for id_, name in item.tags.items()][:MOST_TAGS]
    return tuple(first[: max(_fitting((one.name for one in first), LONGEST_TAGS), 1)])


def _facts(own: JsonObject) -> tuple[tuple[str, Any], ...]:
    first = [one for one in own.items() if _is_fact(*one)][:MOST_FACTS]
    return tuple(first[: _fitting((str(value) for _, value in first), LONGEST_FACTS)])


def _fitting(texts: Iterable[str], most: int) -> int:
    """How many of the texts have at most so many characters together."""
    return sum(length <= most for length in accumulate(map(len, texts)))


def _part(one: Marked, most: int) -> Marked:
    """At most so many characters of a text, with the first of its matches."""
    first = one.matches[0][0] if one.matches else 0
    # An excerpt begins a little before its first match already.
    start = first - most // 4 if len(one.text) > most and first > most // 2 else 0
    cut = one.text[start:]
    end = len(cut) if len(cut) <= most else most - 1
    shown = f"…{short(cut[1:], most - 1)}" if start else short(cut, most)
    inside = ((a - start, b - start) for a, b in one.matches[:MOST_MARKS] if b - start <= end)
    return Marked(shown, tuple(inside))


def _is_fact(name: str, value: Any) -> bool:
    if name in _NO_FACTS or value is None or not isinstance(value, str | int | float):
        return False
    # A whole number can have thousands of digits.
    text = str(value)
    return not (len(text) > LONGEST_FACT or "\n" in text or is_blank(text))
