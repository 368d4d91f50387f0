"""Search: which contact moments meet all conditions, page by page, in the order of time.

However little matches, a page reads a limited number of rows. If any condition has at most `MOST` moments, these are
read, and the answer is complete. Otherwise the first `MOST` of the condition that reaches furthest are read. If these
are not enough for a page, it has fewer moments, and a cursor for what follows.

Docs: `docs/decisions/0015-search.md`.
"""

from collections.abc import Iterator, Sequence
from functools import lru_cache, partial
from typing import NamedTuple

from msgspec import Struct
from msgspec.structs import replace

from contact_moments.model import Question, Rights, Search
from contact_moments.moments.cursors import PagedList
from contact_moments.moments.excerpts import excerpt
from contact_moments.moments.search_index import TooCommon, by_names, named_in, rare_answers
from contact_moments.storage.database import Connection, Database
from contact_moments.storage.questions import moments, pages, search
from contact_moments.storage.questions.pages import PAGE_SIZE
from contact_moments.storage.questions.search import Reach
from contact_moments.storage.questions.search_conditions import conditions_of
from contact_moments.storage.questions.search_scans import ALL, ENDS, Condition, Key, Span
from contact_moments.storage.sql.json_text import json_text
from contact_moments.storage.sql.word_index import word_index_of

MOST = 1000  # rows of a condition that a page reads
MOST_COUNTED = 10_000  # rows that counting reads


class Found(Struct, frozen=True):
    """A page: the items as JSON, the cursor for the next page, and the total if that was asked for."""

    items: list[str]
    cursor: str | None
    total: str | None


class Total(Struct, frozen=True):
    """How many moments were counted; `more` says that there may be more of them."""

    number: int
    more: bool


class Extras(Struct, frozen=True):
    """What is asked for besides the moments: `total`, and excerpts."""

    total: bool = False
    excerpts: bool = False


_NONE = Extras()


class _Plan(NamedTuple):
    """How moments are found: which condition's are read, which others these are tested for, and how far that goes."""

    driver: Condition
    others: list[Condition]
    reach: Reach


class _Begun(NamedTuple):
    """What the first page has read: how far that goes, whether it is all there is, and what was found in it."""

    read: Span
    complete: bool
    keys: tuple[Key, ...]

    def total(self, span: Span) -> Total | None:
        """How many are in a part of the search; None if reading that part would tell more."""
        number = sum(span.low < key < span.high for key in self.keys)
        if self.complete or self.read.reaches_end_of(span):
            return Total(number, False)
        return Total(number, True) if 0 < number == len(self.keys) else None


class Reading:
    """One search in one snapshot: what it asks for is looked up once, for a page, further pages and the total."""

    def __init__(
        self, connection: Connection, wanted: Search, rights: Rights, common: TooCommon, counted: bool = False
    ) -> None:
        """Look up what the conditions are now. `common` are words that too many moments have.

        `counted` says that totals are asked for after the first page: then that reads what these need too.
        """
        word_index_of(connection).keep_to_indexes(connection)
        self._connection = connection
        self._question, self._rights, self._common = wanted.question, rights, common
        self._named = named_in(connection, wanted.question)
        by_name = by_names(connection, self._named, rights)
        self._conditions = conditions_of(connection, wanted, rights, MOST, by_name)
        self._span = _span(wanted)
        self._counted = counted
        self._begun: _Begun | None = None
        self._rare: list[int] | None = None  # all moments that may answer the question, once known to be few

    def step(self, after: Key | None, size: int = PAGE_SIZE) -> tuple[list[Key], Key | None]:
        """At most `size` moments after a key, and the key after which the next ones begin, if there may be more.

        A limited number of rows is read: there may be fewer moments, and more of them after the next key.
        """
        rest = self._span if after is None else self._span.after(after)
        begins = self._counted and after is None
        # Totals need to know how far what is read goes.
        plan = (None if begins else _plan_of_one(self._conditions, size)) or self._plan(rest, MOST)
        read = rest.up_to(plan.reach.last)
        keys = search.matching(self._connection, plan.driver, plan.others, read, MOST, MOST if begins else size + 1)
        if begins:
            self._begun = _Begun(read, plan.reach.complete, tuple(keys))
        if len(keys) > size:
            return keys[:size], keys[size - 1]
        return keys, plan.reach.last

    def total(self, most: int, first: int | None = None, until: int | None = None) -> Total:
        """How many moments meet all conditions, also from `first` and before `until`; about `most` rows are read."""
        span = self._span.between(first, until)
        told = self._begun.total(span) if self._begun is not None and most <= MOST else None
        return told or self._counted_in(span, most)

    def _counted_in(self, span: Span, most: int) -> Total:
        alone = _plan_of_one(self._conditions, 0)
        # Of several values each would be read so far.
        if alone is not None and len(alone.driver.values) <= 1:
            number = search.count(self._connection, alone.driver, [], span, most + 1)
            return Total(min(number, most), number > most)
        plan = self._plan(span, most)
        read = span.up_to(plan.reach.last)
        number = search.count(self._connection, plan.driver, plan.others, read, most)
        return Total(number, not plan.reach.complete)

    def among(self, moment_ids: Sequence[int]) -> int:
        """How many of a few moments meet all conditions."""
        return search.count(self._connection, search.these(moment_ids), self._conditions, self._span, len(moment_ids))

    def _plan(self, span: Span, most: int) -> _Plan:
        """How to read at most `most` rows: those of a condition that has no more, or that goes furthest with these."""
        if self._rare is not None and len(self._rare) <= most:
            return _Plan(search.these(self._rare), self._conditions, Reach(True))
        each = [ALL, *self._conditions]
        reached = list(zip(each, search.reach(self._connection, each, span, most), strict=True))
        complete = next((pair for pair in reached if pair[1].complete), None)
        if complete is None and self._question is not None:
            self._rare = rare_answers(self._connection, self._named, self._rights, most, self._common)
            complete = None if self._rare is None else (search.these(self._rare), Reach(True))
        driver, reach = complete or _furthest(reached, span)
        return _Plan(driver, [one for one in self._conditions if one is not driver], reach)


