"""`restore` and what is there already: it asks, keeps it, and changes nothing unless it can do everything."""

import errno
import json
import os
import pty
import subprocess
import sys
from itertools import count
from pathlib import Path

import pytest

from contact_moments.errors import UnwritableError
from contact_moments.storage.backends.sqlite import files
from tests.cli.command_line import Words, assert_refused, contents, run_here, succeed_here
from tests.cli.conftest import copied_with_backup
from tests.cli.lines import export, import_lines, numbered
from tests.cli.spoiling import Spoil, anew, in_file, overwrite, truncate
from tests.engines import Engine, Postgresqls
from tests.postgresql import NEWEST
from tests.support import Installation

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def backed_up_template(
    filled_template: Installation, engine: Engine, tmp_path_factory: pytest.TempPathFactory
) -> Installation:
    """A register of which there is a backup, and another four contact moments since then; copied, never used itself."""
    made = copied_with_backup(filled_template, engine, tmp_path_factory.mktemp("backed-up"))
    import_lines(made, *numbered(4, "later"))
    return made


@pytest.fixture
def backed_up(backed_up_template: Installation, engine: Engine, tmp_path: Path) -> Installation:
    """A register with three contact moments, of which there is a backup, and another four since then."""
    return copied_with_backup(backed_up_template, engine, tmp_path)


def beside(installation: Installation) -> list[Path]:
    """The files beside the register's that a restore has left there."""
    ours = (installation.database.name, f"{installation.database.name}.lock")
    return sorted(file for file in installation.database.parent.iterdir() if file.name not in ours)


def read_files(folder: Path) -> dict[str, bytes]:
    """The files in a folder, and what is in them."""
    return {file.name: file.read_bytes() for file in folder.iterdir() if file.is_file()}


def options(installation: Installation) -> Words:
    """What says where to keep what is there, on the engine where that has to be said."""
    return ("--keep", "kept.db") if installation.on_postgresql else ()


@pytest.mark.both_engines
def test_what_was_there_is_kept(backed_up: Installation, another: Installation) -> None:
    """What is replaced is in a backup that can be restored; its place is told, and whose data it is."""
    done = run_here(backed_up, "restore", "backup.db", "--yes", *options(backed_up))

    (kept,) = [backed_up.folder / "kept.db"] if backed_up.on_postgresql else beside(backed_up)
    succeed_here(another, "restore", str(kept), "--yes", "--discard")
    assert (done.returncode, done.stdout) == (0, "Restored from backup.db: 3 contact moments, 6 relations\n")
    assert f"kept at {kept}; it holds personal data" in done.stderr
    assert [len(export(one)) for one in (backed_up, another)] == [3, 7]
    assert kept.stat().st_mode & 0o777 == 0o600


@pytest.mark.both_engines
def test_a_script_has_to_say_yes(backed_up: Installation) -> None:
    """Without a terminal and without `--yes` the exit code is 2, and nothing is changed or kept."""
    before = contents(backed_up), sorted(backed_up.folder.rglob("*"))

    done = run_here(backed_up, "restore", "backup.db", *options(backed_up))

    assert_refused(done, 2, "--yes")
    assert (contents(backed_up), sorted(backed_up.folder.rglob("*"))) == before


