"""What only the register knows: asked seldom, and never waited for long."""

import asyncio
import threading
import time
from collections.abc import Iterator
from functools import partial

import pytest

from contact_moments.clock import SECOND
from contact_moments.errors import UnwritableError
from contact_moments.metrics import readings
from contact_moments.metrics.readings import Reading, Readings, read
from contact_moments.people import Event, Kind
from contact_moments.register import Register
from contact_moments.storage.backends.sqlite.backend import SqliteBackend
from contact_moments.storage.transaction import Transaction
from tests.support import Installation


class Asked:
    """A database that answers when it is let."""

    def __init__(self) -> None:
        self.times = 0
        self.answers = threading.Event()
        self.answers.set()

    def __call__(self) -> Reading:
        """Answer, once it is let."""
        self.times += 1
        self.answers.wait(10)
        return Reading({"parked": float(self.times)}, "SQLite", time.monotonic())


@pytest.fixture
def asked() -> Asked:
    """One that answers at once."""
    return Asked()


def test_several_scrapes_ask_once(asked: Asked) -> None:
    """Within some seconds, and at the same time, the database is asked once."""

    async def scrape() -> list[Reading | None]:
        own = Readings(asked)
        return [*await asyncio.gather(own.latest(), own.latest()), await own.latest()]

    found = asyncio.run(scrape())

    assert asked.times == 1
    assert [one and one.figures for one in found] == [{"parked": 1.0}] * 3


def test_a_database_that_does_not_answer(asked: Asked, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is waited for a moment; then the last answer is told while it is fresh, and later none. One thread asks."""
    monkeypatch.setattr(readings, "ASKED_EVERY", 0.0)

    async def scrape() -> list[Reading | None]:
        own = Readings(asked)
        found = [await own.latest()]
        asked.answers.clear()
        monkeypatch.setattr(readings, "PATIENCE", 0.05)
        found.append(await own.latest())
        monkeypatch.setattr(readings, "LAST_FOR", 0.0)
        found += [await own.latest(), await own.latest()]
        monkeypatch.setattr(readings, "LAST_FOR", 15.0)
        monkeypatch.setattr(readings, "PATIENCE", 10.0)
        asked.answers.set()
        return [*found, await own.latest()]

    found = asyncio.run(scrape())

    assert [one is not None for one in found] == [True, True, False, False, True]
    assert asked.times == 2


def test_a_thread_that_cannot_be_started(asked: Asked, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the machine has no thread to spare, the next scrape tries it again."""

    def refuse(_: threading.Thread) -> None:
        raise RuntimeError("can't start new thread")

    async def scrape() -> Reading | None:
        own = Readings(asked)
        with monkeypatch.context() as full:
            full.setattr(threading.Thread, "start", refuse)
            with pytest.raises(RuntimeError):
                await own.latest()
        return await own.latest()

    assert asyncio.run(scrape()) is not None


def test_a_fault_is_no_answer(asked: Asked) -> None:
    """Where asking fails, nothing of the database is told, and the next scrape asks again."""

    def fail() -> Reading:
        asked.times += 1
        raise RuntimeError("a secret")

    async def scrape() -> list[Reading | None]:
        own = Readings(fail)
        return [await own.latest(), await own.latest()]

    assert asyncio.run(scrape()) == [None, None]
    assert asked.times == 2


@pytest.fixture
def register(registered: Installation) -> Iterator[Register]:
    """An empty register."""
    found = Register(registered.settings_here())
    yield found
    found.close()


@pytest.mark.both_engines
def test_what_is_told(register: Register) -> None:
    """Sizes, what waits, and the time of the last backup by the audit trail, where there was one."""
    before = read(register)
    backup = Event("backup", None, None, "operator", None, None, {})
    drill = Event("drill", None, None, "operator", None, None, {"restorable": True})
    for event in (backup, drill):
        register.database.write(partial(record, event))

    after = read(register).figures
    assert "last_backup_timestamp_seconds" not in before.figures
    assert before.figures["parked"] == before.figures["follow_ups_late"] == 0
    assert (before.figures["ready"], before.figures["database_up"]) == (1, 1)
    assert abs(after["last_backup_timestamp_seconds"] - register.clock() / SECOND) < 10
    assert after["last_audit_event_timestamp_seconds"] == after["last_drill_timestamp_seconds"]
    assert after["last_drill_timestamp_seconds"] >= after["last_backup_timestamp_seconds"]
    assert after["audit_events"] == before.figures["audit_events"] + 2


@pytest.mark.both_engines
@pytest.mark.parametrize("kind", ["backup", "drill"])
def test_what_does_not_count(kind: Kind, register: Register) -> None:
    """A backup that `restore` would refuse is none, and a drill in which something was wrong shows nothing."""
    times = []
    for good in (True, False):
        register.database.write(partial(record, Event(kind, operator="operator", detail={"restorable": good})))
        times.append(read(register).figures[f"last_{kind}_timestamp_seconds"])

    assert times[0] == times[1]


@pytest.mark.both_engines
@pytest.mark.parametrize("kind", ["backup", "drill"])
def test_what_a_wrong_clock_has_dated(kind: Kind, registered: Installation, register: Register) -> None:
    """What was done while the clock was ahead does not count: it would hide for years that there is no more."""
    ahead = Register(registered.settings_here(), lambda: register.clock() + 3650 * 24 * 3600 * SECOND)
    times = []
    for one in (register, ahead):
        event = Event(kind, operator="operator", detail={"restorable": True})
        one.database.write(partial(record, event))
        times.append(read(register).figures[f"last_{kind}_timestamp_seconds"])
    ahead.close()

    assert times[0] == times[1]


@pytest.mark.both_engines
def test_only_what_does_not_count(register: Register) -> None:
    """Where every backup would be refused, none is told, as where none was made."""
    register.database.write(partial(record, Event("backup", operator="operator", detail={"restorable": False})))

    assert "last_backup_timestamp_seconds" not in read(register).figures


def test_a_database_that_takes_no_changes(register: Register, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is not ready, as /health/ready says too, and what can be read is told all the same."""

    def refuse(_: SqliteBackend) -> None:
        raise UnwritableError("The disk is full")

    monkeypatch.setattr(SqliteBackend, "try_to_write", refuse)

    found = read(register).figures
    assert (found["ready"], found["database_up"], found["parked"]) == (0, 1, 0)


def record(event: Event, transaction: Transaction) -> None:
    """Have it in the audit trail."""
    transaction.record(event)
