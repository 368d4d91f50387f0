"""`moment follow-ups` and `moment follow-up`: listed as they are due, ended, opened again and removed."""

import json

import pytest

from tests.cli.command_line import run_here, succeed_here
from tests.cli.conftest import OTHER
from tests.cli.lines import a_line, import_lines
from tests.support import SENDER, Installation

pytestmark = pytest.mark.both_engines

FOLLOW_UPS = (
    {"on": "2024-05-08", "by": OTHER},
    {"on": "2024-05-06T09:30:00", "note": "Call\tback"},
    {"on": "9998-01-01"},
)


@pytest.fixture
def followed(furnished: Installation) -> Installation:
    """A register with three contact moments that somebody follows up, and one that nobody does."""
    import_lines(furnished, *(a_line(followUp=one, reference=None) for one in FOLLOW_UPS), a_line())
    return furnished


def test_lists(followed: Installation) -> None:
    """What is open, due, done, or by some."""
    succeed_here(followed, "moment", "follow-up", "1", "--done", "--answer", "4")

    def listed(*words: str) -> list[str]:
        return succeed_here(followed, "moment", "follow-ups", *words).splitlines()

    assert listed() == ["2\t2024-05-06T09:30:00\t-\topen\t-", "3\t9998-01-01\t-\topen\t-"]
    assert [line[0] for line in listed("--state", "due")] == ["2"]
    assert listed("--state", "done") == [f"1\t2024-05-08\t{OTHER}\tdone\t4"]
    assert [line[0] for line in listed("--state", "all")] == ["2", "1", "3"]
    assert listed("--of", str(SENDER)) == []
    shown = json.loads(succeed_here(followed, "moment", "follow-ups", "--state", "all", "--json"))
    assert [one["note"] for one in shown] == ["Call\tback", "", ""]
    assert json.loads(succeed_here(followed, "moment", "follow-ups", "--of", str(SENDER), "--json")) == []


def test_changing_one(followed: Installation) -> None:
    """Each can be repeated, and what is reopened or removed is in the trail with who did it."""
    steps = {"--done": "is done", "--reopen": "is open", "--remove": "has no follow-up"}
    for option, says in steps.items():
        for _ in range(2):
            assert says in succeed_here(followed, "moment", "follow-up", "2", option, "--by", "Erin")

    trail = succeed_here(followed, "audit", "list", "--json", "--kind", "follow_up")
    told = [json.loads(line.lstrip("[,")) for line in trail.splitlines() if "{" in line]
    assert [(one["detail"]["what"], one["operator"]) for one in told] == [("reopened", "Erin"), ("removed", "Erin")]


@pytest.mark.parametrize(
    ("words", "code", "says"),
    [
        (("2",), 2, "Give --done"),
        (("2", "--reopen", "--answer", "4"), 2, "Give --done"),
        (("4", "--done"), 1, "has no follow-up"),
        (("99", "--done"), 1, "There is no contact moment"),
        (("2", "--done", "--answer", "2"), 1, "cannot answer itself"),
        (("2", "--done", "--answer", "99"), 1, "answer is not that of a contact moment"),
    ],
)
def test_what_is_refused(words: tuple[str, ...], code: int, says: str, followed: Installation) -> None:
    """With a sentence that helps."""
    done = run_here(followed, "moment", "follow-up", *words)

    assert (done.returncode, says in done.stderr) == (code, True), done.stderr
