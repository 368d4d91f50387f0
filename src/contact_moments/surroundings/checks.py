"""The checks of what is around a register that stay on this machine, each of one subject."""

from collections.abc import Iterator

from contact_moments.register import Register
from contact_moments.surroundings.backup_age import check_backups as backups
from contact_moments.surroundings.backup_age import check_drills as drills
from contact_moments.surroundings.findings import Finding
from contact_moments.surroundings.kernel_clock import check_clock
from contact_moments.surroundings.permissions import check_permissions
from contact_moments.surroundings.room import check_backup_room, check_log, check_workers

__all__ = ["backups", "clock", "drills", "permissions", "room"]


def permissions(register: Register) -> Iterator[Finding]:
    """Who can read and change the register's files and its secrets."""
    return check_permissions(register.settings, register.database.files())


def clock(_: Register) -> Iterator[Finding]:
    """Whether something keeps this machine's clock right."""
    return check_clock()


def room(register: Register) -> Iterator[Finding]:
    """Cores for the workers, and room for the log and for backups."""
    yield from check_workers(register.settings)
    yield from check_log(register.database.files())
    yield from check_backup_room(register.settings, register.database.figures().size)
