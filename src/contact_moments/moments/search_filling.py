"""Making anew what search compares: of moments that an earlier release registered, and after anything went wrong."""

import json
from collections.abc import Iterator

from contact_moments.moments.search_words import reference_in, words_of
from contact_moments.storage.database import Connection
from contact_moments.storage.long_work import Progress
from contact_moments.storage.questions import moment_words
from contact_moments.storage.questions.moment_words import Kept
from contact_moments.storage.questions.moments import CurrentMoment, each_chunk
from contact_moments.storage.sql.word_index import Term, Wanted, word_index_of

CHUNK = 1000  # moments
SAMPLE = 50  # moments of which is tried whether the index finds them


def index_earlier_moments(connection: Connection, progress: Progress) -> bool:
    """Make the words of all moments, and set their references right, unless there are words; returns whether it did."""
    if not moment_words.are_lacking(connection):
        return False
    with word_index_of(connection).filling(connection, moment_words.WORDS):
        for chunk in each_chunk(connection, CHUNK):
            moment_words.fill(connection, {one.id: _right(one) for one in chunk})
            progress(len(chunk))
    return True


def index_all(connection: Connection) -> None:
    """Set the words and references of all moments right, and make the index of the words anew."""
    for chunk in each_chunk(connection, CHUNK):
        set_right(connection, chunk)
    index_anew(connection)


def set_right(connection: Connection, moments: list[CurrentMoment]) -> None:
    """Set the words and references of these moments right, and index what was wrong again."""
    moment_words.replace(connection, dict(_wrong(connection, moments)))


def index_anew(connection: Connection) -> None:
    """Make the index anew from the words, whatever it has."""
    word_index_of(connection).rebuild(connection, moment_words.WORDS)


def _right(one: CurrentMoment) -> Kept:
    document = json.loads(one.document)
    return Kept(one.happened_at, words_of(document), reference_in(document))


def _wrong(connection: Connection, moments: list[CurrentMoment]) -> Iterator[tuple[int, Kept]]:
    """What is right of the moments of which something else is kept."""
    kept = moment_words.of(connection, [one.id for one in moments])
    for one in moments:
        right = _right(one)
        if kept.get(one.id) != right:
            yield one.id, right


def number_wrong(connection: Connection) -> int:
    """Of how many moments the words or the reference are not those of their documents."""
    return sum(1 for chunk in each_chunk(connection, CHUNK) for _ in _wrong(connection, chunk))


def index_finds(connection: Connection) -> bool:
    """Whether the index has no more words than the moments, and finds a sample of them by a word of theirs."""
    in_step = word_index_of(connection).is_in_step(connection, moment_words.WORDS)
    return in_step and all(
        _is_found(connection, moment_id, words) for moment_id, words in moment_words.sample(connection, SAMPLE)
    )


def _is_found(connection: Connection, moment_id: int, words: str) -> bool:
    # The longest word is one of few moments.
    term = Term(max(words.split(), key=len), whole=True)
    found = word_index_of(connection).matching(connection, moment_words.WORDS, Wanted(((term,),)), 10 * CHUNK)
    return moment_id in found or len(found) == 10 * CHUNK
