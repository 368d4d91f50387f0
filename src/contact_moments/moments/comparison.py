"""Two versions of a contact moment next to each other: which fields differ, and which parts of them.

Texts are compared word by word, lists item by item, and all else as a whole.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from itertools import takewhile
from typing import Any

from msgspec import Struct

MOST_WORDS = 4000  # of a text; a longer one is compared as a whole
# From the first word that differs to the last one: comparing takes as long as there are pairs of equal words, for each
# stretch that both texts have.
MOST_CHANGED = 1500
MOST_PAIRS = 50_000
MOST_ITEMS = 20  # of a list that are all shown
KEPT = 12  # words at each end of a long stretch that is the same in both

_WORD = re.compile(r"\s*(?:\w+|[^\w\s])|\s+\Z")
_LEFT_OUT = " … "


class Fact(Struct, frozen=True):
    """One field of a version, by its name in the document, and what is shown of it: ids are `Named` already."""

    field: str
    value: Any


class Part(Struct, frozen=True):
    """A piece of a value as one version has it, and whether the other version does not have it.

    `text` is a text, or a value that is compared as a whole.
    """

    text: Any
    differs: bool


class Changed(Struct, frozen=True):
    """A field that differs. Without parts, its version does not have it."""

    field: str
    before: list[Part]
    after: list[Part]


class Comparison(Struct, frozen=True):
    """The fields that differ, in the order of the later version, and the names of those that are equal."""

    changed: list[Changed]
    equal: list[str]


def compare(earlier: Sequence[Fact], later: Sequence[Fact]) -> Comparison:
    """Compare two versions, field by field."""
    before, after = ({one.field: one.value for one in facts} for facts in (earlier, later))
    fields = [*after, *(name for name in before if name not in after)]
    equal = [name for name in fields if name in before and name in after and _same(before[name], after[name])]
    return Comparison([_changed(name, before, after) for name in fields if name not in equal], equal)


def _same(one: Any, other: Any) -> bool:
    """Whether two values are shown alike. Python takes 1, 1.0 and True for the same."""
    return type(one) is type(other) and one == other


def _changed(field: str, before: dict[str, Any], after: dict[str, Any]) -> Changed:
    if field not in before:
        return Changed(field, [], _whole(after[field]))
    if field not in after:
        return Changed(field, _whole(before[field]), [])
    old, new = before[field], after[field]
    if isinstance(old, str) and isinstance(new, str):
        return Changed(field, *_texts(old, new))
    if isinstance(old, (tuple, list)) and isinstance(new, (tuple, list)):
        return Changed(field, _items(old, new), _items(new, old))
    return Changed(field, _whole(old), _whole(new))


def _whole(value: Any) -> list[Part]:
    return _items(value, ()) if isinstance(value, (tuple, list)) else [Part(value, True)]


def _items(mine: Sequence[Any], others: Sequence[Any]) -> list[Part]:
    """The items of a list with commas between. One that the other list has less often differs.

    Of a long list those that are the same in both are left out.
    """
    left = Counter(map(repr, others))
    parts: list[Part] = []
    for item in mine:
        left[repr(item)] -= 1
        parts.append(Part(item, left[repr(item)] < 0))
    if len(parts) > MOST_ITEMS:
        parts = [one for one in parts if one.differs] + [Part("…", False)]
    return [one for part in parts for one in (Part(", ", False), part)][1:]


def _texts(old: str, new: str) -> tuple[list[Part], list[Part]]:
    before, after = _WORD.findall(old), _WORD.findall(new)
    if max(len(before), len(after)) > MOST_WORDS:
        return [Part(old, True)], [Part(new, True)]
    begin = _common(zip(before, after, strict=False))
    end = _common(zip(reversed(before[begin:]), reversed(after[begin:]), strict=False))
    middles = before[begin : len(before) - end], after[begin : len(after) - end]
    blocks = [(0, 0, begin), *((a + begin, b + begin, size) for a, b, size in _blocks(*middles))]
    blocks.append((len(before) - end, len(after) - end, end))
    return (
        _parts(before, [(a, size) for a, _, size in blocks]),
        _parts(after, [(b, size) for _, b, size in blocks]),
    )


def _common(pairs: Iterator[tuple[str, str]]) -> int:
    """How many pairs are of equal words, up to the first one that is not."""
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], pairs))


def _blocks(before: list[str], after: list[str]) -> list[tuple[int, int, int]]:
    """The stretches that both texts have, in their order: where each begins in both, and its length."""
    if max(len(before), len(after)) > MOST_CHANGED or _pairs(before, after) > MOST_PAIRS:
        return []
    return [(one.a, one.b, one.size) for one in SequenceMatcher(None, before, after).get_matching_blocks()]


def _pairs(before: Sequence[str], after: Sequence[str]) -> int:
    numbers = Counter(after)
    return sum(number * numbers[word] for word, number in Counter(before).items())


def _parts(words: list[str], same: list[tuple[int, int]]) -> list[Part]:
    """The text in parts. `same` are the stretches that the other text has too: where each begins, and its length.

    The first of them is where both texts begin, and the last one where both end.
    """
    parts: list[Part] = []
    done = 0
    for number, (start, size) in enumerate(same):
        if start > done:
            parts.append(Part("".join(words[done:start]), True))
        done = start + size
        if size:
            parts.append(Part(_shortened(words[start:done], number > 0, number < len(same) - 1), False))
    return parts


def _shortened(words: list[str], after: bool, before: bool) -> str:
    """A stretch that is the same in both; of a long one only the words after and before what differs."""
    first = words[:KEPT] if after else []
    last = words[-KEPT:] if before else []
    if len(words) <= len(first) + len(last) + KEPT:
        return "".join(words)
    return "".join(first) + _LEFT_OUT + "".join(last).lstrip()
