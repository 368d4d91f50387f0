"""The word index on SQLite: a table of FTS5, whose content is the indexed table itself.

Its terms are what stands between blanks: the tokenizer `ascii` takes every other character as part of a word. It keeps
no positions (`detail=none`) and no sizes. Removed words are deleted at once (`secure-delete`), and not only marked as
deleted.

FTS5 stops at the limit where it reads the rows of a word, but to find a beginning of words it first reads the rows of
all words that begin so. So beginnings of two and three letters have an index of their own, and a mark counts as one
more. Of a longer beginning the words are looked up first, and if these are few, they are asked for themselves.

`all_matching` does a limited amount of work. It asks for each part alone, and of a long beginning reads the list of the
words' places. Only if all parts are common, FTS5 has to find where they meet, and only where `WINDOW` holds all keys.
https://www.sqlite.org/fts5.html
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from sqlalchemy import Connection

from contact_moments.storage.sql.prepared import executor_of
from contact_moments.storage.sql.word_index import MARKS, Indexed, Term, Wanted

_MAKE = (
    "CREATE VIRTUAL TABLE {name} USING fts5({text}, content='{table}', content_rowid='{key}', detail='none',"
    " columnsize='0', prefix='2 3 4', tokenize=\"ascii tokenchars '{marks}'\")"
)
_LIST_WORDS = "CREATE VIRTUAL TABLE {name}_terms USING fts5vocab({name}, 'instance')"
_DELETE_AT_ONCE = "INSERT INTO {name} ({name}, rank) VALUES ('secure-delete', 1)"
_ADD = "INSERT INTO {name} (rowid, {text}) VALUES (?, ?)"
_REMOVE = "INSERT INTO {name} ({name}, rowid, {text}) VALUES ('delete', ?, ?)"
_BLANK = "UPDATE {table} SET {text} = ? WHERE {key} = ?"
_REBUILD = "INSERT INTO {name} ({name}) VALUES ('rebuild')"
# Each step seeks the next word: the table has a row for each place that a word is in.
_BEGINNING = (
    "WITH RECURSIVE found (term) AS (SELECT (SELECT term FROM {name}_terms WHERE term >= ? LIMIT 1)"
    " UNION ALL SELECT (SELECT term FROM {name}_terms WHERE term >= found.term || char(1) LIMIT 1)"
    " FROM found WHERE found.term < ?) SELECT term FROM found WHERE term < ? LIMIT ?"
)
INDEXED, FEW = 3, 64  # letters of a beginning that has an index, words that are asked for themselves
_LAST = "\U0010ffff"
_MATCHING = "SELECT rowid FROM {name} WHERE {name} MATCH ? LIMIT ?"
_PLACES = "SELECT doc FROM {name}_terms WHERE term >= ? AND term < ? LIMIT ?"
# FTS5 reads both lists from end to end where two words never meet: 5 ms for so many rows. Over more it is not asked.
WINDOW = 250_000
_KEYS = "SELECT coalesce((SELECT max({key}) FROM {table}) - (SELECT min({key}) FROM {table}), 0)"
_ENTRIES, _TEXTS = "SELECT count(*) FROM {name}_terms", "SELECT {text} FROM {table}"
PLACES = 4  # of a beginning, for each row that may be found


def statements(index: Indexed) -> list[str]:
    """What makes the index, for migrations."""
    return [one.format(**index.named(), marks=MARKS) for one in (_MAKE, _LIST_WORDS, _DELETE_AT_ONCE)]


class SqliteWordIndex:
    """The indexes of a register's file."""

    def add(self, connection: Connection, index: Indexed, rows: Iterable[tuple[int, str]]) -> None:
        """Index rows that were added, or whose text has changed to this."""
        # By rising keys: otherwise FTS5 writes what it has after each row.
        self._run(connection, _ADD, index, rows)

    def remove(self, connection: Connection, index: Indexed, rows: Iterable[tuple[int, str]]) -> None:
        """Forget rows. The texts must be those that were added: FTS5 does not know them."""
        gone = list(rows)
        self._run(connection, _REMOVE, index, gone)
        # While rows are deleted, SQLite moves others from page to page, and what was there can stay in unused bytes,
        # in spite of `secure_delete`. So blanks of the same length are written where the texts are, first.
        blanks = [(" " * len(text.encode()), key) for key, text in gone]
        executor_of(connection).run_many(connection, _BLANK.format(**index.named()), blanks)

    def _run(self, connection: Connection, statement: str, index: Indexed, rows: Iterable[tuple[int, str]]) -> None:
        if in_order := sorted(rows):
            executor_of(connection).run_many(connection, statement.format(**index.named()), in_order)

    def rebuild(self, connection: Connection, index: Indexed) -> None:
        """Index every row of the table, after its rows were replaced."""
        connection.exec_driver_sql(_REBUILD.format(**index.named()))

    def is_in_step(self, connection: Connection, index: Indexed) -> bool:
        """Whether the index has as many words of rows as the table has.

        FTS5's own `integrity-check` would keep all writers waiting, three times as long.
        """
        (entries,) = _rows(connection, index, _ENTRIES)
        texts = connection.exec_driver_sql(_TEXTS.format(**index.named()))
        return entries == sum(len(set(text.split())) for (text,) in texts)

    @contextmanager
    def filling(self, connection: Connection, index: Indexed) -> Iterator[None]:
        """While rows are added to an empty table, without `add`; they are indexed at the end."""
        yield
        self.rebuild(connection, index)

    def keep_to_indexes(self, connection: Connection) -> None:
        """Does nothing: SQLite does that anyway."""

    def matching(self, connection: Connection, index: Indexed, wanted: Wanted, limit: int) -> list[int]:
        """The keys of rows that are wanted, in no order, and at most `limit` of them."""
        groups = [_spelled_out(connection, index, terms) for terms in wanted.all_of]
        return _rows(connection, index, _MATCHING, expression(groups), limit) if all(groups) else []

    def all_matching(self, connection: Connection, index: Indexed, wanted: Wanted, most: int) -> list[int] | None:
        """The keys of all rows that are wanted, and perhaps others; None for more than `most`, or too much work."""
        parts = [_rows_of(connection, index, terms, most) for terms in wanted.all_of]
        rare = [part for part in parts if part is not None]
        return list(set.intersection(*rare)) if rare else _meeting(connection, index, wanted, most)


