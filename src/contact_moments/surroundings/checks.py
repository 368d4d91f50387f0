"""The checks of what is around a register that stay on this machine, each of one subject."""

from collections.abc import Callable, Iterator

from contact_moments.register import Register
from contact_moments.surroundings.backup_age import check_backups, check_drills
from contact_moments.surroundings.findings import Finding
from contact_moments.surroundings.kept_copies import check_kept_copies
from contact_moments.surroundings.kernel_clock import check_clock
from contact_moments.surroundings.permissions import check_permissions
from contact_moments.surroundings.room import check_backup_room, check_log, check_workers


def _permissions(register: Register) -> Iterator[Finding]:
    return check_permissions(register.settings, register.database.files())


def _clock(_: Register) -> Iterator[Finding]:
    return check_clock()


def _room(register: Register) -> Iterator[Finding]:
    yield from check_workers(register.settings)
    yield from check_log(register.database.files())
    yield from check_backup_room(register.settings, register.database.figures().size)


def _backups(register: Register) -> Iterator[Finding]:
    yield from check_backups(register)
    yield from check_kept_copies(register)


CHECKS: tuple[tuple[str, Callable[[Register], Iterator[Finding]]], ...] = (
    ("permissions", _permissions),
    ("clock", _clock),
    ("room", _room),
    ("backups", _backups),
    ("drills", check_drills),
)
"""The name of each check, and the check."""
