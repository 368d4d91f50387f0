"""Normal forms of Unicode: as the standard library has them, and never of a long run of marks."""

import re
import unicodedata
from pathlib import Path
from typing import Literal

from hypothesis import given
from hypothesis import strategies as st

import contact_moments
from contact_moments.normal_forms import JOINER, MOST_MARKS, normalized
from contact_moments.words import words

Form = Literal["NFC", "NFKC", "NFKD"]
FORMS: st.SearchStrategy[Form] = st.sampled_from(["NFC", "NFKC", "NFKD"])
SOURCE = Path(contact_moments.__file__).parent
LETTERS = "a e\u00e9\u1f82\u0130\u00df\ufb01\ufdfa\uac00\u1100\u1161\u0958\U0001d15e"
MARKS = "\u0301\u0316\u0344\u0345\u0f73\u0f75\u0f81\uff9e\uff9f\u3099"


def longest_run(text: str) -> int:
    """How many marks stand in a row at most."""
    return max(map(len, re.findall(rb"[^\0]+", bytes(map(unicodedata.combining, text)))), default=0)


@given(FORMS, st.text(st.sampled_from(MARKS + LETTERS), min_size=10, max_size=28))
def test_an_ordinary_text_has_its_usual_form(form: Form, text: str) -> None:
    """Nothing is added where no run of marks is long."""
    long = f"{text} {text} and so on"

    assert normalized(form, long) == unicodedata.normalize(form, long)


@given(FORMS, st.text(st.sampled_from(MARKS + LETTERS), max_size=20))
def test_no_run_of_marks_is_long(form: Form, text: str) -> None:
    """Whatever the marks are: a mark can be taken apart into two, and a letter can have three of its own."""
    assert longest_run(normalized(form, text * 100)) <= 2 * MOST_MARKS + 3


def test_what_becomes_marks() -> None:
    """A character that is no mark, but begins with one once it is taken apart, is counted as one."""
    starters = [one for one in map(chr, range(0x2FA20)) if unicodedata.decomposition(one) and not longest_run(one)]
    late = [one for one in starters if unicodedata.combining(unicodedata.normalize("NFKD", one)[0])]

    assert late
    assert all(JOINER in normalized("NFC", one * (MOST_MARKS + 1)) for one in late)


def test_words_do_not_change() -> None:
    """Marks are no part of a word, however many there are."""
    assert words("e" + "\u0301" * 100 + "te\u0301") == ["ete"]


def test_nobody_else_normalizes() -> None:
    """The standard library's own function takes the square of a run of marks, and holds the whole process."""
    its_own = re.compile(r"unicodedata\.(is_)?normal|unicodedata import|ucd_3_2_0")
    found = {file.name for file in SOURCE.rglob("*.py") if its_own.search(file.read_text(encoding="utf-8"))}

    assert found == {"normal_forms.py"}