@pytest.mark.both_engines
def test_an_empty_register_asks_nothing(
    backed_up: Installation, engine: Engine, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """A register with nothing in it is replaced without a question, and not kept."""
    empty = engine.register(tmp_path_factory.mktemp("empty"))

    done = run_here(empty, "restore", str(backed_up.folder / "backup.db"))

    assert (done.returncode, done.stderr) == (0, "")
    assert len(export(empty)) == 3
    assert empty.on_postgresql or beside(empty) == []


@pytest.mark.both_engines
def test_a_changed_type_is_not_nothing(
    backed_up: Installation, engine: Engine, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """A register in which only a shipped type was changed is not replaced without a question."""
    other = engine.register(tmp_path_factory.mktemp("changed"))
    shown = json.loads(succeed_here(other, "type", "show", "ContactMomentPhone"))
    shown["schema"]["properties"]["channel"] = {"type": "string"}
    (other.folder / "phone.json").write_text(json.dumps(shown))
    succeed_here(other, "type", "add", "phone.json")
    before = contents(other)

    done = run_here(other, "restore", str(backed_up.folder / "backup.db"), *options(other))

    assert_refused(done, 2, "--yes")
    assert contents(other) == before


@pytest.mark.both_engines
def test_nothing_is_kept(backed_up: Installation) -> None:
    """With `--discard` no copy is made."""
    done = run_here(backed_up, "restore", "backup.db", "--yes", "--discard")

    assert (done.returncode, done.stderr) == (0, "")
    assert len(export(backed_up)) == 3
    assert backed_up.on_postgresql or beside(backed_up) == []


WRONG: dict[str, tuple[Words, int, str]] = {
    "both": (("--keep", "kept.db", "--discard"), 2, "exclude each other"),
    "a folder that is not there": (("--keep", "gone/kept.db"), 1, "gone"),
    "another file": (("--keep", "relations.txt"), 1, "is there already"),
    "the backup itself": (("--keep", "backup.db"), 1, "is there already"),
    "the backup by a link": (("--keep", "link.db"), 1, "is there already"),
    "another backup": (("--keep", "another.db"), 1, "is there already"),
}


@pytest.mark.both_engines
@pytest.mark.parametrize(("words", "code", "says"), WRONG.values(), ids=WRONG)
def test_what_is_there_cannot_be_kept(words: Words, code: int, says: str, backed_up: Installation) -> None:
    """If what is there cannot be kept as it should be, it is not replaced."""
    (backed_up.folder / "relations.txt").write_text("Dear Sir, Madam")
    (backed_up.folder / "another.db").write_bytes((backed_up.folder / "backup.db").read_bytes())
    (backed_up.folder / "link.db").symlink_to("backup.db")
    before, files = contents(backed_up), read_files(backed_up.folder)

    done = run_here(backed_up, "restore", "backup.db", "--yes", *words)

    assert_refused(done, code, says)
    assert (contents(backed_up), read_files(backed_up.folder)) == (before, files)


def test_a_place_has_to_be_named_on_postgresql(backed_up: Installation, postgresqls: Postgresqls) -> None:
    """On PostgreSQL, which has no place for files, `--keep` or `--discard` has to be said, also with `--yes`."""
    there = {"DATABASE_URL": postgresqls.server(NEWEST).new_database()}
    succeed_here(backed_up, "restore", "backup.db", **there)

    done = run_here(backed_up, "restore", "backup.db", "--yes", **there)

    assert_refused(done, 2, "--keep FILE", "--discard")


@pytest.mark.usefixtures("processes")
@pytest.mark.parametrize(("answer", "moments"), [(b"y\n", 3), (b"n\n", 7), (b"\n", 7)], ids=["yes", "no", "nothing"])
def test_it_asks_on_a_terminal(answer: bytes, moments: int, backed_up: Installation) -> None:
    """On a terminal it asks, says where what is there is kept, and takes nothing but yes for a yes."""
    ours, theirs = pty.openpty()
    process = subprocess.Popen(
        [sys.executable, "-m", "contact_moments", "restore", "backup.db"],
        cwd=backed_up.folder,
        env=backed_up.environment(),
        stdin=theirs,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    os.write(ours, answer)
    _, told = process.communicate(timeout=60)
    os.close(ours)
    os.close(theirs)

    assert (process.returncode, len(export(backed_up))) == (0 if moments == 3 else 1, moments)
    assert f"At {backed_up.database} there is a register. Replace it (it is kept at".encode() in told


DAMAGED: dict[str, Spoil] = {
    "text": lambda path: anew(path, b"Dear Sir, Madam,\n" * 99),
    "header overwritten": lambda path: overwrite(path, 0, b"\0" * 512),
    "schema overwritten": lambda path: overwrite(path, 100, b"\xff" * 900),
    "pages overwritten": lambda path: overwrite(path, 3 * 4096, b"\xff" * 30 * 4096),
    "half of it": lambda path: truncate(path, 0.5),
    "its first bytes": lambda path: truncate(path, 0.001),
}


@pytest.mark.parametrize("spoil", DAMAGED.values(), ids=DAMAGED)
def test_what_is_too_damaged_is_moved_aside(spoil: Spoil, backed_up: Installation) -> None:
    """It is moved whole, with the files that SQLite has beside it, and the register is back."""
    spoil(backed_up.database)
    log = backed_up.database.with_name(f"{backed_up.database.name}-wal")
    log.write_bytes(b"a log")
    damaged = backed_up.database.read_bytes()

    done = run_here(backed_up, "restore", "backup.db", "--yes")

    assert done.returncode == 0, done.stderr
    found = {file.name.partition(".damaged-")[0]: file for file in beside(backed_up)}
    assert len(export(backed_up)) == 3
    assert "is damaged, and was moved to" in done.stderr
    assert damaged in [file.read_bytes() for file in found.values()] or damaged in [
        file.read_bytes() for file in beside(backed_up)
    ]
    assert succeed_here(backed_up, "doctor").count("WRONG") == 0


@pytest.mark.parametrize("spoil", DAMAGED.values(), ids=DAMAGED)
def test_what_is_too_damaged_is_discarded(spoil: Spoil, backed_up: Installation) -> None:
    """With `--discard` nothing of a damaged file is left, also if its damage shows only when it is to be read."""
    spoil(backed_up.database)

    done = run_here(backed_up, "restore", "backup.db", "--yes", "--discard")

    assert (done.returncode, len(export(backed_up)), beside(backed_up)) == (0, 3, [])


@pytest.mark.parametrize("linked", [True, False], ids=["the same disk", "another disk"])
@pytest.mark.parametrize("spoil", DAMAGED.values(), ids=DAMAGED)
def test_what_is_too_damaged_is_kept_where_it_is_said(
    spoil: Spoil, linked: bool, backed_up: Installation, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With `--keep` a damaged file is moved there whole, also to another disk, and not beside the register."""
    spoil(backed_up.database)
    damaged = backed_up.database.read_bytes()
    if not linked:
        monkeypatch.setattr(os, "link", other_disk)

    done = run_here(backed_up, "restore", "backup.db", "--yes", "--keep", "kept.db")

    kept = backed_up.folder / "kept.db"
    assert (done.returncode, len(export(backed_up)), beside(backed_up)) == (0, 3, [])
    assert (kept.read_bytes(), kept.stat().st_mode & 0o777) == (damaged, 0o600)
    assert f"is damaged, and was moved to {kept}" in done.stderr


def other_disk(*_: object) -> None:
    """What `os.link` does where the two names are on two disks."""
    raise OSError(errno.EXDEV, os.strerror(errno.EXDEV))


@pytest.mark.both_engines
def test_what_is_kept_is_not_as_it_should_be(backed_up: Installation) -> None:
    """If `restore` would refuse the copy that is kept, the command says so, and why."""
    backed_up.sql("update register set last_change_no = 999")

    done = run_here(backed_up, "restore", "backup.db", "--yes", *options(backed_up))

    assert (done.returncode, len(export(backed_up))) == (0, 3)
    assert "restore would refuse it:\nregister.last_change_no is not the last number" in done.stderr


def test_a_restore_that_fails_tells_of_the_copy(backed_up: Installation, monkeypatch: pytest.MonkeyPatch) -> None:
    """What was kept before the disk was full is named: it takes room, and nothing was replaced."""
    copy_pages, calls = files.copy_pages, count(1)

    def fail_at_last(source: object, target: object) -> None:
        if next(calls) == 3:  # after the backup, and what is there
            raise UnwritableError("The disk is full")
        copy_pages(source, target)

    monkeypatch.setattr(files, "copy_pages", fail_at_last)
    done = run_here(backed_up, "restore", "backup.db", "--yes")
    (kept,) = beside(backed_up)

    assert done.returncode == 1
    assert f"a copy was made at {kept}; delete it if the register is as it was" in done.stderr
    assert len(export(backed_up)) == 7


def test_other_tables_are_not_replaced(backed_up: Installation) -> None:
    """The file of another program is left alone, also with `--yes`."""
    backed_up.database.unlink()
    in_file(backed_up.database, "create table invoice (id integer)")
    before = backed_up.database.read_bytes()

    done = run_here(backed_up, "restore", "backup.db", "--yes")

    assert_refused(done, 1, f"A register cannot be made at {backed_up.database}", "another program")
    assert backed_up.database.read_bytes() == before


# Ends the process, as `kill -9` does, when this function is called for the nth time.
KILLING = """
import os, sys
from contact_moments import cli
from contact_moments.storage.backends.sqlite import {module}
calls = iter(range({times}))
before = {module}.{name}
def kill(*words):
    if next(calls, None) is None:
        os.kill(os.getpid(), 9)
    return before(*words)
{module}.{name} = kill
cli.main()
"""
KILLED = {
    "before it is replaced": ("files", "copy_pages", 2),
    "before it is moved aside": ("files", "keep_damaged", 0),
    "when it is moved aside": ("files", "move_durably", 0),
}


@pytest.mark.usefixtures("processes")
@pytest.mark.parametrize(("module", "name", "times"), KILLED.values(), ids=KILLED)
def test_a_restore_that_is_killed(module: str, name: str, times: int, backed_up: Installation) -> None:
    """The register is as it was, or whole beside its place; run again, the restore does the rest."""
    if name != "copy_pages":
        truncate(backed_up.database, 0.5)
    before = backed_up.database.read_bytes()
    program = KILLING.format(module=module, name=name, times=times)

    words = [sys.executable, "-c", program, "restore", "backup.db", "--yes"]
    killed = subprocess.run(words, cwd=backed_up.folder, env=backed_up.environment(), check=False)
    left = [file.read_bytes() for file in backed_up.database.parent.iterdir() if file.is_file()]
    done = run_here(backed_up, "restore", "backup.db", "--yes")

    assert killed.returncode == -9
    assert before in left
    assert (done.returncode, len(export(backed_up))) == (0, 3), done.stderr
