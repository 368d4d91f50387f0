"""Excerpts: the part of a contact moment's text in which a search has found something, and where in it.

Of all texts that may be searched, that counts which has most of what is asked for. An excerpt is plain text: line ends
and other controls are blanks in it. Positions count characters, from 0, the end excluded.
"""

import json
import re
from collections.abc import Iterator

from contact_moments.model import JsonObject, Question, Sought
from contact_moments.moments.search_words import own_texts
from contact_moments.words import spans

EXAMINED = 20_000  # characters of a text, from its start
LONGEST, BEFORE = 240, 60  # characters of an excerpt, and of it before the first match

_CONTROLS = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]")

Match = tuple[int, int]


def excerpt(document: str, question: Question | None) -> JsonObject | None:
    """What the document of a moment has of what is asked for; None if only names have it."""
    if question is None or not question.wanted:
        return None
    texts = [(field, text[:EXAMINED]) for field, text in _texts(json.loads(document))]
    found = [(field, text, _matches(text, question)) for field, text in texts]
    field, text, matches = max(found, key=lambda one: sum(map(bool, one[2])))
    together = _joined(sorted(match for one in matches for match in one))
    return _cut(field, text, together) if together else None


def _texts(document: JsonObject) -> Iterator[tuple[str, str]]:
    """The texts, those first that the list does not show."""
    own = list(own_texts(document))
    yield from (one for one in own if one[0] != "reference")
    yield from (one for one in own if one[0] == "reference")
    yield "subject", document["subject"]


def _matches(text: str, question: Question) -> list[list[Match]]:
    """For each of what is wanted, where it is in the text."""
    found = spans(text)
    return [list(_places(found, one)) for one in question.wanted]


def _places(found: list[tuple[str, int, int]], one: Sought) -> Iterator[Match]:
    first, last, more = one.words[:-1], one.words[-1], len(one.words) - 1
    for at in range(len(found) - more):
        words = tuple(word for word, _, _ in found[at : at + more + 1])
        ends = words[-1].startswith(last) if one.begun else words[-1] == last
        if ends and words[:-1] == first:
            yield found[at][1], found[at + more][2]


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
