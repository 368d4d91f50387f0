"""Imports by number: a line with a reference is registered once over all imports, and an import can be undone."""

import json
from collections.abc import Callable, Iterator

import pytest

from contact_moments.errors import ConflictError, InvalidInputError
from contact_moments.maintenance import broken
from contact_moments.moments import files, imports
from contact_moments.moments.files import MomentsFile
from contact_moments.people import Actor
from contact_moments.register import Register, opened
from contact_moments.settings import Settings
from tests.cli.command_line import assert_refused, contents, run_here, succeed_here
from tests.cli.conftest import COMPANY, OTHER
from tests.cli.lines import a_line, correct, export, import_lines, numbered, put, references, undo, write_lines
from tests.support import SENDER, Installation

pytestmark = [pytest.mark.both_engines, pytest.mark.slow]


@pytest.fixture(autouse=True)
def whole_at_the_end(furnished: Installation) -> Iterator[None]:
    """Whatever imports and their undoing leave can be restored from a backup."""
    yield
    with opened(furnished.settings_here()) as register, register.database.snapshot() as connection:
        assert broken(connection, register) == []


def states(installation: Installation) -> list[tuple[int, int, str]]:
    """Number, added and state of every import."""
    listed = json.loads(succeed_here(installation, "moment", "imports", "--json"))
    return [(one["number"], one["added"], one["state"]) for one in listed]


def reasons(installation: Installation) -> list[tuple[int, str]]:
    """The withdrawn moments, and why they were."""
    return [(id_, reason) for id_, reason in installation.sql("select moment_id, reason from withdrawn order by n")]


# A history that is imported again.


def test_equal_lines_register_as_often_as_they_are_there(furnished: Installation) -> None:
    """The k-th equal line of a file is the k-th of its kind, whatever stands between, and in whatever file."""
    said = [
        put(furnished, a_line(), a_line()),
        put(furnished, a_line(), *numbered(2), a_line()),
        put(furnished, *numbered(1), a_line(), a_line(), a_line()),
    ]

    assert said == [
        "2 contact moments registered (import 1)",
        "2 contact moments registered, 2 there already (import 2)",
        "1 contact moment registered, 3 there already (import 3)",
    ]
    assert states(furnished) == [(1, 2, "complete"), (2, 2, "complete"), (3, 1, "complete")]


ANOTHER = {
    "subject": {"subject": "Another"},
    "reference": {"reference": "another"},
    "type": {"type": "ContactMomentVisit"},
    "time": {"dateTime": "2018-11-13T20:20:40+02:00"},
    "contents": {"contents": "Another"},
}
SAME = {
    "offset": {"dateTime": "2018-11-13T18:20:39Z"},
    "order of recipients": {"recipients": [OTHER, COMPANY]},
    "numbers": {"senderId": float(SENDER)},
}


@pytest.mark.parametrize("changes", ANOTHER.values(), ids=ANOTHER)
def test_other_content_is_another_moment(changes: dict[str, object], furnished: Installation) -> None:
    """A line that says anything else is registered."""
    put(furnished, a_line())

    assert put(furnished, a_line(**changes)) == "1 contact moment registered (import 2)"


@pytest.mark.parametrize("changes", SAME.values(), ids=SAME)
def test_the_same_content_in_another_form(changes: dict[str, object], furnished: Installation) -> None:
    """The form of a line does not matter: the offset of its time, the order of ids, how a number is written."""
    put(furnished, a_line(recipients=[COMPANY, OTHER]))

    line = a_line(**({"recipients": [COMPANY, OTHER]} | changes))
    assert put(furnished, line) == "0 contact moments registered, 1 there already (import 2)"


def test_lines_without_a_reference_are_known_by_their_file_only(furnished: Installation) -> None:
    """In another file they are registered again: two equal calls on a day are two contact moments."""
    put(furnished, a_line(reference=None), a_line(reference=""))

    said = put(furnished, a_line(reference=None), a_line(reference=""), *numbered(1))
    assert said == "3 contact moments registered (import 2)"


def test_a_line_that_is_known_is_not_checked(furnished: Installation) -> None:
    """A history can be imported again after a relation in it was archived, merged, or corrected out of it."""
    put(furnished, a_line(senderId=OTHER), a_line(senderId=COMPANY))
    (furnished.folder / "right.json").write_text(a_line(subject="Corrected"))
    succeed_here(furnished, "moment", "correct", "1", "right.json")
    succeed_here(furnished, "moment", "withdraw", "2", "--reason", "erasure")
    succeed_here(furnished, "relation", "archive", str(OTHER))
    succeed_here(furnished, "relation", "merge", str(COMPANY), str(SENDER))

    said = put(furnished, a_line(senderId=OTHER), a_line(senderId=COMPANY), a_line())
    assert said == "1 contact moment registered, 2 there already (import 2)"


def test_an_export_and_its_import_agree(furnished: Installation, another: Installation) -> None:
    """An import of an export, imported again under another name and with a line more, adds that line only."""
    put(furnished, a_line(), a_line(), a_line(dateTime=None), a_line(senderId=OTHER, contents=None))
    exported = succeed_here(furnished, "moment", "export")
    import_lines(another, exported.rstrip())

    said = put(another, exported.rstrip(), *numbered(1))

    assert said == "1 contact moment registered, 4 there already (import 2)"
    assert export(another)[:4] == export(furnished)


