"""Maintenance of a register as a whole: migrate, back up, restore, copy, rebuild; and filling an empty one."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from functools import partial
from pathlib import Path

from contact_moments.errors import RegisterError
from contact_moments.model import Author, Draft
from contact_moments.moments import rebuild as moments_rebuild
from contact_moments.moments.line_keys import key_earlier_imports
from contact_moments.moments.list import number_of_moments
from contact_moments.moments.type_files import SHIPPED
from contact_moments.moments.types import add_shipped_types
from contact_moments.refusals import refusing
from contact_moments.register import Register, made
from contact_moments.settings import Settings
from contact_moments.storage.database import Connection, Database
from contact_moments.storage.long_work import Progress
from contact_moments.storage.questions import relations as stored_relations
from contact_moments.storage.questions import types as stored_types
from contact_moments.storage.transaction import Transaction
from contact_moments.storage.whole import backups, schema
from contact_moments.storage.whole.transfer import Digest, copy_register, row_count

_ONE = "contact-moments doctor, with CONTACT_MOMENTS_DATABASE_URL set to its address, looks for what is wrong with it"
_EACH = "contact-moments doctor, run for the register and for the target, looks for what is wrong"


def migrate(register: Register) -> tuple[str, str]:
    """Bring schema and shipped types up to date; returns the schema's version before and after."""
    return schema.migrate(register.database, partial(_fill, register))


def _fill(register: Register, connection: Connection) -> None:
    """What a migration adds besides the schema."""
    add_shipped_types(connection)
    key_earlier_imports(connection, register.zone)


def back_up(register: Register, target: Path) -> None:
    """Write a snapshot of the register to the new file `target`, and check it. Raises `InvalidInputError`."""
    backups.back_up(register.database, target)


def restore(register: Register, backup: Path) -> None:
    """Replace everything by a backup, which is checked and migrated first. Raises `InvalidInputError`."""

    def fill(connection: Connection) -> None:
        _fill(register, connection)
        # A worker may have cached another register's types under the same version number.
        stored_types.set_version(connection, register.clock())

    def migrate_copy(url: str) -> None:
        copy = Database(url, register.clock)
        try:
            schema.migrate(copy, fill)
        finally:
            copy.close()

    backups.restore(register.database, backup, migrate_copy)


def copy_to(
    register: Register, url: str, progress: Progress, note_new: Callable[[str], None] = lambda _: None
) -> Digest:
    """Copy everything into the empty database at `url`; returns rows and digest per table, equal on both sides.

    Makes a register there if there is none, and calls `note_new` with its place. Raises `RegisterError`; its message
    says so if it is the target that cannot be used.
    """
    with _target(register.settings.replaced(database_url=url), note_new) as target, refusing(_EACH):
        return copy_register(register.database, target.database, SHIPPED, progress)


@contextmanager
def _target(settings: Settings, note_new: Callable[[str], None]) -> Iterator[Register]:
    with ExitStack() as stack:
        try:
            with refusing(_ONE):
                target, new = stack.enter_context(made(settings))
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
    """Render every moment again for the register's zone; returns how many."""
    return moments_rebuild.rebuild(register.database, register.zone, progress)


def is_empty(register: Register) -> bool:
    """Whether the register has no relations and no contact moments; it may have tags and actions."""
    database = register.database
    return not database.read(stored_relations.any_relation) and not number_of_moments(database)


def add_moments(register: Register, drafts: list[Draft], author: Author) -> None:
    """Register moments in one transaction, all or none. Raises the first refusal."""

    def work(transaction: Transaction) -> None:
        for outcome in register.registrar.register_all(transaction, drafts, author):
            if isinstance(outcome, RegisterError):
                raise outcome

    register.database.write(work)
