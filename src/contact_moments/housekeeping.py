"""What a server does by itself now and then, in one thread of each worker. Several workers share the work."""

import time
from collections.abc import Callable
from functools import partial
from threading import Event, Thread

from contact_moments.accounts.expiry import remove_expired
from contact_moments.audit import expiry as trail_expiry
from contact_moments.audit import start
from contact_moments.clock import SECOND
from contact_moments.errors import RegisterError, UnavailableError
from contact_moments.jobs import Jobs
from contact_moments.log import Logger, frames_of
from contact_moments.moments import completing, gaps, parking
from contact_moments.refusals import refusing
from contact_moments.register import Register
from contact_moments.storage.questions.trusted_time import come_nearer, trusted_now
from contact_moments.storage.transaction import Transaction
from contact_moments.uploads import uploads
from contact_moments.uploads.importing import Background

LOOKED_AFTER_EVERY = 2.0  # seconds
COMPLETED_EVERY = 5.0
EVERY = 60.0
TRAIL_EVERY = 3600.0
REST = 0.02  # seconds between two batches, for everybody else
STOP_WAIT = 2.0
JUMP = 5.0  # seconds
STEADY = 3600.0  # seconds without a jump of the clock before anything is removed by age

_log = Logger("contact_moments.housekeeping")


class Task:
    """Something to do every so many seconds: first at once, and then so long after it has ended."""

    def __init__(self, every: float, work: Callable[[], object]) -> None:
        self._every = every
        self.work = work
        self.due_at = 0.0

    def is_due(self) -> bool:
        """Whether it is time."""
        return time.monotonic() >= self.due_at

    def put_off(self) -> None:
        """It was done, or tried."""
        self.due_at = time.monotonic() + self._every


class Housekeeping:
    """The thread of one worker.

    Every fault is logged, and its task tried again the next time.
    """

    def __init__(self, register: Register) -> None:
        """`register` is that of the worker."""
        self._register = register
        self._stopped = Event()
        self._thread = Thread(target=self._run, name="housekeeping", daemon=True)
        # A machine may start with a wrong clock: so a start counts as a jump of it.
        self._offset, self._jumped_at = self._clock_offset(), time.monotonic()
        self._counted_for = self._jumped_at
        self._waits_for: str | None = None
        self._settings_are_noted = False
        self._looking_after = Task(LOOKED_AFTER_EVERY, register.database.look_after)
        jobs = Jobs(register)
        # Also while something else takes minutes: a job of which nothing is noted counts as interrupted.
        self._noting = Task(LOOKED_AFTER_EVERY, jobs.note)
        # Each of these begins once the register is ready, and calls `rest` between two batches.
        self._tasks = [
            Task(EVERY, register.database.try_first_write),
            Task(EVERY, self._settle_gaps),
            Task(COMPLETED_EVERY, self._complete),
            Task(LOOKED_AFTER_EVERY, jobs.look_after),
            Task(COMPLETED_EVERY, partial(Background(register).go_on, self.rest)),
            Task(EVERY, self._note_settings),
            Task(EVERY, self._write_failures),
            Task(EVERY, self._remove_expired),
            Task(TRAIL_EVERY, self._shorten_trail),
        ]

    def start(self) -> None:
        """Do everything that is due, now and from now on."""
        self._thread.start()

    def stop(self) -> None:
        """Begin nothing more, and wait a while for what is in progress. A batch that is cut off is rolled back."""
        self._stopped.set()
        self._thread.join(STOP_WAIT)
        self._log_faults(partial(self._write_failures, also_now=True))

    def do_what_is_due(self) -> None:
        """Do each task whose time it is, once."""
        self._look_after()
        for task in self._tasks:
            if task.is_due():
                self._log_faults(partial(self._do, task))
                task.put_off()

    def rest(self, _: int = 0) -> None:
        """Let others have their turn, between two batches. Raises `UnavailableError` if the server stops."""
        self._look_after()
        if self._stopped.wait(REST):
            raise UnavailableError("The server stops")

    def _run(self) -> None:
        while not self._stopped.is_set():
            self.do_what_is_due()
            next_at = min(task.due_at for task in (self._looking_after, *self._tasks))
            self._stopped.wait(max(0.0, next_at - time.monotonic()))

    def _look_after(self) -> None:
        for task in (self._looking_after, self._noting):
            if task.is_due():
                self._log_faults(task.work)
                task.put_off()

    def _do(self, task: Task) -> None:
        waits_for = None
        try:
            with refusing("see the server's readiness"):
                self._register.check_ready()
                task.work()
        except RegisterError as refusal:
            waits_for = refusal.code
        # Once: readiness says what is wrong.
        if waits_for is not None and waits_for != self._waits_for:
            _log.info("housekeeping_waits", reason=waits_for)
        self._waits_for = waits_for

    def _log_faults(self, work: Callable[[], object]) -> None:
        try:
            work()
        except Exception as fault:
            # Not its text: it may repeat content.
            _log.error("housekeeping_failed", error=type(fault).__qualname__, frames=frames_of(fault))

    def _settle_gaps(self) -> None:
        database, clock, jumped_at = self._register.database, self._register.clock, self._last_jump()
        # Where the clock was set, an hour of it has not been an hour for those who read page by page.
        if jumped_at != self._counted_for:
            gaps.keep_counting(database, clock)
            self._counted_for = jumped_at
        gaps.settle(database, clock, self.rest)

    def _complete(self) -> None:
        """Complete merges and renamings that are in progress: the API begins them, and commands are interrupted."""
        completing.complete(self._register.database, self._register.zone, self.rest)

    def _note_settings(self) -> None:
        """Once: the settings of a server do not change while it runs."""
        if not self._settings_are_noted:
            start.note_settings(self._register.database, self._register.settings)
            self._settings_are_noted = True

    def _write_failures(self, also_now: bool = False) -> None:
        self._register.failures.write(self._register.database, also_now)

    def _remove_expired(self) -> None:
        if not self._is_steady():
            return
        register = self._register
        now = register.database.read(partial(trusted_now, now=register.clock()))
        remove_expired(register.database, now, self.rest)
        parking.expire(register.database, now, register.settings.parked_days)
        uploads.expire(register.database, now, self.rest)

    def _shorten_trail(self) -> None:
        if not self._is_steady():
            return
        register = self._register
        register.database.write(self._trust_clock)
        trail_expiry.expire(register.database, register.clock, register.settings.audit_days, self.rest)
        trail_expiry.drop_addresses(register.database, register.clock, register.settings.failure_days, self.rest)

    def _trust_clock(self, transaction: Transaction) -> None:
        come_nearer(transaction.connection, self._register.clock(), self._register.settings.workers)

    def _is_steady(self) -> bool:
        """Whether the clock can be believed: what a wrong one lets expire is lost for good."""
        return time.monotonic() - self._last_jump() >= STEADY

    def _last_jump(self) -> float:
        """When the clock was last set, or the server started, by the monotonic clock."""
        offset = self._clock_offset()
        if abs(offset - self._offset) > JUMP:
            self._jumped_at = time.monotonic()
        self._offset = offset
        return self._jumped_at

    def _clock_offset(self) -> float:
        return self._register.clock() / SECOND - time.monotonic()
