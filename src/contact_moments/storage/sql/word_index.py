"""The word index: which rows of a table have words that begin in a given way.

The table has a column of plain text: words with one blank before each, and one or more after it (see `words.plain`). A
word may begin with a mark (`MARKS`), so that words of several kinds can be in one text. Each engine has an index of its
own kind over that column: see `backends/*/word_index.py`. It knows which words a row has, but not where. So what it
finds for a phrase is what may have it.

Whoever writes the column calls `add` and `remove` in the same transaction. There are no triggers.
"""

from collections.abc import Iterable
from contextlib import AbstractContextManager
from typing import NamedTuple, Protocol

from sqlalchemy import Connection

# What words of a contact moment may begin with: those of its own texts, and the ids of its parties.
OWN, SENDER, RECIPIENT = "_", "=", "@"
# What words in any text may begin with, besides letters and digits.
MARKS = f"{OWN}{SENDER}{RECIPIENT}"

# The execution option under which each engine carries its index.
WORD_INDEX = "contact_moments_word_index"


class Indexed(NamedTuple):
    """An index: its name, and the table, integer key and text column that it is over, by their names.

    `numbered` is the column whose values have few gaps, if that is not the key.
    """

    name: str
    table: str
    key: str
    text: str
    numbered: str = ""

    def named(self) -> dict[str, str]:
        """The names, as the engines' statements have them."""
        return {**self._asdict(), "at": self.numbered or self.key}


class Term(NamedTuple):
    """A word as `words.words` returns it, perhaps after a mark; unless it is `whole`, what a word begins with."""

    text: str
    whole: bool = False


class Wanted(NamedTuple):
    """Which rows are wanted: with at least one term of each of `all_of`, which is not empty, and no part of it is."""

    all_of: tuple[tuple[Term, ...], ...]


class WordIndex(Protocol):
    """The indexes of one engine. The rows are (key, text)."""

    def add(self, connection: Connection, index: Indexed, rows: Iterable[tuple[int, str]]) -> None:
        """Index rows that were added to the table, or whose text has changed to this."""

    def remove(self, connection: Connection, index: Indexed, rows: Iterable[tuple[int, str]]) -> None:
        """Forget rows that the caller then deletes, or gives another text. The texts must be those that were added."""

    def rebuild(self, connection: Connection, index: Indexed) -> None:
        """Index every row of the table, after its rows were replaced."""

    def is_in_step(self, connection: Connection, index: Indexed) -> bool:
        """Whether the index has as many words of rows as the table has; it reads all of both."""

    def filling(self, connection: Connection, index: Indexed) -> AbstractContextManager[None]:
        """While rows are added to an empty table, without `add`: it is quicker to index them all at the end."""

    def keep_to_indexes(self, connection: Connection) -> None:
        """Have the engine find rows by indexes only, until the end of the transaction."""

    def matching(self, connection: Connection, index: Indexed, wanted: Wanted, limit: int) -> list[int]:
        """The keys of rows that are wanted, in no order, and at most `limit` of them.

        On PostgreSQL it must run in a transaction, or its cost has no bound.
        """

    def all_matching(self, connection: Connection, index: Indexed, wanted: Wanted, most: int) -> list[int] | None:
        """The keys of all rows that are wanted, and perhaps others, in no order.

        None if there are more than `most`, or if it takes too much work to tell. It runs as `matching` does.
        """


def word_index_of(connection: Connection) -> WordIndex:
    """The word index of the engine that made this connection."""
    index: WordIndex = connection.get_execution_options()[WORD_INDEX]
    return index
