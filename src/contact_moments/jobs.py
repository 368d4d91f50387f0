"""Jobs: long work that an administrator asks for on a page, and that a server does in the background.

A request only writes down what is asked for. Some worker's housekeeping finds it, and does it in a thread of its own,
so that neither requests nor the rest of the housekeeping wait. Meanwhile that housekeeping notes every few seconds that
it is at it: a job of which nothing was noted for a minute was interrupted, and can be asked for again.
"""

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from threading import Thread
from typing import Any, Literal, get_args

from msgspec import Struct

from contact_moments import doctor
from contact_moments.audit import trail
from contact_moments.backups.making import Order, absolute, make
from contact_moments.clock import SECOND
from contact_moments.errors import InvalidInputError, RegisterError
from contact_moments.log import Logger, frames_of
from contact_moments.people import Actor
from contact_moments.register import Register
from contact_moments.storage.database import Database
from contact_moments.storage.faults import DatabaseFault
from contact_moments.storage.questions import jobs as stored
from contact_moments.storage.questions.jobs import Job
from contact_moments.storage.transaction import Transaction

Name = Literal["examination", "verification", "backup"]
NAMES: tuple[Name, ...] = get_args(Name)
INTERRUPTED = 60 * SECOND  # without a word of the server that is at it
NOTED_EVERY = 5 * SECOND
MOST = 200  # findings that are kept
ROOM = 3  # times the size of the database that must be free before a backup is made on a page

_log = Logger("contact_moments.jobs")


class State(Struct, frozen=True):
    """How a job stands: nobody has asked for it, it waits, is in progress, was interrupted, has failed or has ended.

    `at` is when it came to that, and `result` what came of it.
    """

    state: Literal["never", "waiting", "running", "interrupted", "failed", "ended"] = "never"
    at: int = 0
    done: int = 0
    total: int = 0
    result: dict[str, Any] = {}


def state(database: Database, name: Name, now: int) -> State:
    """How a job stands."""
    found = database.read(lambda connection: stored.of_name(connection, name))
    return State() if found is None else _state(found, now)


def _state(one: Job, now: int) -> State:
    if one.ended_at is not None:
        result = json.loads(one.result or "{}")
        return State("failed" if "failed" in result else "ended", one.ended_at, result=result)
    since = one.seen_at or one.asked_at
    if now - since > INTERRUPTED:
        return State("interrupted", since)
    return State("running" if one.started_at else "waiting", since, one.done, one.total)


def ask(database: Database, name: Name, by: Actor, now: int) -> None:
    """Ask for a job, unless it waits or is in progress already."""

    def work(transaction: Transaction) -> None:
        transaction.lock()
        found = stored.of_name(transaction.connection, name)
        if found is None or _state(found, now).state not in ("waiting", "running"):
            stored.ask(transaction.connection, name, now, by.account_id)

    database.write(work)


class Jobs:
    """What one worker does of them: one job at a time."""

    def __init__(self, register: Register) -> None:
        self._register = register
        self._running: _Run | None = None

    def look_after(self) -> None:
        """Begin a job that waits, unless one is in progress here. Takes a moment only."""
        if self._running is None or not self._running.is_alive():
            self._running = self._begin()

    def note(self) -> None:
        """Note that the job that is in progress here still is."""
        if self._running is not None and self._running.is_alive():
            self._running.note()

    def finish(self) -> None:
        """Do what waits, and wait until it is done."""
        self.look_after()
        if self._running is not None:
            self._running.join()

    def _begin(self) -> "_Run | None":
        register, now = self._register, self._register.clock()
        found = register.database.read(lambda connection: stored.waiting(connection, now - INTERRUPTED))
        name = next((one for one in NAMES if found is not None and one == found.name), None)
        if found is None or name is None:
            return None
        if not register.database.write(lambda transaction: stored.claim(transaction.connection, name, now)):
            return None
        run = _Run(register, name, now, Actor(account_id=found.account_id))
        run.start()
        return run


class _Run(Thread):
    """A job in progress."""

    def __init__(self, register: Register, name: Name, begun: int, by: Actor) -> None:
        super().__init__(name=f"job {name}", daemon=True)
        self._register = register
        self._by = by
        self._job = name
        self._begun = self._noted = begun
        self._steps = (0, 0)

    def note(self) -> None:
        """Note how far it has come, now and then."""
        now = self._register.clock()
        if now - self._noted >= NOTED_EVERY:
            self._noted = now
            steps = self._steps
            self._register.database.write(
                lambda transaction: stored.note(transaction.connection, self._job, self._begun, now, steps)
            )

    def run(self) -> None:
        try:
            self._end(_WORK[self._job](self._register, self._by, self._progress))
        except (RegisterError, DatabaseFault) as fault:
            self._end(
                {"failed": getattr(fault, "message", "The database has failed; contact-moments doctor says more")}
            )
        except Exception as fault:
            # Not its text, which may repeat what somebody has written.
            _log.error("job_failed", job=self._job, error=type(fault).__qualname__, frames=frames_of(fault))
            self._end({"failed": f"Something went wrong here ({type(fault).__name__}); the log says where"})

    def _progress(self, done: int, total: int) -> None:
        self._steps = (done, total)

    def _end(self, result: dict[str, Any]) -> None:
        text, now = json.dumps(result), self._register.clock()
        try:
            self._register.database.write(
                lambda transaction: stored.end(transaction.connection, self._job, self._begun, now, text)
            )
        except (RegisterError, DatabaseFault) as fault:
            _log.error("job_not_noted", job=self._job, error=type(fault).__qualname__, frames=frames_of(fault))


Progress = Callable[[int, int], None]


def _examine(register: Register, _: Actor, progress: Progress) -> dict[str, Any]:
    found = []
    for done, (name, findings) in enumerate(doctor.thorough(register)):
        progress(done, len(doctor.CHECKS))
        found += [[name, well, text] for well, text in findings]
    return {"findings": sorted(found, key=lambda one: bool(one[1]))[:MOST]}


def _verify(register: Register, _: Actor, progress: Progress) -> dict[str, Any]:
    done, total = 0, register.database.read(trail.length)

    def step(events: int) -> None:
        nonlocal done
        done += events
        progress(done, total)

    found = trail.verify(register.database, progress=step)
    return {"number": found.number, "hash": found.hash, "faults": list(found.faults)}


def _back_up(register: Register, by: Actor, progress: Progress) -> dict[str, Any]:
    """Into the operator's folder, as the command makes it."""
    progress(0, 0)
    settings = register.settings
    if settings.backup_folder is None:
        raise InvalidInputError("No folder for backups is set: CONTACT_MOMENTS_BACKUP_FOLDER")
    folder = absolute(Path(settings.backup_folder))
    require_room(register, folder)
    made = make(register, Order(folder, settings.backup_recipients), by)
    return {"file": made.file.name, "wrong": list(made.wrong)}


def require_room(register: Register, folder: Path) -> None:
    """Raise `InvalidInputError` where a backup would take the room that the register itself may need."""
    try:
        free = shutil.disk_usage(folder).free
    except OSError as fault:
        raise InvalidInputError(f"The folder for backups cannot be used: {fault.strerror}") from None
    if free < ROOM * register.database.figures().size:
        raise InvalidInputError("There is too little room in the folder for backups; delete old ones, or make room")


_WORK: dict[Name, Callable[[Register, Actor, Progress], dict[str, Any]]] = {
    "examination": _examine,
    "verification": _verify,
    "backup": _back_up,
}
