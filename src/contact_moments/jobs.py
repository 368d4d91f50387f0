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
from contact_moments.errors import ConflictError, InvalidInputError, RegisterError
from contact_moments.log import Logger, frames_of
from contact_moments.model import IMPORT_EDIT, REGISTER_BACKUP, REGISTER_VIEW, RELATION_EDIT, RELATION_VIEW, WITHDRAW
from contact_moments.people import Actor
from contact_moments.register import Register
from contact_moments.rights import require_scopes
from contact_moments.storage.checked_database import CheckedDatabase
from contact_moments.storage.database import Database
from contact_moments.storage.faults import DatabaseFault
from contact_moments.storage.questions import jobs as stored
from contact_moments.storage.questions.jobs import Job
from contact_moments.storage.transaction import Transaction
from contact_moments.uploads import undoing

Name = Literal["examination", "verification", "backup", "undo relations", "undo moments"]
NAMES: tuple[Name, ...] = get_args(Name)
# What whoever asks must be allowed when a job that makes or changes something begins, and before each change of the
# register that an undoing makes. The others only read.
RIGHTS: dict[str, frozenset[str]] = {
    "backup": frozenset({REGISTER_VIEW, REGISTER_BACKUP}),
    "undo relations": frozenset({IMPORT_EDIT, RELATION_EDIT, RELATION_VIEW}),
    "undo moments": frozenset({IMPORT_EDIT, WITHDRAW}),
}
INTERRUPTED = 60 * SECOND  # without a word of the server that is at it
NOTED_EVERY = 5 * SECOND
MOST = 200  # findings that are kept
ROOM = 3  # times the size of the database that must be free before a backup is made on a page

_log = Logger("contact_moments.jobs")


class State(Struct, frozen=True):
    """How a job stands: nobody has asked for it, it waits, is in progress, was interrupted, has failed or has ended.

    `at` is when it came to that. `result` is what the job was given, and what came of it once it has ended.
    """

    state: Literal["never", "waiting", "running", "interrupted", "failed", "ended"] = "never"
    at: int = 0
    done: int = 0
    total: int = 0
    result: dict[str, Any] = {}

    @property
    def is_under_way(self) -> bool:
        """Whether it waits or is in progress."""
        return self.state in ("waiting", "running")


def state(database: Database, name: Name, now: int) -> State:
    """How a job stands."""
    found = database.read(lambda connection: stored.of_name(connection, name))
    return State() if found is None else _state(found, now)


def _state(one: Job, now: int) -> State:
    result = json.loads(one.result or "{}")
    if one.ended_at is not None:
        return State("failed" if "failed" in result else "ended", one.ended_at, result=result)
    since = one.seen_at or one.asked_at
    if now - since > INTERRUPTED:
        return State("interrupted", since, result=result)
    return State("running" if one.started_at else "waiting", since, one.done, one.total, result)


def ask(database: Database, name: Name, by: Actor, now: int, given: dict[str, Any] | None = None) -> bool:
    """Ask for a job with what it is `given`, unless it is under way already; returns whether it was asked for."""

    def work(transaction: Transaction) -> bool:
        transaction.lock()
        found = stored.of_name(transaction.connection, name)
        if found is not None and _state(found, now).is_under_way:
            return False
        stored.ask(transaction.connection, name, now, by.account_id, json.dumps(given or {}))
        return True

    return database.write(work)


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
        run = _Run(register, name, now, found)
        run.start()
        return run


class _Run(Thread):
    """A job in progress."""

    def __init__(self, register: Register, name: Name, begun: int, asked: Job) -> None:
        super().__init__(name=f"job {name}", daemon=True)
        self._register = register
        self._by = Actor(account_id=asked.account_id)
        self._given: dict[str, Any] = json.loads(asked.result or "{}")
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
            self._end(self._given | self._work())
        except (RegisterError, DatabaseFault) as fault:
            message = getattr(fault, "message", "The database has failed; contact-moments doctor says more")
            self._end(self._given | {"failed": message})
        except Exception as fault:
            # Not its text, which may repeat what somebody has written.
            _log.error("job_failed", job=self._job, error=type(fault).__qualname__, frames=frames_of(fault))
            self._end(
                self._given | {"failed": f"Something went wrong here ({type(fault).__name__}); the log says where"}
            )

    def _work(self) -> dict[str, Any]:
        database = CheckedDatabase(self._register.database, self._require_right)
        if self._job in RIGHTS:
            database.write(lambda _: None)
        if self._job in stored.UNDOING:
            _undo(database, self._given, self._by, self._progress)
            return {}
        return _WORK[self._job](self._register, self._by, self._progress)

    def _require_right(self, transaction: Transaction) -> None:
        """Raise a refusal where whoever has asked may not do this any more, or the job was stopped."""
        require_scopes(transaction, self._by, RIGHTS[self._job])
        found = stored.of_name(transaction.connection, self._job)
        if found is None or found.started_at != self._begun or found.ended_at is not None:
            raise ConflictError("This was stopped")

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
        found += [[name, "warning" if one.warning else one.well, one.text] for one in findings]
    return {"findings": sorted(found, key=lambda one: (False, "warning", True).index(one[1]))[:MOST]}


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


def _undo(database: Database, given: dict[str, Any], by: Actor, progress: Progress) -> None:
    """Undo an import, from where it has come to."""
    kind, number = given["kind"], given["number"]
    done, total = 0, undoing.number_left(database, kind, number)

    def step(steps: int) -> None:
        nonlocal done
        done += steps
        progress(min(done, total), total)

    undoing.undo(database, kind, number, given["also_corrected"], by, step)


_WORK: dict[Name, Callable[[Register, Actor, Progress], dict[str, Any]]] = {
    "examination": _examine,
    "verification": _verify,
    "backup": _back_up,
}
