"""What a question asks the word index for, and which words are too common to ask again.

The index knows which words a moment has, and the ids of its parties as they were registered. So a name that a few
relations have is asked for by their ids; of a name that many have, the moments are found by the relations' links. What
is found may be more than what answers the question, never less.
"""

import time
from collections.abc import Iterable, Sequence
from threading import Lock
from typing import NamedTuple

from contact_moments.model import Question, Rights, Sought
from contact_moments.storage.database import Connection
from contact_moments.storage.questions import moment_words, relations, runs, search
from contact_moments.storage.questions.relation_lookups import candidates
from contact_moments.storage.questions.search_tests import pattern
from contact_moments.storage.sql.word_index import OWN, RECIPIENT, SENDER, Term, Wanted, word_index_of

MOST_NAMED = 50  # relations with a name that the index is asked for, with those that were merged into them
MOST_LINKED = 1000  # relations with a name whose moments are found by their links
MOST_WORDS = 16  # of a question, the longest ones
MINUTES, MOST_KEPT = 5, 1000


class Named(NamedTuple):
    """The relations that have the parts of a question in their names, without merged ones; None for too many."""

    wanted: dict[Sought, list[int] | None]
    excluded: dict[Sought, list[int] | None]


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


def named_in(connection: Connection, question: Question | None) -> Named:
    """The relations that have the parts of a question in their names."""
    if question is None:
        return Named({}, {})
    wanted, excluded = ({one: _named(connection, one) for one in each} for each in (question.wanted, question.excluded))
    return Named(wanted, excluded)


def by_names(connection: Connection, named: Named, rights: Rights) -> dict[Sought, tuple[int, ...] | None]:
    """The same for the tests of rows: the relations as moments have them."""
    found = {one: None if ids is None else tuple(ids) for one, ids in (named.wanted | named.excluded).items()}
    if rights.parties:
        return found
    return {one: ids and runs.as_senders(connection, ids) for one, ids in found.items()}


def rare_answers(
    connection: Connection, named: Named, rights: Rights, most: int, common: TooCommon
) -> list[int] | None:
    """The ids of all moments that may answer a question, or None if there may be more than `most`."""
    together: list[tuple[Term, ...]] = []
    for one, found in named.wanted.items():
        if found is None:
            continue
        terms = _parties(connection, found, rights)
        if terms is not None:
            together += [(*_own(term, rights), *terms) for term in _terms(one)]
        elif (rare := _of_many(connection, one, found, rights, most, common)) is not None:
            return rare
    return _all(connection, together, most, common)


def _all(connection: Connection, all_of: Sequence[tuple[Term, ...]], most: int, common: TooCommon) -> list[int] | None:
    """The moments that may have a term of each part; None if there may be more than `most`."""
    wanted = Wanted(tuple(sorted(all_of, key=lambda terms: -len(terms[0].text))[:MOST_WORDS]))
    if not all_of or common.has(wanted, most):
        return None
    found = word_index_of(connection).all_matching(connection, moment_words.WORDS, wanted, most)
    if found is None:
        common.add(wanted, most)
    return found


def _of_many(
    connection: Connection, one: Sought, ids: list[int], rights: Rights, most: int, common: TooCommon
) -> list[int] | None:
    """The moments that have these words, or one of many relations with such a name; None if more than `most` may."""
    parties = ids if rights.parties else runs.as_senders(connection, tuple(ids))
    linked = search.moments_of(connection, parties, most, senders_only=not rights.parties)
    if linked is None:
        return None
    own = _all(connection, [tuple(_own(term, rights)) for term in _terms(one)], most, common)
    either = None if own is None else linked.union(own)
    return None if either is None or len(either) > most else list(either)


def _terms(one: Sought) -> list[Term]:
    last = len(one.words) - 1
    return [Term(word, whole=number < last or not one.begun) for number, word in enumerate(one.words)]


def _own(term: Term, rights: Rights) -> Iterable[Term]:
    return [term, Term(OWN + term.text, term.whole)] if rights.details else [term]


def _named(connection: Connection, one: Sought) -> list[int] | None:
    """The relations that have a name with these words, without those that were merged; None if there are too many."""
    wanted = Wanted(tuple((term,) for term in _terms(one)))
    found = word_index_of(connection).all_matching(connection, relations.WORDS, wanted, MOST_LINKED)
    if found is None:
        return None
    return [
        each.id for each in candidates(connection, found) if each.merged_into is None and pattern(one) in each.words
    ]


def _parties(connection: Connection, survivors: list[int], rights: Rights) -> list[Term] | None:
    """These relations as terms, also by the ids that were merged into them; None if there are many."""
    if len(survivors) > MOST_NAMED:
        return None
    ids = [*survivors, *(search.merged_into(connection, survivors, MOST_NAMED + 1) if survivors else [])]
    if len(ids) > MOST_NAMED:
        return None
    marks = (SENDER, RECIPIENT) if rights.parties else (SENDER,)
    return [Term(f"{mark}{id_}", whole=True) for id_ in ids for mark in marks]
