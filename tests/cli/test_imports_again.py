"""Importing again: after an undo, after a type has changed, and from an export."""

import json

import pytest

from contact_moments.moments import files
from contact_moments.people import Actor
from contact_moments.register import opened
from contact_moments.settings import Settings
from tests.cli.command_line import succeed_here
from tests.cli.lines import a_line, correct, export, numbered, put, undo, write_lines
from tests.cli.test_imports import StoppedError, a_file, stop_after
from tests.support import Installation

pytestmark = [pytest.mark.both_engines, pytest.mark.slow]


def subjects(installation: Installation) -> list[str]:
    """The subjects of all moments, sorted."""
    return sorted(str(one["subject"]) for one in export(installation))


BARE = [a_line(reference=None, subject=f"Call {number}") for number in range(4)]


@pytest.mark.parametrize("more", [[], [a_line(subject="Mended")]], ids=["the same file", "a mended file"])
def test_without_a_reference_what_an_undo_left_stays(more: list[str], furnished: Installation) -> None:
    """A line whose moment was erased does not come back, and a corrected one is not there beside its correction."""
    put(furnished, *BARE)
    succeed_here(furnished, "moment", "withdraw", "1", "--reason", "erasure")
    correct(furnished, 2)
    undo(furnished, 1)

    put(furnished, *BARE, *more)

    assert subjects(furnished) == ["Call 2", "Call 3", "Corrected", *(["Mended"] if more else [])]


def test_an_equal_line_without_a_reference_after_an_undo(furnished: Installation) -> None:
    """Of two equal lines, only the one that was erased stays away."""
    put(furnished, BARE[0], BARE[0])
    succeed_here(furnished, "moment", "withdraw", "1", "--reason", "erasure")
    undo(furnished, 1)

    assert put(furnished, BARE[0], BARE[0]) == "1 contact moment registered, 1 there already (import 2)"


def test_a_line_that_another_undo_took_out(furnished: Installation) -> None:
    """A file that had counted it as there already registers it when it is imported again, and nothing else."""
    put(furnished, *numbered(1))
    put(furnished, *numbered(2), BARE[0])
    undo(furnished, 1)

    again = put(furnished, *numbered(2), BARE[0])

    assert again == "1 contact moment registered, 2 there already (import 2)"
    assert subjects(furnished) == ["Call 0", "Call line-0", "Call line-1"]
    assert put(furnished, *numbered(2), BARE[0]) == "0 contact moments registered, 3 there already (import 2)"
    assert undo(furnished, 2) == "Import 2 is undone: 3 contact moments withdrawn"


@pytest.mark.parametrize("line", [*numbered(1), BARE[0]], ids=["with a reference", "without"])
def test_a_corrected_line_that_was_taken_out_later(line: str, furnished: Installation) -> None:
    """After --also-corrected, the file that was imported in between registers it."""
    put(furnished, line)
    correct(furnished, 1)
    undo(furnished, 1)
    between = put(furnished, line, a_line())
    undo(furnished, 1, "--also-corrected")

    assert between == "1 contact moment registered, 1 there already (import 2)"
    assert put(furnished, line, a_line()) == "1 contact moment registered, 1 there already (import 2)"


def test_erased_lines_of_other_imports_stay_away(furnished: Installation) -> None:
    """What was withdrawn by itself is not what the undo released."""
    put(furnished, *numbered(1))
    put(furnished, *numbered(2), BARE[0])
    succeed_here(furnished, "moment", "withdraw", "2", "3", "--reason", "erasure")
    undo(furnished, 1)

    put(furnished, *numbered(2), BARE[0])
    assert subjects(furnished) == ["Call line-0"]


def test_an_undo_while_another_import_is_interrupted(furnished: Installation, monkeypatch: pytest.MonkeyPatch) -> None:
    """Resumed, the other import also registers what it had passed over and is gone now."""
    put(furnished, *numbered(5))
    monkeypatch.setattr(files, "MOST", 7)
    with opened(Settings(database_url=furnished.url)) as register:
        with pytest.raises(StoppedError):
            a_file(register, furnished, numbered(20)).register(Actor(), stop_after(1))
        undo(furnished, 1)
    resumed = put(furnished, *numbered(20))

    assert resumed == "18 contact moments registered, 2 there already (import 2)"
    assert len(export(furnished)) == 20


def add_type(installation: Installation, **fields: object) -> None:
    """Add or change the type Chat."""
    schema = {"id": "Chat", "title": "Chat", "schema": {"properties": fields}}
    (installation.folder / "chat.json").write_text(json.dumps(schema))
    succeed_here(installation, "type", "add", "chat.json")


MOOD, GLAD = {"type": "string"}, {"type": "string", "default": "glad"}
CHANGES: dict[str, tuple[dict[str, object], dict[str, object]]] = {
    "a member becomes known": ({}, {"mood": MOOD}),
    "it gets a default": ({"mood": MOOD}, {"mood": GLAD}),
    "known, with a default": ({}, {"mood": GLAD}),
    "the default goes": ({"mood": GLAD}, {"mood": MOOD}),
}


@pytest.mark.parametrize(("before", "after"), CHANGES.values(), ids=CHANGES)
def test_a_type_that_changes(before: dict[str, object], after: dict[str, object], furnished: Installation) -> None:
    """A history is known by what its lines say, not by what the type knew of it."""
    history = [a_line(type="Chat", mood=mood, reference=f"chat {mood}") for mood in ("glad", "sad", None)]
    add_type(furnished, **before)
    put(furnished, *history)
    add_type(furnished, **after)

    said = put(furnished, *history, a_line(type="Chat", subject="New"))
    assert said == "1 contact moment registered, 3 there already (import 2)"


def test_an_export_of_lines_without_a_time(furnished: Installation) -> None:
    """The export shows when they were imported; it and the file are both known."""
    lines = [a_line(dateTime=None), a_line(dateTime=None, tagIds=[3], action_code=4, contents=" ")]
    put(furnished, *lines)
    exported = succeed_here(furnished, "moment", "export").splitlines()

    assert put(furnished, *exported) == "0 contact moments registered, 2 there already (import 2)"
    assert put(furnished, *lines, a_line()) == "1 contact moment registered, 2 there already (import 3)"


def test_a_line_that_is_not_said_twice(furnished: Installation) -> None:
    """A file is checked for what it would register only: done lines that the types refuse by now do not matter."""
    put(furnished, *numbered(1))
    add_type(furnished)
    put(furnished, a_line(type="Chat", mood=1), *numbered(1))
    undo(furnished, 1)
    add_type(furnished, mood=MOOD)

    name = write_lines(furnished, [a_line(type="Chat", mood=1), *numbered(1)])
    says = succeed_here(furnished, "moment", "import", name)
    assert says == "1 contact moment registered, 1 there already (import 2)\n"
