"""Who can read and change the register's files, and the files that have its secrets.

Files are told by their names, or by the setting that names them: an administrator who sees this on a page has no need
of paths.
"""

import os
import pwd
import stat
from collections.abc import Iterator
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
            yield wrong(f"Others can read {path.name}, beside the register: chmod 600 {path.name}")
    if there:
        yield from _of_folder(next(iter(there)).absolute().parent)
        yield from _of_owners(there)


def _of_folder(folder: Path) -> Iterator[Finding]:
    mode = folder.stat().st_mode
    if mode & _WRITABLE and not mode & stat.S_ISVTX:
        yield wrong("Others can replace the register, because they can write to its folder: chmod go-w on that folder")


def _of_owners(there: dict[Path, os.stat_result]) -> Iterator[Finding]:
    owner = next(iter(there.values())).st_uid
    for path, status in there.items():
        if status.st_uid != owner:
            yield wrong(
                f"{path.name} belongs to {_name(status.st_uid)}, and the register to {_name(owner)}, so the server may "
                f"not open it: chown {_name(owner)} {path.name}"
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
    for name in (f"{variable(one)}_FILE" for one in DEFAULTS):
        if name in given:
            yield from _of_secret(Path(given[name]), f"the file of {name}")
    yield from _of_secret(SETTINGS_FILE, str(SETTINGS_FILE))


def _of_secret(path: Path, called: str) -> Iterator[Finding]:
    try:
        mode = path.stat().st_mode
    except OSError:  # not there, or in a folder that this user cannot look into
        return
    # Compose gives a container the file as it is, and its one user has to read it: there are no others in it.
    if mode & (stat.S_IWOTH if environment.in_container() else _BY_OTHERS):
        yield wrong(f"Every user of this machine can read or change {called}, which may have secrets: chmod o= on it")
    elif mode & stat.S_IWGRP:
        yield wrong(f"The group of {called} can change it, and so the settings: chmod g-w on it")


def _of_backups(settings: Settings) -> Iterator[Finding]:
    folder = settings.backup_folder
    if folder is None:
        return
    try:
        mode = Path(folder).stat().st_mode
    except OSError as fault:
        yield wrong(f"The folder of {variable('backup_folder')} cannot be used: {fault.strerror}")
        return
    if not stat.S_ISDIR(mode):
        yield wrong(f"What {variable('backup_folder')} names is no folder")
    elif not os.access(folder, os.W_OK | os.X_OK):
        yield wrong(
            f"Nothing can be written into the folder of {variable('backup_folder')}; give it to the user of the "
            "server, or mount its disk so that it can be written"
        )
    if mode & stat.S_IWOTH:
        yield wrong(f"Every user can remove backups from the folder of {variable('backup_folder')}: chmod o-w on it")