# An import that is undone.


def test_undo_withdraws_what_an_import_added(furnished: Installation) -> None:
    """Its moments are withdrawn as mistakes, those of other imports stay, and a mended file can be imported."""
    put(furnished, *numbered(2))
    put(furnished, *numbered(4), a_line(reference=None))

    said = undo(furnished, 2)

    assert said == "Import 2 is undone: 3 contact moments withdrawn"
    assert reasons(furnished) == [(3, "mistake"), (4, "mistake"), (5, "mistake")]
    assert references(export(furnished)) == ["line-0", "line-1"]
    assert states(furnished) == [(1, 2, "complete"), (2, 3, "undone")]
    mended = put(furnished, *numbered(3), a_line(reference="mended"))
    assert mended == "2 contact moments registered, 2 there already (import 3)"


def test_equal_lines_after_an_undo(furnished: Installation) -> None:
    """What other imports added still counts: of two equal lines, one is there already."""
    put(furnished, a_line(), a_line())
    put(furnished, a_line(), a_line(), a_line())
    undo(furnished, 1)

    assert (
        put(furnished, a_line(), a_line(), *numbered(1)) == "2 contact moments registered, 1 there already (import 3)"
    )


def test_the_same_file_after_an_undo(furnished: Installation) -> None:
    """The file itself can be imported again, with and without references, under a new number."""
    lines = [*numbered(2), a_line(reference=None)]
    put(furnished, *lines)
    undo(furnished, 1)

    assert put(furnished, *lines) == "3 contact moments registered (import 2)"


def test_corrected_moments_are_kept_and_listed(furnished: Installation) -> None:
    """What was corrected since stays, and is still known; with --also-corrected it goes too, now or later."""
    put(furnished, *numbered(4))
    correct(furnished, 2)
    correct(furnished, 4)
    kept = run_here(furnished, "moment", "import", "--undo", "1")
    known = put(furnished, *numbered(3), name="mended.jsonl")
    rest = undo(furnished, 1, "--also-corrected")

    assert kept.stdout == "Import 1 is undone: 2 contact moments withdrawn\n"
    assert kept.stderr.splitlines()[1:] == ["2", "4"]
    assert "2 contact moments kept" in kept.stderr
    assert known == "2 contact moments registered, 1 there already (import 2)"
    assert rest == "Import 1 is undone: 2 contact moments withdrawn"
    assert put(furnished, *numbered(4)) == "2 contact moments registered, 2 there already (import 3)"


def test_corrected_moments_too(furnished: Installation) -> None:
    """With --also-corrected everything that the import added is withdrawn."""
    put(furnished, *numbered(2))
    correct(furnished, 2)

    assert undo(furnished, 1, "--also-corrected") == "Import 1 is undone: 2 contact moments withdrawn"
    assert export(furnished) == []


def test_moments_that_were_withdrawn_meanwhile(furnished: Installation) -> None:
    """They keep their tombstone. What was a mistake can be imported again; what was erased does not come back."""
    put(furnished, *numbered(4))
    succeed_here(furnished, "moment", "withdraw", "1", "--reason", "mistake")
    succeed_here(furnished, "moment", "withdraw", "3", "--reason", "erasure")

    assert undo(furnished, 1) == "Import 1 is undone: 2 contact moments withdrawn"
    assert reasons(furnished) == [(1, "mistake"), (3, "erasure"), (2, "mistake"), (4, "mistake")]
    assert put(furnished, *numbered(4)) == "3 contact moments registered, 1 there already (import 2)"


def test_moments_of_a_merged_relation(furnished: Installation) -> None:
    """A merge is no correction: these moments are withdrawn too."""
    put(furnished, a_line(senderId=OTHER))
    succeed_here(furnished, "relation", "merge", str(OTHER), str(COMPANY))

    assert undo(furnished, 1) == "Import 1 is undone: 1 contact moment withdrawn"


REFUSED: dict[str, tuple[tuple[str, ...], int, str]] = {
    "unknown": (("--undo", "7"), 1, "There is no import 7; contact-moments moment imports lists them"),
    "twice": (("--undo", "1"), 1, "Import 1 is undone already"),
    "twice, with nothing left": (("--undo", "1", "--also-corrected"), 1, "Import 1 is undone already"),
    "number 0": (("--undo", "0"), 2, "--undo"),
    "with a file": (("calls.jsonl", "--undo", "1"), 2, "Name a FILE to import, or give --undo"),
    "neither": ((), 2, "Name a FILE to import, or give --undo"),
    "no undo": (("calls.jsonl", "--also-corrected"), 2, "Name a FILE to import, or give --undo"),
}


@pytest.mark.parametrize(("words", "code", "says"), REFUSED.values(), ids=REFUSED)
def test_undo_that_is_refused(words: tuple[str, ...], code: int, says: str, furnished: Installation) -> None:
    """A refusal says what is wrong, and changes nothing."""
    put(furnished, *numbered(2))
    undo(furnished, 1)
    before = contents(furnished)

    assert_refused(run_here(furnished, "moment", "import", *words), code, says)
    assert contents(furnished) == before


