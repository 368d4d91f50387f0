"""How common words are: some rows, taken by chance, are looked at.

PostgreSQL reads all entries of a word before it returns the first row, so it should not be asked for common words. A
hundred rows show that most words are rare, or that they are very common. For those in between more rows are read. What
was found is remembered for five minutes.
"""

import time
from collections.abc import Sequence
from math import sqrt
from typing import Any, NamedTuple

from sqlalchemy import Connection

from contact_moments.storage.sql.prepared import executor_of
from contact_moments.storage.sql.word_index import Indexed, Term, Wanted

FEW, MANY = 100, 400  # rows that are looked at, first and then
SECONDS, MOST_KEPT = 300, 10_000
GROWN = 1.1  # times: then the rows are looked at again

_ENDS = "SELECT min({at}), max({at}), {besides} FROM {table}"
_HITS = (
    "SELECT {counts} FROM {table} WHERE {at} = ANY(ARRAY("
    "SELECT %(low)s + floor(random() * %(size)s)::bigint FROM generate_series(1, %(rows)s)))"
)


class Seen(NamedTuple):
    """How many of the rows that were looked at are wanted, in a table of so many places for rows."""

    hits: int
    rows: int
    places: int

    @property
    def share(self) -> float:
        """Which part of the table is wanted, about."""
        return self.hits / self.rows

    def is_more_than(self, most: int) -> bool:
        """Whether more than `most` rows must be wanted; wrong once in a thousand million questions."""
        expected = self.rows * most / self.places
        return self.hits > expected + 8 * sqrt(expected) + 8


class WordSample:
    """What was seen of the words in one database."""

    def __init__(self) -> None:
        self._known: dict[tuple[str, Wanted], tuple[Seen, float]] = {}

    def seen(
        self, connection: Connection, index: Indexed, each: Sequence[Wanted], most: int, places: range
    ) -> list[Seen]:
        """What is seen of each: enough to know whether more than `most` rows are wanted, or not many more."""
        now = time.monotonic()
        known = {one: self._known.get((index.name, one), (Seen(0, 0, 0), 0.0)) for one in each}
        # In a table that has grown a word can be rarer than it was.
        grown = len(places) / GROWN
        if unknown := [one for one, (seen, until) in known.items() if until < now or seen.places < grown]:
            found = _look(connection, index, unknown, most, places)
            known |= {one: (seen, now + SECONDS) for one, seen in found.items()}
            self._keep({(index.name, one): known[one] for one in unknown})
        return [known[one][0] for one in each]

    def _keep(self, found: dict[tuple[str, Wanted], tuple[Seen, float]]) -> None:
        if len(self._known) >= MOST_KEPT:
            self._known.clear()
        self._known |= found


def places_of(connection: Connection, index: Indexed, besides: str) -> range:
    """From the first to the last number of the table's rows; `besides` is an expression that is evaluated too."""
    statement = _ENDS.format(**index.named(), besides=besides)
    low, high, *_ = executor_of(connection).fetch_rows(connection, statement, None)[0]
    return range(0) if low is None else range(low, high + 1)


def _look(
    connection: Connection, index: Indexed, each: Sequence[Wanted], most: int, places: range
) -> dict[Wanted, Seen]:
    found = _hits(connection, index, each, places, FEW)
    open_ = [one for one, seen in found.items() if seen.hits and not seen.is_more_than(most)]
    more = _hits(connection, index, open_, places, MANY) if open_ else {}
    return found | {one: Seen(found[one].hits + seen.hits, FEW + MANY, len(places)) for one, seen in more.items()}


def _hits(
    connection: Connection, index: Indexed, each: Sequence[Wanted], places: range, rows: int
) -> dict[Wanted, Seen]:
    bound: dict[str, Any] = {"low": places.start, "size": len(places), "rows": rows}
    counts = ", ".join(f"count(*) FILTER (WHERE {_test(index, wanted, bound)})" for wanted in each)
    statement = _HITS.format(**index.named(), counts=counts)
    hits = executor_of(connection).fetch_rows(connection, statement, bound)[0]
    return {one: Seen(number, rows, len(places)) for one, number in zip(each, hits, strict=True)}


def _test(index: Indexed, wanted: Wanted, bound: dict[str, Any]) -> str:
    parts = (" OR ".join(_has(index, term, bound) for term in terms) for terms in wanted.all_of)
    return " AND ".join(f"({part})" for part in parts)


def _has(index: Indexed, term: Term, bound: dict[str, Any]) -> str:
    name = f"text_{len(bound)}"
    bound[name] = f" {term.text}{' ' * term.whole}"
    return f"strpos({index.text}, %({name})s) > 0"
