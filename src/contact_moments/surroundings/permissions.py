"""Who can read and change the register's files, and the files that have its secrets."""

import os
import pwd
import stat
from collections.abc import Iterable, Iterator
from pathlib import Path

from contact_moments import environment
from contact_moments.settings import DEFAULTS, Settings, variable
from contact_moments.surroundings.findings import Finding, right, warning, wrong

# Where the service's settings are if the register was installed as docs/deploying.md says.
SETTINGS_FILE = Path("/etc/contact-moments/contact-moments.env")

_BY_OTHERS = stat.S_IRWXO
_WRITABLE = stat.S_IWGRP | stat.S_IWOTH


def check_permissions(settings: Settings, files: list[Path]) -> Iterator[Finding]:
    """`files` are those of the register, the main one first; on PostgreSQL there are none."""
    found = [*_of_register(files), *_of_secrets(), *_of_backups(settings)]
    yield from found or [right("Nobody else can read or change the files of the register and its secrets")]


def _of_register(files: list[Path]) -> Iterator[Finding]:
    """The main file's mode is the engine's own check."""
    there = {path: path.stat() for path in files if path.exists()}
    for path in list(there)[1:]:
        if there[path].st_mode & 0o077:
            yield wrong(f"Others can read {path}; for its owner only: chmod 600 {path}")
    if there:
        yield from _of_folder(next(iter(there)).absolute().parent)
        yield from _of_owners(there)


def _of_folder(folder: Path) -> Iterator[Finding]:
    mode = folder.stat().st_mode
    if mode & _WRITABLE and not mode & stat.S_ISVTX:
        yield wrong(f"Others can replace the register, because they can write to {folder}: chmod go-w {folder}")


def _of_owners(there: dict[Path, os.stat_result]) -> Iterator[Finding]:
    owner = next(iter(there.values())).st_uid
    for path, status in there.items():
        if status.st_uid != owner:
            yield wrong(
                f"{path} belongs to {_name(status.st_uid)}, and the register to {_name(owner)}, so the server may not "
                f"open it: chown {_name(owner)} {path}"
            )
    if owner != os.geteuid():
        yield warning(
            f"The register belongs to {_name(owner)}, and this runs as {_name(os.geteuid())}; run commands as its "
            f"owner, or the server may not open files that they make: runuser -u {_name(owner)} -- contact-moments …"
        )


def _name(user: int) -> str:
    try:
        return pwd.getpwuid(user).pw_name
    except KeyError:
        return f"user {user}"


def _of_secrets() -> Iterator[Finding]:
    """Files that settings are read from. Their group may read them: that is how a service gets its secrets."""
    given = environment.variables()
    named = [given[f"{variable(name)}_FILE"] for name in DEFAULTS if f"{variable(name)}_FILE" in given]
    for path in [*map(Path, named), SETTINGS_FILE]:
        yield from _of_secret(path)


def _of_secret(path: Path) -> Iterator[Finding]:
    try:
        mode = path.stat().st_mode
    except OSError:  # not there, or in a folder that this user cannot look into
        return
    if mode & _BY_OTHERS:
        yield wrong(f"Every user of this machine can read or change {path}, which may have secrets: chmod o= {path}")
    elif mode & stat.S_IWGRP:
        yield wrong(f"The group of {path} can change it, and so the settings: chmod g-w {path}")


def _of_backups(settings: Settings) -> Iterator[Finding]:
    folder = settings.backup_folder
    if folder is not None:
        yield from _in_folder(Path(folder))


def _in_folder(folder: Path) -> Iterable[Finding]:
    try:
        mode = folder.stat().st_mode
    except OSError as fault:
        return [wrong(f"The folder for backups cannot be used: {folder}: {fault.strerror}")]
    if mode & _BY_OTHERS:
        return [wrong(f"Every user of this machine can look into the folder for backups: chmod o= {folder}")]
    return []
