"""What a server does by itself: it makes page numbers skip gaps that are old enough."""

import time
from collections.abc import Callable
from threading import Event
from threading import enumerate as enumerate_threads

import pytest

from contact_moments.clock import SECOND, system_clock
from contact_moments.contract.support import add_notes, add_people
from contact_moments.errors import UnavailableError
from contact_moments.housekeeping import Housekeeping
from contact_moments.moments import gaps
from contact_moments.moments.withdrawal import withdraw
from contact_moments.people import Actor
from contact_moments.register import Register
from contact_moments.storage.database import Database
from contact_moments.storage.questions.gaps import numbering_of
from tests.support import Installation

BEGAN = time.monotonic()


@pytest.mark.usefixtures("processes")
def test_a_server_settles_gaps_by_itself(registered: Installation) -> None:
    """Two hours after a withdrawal a server answers the second page without the gaps that it left."""
    register = Register(registered.settings_here(), lambda: system_clock() - 7200 * SECOND)
    add_people(register, 1, 2)
    ids = add_notes(register, 60)
    withdraw(register.database, ids[:30], "retention", Actor())

    with registered.serving("--workers", "2") as server:
        deadline = time.monotonic() + 10
        while register.database.read(lambda connection: numbering_of(connection, "whole")).edition == 0:
            assert time.monotonic() < deadline
            time.sleep(0.05)
        pages = [[one["id"] for one in server.api().items(f"page={number}")] for number in (1, 2)]
    register.close()

    assert pages == [ids[30:55], ids[55:]]


def test_a_clock_that_is_set_forward(registered: Installation, monkeypatch: pytest.MonkeyPatch) -> None:
    """Two hours that pass at once are no pause: page numbers begin to skip gaps an hour later."""
    ahead = [0]
    register = Register(registered.settings_here(), lambda: system_clock() + ahead[0] * SECOND)
    add_people(register, 1, 2)
    withdraw(register.database, add_notes(register, 60)[:30], "retention", Actor())
    housekeeping, editions = Housekeeping(register), []
    for seconds, later in ((7200, 0.0), (7260, 60.0), (10_900, 3700.0)):
        ahead[0] = seconds
        monkeypatch.setattr("time.monotonic", lambda later=later: BEGAN + later)
        housekeeping.do_what_is_due()
        editions.append(register.database.read(lambda connection: numbering_of(connection, "whole")).edition)
    register.close()

    assert editions == [0, 0, 1]


def test_it_goes_on_after_a_fault(registered: Installation, monkeypatch: pytest.MonkeyPatch) -> None:
    """A fault, of the database or of the program, ends neither the thread nor another task: each is tried again."""
    done = Event()
    faults = [UnavailableError("away"), ValueError("a mistake")]
    mistakes = [ValueError("a mistake")]

    def fail(*_: object) -> int:
        if faults:
            raise faults.pop()
        done.set()
        return 0

    def look_after(_: Database) -> None:
        if mistakes:
            raise mistakes.pop()

    monkeypatch.setattr(gaps, "settle", fail)
    monkeypatch.setattr(Database, "look_after", look_after)
    monkeypatch.setattr("contact_moments.housekeeping.EVERY", 0.001)
    register = Register(registered.settings_here())
    housekeeping = Housekeeping(register)
    housekeeping.start()
    came_to_an_end = done.wait(10)
    housekeeping.stop()
    register.close()

    assert came_to_an_end
    assert mistakes == []


def test_long_work_lets_others_have_their_turn(registered: Installation, monkeypatch: pytest.MonkeyPatch) -> None:
    """The log is kept small, and writing is tried again, also while another task goes on for long."""
    looked: list[None] = []

    def settle(_: object, __: object, rest: Callable[[int], None]) -> None:
        looked.clear()
        while not looked:
            rest(200)

    monkeypatch.setattr(gaps, "settle", settle)
    monkeypatch.setattr(Database, "look_after", lambda _: looked.append(None))
    monkeypatch.setattr("contact_moments.housekeeping.LOOKED_AFTER_EVERY", 0.01)
    register = Register(registered.settings_here())
    Housekeeping(register).do_what_is_due()
    register.close()

    assert looked


def test_the_end_of_the_process(registered: Installation, monkeypatch: pytest.MonkeyPatch) -> None:
    """Long work ends soon after the server was told to stop."""
    begun = Event()

    def settle(_: object, __: object, rest: Callable[[int], None]) -> None:
        while True:
            begun.set()
            rest(200)

    monkeypatch.setattr(gaps, "settle", settle)
    register = Register(registered.settings_here())
    housekeeping = Housekeeping(register)
    housekeeping.start()
    has_begun = begun.wait(10)
    housekeeping.stop()
    register.close()

    assert has_begun
    assert "housekeeping" not in [thread.name for thread in enumerate_threads()]
