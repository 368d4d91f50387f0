"""The question before an import of contact moments is undone: how many would go."""

from pathlib import Path

import pytest

from contact_moments.model import Call
from contact_moments.moments import imports
from contact_moments.moments.files import MomentsFile
from contact_moments.moments.withdrawal import withdraw
from contact_moments.people import Actor
from contact_moments.register import Register
from contact_moments.storage.long_work import no_progress
from tests.pages.hostile import GRANT, PHONE
from tests.people.browser import OPERATOR

pytestmark = pytest.mark.both_engines

LINE = '{"type": "ContactMomentPhone", "subject": "%s", "senderId": 1, "recipients": [2], "reference": "%s"}\n'


def numbers(register: Register, number: int = 1) -> tuple[int, int, bool, int]:
    """What the question tells of an import, and how many of it are left."""
    found = imports.prospect(register.database, number)
    return found.there, found.corrected, found.more, imports.number_left(register.database, number)


@pytest.fixture
def imported(register: Register, tmp_path: Path) -> Register:
    """A register with an import of five contact moments."""
    (tmp_path / "calls.jsonl").write_text("".join(LINE % (name, name) for name in "ABCDE"))
    file = MomentsFile(tmp_path / "calls.jsonl", register.database, register.types, register.registrar)
    file.register(Actor(operator="erin"), no_progress)
    return register


def test_how_many_would_go(imported: Register) -> None:
    """Those that were withdrawn are gone, and those that were corrected are told."""
    withdraw(imported.database, [2, 4], "mistake", OPERATOR)
    body = {"contactMomentId": 3, "subject": "Other", "senderId": 1, "recipients": [2]}
    imported.registrar.register(Call(PHONE, body, GRANT))

    assert numbers(imported) == (3, 1, False, 3)
    imports.undo(imported.database, 1, False, OPERATOR)
    assert numbers(imported) == (1, 1, False, 1)


def test_only_the_first_are_looked_at(imported: Register, monkeypatch: pytest.MonkeyPatch) -> None:
    """So that the question takes no longer for a million; how many are left is told of all."""
    monkeypatch.setattr(imports, "MOST_LOOKED_AT", 4)

    assert numbers(imported) == (4, 0, True, 5)
    withdraw(imported.database, [1], "mistake", OPERATOR)
    assert numbers(imported) == (4, 0, False, 4)
