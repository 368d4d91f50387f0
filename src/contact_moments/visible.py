"""What of a text can be seen: whether there is anything, and a form of it that is safe to show on a terminal."""

import re
import unicodedata

# Letters and signs that are drawn as nothing: fillers of Hangul and Khitan, the blank of braille, an empty note head,
# the blanks of Egyptian, and code points that are kept for such characters (Unicode: Default_Ignorable_Code_Point).
_EMPTY = re.compile(
    "[\u115f\u1160\u2065\u2800\u3164\uffa0\ufff0-\ufff8\U00013441\U00013442\U00016fe4\U0001d159\U000e0000-\U000e0fff]"
)
# Format characters that are drawn: signs that enclose the digits after them.
_DRAWN = re.compile("[\u0600-\u0605\u06dd\u070f\u0890\u0891\u08e2\U000110bd\U000110cd]")
# Blanks, controls and formats, halves of surrogate pairs, and marks, which need a letter to be on.
_UNSEEN = frozenset({"Zs", "Zl", "Zp", "Cc", "Cf", "Cs", "Mn", "Mc", "Me"})

# What a terminal obeys instead of showing it: controls, line separators, and marks that turn the direction of text.
OBEYED = re.compile("[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
_OBEYED_BUT_LINES = re.compile(f"(?![\t\n]){OBEYED.pattern}")


def is_blank(text: str) -> bool:
    """Whether a text has no character that can be seen."""
    # Most texts begin with what can be seen, and long ones that do not repeat the same few characters.
    return not ("!" <= text[:1] <= "~" or any(map(_is_seen, text[:1])) or any(map(_is_seen, set(text))))


def given(text: str | None) -> str | None:
    """A text that may be left out: None if it was, and also if it is blank."""
    return None if text is None or is_blank(text) else text


def _is_seen(character: str) -> bool:
    if "!" <= character <= "~":
        return True
    if _DRAWN.match(character):
        return True
    return unicodedata.category(character) not in _UNSEEN and not _EMPTY.match(character)


def escaped(text: str) -> str:
    """One line of text, with what a terminal would obey as escapes, such as `\\x1b` and `\\u202e`."""
    return OBEYED.sub(_escape, text)


def escaped_lines(text: str) -> str:
    """As `escaped`, but line ends and tabs stay."""
    return _OBEYED_BUT_LINES.sub(_escape, text)


def _escape(found: re.Match[str]) -> str:
    return found[0].encode("unicode_escape", "surrogatepass").decode("ascii")
