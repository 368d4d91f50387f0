"""Upgrading a register to this release's schema: what that would do, and doing it, with a backup first."""

import shutil
from collections.abc import Callable
from contextlib import ExitStack, suppress
from datetime import UTC, datetime
from pathlib import Path
from threading import Timer

from msgspec import Struct

from contact_moments import maintenance
from contact_moments.backups.making import Made, record_file, refusing_faults, write_file
from contact_moments.backups.names import ENCRYPTED
from contact_moments.clock import SECOND
from contact_moments.errors import InvalidInputError, LockedError
from contact_moments.maintenance import Contents
from contact_moments.people import Actor
from contact_moments.register import Register
from contact_moments.storage.backends.sqlite.files import move_durably, require_folder
from contact_moments.storage.backends.sqlite.place import Found
from contact_moments.storage.database import Connection
from contact_moments.storage.long_work import Progress, no_progress
from contact_moments.storage.whole import backups, migration_steps, schema
from contact_moments.storage.whole.migration_steps import Planned as Planned
from contact_moments.storage.whole.migration_steps import Step, growth, steps_after
from contact_moments.storage.whole.work_folder import work_folder

# PostgreSQL takes longer than SQLite, for which the migrations say how long they take.
ON_POSTGRESQL = 3
BACKED_UP = 25 * 2**20  # bytes a second, and checked
WAITS_SILENTLY = 1.0  # seconds

_NO_PLACE = (
    "A backup comes first, and there is no place for it: set CONTACT_MOMENTS_BACKUP_FOLDER, or run: contact-moments "
    "migrate --backup-to FILE. If you have made a backup yourself, run: contact-moments migrate --no-backup"
)
_NO_ROOM = (
    "There is too little room for the backup that comes first: {need} MiB are needed at {place}, and {free} MiB are "
    "free. Make room, or name another place with --backup-to FILE. If you have a backup, say --no-backup"
)
_WRONG = (
    "Nothing was migrated, because restore would refuse the backup that comes first: the register is not as it should "
    "be. To migrate it all the same, say --no-backup"
)


class Wanted(Struct, frozen=True):
    """Whether a backup comes first, and where to; None is beside the database, or in the folder for backups.

    Beside the database it is never encrypted: it is no more secret than the database.
    """

    backup: bool = True
    to: Path | None = None


class Plan(Struct, frozen=True):
    """What `migrate` would do. `before` is None where there is no register yet.

    `backup` is the file that is made first, in about `backup_seconds`; None if none is made, because nothing is in the
    register, none is wanted, or there is no place for it. `refused` says why `migrate` would refuse to make it.
    `size` is that of the register, `room` what is needed on its disk besides, and `free` what there is, in bytes; the
    latter two are None on PostgreSQL, whose disk is not ours.
    """

    place: str
    engine: str
    size: int
    before: str | None
    after: str
    steps: list[Planned]
    backup: str | None = None
    backup_seconds: float = 0.0
    room: int | None = None
    free: int | None = None
    refused: str | None = None


class Begun(Struct, frozen=True):
    """A migration that begins: from and to which version, whether a backup is made first, about how long all takes."""

    before: str
    after: str
    backup: bool
    seconds: float


class Migrated(Struct, frozen=True):
    """The version before and after, the backup that came first, if one did, and what is in it."""

    before: str
    after: str
    backup: Path | None = None
    contents: Contents | None = None


def plan(register: Register, wanted: Wanted) -> Plan:
    """What `migrate` would do now; changes nothing. Raises `RegisterError` where `migrate` would, before it begins."""
    found = register.database.look()
    if not found.can_become_register and found is not Found.REGISTER:
        register.require()  # raises, and says what is there
    if found.can_become_register or not register.database.read_snapshot(schema.is_made):
        return Plan(register.place(), "", 0, None, schema.NEWEST, [])
    before, steps, rows, in_use = register.database.read_snapshot(_found)
    figures = register.database.figures()
    needs_backup = bool(steps) and in_use and wanted.backup
    backup, refused = _possible_backup(register, before, wanted) if needs_backup else (None, None)
    beside = figures.size if backup and _is_beside(register, backup) else 0
    room = None if figures.free is None else growth(figures.size, steps) + beside
    return Plan(
        register.place(),
        figures.engine,
        figures.size,
        before,
        schema.NEWEST,
        [migration_steps.planned(step, rows, _slower(register)) for step in steps],
        str(backup) if backup else None,
        _backup_seconds(register, figures.size) if backup else 0.0,
        room,
        figures.free,
        refused,
    )


def _possible_backup(register: Register, before: str, wanted: Wanted) -> tuple[Path | None, str | None]:
    """The file that would be made first, if there is a place for it, and why it would be refused."""
    file = None
    try:
        file = _backup_file(register, before, wanted)
        require_folder(file)
        backups.refuse_to_replace(register.database, file)
        _require_room(register, file, before)
    except InvalidInputError as refusal:
        return file, refusal.message
    return file, None


def _found(connection: Connection) -> tuple[str, list[Step], dict[str, int], bool]:
    before = schema.current(connection)
    schema.refuse_newer(before)
    steps = steps_after(before)
    return before or "", steps, migration_steps.row_counts(connection, steps), migration_steps.is_in_use(connection)


def _seconds_in_all(register: Register, connection: Connection, before: str, backup: bool) -> float:
    seconds = migration_steps.seconds_after(connection, before, _slower(register))
    return seconds + (_backup_seconds(register, register.database.figures().size) if backup else 0)


