"""What a question asks the word index for, and which words are too common to ask again.

The index knows which words a moment has, and the ids of its parties as they were registered. So a name that a few
relations have is asked for by their ids. What it returns may be more than what answers the question, never less.
"""

import time
from collections.abc import Iterable
from threading import Lock

from contact_moments.model import Question, Rights, Sought
from contact_moments.moments.search_words import OWN, RECIPIENT, SENDER
from contact_moments.storage.database import Connection
from contact_moments.storage.questions import moment_words, relations, search
from contact_moments.storage.questions.relation_lookups import candidates
from contact_moments.storage.sql.word_index import Term, Wanted, word_index_of

MOST_NAMED = 50  # relations with a name that are asked for by their ids
MOST_WORDS = 16  # of a question, the longest ones
MINUTES, MOST_KEPT = 5, 1000


class TooCommon:
    """Questions that were found to have more answers than a page may read: for some minutes nobody asks again."""

    def __init__(self) -> None:
        self._until: dict[tuple[Wanted, int], float] = {}
        self._lock = Lock()

    def has(self, wanted: Wanted, most: int) -> bool:
        """Whether these had more than `most` answers a few minutes ago."""
        return self._until.get((wanted, most), 0) > time.monotonic()

    def add(self, wanted: Wanted, most: int) -> None:
        """Note that these have more than `most` answers."""
        with self._lock:
            if len(self._until) >= MOST_KEPT:
                self._until.clear()
            self._until[wanted, most] = time.monotonic() + 60 * MINUTES


def rare_answers(
    connection: Connection, question: Question, rights: Rights, most: int, common: TooCommon
) -> list[int] | None:
    """The ids of all moments that may answer a question, or None if there may be more than `most`."""
    wanted = _wanted(connection, question, rights)
    if wanted is None or common.has(wanted, most):
        return None
    found = word_index_of(connection).matching(connection, moment_words.WORDS, wanted, most + 1)
    if len(found) <= most:
        return found
    common.add(wanted, most)
    return None


def _wanted(connection: Connection, question: Question, rights: Rights) -> Wanted | None:
    """What the index is asked for; None if it cannot tell which moments these are."""
    all_of: list[tuple[Term, ...]] = []
    for one in question.wanted:
        named = _named(connection, one, rights)
        if named is not None:
            all_of += [(*_own(term, rights), *named) for term in _terms(one)]
    none_of: list[Term] = []
    for one in question.excluded:
        # Of several words the index does not know whether they stand one after the other.
        named = _named(connection, one, rights) if len(one.words) == 1 else None
        if named is not None:
            none_of += (*_own(_terms(one)[0], rights), *named)
    longest = sorted(all_of, key=lambda terms: -len(terms[0].text))[:MOST_WORDS]
    return Wanted(tuple(longest), tuple(none_of)) if longest else None


def _terms(one: Sought) -> list[Term]:
    last = len(one.words) - 1
    return [Term(word, whole=number < last or not one.begun) for number, word in enumerate(one.words)]


def _own(term: Term, rights: Rights) -> Iterable[Term]:
    return [term, Term(OWN + term.text, term.whole)] if rights.details else [term]


def _named(connection: Connection, one: Sought, rights: Rights) -> list[Term] | None:
    """The relations that have a name with these words, as terms; None if there are many."""
    wanted = Wanted(tuple((term,) for term in _terms(one)))
    found = word_index_of(connection).matching(connection, relations.WORDS, wanted, MOST_NAMED + 1)
    if len(found) > MOST_NAMED:
        return None
    survivors = [one.id for one in candidates(connection, found) if one.merged_into is None]
    ids = [*survivors, *(search.merged_into(connection, survivors) if survivors else [])]
    if len(ids) > MOST_NAMED:
        return None
    marks = (SENDER, RECIPIENT) if rights.parties else (SENDER,)
    return [Term(f"{mark}{id_}", whole=True) for id_ in ids for mark in marks]