def test_an_import_that_added_nothing_can_be_undone(furnished: Installation) -> None:
    """Its file is released."""
    put(furnished, *numbered(2))
    put(furnished, *numbered(1), name="some.jsonl")

    assert undo(furnished, 2) == "Import 2 is undone: 0 contact moments withdrawn"
    assert put(furnished, *numbered(1)) == "0 contact moments registered, 1 there already (import 3)"


# Interruptions.


class StoppedError(Exception):
    """Ends a command half-way."""


def stop_after(steps: int) -> Callable[[int], None]:
    """A progress callback that interrupts after so many batches."""
    left = [steps]

    def progress(_: int) -> None:
        left[0] -= 1
        if left[0] == 0:
            raise StoppedError

    return progress


def a_file(register: Register, installation: Installation, lines: list[str]) -> MomentsFile:
    """A file of these lines, opened."""
    path = installation.folder / write_lines(installation, lines)
    return MomentsFile(path, register.database, register.types, register.registrar)


def test_an_interrupted_import_and_undo(furnished: Installation, monkeypatch: pytest.MonkeyPatch) -> None:
    """Equal lines before the interruption count, an import that is not complete can be undone, and an undo resumed."""
    monkeypatch.setattr(files, "MOST", 7)
    monkeypatch.setattr(imports, "MOST", 7)
    lines = [*numbered(10), *numbered(10), *numbered(10)]
    with opened(Settings(database_url=furnished.url)) as register:
        with pytest.raises(StoppedError):
            a_file(register, furnished, lines).register(Actor(), stop_after(2))
        resumed = a_file(register, furnished, lines).register(Actor(), lambda _: None)
        again = a_file(register, furnished, [*lines, a_line()]).register(Actor(), lambda _: None)
        other = numbered(30, "other")
        with pytest.raises(StoppedError):
            a_file(register, furnished, other).register(Actor(), stop_after(3))
        with pytest.raises(StoppedError):
            imports.undo(register.database, 3, also_corrected=False, by=Actor(), progress=stop_after(1))
        halfway = imports.get_import(register.database, 3).state
        found = run_here(furnished, "doctor").stdout
        refused = run_here(furnished, "moment", "import", write_lines(furnished, other))
        undone = imports.undo(register.database, 3, also_corrected=False, by=Actor())

    assert (resumed.number, resumed.registered, resumed.known) == (1, 16, 14)
    assert (again.number, again.registered, again.known) == (2, 1, 30)
    assert halfway == "undoing"
    assert "Import 3 is undone in part" in found
    assert_refused(refused, 1, "Import 3 of this file is being undone", "moment import --undo 3")
    assert (undone.withdrawn, undone.kept) == (14, [])
    assert states(furnished) == [(1, 30, "complete"), (2, 1, "complete"), (3, 21, "undone")]
    assert put(furnished, *other) == "30 contact moments registered (import 4)"


def test_an_import_that_is_undone_while_it_runs(furnished: Installation, monkeypatch: pytest.MonkeyPatch) -> None:
    """It stops, and says why."""
    monkeypatch.setattr(files, "MOST", 7)
    with opened(Settings(database_url=furnished.url)) as register:
        file = a_file(register, furnished, numbered(30))
        undone: list[int] = []

        def undo_once(_: int) -> None:
            if not undone:
                undone.append(imports.undo(register.database, 1, also_corrected=False, by=Actor()).withdrawn)

        with pytest.raises(ConflictError, match="Another command has undone this import"):
            file.register(Actor(), undo_once)

    assert (undone, export(furnished)) == ([7], [])


def test_a_file_that_changes_while_it_is_read(furnished: Installation) -> None:
    """What was checked is what is registered: a file that changes in between is refused."""
    with opened(Settings(database_url=furnished.url)) as register:
        file = a_file(register, furnished, numbered(3))
        file.check(lambda _: None)
        write_lines(furnished, numbered(3, "lime"))
        with pytest.raises(InvalidInputError, match="has changed while it was read"):
            file.register(Actor(), lambda _: None)

    assert export(furnished) == []


def test_types_that_change_before_a_batch_is_written(furnished: Installation, monkeypatch: pytest.MonkeyPatch) -> None:
    """Lines that were read with the types of before are not written; the same command goes on with the new ones."""
    (furnished.folder / "chat.json").write_text('{"id": "ContactMomentChat", "title": "Chat"}')
    monkeypatch.setattr(files, "MOST", 7)
    with opened(Settings(database_url=furnished.url)) as register:
        file = a_file(register, furnished, numbered(30))
        added: list[str] = []

        def add_a_type(_: int) -> None:
            if not added:
                added.append(succeed_here(furnished, "type", "add", "chat.json"))

        with pytest.raises(InvalidInputError, match="line 8: The contact moment types have changed"):
            file.register(Actor(), add_a_type)

    assert put(furnished, *numbered(30)) == "23 contact moments registered, 7 there already (import 1)"
