"""Little memory for a server: a control group of the kernel, in which what it takes and the files that it reads count.

Needs root, as whoever makes control groups does. https://docs.kernel.org/admin-guide/cgroup-v1/memory.html and
https://docs.kernel.org/admin-guide/cgroup-v2.html.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

_GROUPS = Path("/sys/fs/cgroup")
_OLD_LIMIT, _NEW_LIMIT = "memory.limit_in_bytes", "memory.max"
_OLD_PEAK, _NEW_PEAK = "memory.max_usage_in_bytes", "memory.peak"
_OLD_KILLED, _NEW_KILLED = "memory.oom_control", "memory.events"


@dataclass(frozen=True)
class Group:
    """A control group, by its folder."""

    folder: Path

    def peak(self) -> int:
        """The most bytes that it has had."""
        return int(self._file(_OLD_PEAK, _NEW_PEAK).read_text())

    def killed(self) -> int:
        """How many of its processes were killed for want of memory."""
        lines = self._file(_OLD_KILLED, _NEW_KILLED).read_text().splitlines()
        return next(int(line.split()[1]) for line in lines if line.startswith("oom_kill "))

    def limit(self, size: int) -> None:
        """Let it have so many bytes."""
        self._file(_OLD_LIMIT, _NEW_LIMIT).write_text(str(size))

    def enter(self) -> None:
        """This process, and what it starts from now on, belongs to it."""
        (self.folder / "cgroup.procs").write_text(str(os.getpid()))

    def _file(self, old: str, new: str) -> Path:
        file = self.folder / old
        return file if file.exists() else self.folder / new


@contextmanager
def group_of(size: int) -> Iterator[Group]:
    """A group of so many bytes. `PermissionError` where none may be made."""
    own = _own().folder
    # The first version has a tree for the memory alone. In the second no group has both processes and further groups.
    above = own if (own / _OLD_LIMIT).exists() else _GROUPS
    group = Group(above / f"bench-{os.getpid()}")
    group.folder.mkdir()
    try:
        group.limit(size)
        yield group
    finally:
        group.folder.rmdir()


@contextmanager
def entered(group: Group | None) -> Iterator[None]:
    """What is started meanwhile belongs to the group; with `None`, to where this process is."""
    if group is None:
        yield
        return
    before = _own()
    group.enter()
    try:
        yield
    finally:
        before.enter()


def _own() -> Group:
    """The group of this process, in the tree that has the memory."""
    lines = [line.split(":", 2) for line in Path("/proc/self/cgroup").read_text().splitlines()]
    paths = {names: path.lstrip("/") for _, names, path in lines}
    return Group(_GROUPS / "memory" / paths["memory"] if "memory" in paths else _GROUPS / paths[""])


def forget(file: Path) -> None:
    """Have the kernel keep nothing of a file, so that whoever reads it next is charged for it."""
    with file.open("rb") as opened:
        os.fsync(opened.fileno())
        os.posix_fadvise(opened.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)
