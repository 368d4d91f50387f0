"""`backup --to` and `restore --identity` as commands: what they print, and what they refuse."""

from pathlib import Path

import pytest

from contact_moments.backups.folder import MARK
from tests.backups.keys import new_key
from tests.cli.command_line import RESTORE, assert_refused, run_here, succeed_here
from tests.support import Installation


def made(folder: Path) -> list[Path]:
    """The backups in the folder, the oldest first."""
    return sorted(path for path in folder.iterdir() if path.name != MARK)


@pytest.mark.both_engines
def test_to_a_folder(registered: Installation, folder: Path) -> None:
    """It prints the new file and those that went, and names what it did not make."""
    foreign = folder / "contact-moments-2020-01-01T023000Z.db"
    foreign.touch()
    succeed_here(registered, "backup", "--to", str(folder), "--keep", "1d")
    (_, first) = made(folder)
    done = run_here(registered, "backup", "--to", str(folder), "--keep", "1d")
    (_, second) = made(folder)

    assert done.returncode == 0
    assert done.stdout.splitlines()[0].startswith(f"Backed up to {second}: 0 contact moments, 0 relations, ")
    assert done.stdout.splitlines()[1] == f"Removed {first.name}"
    assert done.stderr == f"Not made by this register, and left alone: {foreign.name}\n"


def test_a_dry_run(registered: Installation, folder: Path) -> None:
    """A line for each file, and nothing is changed."""
    succeed_here(registered, "backup", "--to", str(folder))
    (first,) = made(folder)
    out = succeed_here(registered, "backup", "--to", str(folder), "--keep", "1m", "--dry-run")

    assert out == f"stays\tthe new one\ngoes\t{first.name}\n"
    assert made(folder) == [first]


@pytest.mark.parametrize(
    "words",
    [
        (),
        ("file.db", "--to", "."),
        ("file.db", "--keep", "7d"),
        ("file.db", "--dry-run"),
        ("--keep", "7d"),
        ("--to", ".", "--keep", "7x"),
        ("--to", ".", "--keep", "0d"),
        ("--to", ".", "--recipient", "age1"),
        ("--to", ".", "--recipients-file", "gone.txt"),
        ("--to", "."),  # the usage is right; there is no register
    ],
    ids=" ".join,
)
def test_wrong_usage(words: tuple[str, ...], installation: Installation) -> None:
    """Wrong usage is refused before anything is done."""
    done = run_here(installation, "backup", *words)

    assert_refused(done, 1 if words == ("--to", ".") else 2)
    assert list(installation.folder.iterdir()) == []


@pytest.mark.both_engines
def test_recipients(registered: Installation, folder: Path, tmp_path: Path) -> None:
    """They are given by an option, a file or the settings; `restore` decrypts what was encrypted."""
    recipient, key = new_key(tmp_path / "key"), str(tmp_path / "key")
    (tmp_path / "recipients").write_text(f"# those who may\n{recipient}\n")
    succeed_here(registered, "tag", "add", "Complaint")
    succeed_here(registered, "backup", "--to", str(folder), "--recipient", recipient)
    succeed_here(registered, "backup", "--to", str(folder), "--recipients-file", str(tmp_path / "recipients"))
    succeed_here(registered, "backup", "--to", str(folder), BACKUP_RECIPIENTS=recipient)
    succeed_here(registered, "backup", str(tmp_path / "one.age"), BACKUP_RECIPIENTS=recipient)
    succeed_here(registered, "tag", "remove", "1")

    assert [path.suffix for path in made(folder)] == [".age"] * 3
    for file in (*made(folder), tmp_path / "one.age"):
        assert_refused(run_here(registered, *RESTORE, str(file)), 1, "--identity")
        succeed_here(registered, *RESTORE, str(file), "--identity", key)
    assert "Complaint" in succeed_here(registered, "tag", "list")
    assert "encrypted" in succeed_here(registered, "audit", "--kind", "backup")
