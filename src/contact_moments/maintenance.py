"""Maintenance of a register as a whole: migrate, back up, restore, copy, rebuild; and filling an empty one."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from urllib.parse import quote

from contact_moments.accounts.shipped_roles import add_shipped_roles
from contact_moments.errors import InvalidInputError, RegisterError
from contact_moments.model import Author, Draft
from contact_moments.moments import rebuild as moments_rebuild
from contact_moments.moments.line_keys import key_earlier_imports
from contact_moments.moments.list import number_of_moments
from contact_moments.moments.search_filling import index_earlier_moments
from contact_moments.moments.type_files import shipped_types
from contact_moments.moments.types import add_shipped_types, unreadable_types
from contact_moments.people import Actor, Event
from contact_moments.refusals import refusing
from contact_moments.register import Register, made
from contact_moments.relations.keys import key_again, key_earlier_relations
from contact_moments.settings import Settings
from contact_moments.storage.database import Connection, Database
from contact_moments.storage.faults import DatabaseFault
from contact_moments.storage.long_work import Progress, no_progress
from contact_moments.storage.questions import relations as stored_relations
from contact_moments.storage.questions import tallies
from contact_moments.storage.transaction import Transaction
from contact_moments.storage.whole import backup_check, backups, invariants, schema
from contact_moments.storage.whole.backups import Contents as Contents
from contact_moments.storage.whole.backups import contents
from contact_moments.storage.whole.transfer import Digest, copy_register, row_count

_ONE = "contact-moments doctor, with CONTACT_MOMENTS_DATABASE_URL set to its address, looks for what is wrong with it"
_EACH = "contact-moments doctor, run for the register and for the target, looks for what is wrong"


def migrate(
    register: Register,
    progress: Progress = no_progress,
    first: Callable[[Connection, str], object] = lambda _connection, _version: None,
    last: Callable[[], object] = lambda: None,
) -> tuple[str, str]:
    """Bring schema and shipped types up to date; returns the schema's version before and after.

    `progress` is told of contact moments whose words were made. `first` is called before anything is changed (see
    `schema.migrate`), and `last` when everything is, before the commit.
    """

    def fill_up(connection: Connection) -> None:
        fill(register, connection, progress)
        last()

    return schema.migrate(register.database, fill_up, first)


def fill(register: Register, connection: Connection, progress: Progress = no_progress) -> bool:
    """What a migration adds besides the schema; returns whether it has made the words of all contact moments."""
    add_shipped_types(connection)
    add_shipped_roles(connection)
    key_earlier_imports(connection, register.zone)
    tallies.count_earlier(connection)
    made_words = index_earlier_moments(connection, progress)
    key_earlier_relations(connection, register.settings.phone_region)
    return made_words


def back_up(register: Register, target: Path, by: Actor) -> tuple[Contents, list[str]]:
    """Write a snapshot of the register to the file `target`, and check it; returns what is in it.

    Also returns why `restore` would refuse it: nothing, unless the register is not as it should be. Raises
    `InvalidInputError`.
    """
    found, wrong = copy_checked(register, target)
    record_backup(register, target, found, wrong, by)
    return found, wrong


def record_backup(register: Register, target: Path, found: Contents, wrong: list[str], by: Actor) -> None:
    """Record a backup in the audit trail, if the register can take that."""
    detail = {"contact_moments": found.moments, "bytes": target.stat().st_size, "restorable": not wrong}
    record(register, by.event("backup", target.name, **detail))


def copy_checked(register: Register, target: Path) -> tuple[Contents, list[str]]:
    """As `back_up`, without a word in the audit trail."""
    try:
        str(target.absolute()).encode()
    except UnicodeEncodeError:
        raise InvalidInputError("The path of a backup must be UTF-8; choose another folder or name") from None
    why = backups.back_up(register.database, target)
    with opened_file(target, register) as backup:
        found = backup.read_snapshot(contents)
    return found, [why] if why else why_refused(register, target)


def record(register: Register, event: Event) -> bool:
    """Record what was done to a register, if that is possible; returns whether it was.

    A register that takes no changes, or has an older schema, is backed up all the same.
    """
    with suppress(RegisterError, DatabaseFault):
        if register.database.read_snapshot(schema.current) == schema.NEWEST:
            register.database.write(lambda transaction: transaction.record(event))
            return True
    return False


def why_refused(register: Register, backup: Path) -> list[str]:
    """Why `restore` would refuse a backup of this register, a sentence each."""

    def why(connection: Connection) -> list[str]:
        # The rules are of the newest schema.
        is_newest = schema.current(connection) == schema.NEWEST
        return broken(connection, register) if is_newest else list(backup_check.faults(connection))

    with opened_file(backup, register) as database:
        return database.read_snapshot(why)


@contextmanager
def opened_file(file: Path, register: Register) -> Iterator[Database]:
    """A backup's file, opened as a database with the clock of `register`."""
    database = Database(f"sqlite:///{quote(str(file))}", register.clock)
    try:
        yield database
    finally:
        database.close()


def broken(connection: Connection, register: Register) -> list[str]:
    """What does not hold in a register, a sentence each. `restore` refuses a backup of it."""
    # The rules among rows can only be checked of values that are of the right kind.
    if faults := list(backup_check.faults(connection)):
        return faults
    types = ["the schema of a type cannot be read"] if unreadable_types(connection) else []
    return [*invariants.broken(connection, register.clock()), *types]


def copy_to(
    register: Register, url: str, by: Actor, progress: Progress, note_new: Callable[[str], None] = lambda _: None
) -> Digest:
    """Copy everything into the empty database at `url`; returns rows and digest per table, equal on both sides.

    Makes a register there if there is none, and calls `note_new` with its place. Raises `RegisterError`; its message
    says so if it is the target that cannot be used.
    """
    with _target(register.settings.replaced(database_url=url), note_new) as target, refusing(_EACH):
        # Both have it: what is copied is read afterwards.
        register.database.write(lambda transaction: transaction.record(by.event("copy", target.place())))
        return copy_register(register.database, target.database, shipped_types(), progress)


@contextmanager
def _target(settings: Settings, note_new: Callable[[str], None]) -> Iterator[Register]:
    with ExitStack() as stack:
        try:
            with refusing(_ONE):
                target, new = stack.enter_context(made(settings, with_folder=False))
                if new:
                    note_new(target.place())
                target.check_schema()
        except RegisterError as refusal:
            raise RegisterError(f"In the target: {refusal.message}") from None
        yield target


def number_of_rows(register: Register) -> int:
    """How many rows a copy goes through, once."""
    return register.database.read(row_count)


def rebuild(register: Register, progress: Progress) -> int:
    """Render every moment again for the register's zone, and key every relation; returns how many moments."""
    key_again(register.database, register.settings.phone_region)
    return moments_rebuild.rebuild(register.database, register.zone, progress)


def is_empty(register: Register) -> bool:
    """Whether the register has no relations and no contact moments; it may have tags and actions."""
    database = register.database
    return not database.read(stored_relations.any_relation) and not number_of_moments(database)


def add_moments(register: Register, drafts: list[Draft], author: Author) -> list[int]:
    """Register or correct moments in one transaction, all or none; returns their ids. Raises the first refusal."""

    def work(transaction: Transaction) -> list[int]:
        return [_id(outcome) for outcome in register.registrar.register_all(transaction, drafts, author)]

    return register.database.write(work)


def _id(outcome: int | RegisterError) -> int:
    if isinstance(outcome, RegisterError):
        raise outcome
    return outcome
