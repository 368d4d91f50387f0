"""Sessions: in which browsers people have signed in. Only hashes of what cookies hold are stored."""

from contact_moments.clock import Clock
from contact_moments.people import Session
from contact_moments.settings import Settings
from contact_moments.storage.database import Database


class Sessions:
    """The sessions of a register, cached for two seconds."""

    def __init__(self, database: Database, clock: Clock, settings: Settings) -> None:
        self._database = database
        self._clock = clock
        self._settings = settings

    def cached(self, cookie: str) -> Session | None:
        """The session of a cookie that was looked up within two seconds; None for every other. Asks no database."""
        raise NotImplementedError

    def look_up(self, cookie: str) -> Session | None:
        """The session of a cookie; None if there is none, if it has ended, or if its account is disabled."""
        raise NotImplementedError
