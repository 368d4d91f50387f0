"""Excerpts: the part of a contact moment's text in which a search has found something, and where in it.

Of all texts that may be searched, the first that has all of what is asked for counts, or else that which has most. An
excerpt is plain text: line ends and other controls are blanks in it. Positions count characters, from 0, the end
excluded.
"""

import json
import re
from collections.abc import Iterable, Iterator

from contact_moments.model import JsonObject, Question, Sought
from contact_moments.moments.search_words import own_texts
from contact_moments.words import spans

EXAMINED = 20_000  # characters of a document's texts
LONGEST, BEFORE = 240, 60  # characters of an excerpt, and of it before the first match

_CONTROLS = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]")

Match = tuple[int, int]


def excerpt(document: str, question: Question | None) -> JsonObject | None:
    """What the document of a moment has of what is asked for; None if only names have it."""
    if question is None or not question.wanted:
        return None
    field, text, matches = _best(_texts(json.loads(document)), question)
    together = _joined(sorted(match for one in matches for match in one))
    return _cut(field, text, together) if together else None


def marks(text: str, question: Question | None) -> tuple[Match, ...]:
    """Where a short text has what is asked for."""
    if question is None:
        return ()
    words, _ = spans(text, EXAMINED)
    return tuple(_joined(sorted(match for one in question.wanted for match in _places(words, one))))


def beginning(text: str) -> str:
    """The first characters of a text, as an excerpt shows them."""
    return _CONTROLS.sub(" ", text.lstrip()[:LONGEST])


def short(text: str, most: int) -> str:
    """A text, or the beginning of a longer one; at most so many characters."""
    return text if len(text) <= most else f"{text[: most - 1].rstrip()}…"


def _best(texts: Iterable[tuple[str, str]], question: Question) -> tuple[str, str, list[list[Match]]]:
    """The first text that has all of what is wanted, or else that with most of it; with the matches of each."""
    best: tuple[str, str, list[list[Match]]] = "", "", []
    most, left = 0, EXAMINED
    for field, text in texts:
        words, read = spans(text, left)
        matches = [list(_places(words, one)) for one in question.wanted]
        number = sum(map(bool, matches))
        if number > most:
            best, most = (field, text[:left], matches), number
        left -= read + 1
        if most == len(question.wanted) or left <= 0:
            break
    return best


def _texts(document: JsonObject) -> Iterator[tuple[str, str]]:
    """The texts, those first that the list does not show."""
    own = list(own_texts(document))
    yield from (one for one in own if one[0] != "reference")
    yield from (one for one in own if one[0] == "reference")
    yield "subject", document["subject"]


def _places(found: list[tuple[str, int, int]], one: Sought) -> Iterator[Match]:
    """Where the words stand one after the other."""
    first, more = one.words[0], len(one.words) - 1
    for at in range(len(found) - more):
        if found[at][0].startswith(first) and _stand(found[at : at + more + 1], one):
            yield found[at][1], found[at + more][2]


def _stand(found: list[tuple[str, int, int]], one: Sought) -> bool:
    *before, last = (word for word, _, _ in found)
    ends = last.startswith(one.words[-1]) if one.begun else last == one.words[-1]
    return ends and before == list(one.words[:-1])


def _joined(matches: list[Match]) -> list[Match]:
    """Matches in order, those that overlap as one."""
    joined: list[Match] = []
    for start, end in matches:
        if joined and start < joined[-1][1]:
            joined[-1] = joined[-1][0], max(end, joined[-1][1])
        else:
            joined.append((start, end))
    return joined


def _cut(field: str, text: str, matches: list[Match]) -> JsonObject:
    start = max(matches[0][0] - BEFORE, 0)
    if start:  # not in the middle of a word
        blank = text.find(" ", start, matches[0][0])
        start = matches[0][0] if blank < 0 else blank + 1
    shown = _CONTROLS.sub(" ", text[start : start + LONGEST])
    inside = [[a - start, min(b - start, len(shown))] for a, b in matches if a - start < len(shown)]
    return {"field": field, "text": shown, "matches": inside}
