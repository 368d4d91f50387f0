"""Whether the machine has what the settings ask of it: cores for the workers, room for the log and for backups."""

import os
import shutil
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from contact_moments.settings import Settings, variable
from contact_moments.surroundings.findings import Finding, right, warning

CPU_LIMIT = Path("/sys/fs/cgroup/cpu.max")  # of a container: microseconds of a core, and of how many
LARGEST_LOG = 64 * 1024 * 1024  # bytes; a server makes it smaller from 16 MiB on


def check_workers(settings: Settings) -> Iterator[Finding]:
    """Workers beyond the cores take memory, and wait for each other."""
    number = cores()
    if settings.workers > number:
        yield warning(
            f"There are {settings.workers} workers for {_cores(number)}, which is no faster: set "
            f"{variable('workers')} to {max(1, int(number))}"
        )
    else:
        yield right(f"There is a core for each worker ({settings.workers} of {number:g})")


def _cores(number: float) -> str:
    return f"{number:g} core" if number == 1 else f"{number:g} cores"


def cores() -> float:
    """How many cores the server may use, by its mask and by the limit of its container."""
    allowed = os.cpu_count() or 1
    if hasattr(os, "sched_getaffinity"):
        # A worker that asks is kept on one core: the process that has started it is not.
        allowed = max(len(os.sched_getaffinity(process)) for process in (0, os.getppid()))
    with suppress(OSError, ValueError):
        quota, period = CPU_LIMIT.read_text(encoding="ascii").split()
        return min(allowed, int(quota) / int(period))  # "max" is no number: there is no limit
    return allowed


def check_log(files: list[Path]) -> Iterator[Finding]:
    """SQLite's log: it grows while somebody reads one state of the register for long."""
    size = sum(path.stat().st_size for path in files if path.name.endswith("-wal") and path.exists())
    if size > LARGEST_LOG:
        yield warning(
            f"SQLite's log has {size >> 20} MiB, because somebody has read one state of the register for long; end "
            "that program, and the server makes the log smaller within seconds"
        )
    elif files:
        yield right(f"SQLite's log has {size >> 20} MiB")


def check_backup_room(settings: Settings, size: int) -> Iterator[Finding]:
    """Room for one more backup of a database of `size` bytes, where the operator has set a folder for backups."""
    if settings.backup_folder is None:
        return
    with suppress(OSError):  # that it cannot be used is found with its permissions
        free = shutil.disk_usage(settings.backup_folder).free
        text = f"{free >> 20} MiB are free for backups, of a database of {size >> 20} MiB"
        yield right(text) if free > size else warning(f"{text}; move old ones away, or make room")
