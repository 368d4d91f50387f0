"""A backup that is killed, at whatever moment: the next one cleans up, and what is in the folder is whole."""

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from contact_moments.backups.folder import MARK
from contact_moments.storage.backends.sqlite.disk_space import PRIVATE
from tests.backups.keys import new_key
from tests.cli.command_line import succeed_here
from tests.cli.lines import import_lines, numbered
from tests.support import RECIPIENT, SENDER, Installation

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("processes")]


@pytest.fixture
def filled(registered: Installation) -> Installation:
    """A register whose backup takes a moment."""
    registered.add_relations(SENDER, RECIPIENT)
    import_lines(registered, *numbered(1500))
    return registered


def work_folders(*places: Path) -> list[Path]:
    """The private folders that there are."""
    return [one for place in places for one in place.glob(f"{PRIVATE}*")]


def killed(installation: Installation, after: float, *words: str, places: tuple[Path, ...]) -> None:
    """Run a command, and kill it so long after it has begun to work in one of these places."""
    process = subprocess.Popen(
        [sys.executable, "-m", "contact_moments", *words],
        cwd=installation.folder,
        env=installation.environment(),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    while process.poll() is None and not work_folders(*places):
        time.sleep(0.001)
    time.sleep(after)
    process.kill()
    process.wait(20)


def test_kill_9(filled: Installation, folder: Path, tmp_path: Path) -> None:
    """Earlier backups stay, nothing has a backup's name but whole backups, and nothing unencrypted is left over."""
    recipient = new_key(tmp_path / "key")
    words = ("backup", "--to", str(folder), "--keep", "3d", "--recipient", recipient)
    succeed_here(filled, *words)
    first = {path.name for path in folder.iterdir()}
    were_left = 0
    for after in (0.0, 0.02, 0.1, 0.3):
        killed(filled, after, *words, places=(folder, filled.database.parent))
        were_left += len(work_folders(folder, filled.database.parent))
        names = {path.name for path in folder.iterdir() if not path.name.startswith(PRIVATE)}
        assert names == first or len(names) == len(first) + 1
        for name in names - {MARK}:
            succeed_here(filled, "drill", str(folder / name), "--identity", str(tmp_path / "key"))

    for left in work_folders(folder, filled.database.parent):
        # Killed before it had its lock, one is removed when it is a minute old.
        os.utime(left, (0, 0))
    succeed_here(filled, *words)

    assert were_left > 0
    assert work_folders(folder, filled.database.parent) == []


@pytest.mark.parametrize("what", ["backup", "restore"])
def test_one_in_a_file(what: str, filled: Installation, tmp_path: Path) -> None:
    """What is killed leaves no copy of the register for good: the next backup there, or restore, removes it."""
    file = tmp_path / "lock"  # a name like that of a file in a private folder
    places = (tmp_path, filled.database.parent)
    succeed_here(filled, "backup", str(file))
    words = ("backup", str(file)) if what == "backup" else ("restore", str(file), "--yes", "--discard")
    left: list[Path] = []
    while not left:  # it may have ended before it was killed
        killed(filled, 0.0, *words, places=places)
        left = work_folders(*places)
    for one in left:
        os.utime(one, (0, 0))
    hidden = {one.name for place in places for one in place.iterdir() if one.name.startswith(".")}
    succeed_here(filled, *words)

    assert len(left) == 1
    assert hidden == {left[0].name}
    assert [one for place in places for one in place.iterdir() if one.name.startswith(".")] == []


def test_two_at_once(filled: Installation, folder: Path) -> None:
    """Of two backups at the same time one is made, or both, one after the other; never half of one."""
    running = [
        subprocess.Popen(
            [sys.executable, "-m", "contact_moments", "backup", "--to", str(folder)],
            cwd=filled.folder,
            env=filled.environment(),
            stderr=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        for _ in range(3)
    ]
    done = [(process.communicate(timeout=60), process.returncode) for process in running]
    made = [path.name for path in folder.iterdir() if path.name != MARK]

    assert len(made) == sum(code == 0 for _, code in done) >= 1
    assert all("Another backup is being made" in err for (_, err), code in done if code)
    for name in made:
        succeed_here(filled, "drill", str(folder / name))
