"""What a server does by itself: it makes page numbers skip gaps that are old enough."""

import time
from threading import Event

import pytest

from contact_moments import server
from contact_moments.clock import SECOND, system_clock
from contact_moments.contract.support import add_notes, add_people
from contact_moments.errors import UnavailableError
from contact_moments.housekeeping import Housekeeping
from contact_moments.moments import gaps
from contact_moments.moments.withdrawal import withdraw
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
    withdraw(register.database, ids[:30], "retention", None)

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
    withdraw(register.database, add_notes(register, 60)[:30], "retention", None)
    housekeeping, editions = Housekeeping(register), []
    for seconds, later in ((7200, 0.0), (7260, 60.0), (10_900, 3700.0)):
        ahead[0] = seconds
        monkeypatch.setattr("time.monotonic", lambda later=later: BEGAN + later)
        housekeeping._do_what_is_due()
        editions.append(register.database.read(lambda connection: numbering_of(connection, "whole")).edition)
    register.close()

    assert editions == [0, 0, 1]


def test_it_goes_on_after_a_fault(registered: Installation, monkeypatch: pytest.MonkeyPatch) -> None:
    """A fault, of the database or of the program, ends no thread: the work is tried again."""
    done = Event()
    faults = [UnavailableError("away"), ValueError("a mistake")]

    def fail(*_: object) -> int:
        if faults:
            raise faults.pop()
        done.set()
        return 0

    monkeypatch.setattr(gaps, "settle", fail)
    monkeypatch.setattr("contact_moments.housekeeping.EVERY", 0.001)
    register = Register(registered.settings_here())
    housekeeping = Housekeeping(register)
    housekeeping.start()
    came_to_an_end = done.wait(10)
    housekeeping.stop()
    register.close()

    assert came_to_an_end


def test_looking_after_goes_on_after_a_fault(registered: Installation, monkeypatch: pytest.MonkeyPatch) -> None:
    """What keeps the log small, and tries to write again, outlives a mistake of the program."""
    faults: list[BaseException] = [SystemExit(), ValueError("a mistake")]

    def fail(_: Database) -> None:
        raise faults.pop()

    monkeypatch.setattr(Database, "look_after", fail)
    monkeypatch.setattr(server, "LOOKED_AFTER_EVERY", 0.001)
    register = Register(registered.settings_here())
    with pytest.raises(SystemExit):  # the end of the process
        server._look_after(register)
    register.close()

    assert faults == []
