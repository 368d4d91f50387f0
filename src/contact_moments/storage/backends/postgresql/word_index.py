"""The word index on PostgreSQL: a GIN index over the text as a `tsvector`, which PostgreSQL itself keeps.

Words are taken as they are, without a text search configuration. Long words and long texts must have been cut: a
`tsvector` has a limit. https://www.postgresql.org/docs/current/datatype-textsearch.html

PostgreSQL reads all entries of what it is asked for. So `all_matching` looks at a sample of rows first, and does not
ask for what is common: see `word_sample`.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from sqlalchemy import Connection

from contact_moments.storage.backends.postgresql.word_sample import Seen, WordSample, places_of
from contact_moments.storage.sql.prepared import executor_of
from contact_moments.storage.sql.word_index import Indexed, Term, Wanted

# The planner knows neither how far it would have to read a table for a common value, nor that a page needs few rows. So
# it might read a table from its start, or all rows of a value. Compiling such a statement takes longer than running it.
_OFF = ("enable_seqscan", "enable_bitmapscan", "enable_hashjoin", "enable_mergejoin", "jit")
_BY_INDEX = "SELECT " + ", ".join(f"set_config('{name}', 'off', true)" for name in _OFF)
# This index has no other way to be read. What switches this on or off is asked along with something else, if it can be.
_ON = "set_config('enable_bitmapscan', 'on', true), set_config('enable_seqscan', 'off', true)"
_OFF_AGAIN = "SELECT set_config('enable_bitmapscan', 'off', true)"


# The text as a `tsvector`: a question must say this exactly as the index does.
_VECTOR = "array_to_tsvector(array_remove(string_to_array({text}, ' '), ''))"
# New rows wait in a list that every question reads from end to end: so it is kept short.
_MAKE = "CREATE INDEX ix_{name} ON {table} USING gin ({vector}) WITH (fastupdate = on, gin_pending_list_limit = 256)"
_ROOM_TO_SORT = "SET LOCAL maintenance_work_mem = '256MB'"
# Materialized, so that the planner does not know of the limit: it would hope to meet enough rows on its way along
# another index, and read all of them where words never meet. Rows are fetched only until there are enough.
_MATCHING = (
    "WITH found AS MATERIALIZED (SELECT {key} FROM {table} WHERE {vector} @@ CAST(%(wanted)s AS tsquery))"
    # As one text: the driver takes as long for each row as PostgreSQL does. And bitmaps are off again.
    " SELECT string_agg(CAST({key} AS text), ','), set_config('enable_bitmapscan', 'off', true)"
    " FROM (SELECT {key} FROM found LIMIT CAST(%(most)s AS bigint)) AS part"
)


def statements(index: Indexed) -> list[str]:
    """What makes the index, for migrations."""
    return [_named(_MAKE, index)]


def _named(statement: str, index: Indexed) -> str:
    return statement.format(**index.named(), vector=_VECTOR.format(text=index.text))


# In a table of so many rows all is asked for; in others what has at most so many entries, which takes up to 45 ms.
SMALL, MOST_ENTRIES = 25_000, 100_000


class PostgresqlWordIndex:
    """The indexes of a register's database."""

    def __init__(self) -> None:
        self._sample = WordSample()

    def add(self, connection: Connection, index: Indexed, rows: Iterable[tuple[int, str]]) -> None:
        """Does nothing: PostgreSQL keeps the index itself."""

    def remove(self, connection: Connection, index: Indexed, rows: Iterable[tuple[int, str]]) -> None:
        """Does nothing, for the same reason."""

    def rebuild(self, connection: Connection, index: Indexed) -> None:
        """Does nothing, for the same reason."""

    def is_in_step(self, connection: Connection, index: Indexed) -> bool:
        """It is: PostgreSQL keeps the index itself."""
        return True

    @contextmanager
    def filling(self, connection: Connection, index: Indexed) -> Iterator[None]:
        """While rows are added to an empty table; there is no index until the end."""
        connection.exec_driver_sql(_named("DROP INDEX ix_{name}", index))
        yield
        connection.exec_driver_sql(_ROOM_TO_SORT)
        connection.exec_driver_sql(_named(_MAKE, index))

    def keep_to_indexes(self, connection: Connection) -> None:
        """Have the planner use indexes only, until the end of the transaction."""
        executor_of(connection).fetch_rows(connection, _BY_INDEX, None)

    def matching(self, connection: Connection, index: Indexed, wanted: Wanted, limit: int) -> list[int]:
        """The keys of rows that are wanted, in no order, and at most `limit` of them. Runs in a transaction only."""
        executor_of(connection).fetch_rows(connection, f"SELECT {_ON}", None)
        return _asked(connection, index, wanted, limit)

    def all_matching(self, connection: Connection, index: Indexed, wanted: Wanted, most: int) -> list[int] | None:
        """The keys of all rows that are wanted, and perhaps others; None for more than `most`, or too much work."""
        places = places_of(connection, index, _ON)
        if len(places) > SMALL:
            wanted = self._affordable(connection, index, wanted, most, places)
        if not wanted.all_of:
            executor_of(connection).fetch_rows(connection, _OFF_AGAIN, None)
            return None
        found = _asked(connection, index, wanted, most + 1)
        return found if len(found) <= most else None

    def _affordable(self, connection: Connection, index: Indexed, wanted: Wanted, most: int, places: range) -> Wanted:
        """What to ask for: the rarest part, if it may be rare, and others while they have few entries.

        Nothing, if so many rows want all of it. Common parts alone only if few rows may have them all.
        """
        parts = [Wanted((terms,)) for terms in wanted.all_of]
        *seen, together = self._sample.seen(connection, index, [*parts, wanted], most, places)
        if together.is_more_than(most):
            return Wanted(())
        entries, asked, rare = 0.0, list[tuple[Term, ...]](), False
        for one, terms in sorted(zip(seen, wanted.all_of, strict=True), key=_share):
            entries += one.share * len(places)
            rare = rare or not one.is_more_than(most)
            if entries > MOST_ENTRIES and (asked or not rare):
                break
            asked.append(terms)
        return Wanted(tuple(asked) if rare or len(asked) > 1 else ())


def _asked(connection: Connection, index: Indexed, wanted: Wanted, limit: int) -> list[int]:
    bound = {"wanted": expression(wanted), "most": limit}
    ((keys, _),) = executor_of(connection).fetch_rows(connection, _named(_MATCHING, index), bound)
    return [int(key) for key in keys.split(",")] if keys else []


def _share(one: tuple[Seen, tuple[Term, ...]]) -> float:
    return one[0].share


def expression(wanted: Wanted) -> str:
    """What is wanted, as a `tsquery`."""
    return " & ".join(f"({_any(terms)})" for terms in wanted.all_of)


def _any(terms: Iterable[Term]) -> str:
    # The words have no quotes and no backslashes in them.
    return " | ".join(f"'{one.text}'" if one.whole else f"'{one.text}':*" for one in terms)
