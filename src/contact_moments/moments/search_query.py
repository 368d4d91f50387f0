"""The question `q` of a search: words, phrases in quotes, and what is excluded by a minus before it.

A word of two letters and more stands for all words that begin so. What people write as one but is several words, such
as `INV-2024-07`, stands for these words one after the other. A phrase has whole words.
"""

import re
from collections.abc import Iterator

from contact_moments.errors import InvalidInputError
from contact_moments.model import Question, Sought
from contact_moments.words import words

MOST_TERMS, LONGEST = 16, 200

_QUOTES = '"“”„«»'
_TERM = re.compile(rf"(?P<minus>-?)(?:[{_QUOTES}](?P<phrase>[^{_QUOTES}]*)[{_QUOTES}]?|(?P<word>[^\s{_QUOTES}]+))")


def read_question(text: str) -> Question:
    """What a text asks for. Raises `InvalidInputError` if that is too much, or nothing."""
    if len(text) > LONGEST:
        raise InvalidInputError(f"q has more than {LONGEST} characters; ask for less")
    terms = list(_terms(text))
    if not terms:
        raise InvalidInputError("q has no word to look for; give one, or leave q out")
    if len(terms) > MOST_TERMS:
        raise InvalidInputError(f"q has more than {MOST_TERMS} words and phrases; ask for less")
    wanted = dict.fromkeys(one for one, excluded in terms if not excluded)
    return Question(tuple(wanted), tuple(dict.fromkeys(one for one, excluded in terms if excluded)))


def _terms(text: str) -> Iterator[tuple[Sought, bool]]:
    for match in _TERM.finditer(text):
        found = tuple(words(match["word"] or match["phrase"] or ""))
        if found:
            begun = match["word"] is not None and len(found[-1]) > 1
            yield Sought(found, begun), match["minus"] == "-"
