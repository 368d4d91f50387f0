"""One organisation's register: settings become a database and the services that work on it.

Every door (the API, the command line) is given a `Register` and calls the domain through it. See `maintenance` for what
concerns a register as a whole.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from contact_moments.clients import Tokens
from contact_moments.clock import Clock, system_clock
from contact_moments.errors import InvalidInputError
from contact_moments.moments.registration import Registrar
from contact_moments.moments.rendering import rendering_of
from contact_moments.moments.types import Types, add_shipped_types
from contact_moments.settings import Settings, database_file
from contact_moments.storage.database import Connection, Database
from contact_moments.storage.whole import schema
from contact_moments.times import Zone


class Register:
    """One organisation's register: its database, and the services that work on it."""

    def __init__(self, settings: Settings, clock: Clock = system_clock) -> None:
        """Set the register up; the database is not read yet."""
        self.settings = settings
        self.clock = clock
        self.zone = Zone(settings.time_zone)
        self.database = Database(settings.database_url, clock, settings.prepared_statements)
        self.types = Types(self.database)
        self.registrar = Registrar(self.database, self.types, self.zone, clock, settings.action_codes)
        self.tokens = Tokens(self.database, clock)

    def prepare(self) -> None:
        """Give a new, empty database its schema and the shipped types; leave any other register as it is."""
        schema.prepare(self.database, self._fill)

    def is_made(self) -> bool:
        """Whether the database has a register. Raises `InvalidInputError` if it belongs to another program."""
        return self.database.read_snapshot(schema.is_made)

    def become_ready(self) -> None:
        """As `check_ready`, after `prepare`: the database may have been away when the server started."""
        self.database.require_in_place()
        self.prepare()
        self.check_ready()

    def check_ready(self) -> None:
        """Raise `UnavailableError`, which names the command that helps, unless schema and rendering are right."""
        schema.check(self.database, rendering_of(self.zone))

    def check_schema(self) -> None:
        """As `check_ready`, for the schema only."""
        schema.check_version(self.database)

    def close(self) -> None:
        """Close the database."""
        self.database.close()

    def _fill(self, connection: Connection) -> None:
        add_shipped_types(connection)
        schema.set_rendering(connection, rendering_of(self.zone))


def none_yet(where: str) -> str:
    """The sentence for a place without a register, with what helps."""
    return (
        f"There is no register {where} yet; check CONTACT_MOMENTS_DATABASE_URL, "
        "or make one: contact-moments demo, or contact-moments serve"
    )


@contextmanager
def opened_if_made(settings: Settings) -> Iterator[Register]:
    """As `opened`, for a register that exists already. Raises `InvalidInputError` if there is none; makes none."""
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
    """The register, closed at the end of the block; a new, empty database gets its schema first.

    Raises `UnavailableError` if the database is away or, with `ready`, if it needs a command first.
    """
    register = Register(settings)
    try:
        register.prepare()
        if ready:
            register.check_ready()
        yield register
    finally:
        register.close()
