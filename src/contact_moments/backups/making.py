"""Making a backup in a folder, and removing those that are old."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

from contact_moments import maintenance
from contact_moments.backups import folder as folders
from contact_moments.backups.dumps import dump_checked
from contact_moments.backups.encryption import encrypt, is_encrypted
from contact_moments.backups.history import History, history
from contact_moments.backups.names import ENCRYPTED, free_name, made_at, time_of
from contact_moments.backups.originals import sha256_of
from contact_moments.backups.retention import Dated, Division, Keep, divide
from contact_moments.errors import InvalidInputError
from contact_moments.maintenance import Contents
from contact_moments.people import Actor, Event
from contact_moments.register import Register
from contact_moments.storage.backends.sqlite.files import move_durably, require_folder
from contact_moments.storage.whole.work_folder import work_folder

SQLITE, DUMP = ".db", ".pgdump"
MOST_NAMED = 500  # earlier backups in an event


class Order(NamedTuple):
    """Where to make a backup, for which recipients (with commas between them; None: not encrypted), and what stays.

    Without `keep` nothing is removed. `is_new` says that the folder may be another one than before, and `by_pg_dump`
    that PostgreSQL's own program makes the copy.
    """

    folder: Path
    recipients: str | None = None
    keep: Keep | None = None
    is_new: bool = False
    by_pg_dump: bool = False


class Plan(NamedTuple):
    """What a folder would have after a backup: which stay and go, and which others in it only look like ours."""

    division: Division
    others: tuple[str, ...]


class Made(NamedTuple):
    """A backup that was made: its file, what is in it, and why `restore` would refuse it, a sentence each.

    `removed` are the old ones that are gone, and `stuck` those that could not be removed. `unrecorded` says that the
    register could not record it, and nothing was removed for that reason.
    """

    file: Path
    contents: Contents
    wrong: tuple[str, ...]
    removed: tuple[str, ...] = ()
    stuck: tuple[str, ...] = ()
    others: tuple[str, ...] = ()
    unrecorded: bool = False


class _Copy(NamedTuple):
    """A copy of the register that was checked, and what is in it."""

    file: Path
    contents: Contents
    wrong: list[str]


def absolute(folder: Path) -> Path:
    """The one name of a folder, by which the audit trail knows it."""
    return Path(os.path.realpath(folder))  # `resolve` fails where links go round in a circle


def make(register: Register, order: Order, by: Actor) -> Made:
    """Make a backup in a folder, whole or not at all; then remove those of the register that need not stay.

    Nothing is removed if `restore` would refuse the new one, or if the audit trail cannot tell of it. Raises
    `RegisterError`.
    """
    _checked(register, order)
    with refusing_faults(order.folder), folders.claimed(order.folder), work_folder(order.folder) as there:
        with _copied(register, order, there) as copy:
            # Before it has its name: if this is killed in between, the trail does not know whose the file is.
            digest = sha256_of(copy.file)
            name = free_name(order.folder, register.clock(), "".join(copy.file.suffixes))
            file = order.folder / name
            move_durably(copy.file, file)
        return _recorded(register, order, Made(file, copy.contents, tuple(copy.wrong)), digest, by)


def plan(register: Register, order: Order) -> Plan:
    """What would stay and go if a backup were made now. Makes and changes nothing. Raises `RegisterError`."""
    past = _checked(register, order)
    with refusing_faults(order.folder):
        folders.require_writable(order.folder)
        own = folders.own_backups(order.folder, past)
        new = Dated(time_of(register.clock()), "the new one")
        return Plan(_divided(own, new, order.keep), tuple(folders.others(order.folder, own)))


def write_file(register: Register, file: Path, recipients: str | None, by: Actor) -> Made:
    """Make a backup in a file. An earlier one is replaced by one that is not encrypted. Raises `RegisterError`."""
    if recipients is None:
        contents, wrong = maintenance.back_up(register, file, by)
        return Made(file, contents, tuple(wrong))
    require_folder(file)
    _require_new(file)
    with (
        refusing_faults(file.parent),
        work_folder(file.parent) as there,
        _copied(register, Order(file.parent, recipients), there) as copy,
    ):
        _require_new(file)  # once more: that took a while
        move_durably(copy.file, file)
    made = Made(file, copy.contents, tuple(copy.wrong))
    record_file(register, made, by)
    return made


def _require_new(file: Path) -> None:
    if os.path.lexists(file):
        raise InvalidInputError(f"{file.absolute()} is there already; choose another name for an encrypted backup")


def record_file(register: Register, made: Made, by: Actor) -> None:
    """Record a backup in a file in the audit trail, if the register can take that."""
    maintenance.record(
        register,
        _event(by, made, sha256_of(made.file), encrypted=is_encrypted(made.file)),
    )


def _checked(register: Register, order: Order) -> History:
    folders.require_folder(register, order.folder)
    past = history(register.database, order.folder)
    if not order.is_new:
        folders.require_mounted(order.folder, past)
    folders.require_room(register, order.folder)
    return past


@contextmanager
def refusing_faults(folder: Path) -> Iterator[None]:
    """Raise `InvalidInputError` where the disk of a folder does not do what the block asks."""
    try:
        yield
    except OSError as fault:
        raise InvalidInputError(f"Nothing can be written in {folder}: {fault.strerror}") from None


@contextmanager
def _copied(register: Register, order: Order, there: Path) -> Iterator[_Copy]:
    """A checked copy in the folder `there`, encrypted if there are recipients.

    What is not encrypted is never where the backups are: it is beside the register meanwhile.
    """
    copy, name = (dump_checked, f"backup{DUMP}") if order.by_pg_dump else (maintenance.copy_checked, f"backup{SQLITE}")
    if order.recipients is None:
        yield _Copy(there / name, *copy(register, there / name))
        return
    place = place_for_plain(register)
    folders.require_room(register, place, there)
    with work_folder(place) as private:
        plain, encrypted = private / name, there / f"{name}{ENCRYPTED}"
        contents, wrong = copy(register, plain)
        encrypt(plain, encrypted, order.recipients)
        yield _Copy(encrypted, contents, wrong)


def place_for_plain(register: Register) -> Path:
    """Where a backup may lie for a while as it is: beside the register's file, which is no more secret than it."""
    file = next(iter(register.database.files()), None)
    folders_above = [] if file is None else file.resolve().parents
    return next((one for one in folders_above if one.is_dir()), Path(tempfile.gettempdir()))


