"""What only the register knows: asked at most once every few seconds, in a thread, however often somebody scrapes."""

import asyncio
import contextlib
import time
from collections.abc import Callable
from functools import partial
from threading import Thread

from msgspec import Struct

from contact_moments.clock import SECOND
from contact_moments.errors import RegisterError
from contact_moments.log import Logger, frames_of
from contact_moments.moments import follow_up_list
from contact_moments.refusals import refusing
from contact_moments.register import Register
from contact_moments.storage.database import Connection
from contact_moments.storage.questions.watched import Watched, watched

ASKED_EVERY = 5.0  # seconds
PATIENCE = 2.0  # seconds that a scrape waits for the database
LAST_FOR = 15.0  # seconds for which an answer is told while the next one does not come
MOST_LATE = 1000

_log = Logger("contact_moments.metrics")


class Reading(Struct, frozen=True):
    """Figures by their names, what the database is, and when it was asked (on the clock of `time.monotonic`)."""

    figures: dict[str, float]
    engine: str
    asked_at: float


def read(register: Register) -> Reading:
    """Ask the register. Where the database does not answer, only that is told."""
    asked_at, figures, engine = time.monotonic(), {"database_up": 0.0, "ready": 0.0}, ""
    with contextlib.suppress(RegisterError), refusing("see the server's readiness"):
        register.database.require_in_place()
        sizes = register.database.figures()
        engine = sizes.engine
        figures |= {"database_up": 1.0, "database_size_bytes": sizes.size}
        figures |= _given({"wal_size_bytes": sizes.log, "disk_free_bytes": sizes.free})
        register.check_ready()
        figures |= _stored(register)
        figures["ready"] = float(register.database.write_fault() is None)
    return Reading(figures, engine, asked_at)


def _stored(register: Register) -> dict[str, float]:
    def ask(connection: Connection) -> tuple[Watched, int]:
        now = register.clock()
        counts = follow_up_list.counts_in(connection, register.zone, now, most=MOST_LATE)
        return watched(connection, now), counts.late

    found, late = register.database.read_snapshot(ask)
    figures = {"parked": found.parked, "audit_events": found.last_event, "follow_ups_late": late}
    times = {
        "last_backup": found.last_backup_at,
        "last_drill": found.last_drill_at,
        "last_audit_event": found.last_event_at,
    }
    return _given(figures) | {f"{name}_timestamp_seconds": at / SECOND for name, at in times.items() if at is not None}


def _given(figures: dict[str, int | None]) -> dict[str, float]:
    return {name: float(value) for name, value in figures.items() if value is not None}


class Readings:
    """The last reading, and at most one thread that asks for the next."""

    def __init__(self, ask: Callable[[], Reading]) -> None:
        self._ask = ask
        self._last: Reading | None = None
        self._asking: asyncio.Future[None] | None = None

    async def latest(self) -> Reading | None:
        """A reading of the last seconds; None where the database does not answer in time."""
        if self._last is None or time.monotonic() - self._last.asked_at > ASKED_EVERY:
            await asyncio.wait([self._asked()], timeout=PATIENCE)
        last = self._last
        return last if last is not None and time.monotonic() - last.asked_at < LAST_FOR else None

    def _asked(self) -> "asyncio.Future[None]":
        if self._asking is None:
            loop = asyncio.get_running_loop()
            # Not a pool's: the process would wait at its end for a database that does not answer.
            Thread(target=partial(self._run, loop), name="readings", daemon=True).start()
            # Now: where no thread can be started, the next scrape has to try it again.
            self._asking = loop.create_future()
        return self._asking

    def _run(self, loop: asyncio.AbstractEventLoop) -> None:
        reading = None
        try:
            reading = self._ask()
        except Exception as fault:
            # Not its text: it may repeat content.
            _log.error("metrics_failed", error=type(fault).__qualname__, frames=frames_of(fault))
        with contextlib.suppress(RuntimeError):  # the loop has ended
            loop.call_soon_threadsafe(self._answered, reading)

    def _answered(self, reading: Reading | None) -> None:
        asking, self._asking = self._asking, None
        self._last = reading or self._last
        if asking is not None:
            asking.set_result(None)
