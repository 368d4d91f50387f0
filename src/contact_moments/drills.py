"""Drills: a backup is restored on trial, beside everything that is in use, and looked at.

What comes of it is compared with the backup, and with what the audit trail of the present register says of that file.
Nothing is left behind but an event in that trail.
"""

import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from urllib.parse import quote

from msgspec import Struct

from contact_moments import doctor, maintenance
from contact_moments.backups.dumps import from_dump
from contact_moments.backups.encryption import NoIdentityError, decrypted, is_encrypted
from contact_moments.backups.folder import require_space
from contact_moments.backups.history import TRIAL
from contact_moments.backups.making import place_for_plain
from contact_moments.backups.originals import asked, is_another
from contact_moments.errors import RegisterError
from contact_moments.maintenance import opened_file
from contact_moments.moments.list import number_of_moments
from contact_moments.people import Actor
from contact_moments.register import Register
from contact_moments.restoring import CheckedBackup, checked_backup, replace, what_is_there
from contact_moments.storage.transaction import last_second
from contact_moments.storage.whole.backups import contents
from contact_moments.storage.whole.temporary_database import drop_left, temporary_database
from contact_moments.storage.whole.transfer import Digest, digest_of
from contact_moments.storage.whole.work_folder import work_folder

COPIES = 3  # of a backup that are there at once: checked, restored, and in the log of SQLite while it is restored
# The restore itself is an event of the restored register.
_TRAIL = ("audit_event", "audit_head")
_ALTERED = "The file is not the one that was made: its SHA-256 is another one than the audit trail has"

Tell = Callable[["Step"], None]


class Step(Struct, frozen=True):
    """A step of a drill, and how long it took."""

    name: str
    seconds: float


class Behind(Struct, frozen=True):
    """How much newer the present register is than a backup: seconds between their latest changes, contact moments."""

    seconds: int
    contact_moments: int


class Drilled(Struct, frozen=True):
    """What a drill has found: what is in the backup, and what is wrong, a sentence each.

    `changed_at` is the second of the backup's latest change. `tables` are how many were compared. `behind` is None
    where there is no register to compare with.
    """

    seconds: float
    contact_moments: int
    relations: int
    changed_at: int
    tables: int
    wrong: list[str]
    behind: Behind | None


class Trial(Struct, frozen=True):
    """Which backup to restore on trial, and the file with the identity that decrypts it.

    With the `url` of a database on PostgreSQL the trial is in a temporary schema of it, otherwise in a temporary file.
    """

    file: Path
    identity: Path | None = None
    url: str | None = None


def drill(register: Register, trial: Trial, by: Actor, tell: Tell = lambda _: None) -> Drilled:
    """Restore a backup on trial. `register` is that of the settings: it is not changed, and there may be none.

    Its audit trail tells of the drill. Raises `RegisterError` if the backup cannot be restored.
    """
    begun = time.monotonic()
    try:
        found = _drilled(register, trial, by, _Steps(tell))
    except NoIdentityError:
        raise
    except RegisterError:
        _record(register, trial, by, restorable=False)
        raise
    seconds = time.monotonic() - begun
    _record(
        register,
        trial,
        by,
        restorable=not found.wrong,
        seconds=round(seconds),
        contact_moments=found.contact_moments,
    )
    return Drilled(seconds, *(getattr(found, name) for name in Drilled.__struct_fields__[1:]))


class _Steps:
    """Steps of which each is told when it is done."""

    def __init__(self, tell: Tell) -> None:
        self._tell = tell

    @contextmanager
    def step(self, name: str) -> Iterator[None]:
        """Do a step in the block."""
        begun = time.monotonic()
        yield
        self._tell(Step(name, time.monotonic() - begun))


def _drilled(register: Register, trial: Trial, by: Actor, steps: _Steps) -> Drilled:
    place = _place(register, trial.file)
    with ExitStack() as stack:
        with steps.step("The file is the one that was made"):
            wrong = [_ALTERED] if is_another(register, trial.file) else []
        with steps.step("Decrypted, if it was encrypted"):
            plain = stack.enter_context(decrypted(trial.file, trial.identity, place))
        with steps.step("Read by pg_restore, if it is a dump"):
            plain = stack.enter_context(from_dump(register, plain, trial.file, trial.url, place))
        # A dump is compressed.
        require_space(place, COPIES * plain.stat().st_size, "the drill")
        scratch = stack.enter_context(_scratch(register, trial.url, place))
        with steps.step("Checked, and brought up to date"):
            backup = stack.enter_context(checked_backup(scratch, plain, trial.file))
        with steps.step("Read for the comparison"), opened_file(backup.copy, scratch) as copy:
            before = copy.read_snapshot(digest_of)
        with steps.step("Restored"):
            replace(scratch, backup, what_is_there(scratch), None, by)
        with steps.step("Compared"):
            wrong += _differences(scratch, backup, before)
        with steps.step("Examined as by contact-moments doctor"):
            wrong += _findings(scratch)
        return Drilled(0, *backup.contents, backup.last_second, len(before), wrong, _behind(register, backup))


def _place(register: Register, file: Path) -> Path:
    """Where there is room for the trial."""
    place = place_for_plain(register)
    require_space(place, (COPIES + is_encrypted(file)) * file.stat().st_size, "the drill")
    return place


@contextmanager
def _scratch(register: Register, url: str | None, place: Path) -> Iterator[Register]:
    """A register that is not there yet, and is gone after the block."""
    with ExitStack() as stack:
        if url is None:
            folder = stack.enter_context(work_folder(place))
            address = f"sqlite:///{quote(str(folder / 'scratch.db'))}"
        else:
            if not url.startswith("sqlite:"):
                drop_left(url)
            address = stack.enter_context(temporary_database(url))
        scratch = Register(register.settings.replaced(database_url=address), register.clock)
        stack.callback(scratch.close)
        yield scratch


def _differences(scratch: Register, backup: CheckedBackup, before: Digest) -> Iterator[str]:
    after, found = scratch.database.read_snapshot(digest_of), scratch.database.read_snapshot(contents)
    if found != backup.contents:
        yield "The restored register has another number of contact moments or relations than the backup"
    for name in (name for name in before if name not in _TRAIL and after[name] != before[name]):
        yield f"The restored table {name} differs from that of the backup"


def _findings(scratch: Register) -> Iterator[str]:
    for _, findings in doctor.chosen(scratch, doctor.OF_CONTENTS):
        yield from (text for well, text in findings if not well)


def _behind(register: Register, backup: CheckedBackup) -> Behind | None:
    def compare() -> Behind:
        database = register.database
        seconds = database.read(last_second) - backup.last_second
        return Behind(seconds, number_of_moments(database) - backup.contents.moments)

    return asked(register, compare)


def _record(register: Register, trial: Trial, by: Actor, **detail: bool | int) -> None:
    asked(register, lambda: maintenance.record(register, by.event(TRIAL, trial.file.name, **detail)))
