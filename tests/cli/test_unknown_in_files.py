"""Members of imported lines that their types do not know: counted by name, and refused if that is wanted."""

import json

import pytest

from tests.cli.command_line import assert_refused, contents, run_here
from tests.cli.lines import a_line, import_lines, write_lines
from tests.support import Installation, a_call

LINES = [
    a_line(content="x", tags=[3]),
    a_line(content="y"),
    a_line(type="ContactMomentVisit", messageId="1"),
    a_line(reference="fine"),
]
TOLD = [
    "The type does not know content, which is in 2 lines",
    "The type does not know tags, which is in 1 line",
    "The type does not know messageId, which is in 1 line",
]


def test_they_are_counted(furnished: Installation) -> None:
    """Each name is told with the number of its lines, and the lines are registered."""
    done = run_here(furnished, "moment", "import", write_lines(furnished, LINES))

    told = [line for line in done.stderr.splitlines() if "does not know" in line]
    assert (done.returncode, sorted(told)) == (0, sorted(TOLD))
    assert done.stdout.startswith("4 contact moments registered")


def test_a_strict_import(furnished: Installation) -> None:
    """With `--strict` a file with unknown members is refused as a whole, and one without is imported."""
    before = contents(furnished)
    refused = run_here(furnished, "moment", "import", "--strict", write_lines(furnished, LINES))

    assert_refused(refused, 1, *TOLD, "Nothing was imported")
    assert contents(furnished) == before
    assert run_here(furnished, "moment", "import", "--strict", write_lines(furnished, LINES[3:])).returncode == 0


def test_a_rejected_line_names_them_too(furnished: Installation) -> None:
    """Who misspells a member that is required finds the name that was written."""
    refused = run_here(furnished, "moment", "import", write_lines(furnished, [a_line(subject=None, subjct="Hello")]))

    assert_refused(refused, 1, "line 1: subject is required", "does not know subjct")


@pytest.mark.parametrize("name", ["x\x1b[31m", "x\nDone", "x" * 500], ids=["control", "line end", "long"])
def test_a_name_that_is_not_fit_to_print(name: str, furnished: Installation) -> None:
    """A name is printed without control characters, and cut where it is long."""
    done = run_here(furnished, "moment", "import", write_lines(furnished, [a_line(**{name: 1})]))

    (told,) = [line for line in done.stderr.splitlines() if "does not know" in line]
    assert ("\x1b" in told, len(told) < 200, "which is in 1 line" in told) == (False, True, True)


def test_a_correction(furnished: Installation) -> None:
    """`moment correct` tells them too, and with `--strict` refuses the file."""
    import_lines(furnished, a_line())
    (furnished.folder / "right.json").write_text(json.dumps(a_call(subject="Right", subjct="x", **{"y\nDone": 1})))
    words = ("moment", "correct", "1", "right.json")
    before = contents(furnished)
    told = ["The type does not know subjct\n", "The type does not know y\\nDone\n"]

    assert_refused(run_here(furnished, *words, "--strict"), 1, *told, "Nothing was changed")
    assert contents(furnished) == before
    done = run_here(furnished, *words)
    assert (done.returncode, done.stderr, done.stdout[:9]) == (0, "".join(told), "Corrected")


def test_many_names(furnished: Installation) -> None:
    """Of many names the commonest 20 are told, and how many more there are."""
    done = run_here(furnished, "moment", "import", write_lines(furnished, [a_line(**{f"x{n}": 1}) for n in range(30)]))

    assert done.stderr.count("does not know") == 20
    assert "and 10 more names" in done.stderr