def _slower(register: Register) -> int:
    return 1 if register.database.files() else ON_POSTGRESQL


def _backup_seconds(register: Register, size: int) -> float:
    return round(_slower(register) * size / BACKED_UP, 1)


def migrate(
    register: Register,
    wanted: Wanted,
    by: Actor,
    progress: Progress = no_progress,
    tell_waiting: Callable[[], None] = lambda: None,
    tell_begun: Callable[[Begun], None] = lambda _: None,
) -> Migrated:
    """Bring schema and shipped types up to date, after a backup of a register that is in use.

    Nobody else can change the schema meanwhile, or write if it is an earlier one. Calls `tell_waiting` if another
    process does so now, and then waits for it; `tell_begun` before it changes something. Raises `RegisterError` if the
    backup cannot be made, or would be refused by `restore`; then nothing is changed.
    """
    with ExitStack() as folders:
        backup = _Backup(register, wanted, by, folders)
        try:
            before, after = _patiently(register, backup, progress, tell_waiting, tell_begun)
        except BaseException:
            backup.drop()
            raise
    if backup.made is None:
        return Migrated(before, after)
    record_file(register, backup.made, by)
    return Migrated(before, after, backup.made.file, backup.made.contents)


class _Backup:
    """The backup that comes first, if it does.

    Unless somebody has named it, it is in a private folder until everything is migrated. So nothing is left of it for
    good where that is killed, again and again perhaps: a service that is started anew would fill the disk.
    """

    def __init__(self, register: Register, wanted: Wanted, by: Actor, folders: ExitStack) -> None:
        self.made: Made | None = None
        self._file: Path | None = None
        self._folders = folders
        self._register = register
        self._wanted = wanted
        self._by = by

    def is_needed(self, connection: Connection) -> bool:
        """Whether it is wanted, and there is something to back up."""
        return self._wanted.backup and migration_steps.is_in_use(connection)

    def make(self, before: str) -> None:
        """Make it. The same file again if called again."""
        if self.made:
            self.made.file.unlink(missing_ok=True)
        self._folders.close()
        self._file = self._file or _backup_file(self._register, before, self._wanted)
        _require_room(self._register, self._file, before)
        there = self._wanted.to or self._private(self._file) / self._file.name
        self.made = write_file(self._register, there, _recipients(self._register, self._wanted), self._by)
        if self.made.wrong:
            raise InvalidInputError("\n".join([_WRONG, *self.made.wrong]))

    def _private(self, file: Path) -> Path:
        require_folder(file)
        with refusing_faults(file.parent):
            return self._folders.enter_context(work_folder(file.parent))

    def keep(self) -> None:
        """Give it its name, if it was made."""
        if self.made and self._file and self.made.file != self._file:
            move_durably(self.made.file, self._file)
            self.made = self.made._replace(file=self._file)

    def drop(self) -> None:
        """Remove it, unless somebody has named it."""
        if self.made and not self._wanted.to:
            self.made.file.unlink(missing_ok=True)


def _patiently(
    register: Register,
    backup: _Backup,
    progress: Progress,
    tell_waiting: Callable[[], None],
    tell_begun: Callable[[Begun], None],
) -> tuple[str, str]:
    timer = Timer(WAITS_SILENTLY, tell_waiting)
    timer.daemon = True
    timer.start()

    def begin(connection: Connection, before: str) -> None:
        timer.cancel()
        if before != schema.NEWEST:
            first = backup.is_needed(connection)
            tell_begun(Begun(before, schema.NEWEST, first, _seconds_in_all(register, connection, before, first)))
            if first:
                backup.make(before)

    try:
        while True:
            # Another process that migrates needs as long as it needs.
            with suppress(LockedError):
                return maintenance.migrate(register, progress, begin, backup.keep)
    finally:
        timer.cancel()


def _backup_file(register: Register, version: str, wanted: Wanted) -> Path:
    if wanted.to:
        return wanted.to
    stamp = datetime.fromtimestamp(register.clock() // SECOND, UTC).strftime("%Y%m%dT%H%M%SZ")
    end = ENCRYPTED if _recipients(register, wanted) else ""
    return backups.free_name(_place(register), f"schema-{version}-{stamp}", end)


def _recipients(register: Register, wanted: Wanted) -> str | None:
    return None if register.database.files() and not wanted.to else register.settings.backup_recipients


def _place(register: Register) -> Path:
    files, folder = register.database.files(), register.settings.backup_folder
    if files:
        return files[0].absolute()
    if folder:
        return Path(folder) / "contact-moments.db"
    raise InvalidInputError(_NO_PLACE)


def _require_room(register: Register, file: Path, before: str) -> None:
    size = register.database.figures().size
    need = size + (growth(size, steps_after(before)) if _is_beside(register, file) else 0)
    try:
        free = shutil.disk_usage(file.absolute().parent).free
    except OSError:
        return  # making the backup says what is wrong with the folder
    if free < need:
        mib = {"need": (need >> 20) + 1, "free": free >> 20}
        raise InvalidInputError(_NO_ROOM.format(place=file.absolute().parent, **mib))


def _is_beside(register: Register, file: Path) -> bool:
    """Whether a file would be on the same disk as the register's."""
    try:
        return any(file.absolute().parent.stat().st_dev == one.stat().st_dev for one in register.database.files()[:1])
    except OSError:
        return False
