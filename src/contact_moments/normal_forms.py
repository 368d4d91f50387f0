"""Normal forms of Unicode, in a time that grows with the length of a text and no faster.

The standard library puts marks on a letter in their order by insertion: a run of n marks takes the square of n, and
nothing else runs meanwhile. So a run gets a joiner after each 30 marks, as in Unicode's Stream-Safe Text Format
(UAX #15 §13). No writing system has that many marks on a letter. All texts from outside are normalized here.
"""

import re
import unicodedata
from typing import Literal

MOST_MARKS = 30
JOINER = "\u034f"  # COMBINING GRAPHEME JOINER: marks before it and after it are put in order by themselves

_RUN = re.compile(rb"[^\0]{%d}(?=[^\0])" % MOST_MARKS)
# They count as no marks, but normal forms make marks of them.
_LATE_MARKS = re.compile("[\u0f73\u0f75\u0f81\uff9e\uff9f]")


def normalized(form: Literal["NFC", "NFKC", "NFKD"], text: str) -> str:
    """The normal form of a text, with a joiner after each 30 marks in a row."""
    return unicodedata.normalize(form, text if len(text) <= MOST_MARKS or text.isascii() else _with_joiners(text))


def _with_joiners(text: str) -> str:
    classes = bytes(map(unicodedata.combining, _LATE_MARKS.sub("\u0301", text)))
    ends = [found.end() for found in _RUN.finditer(classes)]
    return JOINER.join(text[begin:end] for begin, end in zip([0, *ends], [*ends, None], strict=True))
