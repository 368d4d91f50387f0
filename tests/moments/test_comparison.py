"""Versions next to each other: what differs is marked, and nothing else."""

from typing import Any

import pytest

from contact_moments.moments.comparison import Changed, Fact, Part, compare


def shown(parts: list[Part]) -> str:
    """Parts as one text, those that differ in brackets."""
    return "".join(f"[{one.text}]" if one.differs else str(one.text) for one in parts)


def changed(before: Any, after: Any) -> Changed:
    """What is told of a field that has these values."""
    (found,) = compare([Fact("contents", before)], [Fact("contents", after)]).changed
    return found


@pytest.mark.parametrize(
    ("before", "after", "old", "new"),
    [
        ("ends on 1 December", "ends on 1 January", "ends on 1[ December]", "ends on 1[ January]"),
        ("she thinks.", "she thinks and calls.", "she thinks.", "she thinks[ and calls]."),
        ("one two", "one two ", "one two", "one two[ ]"),
        ("", "one", "", "[one]"),
        ("a a a", "a a", "a a[ a]", "a a"),
        ("één straße", "een straße", "[één] straße", "[een] straße"),
        (("Kept",), ("Kept", "New"), "Kept", "Kept, [New]"),
        (("A", "A"), ("A",), "A, [A]", "A"),
        (1, 2, "[1]", "[2]"),
        ({"a": 1}, {"a": 2}, "[{'a': 1}]", "[{'a': 2}]"),
        ("1", 1, "[1]", "[1]"),
    ],
)
def test_what_differs_is_marked(before: Any, after: Any, old: str, new: str) -> None:
    """Words of texts and items of lists are compared each by itself, other values as a whole."""
    found = changed(before, after)

    assert (shown(found.before), shown(found.after)) == (old, new)


def test_values_that_are_shown_alike_are_equal() -> None:
    """Only equal values of the same kind are: Python takes 1 and True for the same."""
    found = compare([Fact("a", 1), Fact("b", "x")], [Fact("b", "x"), Fact("a", True)])

    assert found.equal == ["b"]
    assert [one.field for one in found.changed] == ["a"]


def test_a_field_that_only_one_version_has_differs() -> None:
    """It has no parts on the other side."""
    found = compare([Fact("gone", "x")], [Fact("new", ("y", "z"))]).changed

    assert [(one.field, shown(one.before), shown(one.after)) for one in found] == [
        ("new", "", "[y], [z]"),
        ("gone", "[x]", ""),
    ]


def test_what_is_the_same_in_long_texts_is_shortened() -> None:
    """The words beside a difference stay, so that people see where it is; and nothing that differs is left out."""
    same = " ".join(f"word{number}" for number in range(200))
    found = changed(f"{same} old {same} end", f"{same} new {same} end")

    assert "word199[ old] word0" in shown(found.before)
    assert len(shown(found.before)) < 500
    assert "".join(one.text for one in found.after if one.differs) == " new"


def test_where_something_was_added_at_the_end_the_words_before_it_stay() -> None:
    """Both sides show the place."""
    same = " ".join(f"word{number}" for number in range(200))
    found = changed(same, f"{same} more")

    assert shown(found.before).endswith("word198 word199")
    assert shown(found.after).endswith("word198 word199[ more]")


def test_all_parts_together_are_the_text() -> None:
    """Where nothing is shortened, no character is lost."""
    before, after = "\n one\r\n two!  three \t", "one  two? four three\n\n"

    found = changed(before, after)

    assert "".join(one.text for one in found.before) == before
    assert "".join(one.text for one in found.after) == after


@pytest.mark.parametrize("words", [10**5, 3000])
def test_texts_that_take_long_to_compare_are_shown_as_a_whole(words: int) -> None:
    """Nobody makes the server compare for long: there are one or two parts, and not thousands."""
    before = " ".join(f"w{number % 40}" for number in range(words))
    after = " ".join(f"w{-number % 40}" for number in range(words))

    found = changed(before, after)

    assert found.before[-1].differs
    assert len(found.before) <= 2