def _recorded(register: Register, order: Order, made: Made, digest: str, by: Actor) -> Made:
    # Once more: another backup may have been made since the folder was looked at.
    own = folders.own_backups(order.folder, history(register.database, order.folder))
    sizes = {one.name: size for one, size in own.items()}
    others = tuple(one for one in folders.others(order.folder, own) if one != made.file.name)
    new = Dated(made_at(made.file.name) or time_of(register.clock()), made.file.name)
    division = _divided(own, new, None if made.wrong else order.keep)
    event = _event(
        by,
        made,
        digest,
        folder=str(order.folder),
        encrypted=order.recipients is not None,
        kept={name: sizes[name] for name in division.kept[:MOST_NAMED] if name in sizes},
        removed={name: sizes[name] for name in division.removed},
    )
    if not maintenance.record(register, event):
        return made._replace(others=others, unrecorded=True)
    removed, stuck = _remove(order.folder, division.removed)
    return made._replace(removed=removed, stuck=stuck, others=others)


def _event(by: Actor, made: Made, digest: str, **detail: Any) -> Event:
    size, restorable = made.file.stat().st_size, not made.wrong
    counted = {"contact_moments": made.contents.moments, "bytes": size, "sha256": digest, "restorable": restorable}
    return by.event("backup", made.file.name, **counted, **detail)


def _divided(own: dict[Dated, int], new: Dated, keep: Keep | None) -> Division:
    if keep is None:
        return Division((new.name, *(one.name for one in sorted(own, reverse=True))), ())
    return divide(own, new, keep)


def _remove(folder: Path, names: tuple[str, ...]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Remove files; returns which are gone, and which are not."""
    removed, stuck = [], []
    for name in names:
        try:
            (folder / name).unlink(missing_ok=True)
            removed.append(name)
        except OSError:
            stuck.append(name)
    return tuple(removed), tuple(stuck)
