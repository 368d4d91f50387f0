"""One organisation's register: settings become a database and the services that work on it.

Every door (the API, the command line) is given a `Register` and calls the domain through it. See `maintenance` for what
concerns a register as a whole.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from contact_moments.accounts.passwords import Passwords
from contact_moments.accounts.sessions import Sessions
from contact_moments.accounts.shipped_roles import add_shipped_roles
from contact_moments.audit.failures import FailureCounter
from contact_moments.clients import Tokens
from contact_moments.clock import Clock, system_clock
from contact_moments.errors import InvalidInputError, UnavailableError
from contact_moments.meter.meter import UNMETERED, Meter
from contact_moments.moments.overview import Overviews
from contact_moments.moments.registration import Registrar
from contact_moments.moments.rendering import rendering_of
from contact_moments.moments.search import Searches
from contact_moments.moments.timeline import Timelines
from contact_moments.moments.types import Types, add_shipped_types
from contact_moments.phones import keying_of
from contact_moments.relations.keys import key_earlier_relations
from contact_moments.settings import Settings, masked
from contact_moments.storage.backends.sqlite.place import Found
from contact_moments.storage.database import Connection, Database
from contact_moments.storage.whole import schema
from contact_moments.times import Zone


class Register:
    """One organisation's register: its database, and the services that work on it."""

    def __init__(
        self,
        settings: Settings,
        clock: Clock = system_clock,
        passwords: Passwords | None = None,
        meter: Meter = UNMETERED,
    ) -> None:
        """Set the register up; the database is not read yet. Tests give `passwords` that cost less."""
        self.settings = settings
        self.clock = clock
        self.meter = meter
        self.zone = Zone(settings.time_zone)
        self.database = Database(settings.database_url, clock, settings.prepared_statements, meter)
        self.types = Types(self.database)
        self.registrar = Registrar(
            self.database, self.types, self.zone, clock, settings.action_codes, settings.parked_days, meter
        )
        self.searches = Searches(self.database)
        self.timelines = Timelines(self.database, self.searches, self.zone)
        self.overviews = Overviews(self.database, self.zone, self.clock)
        self.tokens = Tokens(self.database, clock)
        self.sessions = Sessions(self.database, clock, settings)
        self.passwords = passwords or Passwords()
        self.failures = FailureCounter(clock, meter)
        self._is_there = False

    def prepare(self, with_folder: bool = True) -> bool:
        """Make the register where there is none: schema, shipped types and, `with_folder`, the folder of its file.

        Returns whether it did. Leaves any other register as it is. Raises `InvalidInputError` where none can be made.
        """
        self.database.make_place(with_folder)
        return schema.prepare(self.database, self._fill)

    def require(self) -> None:
        """Raise a refusal that names the place unless there is a register; make and change nothing.

        It is an `UnavailableError` for an empty database on a server, which others may prepare, and otherwise an
        `InvalidInputError`. Called before anything else (see `Database.look`); once it was there, it is not looked for
        again.
        """
        if self._is_there:
            return
        found = self.database.look()
        if found is not Found.REGISTER:
            raise InvalidInputError(self._none(found.value))
        if not self.database.read_snapshot(schema.is_made):
            refusal = InvalidInputError if self.database.files() else UnavailableError
            raise refusal(self._none("the database has no tables"))
        self._is_there = True

    def _none(self, why: str) -> str:
        return (
            f"There is no register at {self.place()}: {why}; check CONTACT_MOMENTS_DATABASE_URL and the folder that "
            "you are in, or make a new register: contact-moments migrate"
        )

    def place(self) -> str:
        """Where the register is: the absolute path of its file, or the database's address without passwords."""
        file = next(iter(self.database.files()), None)
        return str(masked(self.settings)["database_url"] if file is None else file.absolute())

    def check_ready(self) -> None:
        """Raise `UnavailableError`, which names the command that helps, unless what is stored fits the settings."""
        self.database.require_in_place()
        schema.check(self.database, rendering_of(self.zone), keying_of(self.settings.phone_region))

    def check_schema(self) -> None:
        """As `check_ready`, for the schema only."""
        schema.check_version(self.database)

    def close(self) -> None:
        """Close the database."""
        self.database.close()

    def _fill(self, connection: Connection) -> None:
        add_shipped_types(connection)
        add_shipped_roles(connection)
        schema.set_rendering(connection, rendering_of(self.zone))
        key_earlier_relations(connection, self.settings.phone_region)


@contextmanager
def made(settings: Settings, with_folder: bool = True) -> Iterator[tuple[Register, bool]]:
    """The register, and whether it is new: it is made where there is none, `with_folder` if that is missing too.

    It is closed at the end of the block.

    Raises `InvalidInputError` where none can be made, and `UnavailableError` if the database is away.
    """
    register = Register(settings)
    try:
        yield register, register.prepare(with_folder)
    finally:
        register.close()


@contextmanager
def opened(settings: Settings, ready: bool = True) -> Iterator[Register]:
    """The register, closed at the end of the block.

    Raises `InvalidInputError` if there is none, and `UnavailableError` if the database is away or, with `ready`, if it
    needs a command first.
    """
    register = Register(settings)
    try:
        register.require()
        if ready:
            register.check_ready()
        yield register
    finally:
        register.close()