class Searches:
    """Searches one register."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._common = TooCommon()

    def reading(self, connection: Connection, wanted: Search, rights: Rights, counted: bool = False) -> Reading:
        """What is wanted, in the snapshot of a connection. `counted` is as in `Reading`."""
        return Reading(connection, wanted, rights, self._common, counted)

    def page(self, wanted: Search, rights: Rights, cursor: str | None = None, extras: Extras = _NONE) -> Found:
        """A page of what is wanted, after a cursor. Raises `InvalidInputError` for the cursor of another search."""
        after = None if cursor is None else Key(*paged(wanted).key(cursor))

        def ask(connection: Connection) -> tuple[Found, list[str]]:
            reading = self.reading(connection, wanted, rights)
            keys, following = reading.step(after)
            total = _in_short(reading.total(MOST_COUNTED)) if extras.total else None
            ids = [key.moment_id for key in keys]
            items = pages.items(connection, ids)
            found = Found([items[id_] for id_ in ids], following and paged(wanted).cursor_at(following), total)
            return found, _documents(connection, ids) if extras.excerpts else []

        found, documents = self._database.read_snapshot(ask)
        # Outside of the snapshot: it takes a while, and needs no connection.
        return replace(found, items=_with_excerpts(found.items, wanted, documents)) if extras.excerpts else found

    def total(self, wanted: Search, rights: Rights) -> Total:
        """How many there are; at most `MOST_COUNTED` are counted."""
        return self._database.read_snapshot(
            lambda connection: self.reading(connection, wanted, rights).total(MOST_COUNTED)
        )

    def walk(self, wanted: Search, rights: Rights, size: int = 500) -> Iterator[list[int]]:
        """The ids of all that is found, in lists. Each has a snapshot of its own, and none is open between them."""
        after: Key | None = None
        while True:
            ask = partial(self._step, wanted=wanted, rights=rights, after=after, size=size)
            keys, after = self._database.read_snapshot(ask)
            if keys:
                yield [key.moment_id for key in keys]
            if after is None:
                return

    def _step(
        self, connection: Connection, wanted: Search, rights: Rights, after: Key | None, size: int
    ) -> tuple[list[Key], Key | None]:
        return self.reading(connection, wanted, rights).step(after, size)


def _plan_of_one(conditions: Sequence[Condition], size: int) -> _Plan | None:
    """To read the one condition that there is, or all moments where there is none: without a look at how far that goes.

    Each row that is read meets it, so that as many rows as a page has are enough.
    """
    driver = conditions[0] if conditions else ALL
    if len(conditions) > 1 or driver.is_unordered or size >= MOST:
        return None
    return _Plan(driver, [], Reach(complete=True))


def _in_short(total: Total) -> str:
    return f"{total.number}{'+' * total.more}"


def _documents(connection: Connection, ids: list[int]) -> list[str]:
    found = {one.id: one.document for one in moments.current_of(connection, ids)}
    return [found[id_] for id_ in ids]


def _with_excerpts(items: list[str], wanted: Search, documents: list[str]) -> list[str]:
    found = [json_text(excerpt(one, wanted.question)) for one in documents]
    return [f'{item[:-1]},"excerpt":{text}}}' for item, text in zip(items, found, strict=True)]


def _furthest(reached: list[tuple[Condition, Reach]], span: Span) -> tuple[Condition, Reach]:
    ends = [(reach.last, number) for number, (_, reach) in enumerate(reached) if reach.last is not None]
    return reached[(min(ends) if span.newest else max(ends))[1]]


def _span(wanted: Search) -> Span:
    earliest, latest = ENDS
    return Span(Key(earliest, 0), Key(latest, 0), wanted.newest).between(wanted.first, wanted.until)


def paged(wanted: Search) -> PagedList:
    """The pages of a search, for its cursors: whenever they are asked for."""
    return _paged(replace(wanted, now=0) if wanted.now else wanted)


# Clients ask for the same search page after page.
@lru_cache(maxsize=256)
def _paged(wanted: Search) -> PagedList:
    return PagedList("search", **_named(wanted))


def _named(wanted: Search) -> dict[str, int | str | tuple[int, ...] | tuple[str, ...] | None]:
    """The filters by their names in a query."""
    question = wanted.question
    return {
        "q": None if question is None else _text(question),
        "type": wanted.types,
        "tagIds": wanted.tags,
        "senderId": wanted.senders,
        "relationIds": wanted.relations,
        "action": wanted.actions,
        "reference": wanted.references,
        "channel": wanted.channels,
        "clientId": wanted.clients,
        "followUp": wanted.follow_ups,
        "followUpBy": wanted.follow_up_by,
        "from": wanted.first,
        "until": wanted.until,
        "order": "-dateTime" if wanted.newest else "dateTime",
    }


def _text(question: Question) -> str:
    """A question in one form, however it was written. Once released, the form stays: it is in the names of cursors."""
    signed = [*(("", one) for one in question.wanted), *(("-", one) for one in question.excluded)]
    return ",".join(f"{sign}{' '.join(one.words)}{'*' * one.begun}" for sign, one in signed)
