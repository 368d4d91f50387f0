"""One organisation's register, opened: settings become a database and what works on it.

Every door (the API, the command line) is given a `Register` and calls the domain through it.
"""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from contact_moments.clients import Tokens
from contact_moments.clock import Clock, system_clock
from contact_moments.errors import InvalidInputError, RegisterError, UnavailableError
from contact_moments.moments.registration import Registrar
from contact_moments.moments.rendering import rendering_of
from contact_moments.moments.types import SHIPPED, Types, add_shipped_types
from contact_moments.settings import Settings, database_file
from contact_moments.storage.database import Connection, Database
from contact_moments.storage.faults import DatabaseFault, in_words
from contact_moments.storage.questions import types as stored_types
from contact_moments.storage.whole import backups, schema
from contact_moments.storage.whole.transfer import Digest, Progress, copy_register, row_count
from contact_moments.times import Zone

_ONE = "contact-moments doctor, with CONTACT_MOMENTS_DATABASE_URL set to its address, looks for what is wrong with it"
_EACH = "contact-moments doctor, run for the register and for the target, looks for what is wrong"


class Register:
    """One organisation's register: its database, and what works on it. Every door gets the same one."""

    def __init__(self, settings: Settings, clock: Clock = system_clock) -> None:
        """Set the register up; nothing is asked of the database yet."""
        self.settings = settings
        self.clock = clock
        self.zone = Zone(settings.time_zone)
        self.database = Database(settings.database_url, clock, settings.prepared_statements)
        self.types = Types(self.database)
        self.registrar = Registrar(self.database, self.types, self.zone, clock, settings.action_codes)
        self.tokens = Tokens(self.database, clock)

    def prepare(self) -> None:
        """Give a new, empty database its schema and the shipped types; leave every other as it is."""
        schema.prepare(self.database, self._fill)

    def is_made(self) -> bool:
        """Whether there is a register in the database. Raises `InvalidInputError` where it is another program's."""
        return self.database.read_snapshot(schema.is_made)

    def become_ready(self) -> None:
        """As `check_ready`, after giving an empty database its schema: it may have been away until now."""
        self.prepare()
        self.check_ready()

    def check_ready(self) -> None:
        """Raise `UnavailableError` that says which command helps, unless the database is as it should be."""
        schema.check(self.database, rendering_of(self.zone))

    def check_schema(self) -> None:
        """As `check_ready`, without looking at what stored fragments were rendered for."""
        schema.check_version(self.database)

    def migrate(self) -> tuple[str, str]:
        """Bring schema and shipped types up to date; returns the schema's version before and after."""
        return schema.migrate(self.database, add_shipped_types)

    def back_up(self, target: Path) -> None:
        """Write a checked copy of everything to `target`. Raises `InvalidInputError` if that cannot be written."""
        backups.back_up(self.database, target)

    def restore(self, backup: Path) -> None:
        """Replace everything by a backup, checked and brought up to date first. Raises `InvalidInputError`."""
        backups.restore(self.database, backup, self._migrate_copy)

    def _migrate_copy(self, url: str) -> None:
        def fill(connection: Connection) -> None:
            add_shipped_types(connection)
            # A worker may have another register's types under the same version number.
            stored_types.set_version(connection, self.clock())

        copy = Database(url, self.clock)
        try:
            schema.migrate(copy, fill)
        finally:
            copy.close()

    def copy_to(self, url: str, progress: Progress) -> Digest:
        """Copy everything into the empty database at `url`; returns rows and digest per table, equal on both sides.

        Raises `RegisterError`, which says where it is the target that cannot be used.
        """
        with _target(self.settings.replaced(database_url=url)) as target:
            try:
                return copy_register(self.database, target.database, SHIPPED, progress)
            except DatabaseFault as fault:
                raise RegisterError(in_words(fault, _EACH)) from None

    def number_of_rows(self) -> int:
        """How many rows a copy goes through, once."""
        return self.database.read(row_count)

    def close(self) -> None:
        """Close the database."""
        self.database.close()

    def _fill(self, connection: Connection) -> None:
        add_shipped_types(connection)
        schema.set_rendering(connection, rendering_of(self.zone))


def none_yet(where: str) -> str:
    """The sentence for a place that has no register yet, with what helps."""
    return (
        f"There is no register {where} yet; check CONTACT_MOMENTS_DATABASE_URL, "
        "or make one: contact-moments demo, or contact-moments serve"
    )


@contextmanager
def _target(settings: Settings) -> Iterator[Register]:
    with ExitStack() as stack:
        try:
            target = Register(settings)
            stack.callback(target.close)
            target.prepare()
            target.check_schema()
        except (RegisterError, DatabaseFault) as fault:
            raise RegisterError(f"In the target: {in_words(fault, _ONE)}") from None
        yield target


@contextmanager
def faults_in_words(otherwise: str) -> Iterator[None]:
    """Raise what the database refuses as a `RegisterError` with one sentence: what the driver said and what helps.

    A refusal that the driver caused gets the driver's words added; an `UnavailableError` stays one. Where nothing is
    known to help, the sentence ends with `otherwise`.
    """
    try:
        yield
    except UnavailableError as fault:
        raise UnavailableError(in_words(fault, otherwise), fault.code) from fault
    except (RegisterError, DatabaseFault) as fault:
        raise RegisterError(in_words(fault, otherwise)) from fault


@contextmanager
def opened_if_made(settings: Settings) -> Iterator[Register]:
    """As `opened`, where there is a register; raises `InvalidInputError` where there is none yet, and makes none."""
    file = database_file(settings)
    if file is not None and not file.exists():
        raise InvalidInputError(none_yet(f"at {file}"))
    register = Register(settings)
    try:
        if not register.is_made():
            raise InvalidInputError(none_yet("in this database"))
        register.check_ready()
        yield register
    finally:
        register.close()


@contextmanager
def opened(settings: Settings, ready: bool = True) -> Iterator[Register]:
    """A register to work with, closed afterwards; a new, empty database gets its schema first.

    Raises `UnavailableError` when the database is away or, with `ready`, when it needs a command first.
    """
    register = Register(settings)
    try:
        register.prepare()
        if ready:
            register.check_ready()
        yield register
    finally:
        register.close()
