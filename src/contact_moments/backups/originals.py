"""Whether a file is the backup that the register has made: the audit trail has its name and its SHA-256."""

import hashlib
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import TypeVar

from contact_moments.backups.history import made_as
from contact_moments.errors import RegisterError
from contact_moments.register import Register
from contact_moments.storage.faults import DatabaseFault

T = TypeVar("T")


def is_another(register: Register, file: Path) -> bool:
    """Whether the register has made a backup of this name, and the file is another one.

    False where the register does not know, or cannot be asked.
    """
    name = file.name.encode(errors="replace").decode()  # a file's name need not be text
    made = asked(register, lambda: made_as(register.database, name))
    return made is not None and made != sha256_of(file)


def asked(register: Register, question: Callable[[], T]) -> T | None:
    """What the present register answers; None where there is none that can be used."""
    with suppress(RegisterError, DatabaseFault):
        register.require()
        register.check_schema()
        return question()
    return None


def sha256_of(file: Path) -> str:
    """The SHA-256 of a file."""
    with file.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest()
