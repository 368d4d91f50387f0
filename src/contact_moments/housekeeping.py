"""What a server does by itself now and then, in a thread of each worker. Several workers share the work."""

import time
from threading import Event, Thread

from contact_moments.clock import SECOND
from contact_moments.errors import RegisterError, UnavailableError
from contact_moments.log import Logger, frames_of
from contact_moments.moments import gaps
from contact_moments.refusals import refusing
from contact_moments.register import Register

EVERY = 60.0  # seconds
REST = 0.02  # seconds between two batches, for everybody else
STOP_WAIT = 2.0
JUMP = 5.0  # seconds

_log = Logger("contact_moments.housekeeping")


class Housekeeping:
    """The thread of one worker."""

    def __init__(self, register: Register) -> None:
        """`register` is that of the worker."""
        self._register = register
        self._stopped = Event()
        self._thread = Thread(target=self._run, name="housekeeping", daemon=True)
        self._offset = self._clock_offset()

    def start(self) -> None:
        """Do everything that is due, now and then every minute."""
        self._thread.start()

    def stop(self) -> None:
        """Begin nothing more, and wait a while for what is in progress. A batch that is cut off is rolled back."""
        self._stopped.set()
        self._thread.join(STOP_WAIT)

    def _run(self) -> None:
        self._do_what_is_due()
        while not self._stopped.wait(EVERY):
            self._do_what_is_due()

    def _do_what_is_due(self) -> None:
        try:
            with refusing("see the server's readiness"):
                self._register.check_ready()
                self._register.database.try_first_write()
                self._settle_gaps()
        except RegisterError as refusal:
            # Readiness says what is wrong; here it is done a minute later.
            _log.info("housekeeping_waits", reason=refusal.code)
        except Exception as fault:
            # Not its text: it may repeat content.
            _log.error("housekeeping_failed", error=type(fault).__qualname__, frames=frames_of(fault))

    def _settle_gaps(self) -> None:
        database, clock, offset = self._register.database, self._register.clock, self._clock_offset()
        # Where the clock was set, an hour of it has not been an hour for those who read page by page.
        if abs(offset - self._offset) > JUMP:
            gaps.keep_counting(database, clock)
        self._offset = offset
        gaps.settle(database, clock, lambda _: self._rest())

    def _rest(self) -> None:
        if self._stopped.wait(REST):
            raise UnavailableError("The server stops")

    def _clock_offset(self) -> float:
        return self._register.clock() / SECOND - time.monotonic()
