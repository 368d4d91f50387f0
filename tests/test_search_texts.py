"""What search compares of a document, and excerpts of it: how much of long texts is looked at."""

import json
from typing import Any

import pytest

from contact_moments import words
from contact_moments.moments.excerpts import excerpt
from contact_moments.moments.search_query import read_question
from contact_moments.moments.search_words import words_of

LONG = "\ufdfa"  # eighteen letters, once it is taken apart


def a_document(**texts: Any) -> dict[str, Any]:
    """A document with these texts."""
    return {"subject": "About", "senderId": 1, "recipients": [2], **texts}


def shown(q: str, **texts: Any) -> tuple[str, str] | None:
    """The field of an excerpt, and its first match."""
    found = excerpt(json.dumps(a_document(**texts)), read_question(q))
    if found is None:
        return None
    start, end = found["matches"][0]
    return found["field"], found["text"][start:end]


def test_of_long_texts_a_part_is_compared() -> None:
    """Words count up to 20,000 characters of all texts; many recipients leave room for them."""
    texts = a_document(reference="R1", contents="first " + "filler " * 3_000 + "last", recipients=list(range(20_000)))
    found = words_of(texts)

    assert all(word in found for word in (" about ", " _r1 ", " _first ", " @19999 "))
    assert "last" not in found
    assert len(found[found.index(" about") :]) <= 20_000


@pytest.mark.parametrize("letters", ["fille\u0301r ", LONG, "\u0301", "e\u0301 "])
def test_excerpts_look_at_a_limited_number_of_characters(letters: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever the letters are taken apart into, in one text or in many."""
    taken, letter = list[str](), words._letter

    def noted(one: str) -> str:
        taken.append(one)
        return letter(one)

    monkeypatch.setattr(words, "_letter", noted)
    shown("missing", contents=letters * 10_000, more=[letters] * 50_000)

    assert len(taken) <= 2 * 20_000


def test_the_first_text_that_has_everything_is_shown() -> None:
    """Texts after it are not looked at; if none has everything, that with most of it is shown."""
    assert shown("call letter", contents="A letter", notes=["Call", "Lètter, Cåll"], other="call letter") == (
        "notes",
        "Lètter",
    )
    assert shown("call letter missing", contents="A letter", notes=["call letter"]) == ("notes", "call")
    assert shown("late", contents="early " * 4_000 + "late") is None
    assert shown(f"{LONG}*", contents=f"x {LONG} y") == ("contents", LONG)
