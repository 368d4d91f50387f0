"""What a server does by itself now and then, in a thread of each worker. Several workers share the work."""

from threading import Event, Thread

from contact_moments.errors import RegisterError
from contact_moments.log import Logger, frames_of
from contact_moments.moments import gaps
from contact_moments.refusals import refusing
from contact_moments.register import Register

EVERY = 60.0  # seconds
STOP_WAIT = 2.0

_log = Logger("contact_moments.housekeeping")


class Housekeeping:
    """The thread of one worker."""

    def __init__(self, register: Register) -> None:
        """`register` is that of the worker."""
        self._register = register
        self._stopped = Event()
        self._thread = Thread(target=self._run, name="housekeeping", daemon=True)

    def start(self) -> None:
        """Do everything that is due, now and then every minute."""
        self._thread.start()

    def stop(self) -> None:
        """Begin nothing more, and wait a while for what is under way. A batch that is cut off is rolled back."""
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
                gaps.settle(self._register.database, self._register.clock)
        except RegisterError as refusal:
            # Readiness says what is wrong; here it is done a minute later.
            _log.info("housekeeping_waits", reason=refusal.code)
        except Exception as fault:
            # Not its text: it may repeat content.
            _log.error("housekeeping_failed", error=type(fault).__qualname__, frames=frames_of(fault))
