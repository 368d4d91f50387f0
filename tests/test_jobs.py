"""Jobs: what somebody asks for on a page is done once, by one server, in the background."""

import json
import threading
from pathlib import Path

import pytest

from contact_moments import jobs, maintenance, restoring
from contact_moments.clock import system_clock
from contact_moments.housekeeping import Housekeeping
from contact_moments.jobs import INTERRUPTED, Jobs, Name
from contact_moments.people import Actor
from contact_moments.register import Register
from contact_moments.storage.questions import jobs as stored
from tests.support import Installation

pytestmark = pytest.mark.both_engines
SOMEBODY = Actor("somebody")


def state(register: Register, name: Name = "verification", later: int = 0) -> jobs.State:
    """How a job stands."""
    return jobs.state(register.database, name, register.clock() + later)


def test_one_server_does_a_job(registered: Installation) -> None:
    """However many look for one; and what came of it is there for all."""
    register = Register(registered.settings_here())
    jobs.ask(register.database, "verification", SOMEBODY, register.clock())
    asked = state(register)
    first, second = Jobs(register), Jobs(register)
    first.look_after()
    second.look_after()
    first.finish()
    done = state(register)
    register.close()

    assert (asked.state, done.state, done.result["faults"]) == ("waiting", "ended", [])


def test_asking_again(registered: Installation) -> None:
    """It changes nothing while the job waits or is in progress; once that was interrupted, it begins anew."""
    register = Register(registered.settings_here())
    database, now = register.database, register.clock()
    jobs.ask(database, "examination", SOMEBODY, now)
    assert database.write(lambda transaction: stored.claim(transaction.connection, "examination", now))
    assert not database.write(lambda transaction: stored.claim(transaction.connection, "examination", now))
    database.write(lambda transaction: stored.note(transaction.connection, "examination", now, now, (3, 13)))
    jobs.ask(database, "examination", SOMEBODY, now)
    running = state(register, "examination")
    late = state(register, "examination", INTERRUPTED + 10**7)
    jobs.ask(database, "examination", SOMEBODY, now + INTERRUPTED + 1)
    # The server that was thought to be dead says something after all.
    result = json.dumps({"findings": []})
    database.write(lambda transaction: stored.end(transaction.connection, "examination", now, now, result))
    again = state(register, "examination")
    register.close()

    assert (running.state, running.done, running.total) == ("running", 3, 13)
    assert (late.state, again.state) == ("interrupted", "waiting")


def test_an_old_job(registered: Installation) -> None:
    """What was asked for while no server ran, or before a restore, is not done later."""
    register = Register(registered.settings_here())
    jobs.ask(register.database, "verification", SOMEBODY, register.clock() - INTERRUPTED - 10**6)
    Jobs(register).finish()
    found = state(register)
    register.close()

    assert found.state == "interrupted"


def test_a_restore(registered: Installation, tmp_path: Path) -> None:
    """What waited or was in progress when a backup was made is not done in the register that it gives back."""
    register = Register(registered.settings_here())
    database, now = register.database, register.clock()
    jobs.ask(database, "verification", SOMEBODY, now)
    jobs.ask(database, "examination", SOMEBODY, now)
    assert database.write(lambda transaction: stored.claim(transaction.connection, "examination", now))
    maintenance.back_up(register, tmp_path / "backup.db", SOMEBODY)
    restoring.restore(register, tmp_path / "backup.db", SOMEBODY)
    Jobs(register).finish()
    found = [state(register, name).state for name in ("verification", "examination")]
    register.close()

    assert found == ["never", "never"]


def test_a_job_goes_on_while_housekeeping_is_at_something_else(
    registered: Installation, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It does not count as interrupted, however long a merge or an import takes: it would be begun twice."""
    ahead, go, begun = [0], threading.Event(), threading.Event()
    register = Register(registered.settings_here(), lambda: system_clock() + ahead[0])

    def wait(*_: object) -> dict[str, object]:
        begun.set()
        go.wait(60)
        return {}

    monkeypatch.setitem(jobs._WORK, "verification", wait)
    monkeypatch.setattr("contact_moments.housekeeping.LOOKED_AFTER_EVERY", 0.0)
    jobs.ask(register.database, "verification", SOMEBODY, register.clock())
    housekeeping = Housekeeping(register)
    housekeeping.do_what_is_due()
    assert begun.wait(60)
    ahead[0] = 2 * INTERRUPTED
    housekeeping.rest()
    found = state(register)
    go.set()
    for thread in threading.enumerate():
        if thread.name == "job verification":
            thread.join(60)
    register.close()

    assert found.state == "running"


def test_housekeeping_does_jobs(registered: Installation) -> None:
    """Of each kind: figures and findings are there when it has ended."""
    register = Register(registered.settings_here())
    jobs.ask(register.database, "examination", SOMEBODY, register.clock())
    Housekeeping(register).do_what_is_due()
    for thread in threading.enumerate():
        if thread.name == "job examination":
            thread.join(60)
    found = state(register, "examination").result["findings"]
    figures = register.database.figures()
    register.close()

    assert {name for name, _, _ in found} >= {"rows", "trail", "condition"}
    assert figures.size > 0
    assert figures.engine.split()[0] in {"SQLite", "PostgreSQL"}
