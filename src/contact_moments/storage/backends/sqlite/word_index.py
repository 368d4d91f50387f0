"""The word index on SQLite: a table of FTS5, whose content is the indexed table itself.

Its terms are what stands between blanks: the tokenizer `ascii` takes every other character as part of a word. It keeps
no positions (`detail=none`) and no sizes. Beginnings of two and three characters are indexed as well, and those of four
for words with a mark: otherwise FTS5 would read every word that begins so. Removed words are deleted at once
(`secure-delete`), and not only marked as deleted. https://www.sqlite.org/fts5.html
"""

from collections.abc import Iterable

from sqlalchemy import Connection

from contact_moments.storage.sql.prepared import executor_of
from contact_moments.storage.sql.word_index import MARKS, Indexed, Term, Wanted

_MAKE = (
    "CREATE VIRTUAL TABLE {name} USING fts5({text}, content='{table}', content_rowid='{key}', detail='none',"
    " columnsize='0', prefix='2 3 4', tokenize=\"ascii tokenchars '{marks}'\")"
)
_DELETE_AT_ONCE = "INSERT INTO {name} ({name}, rank) VALUES ('secure-delete', 1)"
_ADD = "INSERT INTO {name} (rowid, {text}) VALUES (?, ?)"
_REMOVE = "INSERT INTO {name} ({name}, rowid, {text}) VALUES ('delete', ?, ?)"
_REBUILD = "INSERT INTO {name} ({name}) VALUES ('rebuild')"
_MATCHING = "SELECT rowid FROM {name} WHERE {name} MATCH ? LIMIT ?"


def statements(index: Indexed) -> list[str]:
    """What makes the index, for migrations."""
    return [one.format(**index._asdict(), marks=MARKS) for one in (_MAKE, _DELETE_AT_ONCE)]


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

    def matching(self, connection: Connection, index: Indexed, wanted: Wanted, limit: int) -> list[int]:
        """The keys of rows that are wanted, in no order, and at most `limit` of them."""
        statement = _MATCHING.format(**index._asdict())
        found = executor_of(connection).fetch_rows(connection, statement, (expression(wanted), limit))
        return [key for (key,) in found]


def expression(wanted: Wanted) -> str:
    """What is wanted, as FTS5 takes it."""
    found = " AND ".join(f"({_any(terms)})" for terms in wanted.all_of)
    return f"({found}) NOT ({_any(wanted.none_of)})" if wanted.none_of else found


def _any(terms: Iterable[Term]) -> str:
    # The words have no quotes in them.
    return " OR ".join(f'"{one.text}"' if one.whole else f'"{one.text}" *' for one in terms)
