"""Private folders of two that begin at the same moment, and temporary databases."""

import fcntl
import os
import tempfile
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy.engine import make_url

from contact_moments.storage.backends.sqlite.disk_space import PRIVATE
from contact_moments.storage.whole.temporary_database import temporary_database
from contact_moments.storage.whole.work_folder import LOCK, remove_left, work_folder


def test_one_that_is_taken_for_a_left_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever finds its new folder removed, before it had its lock, works in another one."""
    opened = os.open
    removed: list[Any] = []

    def open_late(path: Any, flags: int, *more: Any, **others: Any) -> int:
        descriptor = opened(path, flags, *more, **others)
        if flags & os.O_CREAT and not removed:
            removed.append(path)
            remove_left(tmp_path)  # as another process does, at the worst moment
        return descriptor

    monkeypatch.setattr(os, "open", open_late)
    with work_folder(tmp_path) as folder:
        (folder / "backup.db").touch()
        remove_left(tmp_path)
        assert (folder / "backup.db").exists()

    assert len(removed) == 1
    assert list(tmp_path.iterdir()) == []


def test_one_that_another_is_about_to_remove(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever finds the lock of its new folder held works in another one."""
    made = os.open
    held: list[int] = []

    def open_late(path: Any, flags: int, *more: Any, **others: Any) -> int:
        descriptor = made(path, flags, *more, **others)
        if flags & os.O_CREAT and not held:
            held.append(made(path, os.O_RDWR))
            fcntl.flock(held[0], fcntl.LOCK_EX)
        return descriptor

    monkeypatch.setattr(os, "open", open_late)
    with work_folder(tmp_path) as folder:
        assert folder.is_dir()
    os.close(held[0])

    assert [one for one in tmp_path.glob(f"{PRIVATE}*") if (one / LOCK).exists()] == []


def test_where_a_temporary_database_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is in the folder for temporary files, whatever that is called."""
    folder = tmp_path / "a%20b?c=d#e"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))

    with temporary_database("sqlite:") as url:
        assert Path(make_url(url).database or "").parent.parent == folder
