"""What a restore replaces is kept, and nobody replaces what was kept: also not another restore at the same moment."""

from pathlib import Path

import pytest

from contact_moments import restoring
from contact_moments.errors import InvalidInputError
from contact_moments.maintenance import opened_file
from contact_moments.moments.list import number_of_moments
from contact_moments.people import Actor
from contact_moments.register import Register
from contact_moments.restoring import KeptAlreadyError, There, checked_backup, replace
from contact_moments.storage.whole import backups
from tests.cli.command_line import run_here
from tests.support import Installation

BY = Actor(operator="Ford")


@pytest.mark.both_engines
def test_two_that_keep_at_one_name(register: Register, folder: Path, tmp_path: Path) -> None:
    """The second has found the name free too; it changes nothing, and what the first has kept stays."""
    kept = tmp_path / "kept.db"
    backups.back_up(register.database, folder / "backup.db")
    with checked_backup(register, folder / "backup.db") as checked:
        replace(register, checked, There.REGISTER, kept, BY)
    first = kept.read_bytes()

    with checked_backup(register, folder / "backup.db") as checked, pytest.raises(KeptAlreadyError):
        replace(register, checked, There.REGISTER, kept, BY)

    assert kept.read_bytes() == first


@pytest.mark.both_engines
def test_one_that_is_tried_again(register: Register, folder: Path, tmp_path: Path) -> None:
    """Where the database was busy in the midst, the restore replaces what it has kept itself."""
    kept = tmp_path / "kept.db"
    backups.back_up(register.database, folder / "backup.db")
    with checked_backup(register, folder / "backup.db") as checked:
        trail = restoring._Trail(register, checked, BY)
        for _ in range(2):
            with register.database.frozen() as present:
                restoring._before_replacing(trail, kept, present)

    with opened_file(kept, register) as copy:
        assert number_of_moments(copy) == 0


def test_a_file_that_somebody_makes_meanwhile(
    register: Register, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is no backup is not replaced, also where it came there while the backup was made."""
    target, whole = tmp_path / "backup.db", register.database.back_up

    def back_up_slowly(partial: Path) -> None:
        whole(partial)
        target.write_text("notes")

    monkeypatch.setattr(register.database, "back_up", back_up_slowly)

    with pytest.raises(InvalidInputError, match="is no backup"):
        backups.back_up(register.database, target)
    assert target.read_text() == "notes"


def test_what_a_command_says_of_it(registered: Installation, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It does not call the file a copy of its own, which may be deleted: it may be all that is left of the register."""
    registered.add_relations(1, 2)
    file = folder / "backup.db"
    assert run_here(registered, "backup", str(file)).returncode == 0

    def kept_name(register: Register, _: There) -> Path:
        kept = register.database.files()[0].with_name("kept.db")
        kept.touch()  # by another restore, after this one has chosen the name
        return kept

    monkeypatch.setattr("contact_moments.cli.database.kept_name", kept_name)
    done = run_here(registered, "restore", str(file), "--yes")

    assert done.returncode == 1
    assert "kept.db is there already; choose another name" in done.stderr
    assert "delete it" not in done.stderr