def _rows(connection: Connection, index: Indexed, statement: str, *bound: int | str) -> list[int]:
    found = executor_of(connection).fetch_rows(connection, statement.format(**index.named()), bound)
    return [key for (key,) in found]


def _rows_of(connection: Connection, index: Indexed, terms: Iterable[Term], most: int) -> set[int] | None:
    """The rows with any of the terms; None if there are more than `most`."""
    direct = [term for term in terms if _is_direct(term)]
    found = set(_rows(connection, index, _MATCHING, expression([direct]), most + 1) if direct else ())
    for text in (term.text for term in terms if not _is_direct(term)):
        places = _rows(connection, index, _PLACES, text, text + _LAST, PLACES * most + 1)
        if len(places) > PLACES * most:
            return None
        found.update(places)
    return found if len(found) <= most else None


def _meeting(connection: Connection, index: Indexed, wanted: Wanted, most: int) -> list[int] | None:
    """The rows in which common words meet; None also if some rows would not be looked at."""
    groups = [_spelled_out(connection, index, terms) for terms in wanted.all_of]
    usable = [terms for terms in groups if all(map(_is_direct, terms))]
    if len(usable) < 2 or _rows(connection, index, _KEYS)[0] >= WINDOW:
        return None
    found = _rows(connection, index, _MATCHING, expression(usable), most + 1)
    return found if len(found) <= most else None


def _is_direct(term: Term) -> bool:
    """Whether FTS5 finds the rows of a term without reading all of them first."""
    return term.whole or len(term.text.lstrip(MARKS)) <= INDEXED


def _spelled_out(connection: Connection, index: Indexed, terms: Iterable[Term]) -> list[Term]:
    """The terms, with the words themselves in the place of a beginning that few words have."""
    return [one for term in terms for one in _words_of(connection, index, term)]


def _words_of(connection: Connection, index: Indexed, term: Term) -> list[Term]:
    if _is_direct(term):
        return [term]
    after = term.text + _LAST
    bound = (term.text, after, after, FEW + 1)
    found = executor_of(connection).fetch_rows(connection, _BEGINNING.format(**index.named()), bound)
    return [term] if len(found) > FEW else [Term(word, whole=True) for (word,) in found]


def expression(groups: Iterable[Iterable[Term]]) -> str:
    """The rows with a term of each group, as FTS5 takes it."""
    return " AND ".join(f"({_any(terms)})" for terms in groups)


def _any(terms: Iterable[Term]) -> str:
    # The words have no quotes in them.
    return " OR ".join(f'"{one.text}"' if one.whole else f'"{one.text}" *' for one in terms)
