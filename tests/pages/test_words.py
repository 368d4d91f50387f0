"""The words of the pages: both languages are complete, every word that is asked for is there, and none is left over."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import contact_moments
from contact_moments.pages import rendering, words
from contact_moments.people import LANGUAGES

PACKAGE = Path(contact_moments.__file__).parent
FORMS = {"one", "other"}

Tree = dict[str, Any]


def leaves(table: Tree, path: str = "") -> Iterator[tuple[str, Any]]:
    """The words of a table and of those in it, by their paths; the forms of a plural are one."""
    for name, value in table.items():
        if isinstance(value, dict) and not value.keys() <= FORMS:
            yield from leaves(value, f"{path}{name}.")
        else:
            yield path + name, value


def texts(value: Any) -> list[str]:
    """All texts of a word."""
    return list(value.values()) if isinstance(value, dict) else value if isinstance(value, list) else [value]


def test_both_languages_have_the_same_files() -> None:
    """A file a lane, and no words are left behind."""
    assert {folder.name for folder in words.FOLDER.iterdir()} == set(LANGUAGES)
    files = {one: sorted(file.name for file in (words.FOLDER / one).iterdir()) for one in LANGUAGES}

    assert files["en"] == files["nl"]


def test_both_languages_are_complete() -> None:
    """The same words are there in each language, with the same values in them, and none is empty."""
    found = {one: dict(leaves(words.words_in(one))) for one in LANGUAGES}

    assert found["en"].keys() == found["nl"].keys()
    for name, value in found["en"].items():
        other = found["nl"][name]
        assert all(texts(value)), name
        assert all(texts(other)), name
        assert isinstance(value, dict) == isinstance(other, dict), name
        values = [sorted(set(re.findall(r"\{\w+\}", str(one)))) for one in (value, other)]
        assert values[0] == values[1], name
        assert not isinstance(value, dict) or value.keys() == FORMS == other.keys(), name


def test_no_word_has_the_name_of_a_function() -> None:
    """`words.help.keys` would be a function of the table."""
    names = {name for path, _ in leaves(words.words_in("en")) for name in path.split(".")}

    assert names & set(dir(dict)) == set()


def test_every_word_that_is_asked_for_is_there() -> None:
    """Templates fail at a word that is missing, but only when they come to it."""
    tree = words.words_in("en")
    for file in sorted(rendering.FOLDER.glob("*.html")):
        for path in re.findall(r"\bwords\.([a-z_0-9]+(?:\.[a-z_0-9]+)*)", file.read_text()):
            at: Any = tree
            for name in path.split("."):
                if not isinstance(at, dict) or name in {"get", "items"}:
                    break  # a function of the text or of the table
                assert name in at, f"{file.name}: words.{path}"
                at = at[name]


def test_every_word_is_used() -> None:
    """By a template, by its table as a whole, or by its name in the program."""
    templates = "".join(file.read_text() for file in sorted(rendering.FOLDER.glob("*.html")))
    programs = "".join(file.read_text() for file in sorted(PACKAGE.rglob("*.py")))
    asked = set(re.findall(r"\bwords\.([a-z_0-9]+(?:\.[a-z_0-9]+)*)", templates))
    whole = set(re.findall(r"\bwords\.([a-z_0-9.]+)(?:\[|\s*%\}|\.get\()", templates))
    whole |= {name for name in re.findall(r'\["(\w+)"\]', programs) if isinstance(words.words_in("en").get(name), dict)}
    for path, _ in leaves(words.words_in("en")):
        above = {path[:at] for at, sign in enumerate(path) if sign == "."}
        is_used = any(path == one or one.startswith(f"{path}.") for one in asked)
        assert is_used or above & whole or f'"{path.rpartition(".")[2]}"' in programs, path


def test_no_word_is_told_twice() -> None:
    """Files of a language do not replace each other's words."""
    for language in LANGUAGES:
        words.words_in.__wrapped__(language)


def test_one_word_for_one_thing() -> None:
    """What acts for people is an `applicatie` in Dutch."""
    dutch = "".join(file.read_text() for file in (words.FOLDER / "nl").iterdir())

    assert "toepassing" not in dutch.lower()
