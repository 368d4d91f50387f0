"""The word index on SQLite: a table of FTS5, whose content is the indexed table itself.

Its terms are what stands between blanks: the tokenizer `ascii` takes every other character as part of a word. It keeps
no positions (`detail=none`) and no sizes. Removed words are deleted at once (`secure-delete`), and not only marked as
deleted.

FTS5 stops at the limit where it reads the rows of a word, but to find a beginning of words it first reads the rows of
all words that begin so. So beginnings of two and three letters have an index of their own, and a mark counts as one
more. Of a longer beginning the words are looked up first, and if these are few, they are asked for themselves.
https://www.sqlite.org/fts5.html
"""

from collections.abc import Iterable

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


def statements(index: Indexed) -> list[str]:
    """What makes the index, for migrations."""
    return [one.format(**index._asdict(), marks=MARKS) for one in (_MAKE, _LIST_WORDS, _DELETE_AT_ONCE)]


class SqliteWordIndex:
    """The indexes of a register's file."""

    def add(self, connection: Connection, index: Indexed, rows: Iterable[tuple[int, str]]) -> None:
        """Index rows that were added, or whose text has changed to this."""
        # By rising keys: otherwise FTS5 writes what it has after each row.
        self._run(connection, _ADD, index, rows)

    def remove(self, connection: Connection, index: Indexed, rows: Iterable[tuple[int, str]]) -> None:
        """Forget rows. The texts must be those that were added: FTS5 does not know them."""
        self._run(connection, _REMOVE, index, rows)

    def _run(self, connection: Connection, statement: str, index: Indexed, rows: Iterable[tuple[int, str]]) -> None:
        if in_order := sorted(rows):
            executor_of(connection).run_many(connection, statement.format(**index._asdict()), in_order)

    def rebuild(self, connection: Connection, index: Indexed) -> None:
        """Index every row of the table, after its rows were replaced."""
        connection.exec_driver_sql(_REBUILD.format(**index._asdict()))

    def keep_to_indexes(self, connection: Connection) -> None:
        """Does nothing: SQLite does that anyway."""

    def matching(self, connection: Connection, index: Indexed, wanted: Wanted, limit: int) -> list[int]:
        """The keys of rows that are wanted, in no order, and at most `limit` of them."""
        groups = [_spelled_out(connection, index, terms) for terms in wanted.all_of]
        if not all(groups):
            return []
        statement = _MATCHING.format(**index._asdict())
        asked = expression(groups, wanted.none_of)
        return [key for (key,) in executor_of(connection).fetch_rows(connection, statement, (asked, limit))]


def _spelled_out(connection: Connection, index: Indexed, terms: Iterable[Term]) -> list[Term]:
    """The terms, with the words themselves in the place of a beginning that few words have."""
    return [one for term in terms for one in _words_of(connection, index, term)]


def _words_of(connection: Connection, index: Indexed, term: Term) -> list[Term]:
    if term.whole or len(term.text.lstrip(MARKS)) <= INDEXED:
        return [term]
    after = term.text + _LAST
    bound = (term.text, after, after, FEW + 1)
    found = executor_of(connection).fetch_rows(connection, _BEGINNING.format(**index._asdict()), bound)
    return [term] if len(found) > FEW else [Term(word, whole=True) for (word,) in found]


def expression(groups: Iterable[Iterable[Term]], none_of: Iterable[Term]) -> str:
    """What is wanted, as FTS5 takes it."""
    found = " AND ".join(f"({_any(terms)})" for terms in groups)
    return f"({found}) NOT ({_any(none_of)})" if none_of else found


def _any(terms: Iterable[Term]) -> str:
    # The words have no quotes in them.
    return " OR ".join(f'"{one.text}"' if one.whole else f'"{one.text}" *' for one in terms)
