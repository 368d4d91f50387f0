"""Merges and renamings that were only begun: servers complete them in the background."""

import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from contact_moments import relations
from contact_moments.contract.support import add_notes, add_people, beside, ids_of, items_of
from contact_moments.errors import UnavailableError
from contact_moments.housekeeping import Housekeeping
from contact_moments.model import Filter
from contact_moments.moments import completing, merging
from contact_moments.register import Register
from contact_moments.settings import Settings
from contact_moments.storage.questions import runs
from tests.engines import Engine
from tests.support import Installation

pytestmark = pytest.mark.both_engines


@pytest.fixture
def register(engine: Engine, tmp_path: Path) -> Iterator[Register]:
    """A register in which relation 1 was renamed, and 2 merged into 3; nothing of it is completed."""
    register = Register(Settings(database_url=engine.register_url(tmp_path)))
    register.prepare()
    add_people(register, 1, 2, 3)
    add_notes(register, 30)
    begin(register)
    yield register
    register.close()


def begin(register: Register) -> None:
    """Begin a renaming and a merge, as the API does."""
    relations.rename(register.database, 1, "Renamed")
    merging.begin(register.database, 2, 3)


def in_progress(register: Register) -> bool:
    """Whether there is anything to complete."""
    return register.database.read(runs.are_in_progress)


def test_housekeeping_completes_them(register: Register) -> None:
    """Each moment is shown with its survivor, as a change that a follower sees; the new name is no change."""
    last = items_of(register, Filter())[-1]
    before = ids_of(register, Filter(since=0))
    begun = in_progress(register)
    Housekeeping(register).do_what_is_due()
    items = items_of(register, Filter())

    assert (begun, in_progress(register)) == (True, False)
    assert items[-1] == last | {"sender": "Renamed", "recipients": [3]}
    assert {(item["sender"], *item["recipients"]) for item in items} == {("Renamed", 3)}
    assert ids_of(register, Filter(since=0)) == before


def test_one_worker_at_a_time(register: Register, monkeypatch: pytest.MonkeyPatch) -> None:
    """A worker leaves the work to another one that goes on with it, and goes on itself if that one stops."""
    monkeypatch.setattr(completing, "BATCH", 5)
    steps: list[str] = []
    with beside(register) as other:

        def rest(done: int) -> None:
            steps.append(f"first {done}")
            if len(steps) == 2:
                completing.complete(other.database, other.zone, stop_soon)

        def stop_soon(done: int) -> None:
            steps.append(f"second {done}")
            if done == 5 and len(steps) == 4:
                raise UnavailableError("The server stops")

        with pytest.raises(UnavailableError):
            completing.complete(register.database, register.zone, rest)
        left = in_progress(register)
        completing.complete(register.database, register.zone, rest)

    assert steps[:4] == ["first 5", "first 5", "second 5", "second 5"]
    assert (left, in_progress(register)) == (True, False)


def test_while_another_goes_on(register: Register, monkeypatch: pytest.MonkeyPatch) -> None:
    """A worker whose work was taken over does no more of it; all of it is done once."""
    monkeypatch.setattr(completing, "BATCH", 5)
    mine: list[int] = []
    theirs: list[int] = []
    with beside(register) as other:

        def rest(done: int) -> None:
            mine.append(done)
            if len(mine) == 1:
                completing.complete(other.database, other.zone, theirs.append)

        completing.complete(register.database, register.zone, rest)

    assert (sum(mine), sum(theirs), in_progress(register)) == (5, 55, False)


@pytest.mark.slow
@pytest.mark.usefixtures("processes")
def test_after_a_restart(engine: Engine, tmp_path: Path) -> None:
    """A server of two workers completes what was begun before it started, and what its own clients begin."""
    installation = engine.register(tmp_path)
    register = Register(installation.settings_here())
    add_people(register, 1, 2, 3, 4)
    add_notes(register, 1200)
    begin(register)
    with installation.serving("--workers", "2") as server:
        wait_until_done(register)
        api = server.api("relation/edit")
        answers = [
            api.call("PUT", "/l/contact_moment_api/relation/1", json={"name": "Again"}),
            api.call("POST", "/l/contact_moment_api/relation/3/merge", json={"into": 4}),
        ]
        wait_until_done(register)
    items = items_of(register, Filter())
    register.close()

    assert [answer.status_code for answer in answers] == [200, 200]
    assert {(item["sender"], *item["recipients"]) for item in items} == {("Again", 4)}


def wait_until_done(register: Register) -> None:
    """Return once everything is completed; fail if it is not within fifteen seconds."""
    deadline = time.monotonic() + 15
    while in_progress(register):
        assert time.monotonic() < deadline
        time.sleep(0.05)


def test_commands_complete_at_once(engine: Engine, tmp_path: Path) -> None:
    """`relation rename` and `relation merge` leave nothing to do, also of what others have begun."""
    installation: Installation = engine.register(tmp_path)
    register = Register(installation.settings_here())
    add_people(register, 1, 2, 3)
    add_notes(register, 10)
    begin(register)
    installation.run("relation", "rename", "1", "Again")
    renamed = register.database.read(runs.renamings)
    installation.run("relation", "merge", "1", "3")
    items = items_of(register, Filter())
    register.close()

    assert renamed == []
    assert {(item["sender"], *item["recipients"]) for item in items} == {("Relation 3", 3)}
