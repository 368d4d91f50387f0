"""Words of a text, as search compares them: without case, accents and punctuation."""

import re
import unicodedata
from functools import lru_cache
from itertools import islice

from contact_moments.normal_forms import normalized

# Letters that no normal form of Unicode takes apart, as people type them on a keyboard that lacks them.
_ALIKE = str.maketrans(
    {"ı": "i", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ħ": "h", "ŧ": "t", "ŋ": "n"}
)
# Marks on letters, and formats that cannot be seen, such as a soft hyphen: no part of a word.
_DROPPED = frozenset({"Mn", "Me", "Cf"})
_WORD = re.compile(r"[^\W_]+")
_LONGEST = 64  # characters of a word that count: indexes have limits


def words(text: str) -> list[str]:
    """The words of a text in their order: runs of letters and digits, in small letters without accents.

    Of a longer one its first 64 characters.
    """
    found = _WORD.findall(_folded(text))
    return [word[:_LONGEST] for word in found] if max(map(len, found), default=0) > _LONGEST else found


def plain(text: str, mark: str = "") -> str:
    """The words of a text with one blank before each and one at the end, so that ` word` finds a word's beginning.

    A mark is put before each of them. Empty if there are none.
    """
    found = words(text)
    return f" {mark}{f' {mark}'.join(found)} " if found else ""


def spans(text: str, most: int) -> tuple[list[tuple[str, int, int]], int]:
    """The words of a text, each with where it begins and ends in it; and how many characters were read for that.

    At most `most` characters are read, as they are and once they are in small letters without accents.
    """
    text = text[:most]
    if text.isascii():
        return [(match[0][:_LONGEST].lower(), *match.span()) for match in _WORD.finditer(text)], len(text)
    pieces = list(islice(((piece, place) for place, letter in enumerate(text) for piece in _letter(letter)), most))
    whole = "".join(piece for piece, _ in pieces)
    found = []
    for match in _WORD.finditer(whole):
        end = pieces[match.end() - 1][1] + 1
        # Marks on the last letter are part of the word.
        while end < len(text) and not _letter(text[end]):
            end += 1
        found.append((match[0][:_LONGEST], pieces[match.start()][1], end))
    return found, max(len(text), len(pieces))


@lru_cache(maxsize=10_000)
def _letter(letter: str) -> str:
    return _folded(letter)


def _folded(text: str) -> str:
    if text.isascii():
        return text.lower()
    # Twice: some letters have a small form that comes apart once more.
    taken_apart = normalized("NFKD", normalized("NFKD", text).casefold()).translate(_ALIKE)
    return "".join(letter for letter in taken_apart if unicodedata.category(letter) not in _DROPPED)
