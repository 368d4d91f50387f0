"""Dates of changes: within five seconds of their commit, never before an earlier one or before a time of reading."""

import json
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from sqlalchemy import text

from contact_moments.clock import SECOND
from contact_moments.contract.support import START, add_note, add_people, ids_of, ids_on
from contact_moments.errors import UnavailableError
from contact_moments.model import Filter
from contact_moments.moments.list import page_by_number
from contact_moments.moments.withdrawal import page_by_number as withdrawn_since
from contact_moments.moments.withdrawal import withdraw
from contact_moments.people import Actor
from contact_moments.register import Register
from contact_moments.settings import Settings
from contact_moments.storage import retry as attempts
from contact_moments.storage import transaction
from contact_moments.storage.transaction import Changes, Transaction
from tests.clock import Clock
from tests.engines import Engine

pytestmark = [pytest.mark.both_engines, pytest.mark.long, pytest.mark.slow]

Wait = Callable[[], None]


@pytest.fixture
def clock() -> Clock:
    """The register's clock."""
    return Clock()


@pytest.fixture
def register(engine: Engine, tmp_path: Path, clock: Clock) -> Iterator[Register]:
    """A register with two people, on each engine."""
    url = engine.register_url(tmp_path)
    register = Register(Settings(database_url=url), clock)
    register.prepare()
    add_people(register, 1, 2)
    yield register
    register.close()


def seconds(register: Register) -> dict[int, int]:
    """The second of the latest change of each moment, from the numbers of changes."""
    with register.database.snapshot() as connection:
        ticks = connection.execute(text("SELECT first_change, second FROM tick ORDER BY first_change")).all()
        moments = connection.execute(text("SELECT id, change_no FROM moment")).all()
    return {id_: max(second for first, second in ticks if first <= change) for id_, change in moments}


def slow_commits(register: Register, monkeypatch: pytest.MonkeyPatch, wait: Wait) -> None:
    """Let `wait` pass in every COMMIT of the register."""
    engine = register.database._backend
    dialect = (engine.writer if hasattr(engine, "writer") else engine._engine).dialect  # type: ignore[attr-defined]
    commit = dialect.do_commit

    def do_commit(connection: object) -> None:
        commit(connection)
        wait()

    monkeypatch.setattr(dialect, "do_commit", do_commit)


def slow_work(monkeypatch: pytest.MonkeyPatch, wait: Wait) -> None:
    """Let `wait` pass between the last statement of a write transaction and the look at how late it is."""
    is_late = Transaction.is_late

    def look(self: Transaction) -> bool:
        if self.connection.in_transaction():
            wait()
        return is_late(self)

    monkeypatch.setattr(Transaction, "is_late", look)


def in_turn(*pauses: float, then: Wait = lambda: None) -> Wait:
    """Waits as long as told, one after the other, and not at all afterwards."""
    left = list(pauses)

    def wait() -> None:
        if left:
            time.sleep(left.pop(0))
            then()

    return wait


def test_work_that_takes_too_long_is_dated_again(
    register: Register, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A registration that misses its deadline is rolled back and run again, with the later date."""
    monkeypatch.setattr(transaction, "LONGEST", 0.2)

    def a_minute_passes() -> None:
        clock.second += 60

    slow_work(monkeypatch, in_turn(0.3, then=a_minute_passes))

    assert add_note(register) == 1
    assert seconds(register) == {1: clock.second}
    assert clock.second == START // SECOND + 60


def test_a_clock_that_is_set_right_meanwhile(register: Register, clock: Clock, monkeypatch: pytest.MonkeyPatch) -> None:
    """What was dated while the clock was an hour behind, and not committed before it was right, has the right date.

    The date that it had first is the latest one before the clock was set back, which readers have passed since.
    """
    add_note(register)
    clock.second -= 3600
    add_note(register)

    def it_is_set_right() -> None:
        clock.second += 3600 + 20

    slow_work(monkeypatch, in_turn(0, then=it_is_set_right))
    add_note(register)

    assert seconds(register) == {1: START // SECOND, 2: START // SECOND, 3: START // SECOND + 20}


def test_a_clock_that_is_set_forward_during_the_commit(
    register: Register, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A change whose COMMIT was in progress when the clock was set forward is re-dated before anybody is answered."""

    def it_is_set_forward() -> None:
        clock.second += 20

    slow_commits(register, monkeypatch, in_turn(0, then=it_is_set_forward))
    add_note(register)

    assert seconds(register) == {1: START // SECOND + 20}


def test_a_slow_commit_is_dated_again(register: Register, clock: Clock, monkeypatch: pytest.MonkeyPatch) -> None:
    """If a COMMIT and the re-dating after it are slow, the change has the date of its end, and exists once."""
    monkeypatch.setattr(transaction, "LONGEST", 0.2)
    add_note(register)

    def a_minute_passes() -> None:
        clock.second += 60

    slow_commits(register, monkeypatch, in_turn(0.3, 0.3, then=a_minute_passes))

    assert add_note(register) == 2
    assert ids_of(register, Filter()) == [1, 2]
    assert seconds(register) == {1: START // SECOND, 2: START // SECOND + 120}


def test_a_slow_withdrawal_is_dated_again(register: Register, clock: Clock, monkeypatch: pytest.MonkeyPatch) -> None:
    """A tombstone whose COMMIT was slow is re-dated, and comes after all earlier ones."""
    monkeypatch.setattr(transaction, "LONGEST", 0.2)
    for _ in range(3):
        add_note(register)
    withdraw(register.database, [1], "mistake", Actor())

    def a_minute_passes() -> None:
        clock.second += 60

    slow_commits(register, monkeypatch, in_turn(0.3, then=a_minute_passes))
    withdraw(register.database, [2, 3], "mistake", Actor())
    page = withdrawn_since(register.database, register.zone, (START // SECOND + 60) * SECOND, 1)

    assert [one["id"] for one in json.loads(page.body)] == [2, 3]


def test_a_walk_by_number_while_withdrawals_are_dated_again(register: Register, clock: Clock) -> None:
    """Page numbers of tombstones with `since` skip none, although the first of them get later positions."""
    for _ in range(60):
        add_note(register)
    withdraw(register.database, [1, 2], "mistake", Actor())
    clock.second += 60
    withdraw(register.database, [3, 4, 5], "mistake", Actor())
    changes = range(63, 66)
    withdraw(register.database, list(range(6, 61)), "mistake", Actor())

    def page(number: int) -> list[int]:
        return ids_on(withdrawn_since(register.database, register.zone, (clock.second + 10) * SECOND, number))

    seen = set(page(1))
    register.database.write(lambda again: again.redate(Changes(moments=changes)))
    for number in range(2, 6):
        seen |= set(page(number))

    assert seen == set(range(3, 61))


@pytest.mark.slow
def test_commits_that_are_always_slow_are_told(register: Register, monkeypatch: pytest.MonkeyPatch) -> None:
    """If no COMMIT is quick enough, the call is refused with that reason, and nothing is registered twice."""
    monkeypatch.setattr(transaction, "LONGEST", 0.2)
    slow_commits(register, monkeypatch, lambda: time.sleep(0.3))

    with pytest.raises(UnavailableError, match="too long to commit"):
        add_note(register)
    assert ids_of(register, Filter()) == [1]


@pytest.mark.slow
def test_work_that_is_always_slow_is_given_up(register: Register, monkeypatch: pytest.MonkeyPatch) -> None:
    """Work that misses its deadline every time is tried five times and then refused; nothing of it is kept."""
    monkeypatch.setattr(transaction, "LONGEST", 0.2)
    tried = []

    def wait() -> None:
        tried.append(1)
        time.sleep(0.3)

    slow_work(monkeypatch, wait)

    with pytest.raises(UnavailableError, match="longer than the four seconds"):
        add_note(register)
    assert len(tried) == attempts.ATTEMPTS
    assert ids_of(register, Filter()) == []


def test_dates_never_go_back(register: Register, clock: Clock) -> None:
    """A change is never dated before an earlier one, however far the clock is set back."""
    add_note(register)
    clock.second -= 3600
    add_note(register)
    clock.second += 3600 + 5
    add_note(register)

    assert seconds(register) == {1: START // SECOND, 2: START // SECOND, 3: START // SECOND + 5}


def test_dates_never_go_back_before_a_reading(register: Register, clock: Clock) -> None:
    """After the list was read no change is dated more than five seconds earlier, even by another process later on."""
    add_note(register)
    clock.second += 600
    page_by_number(register.database, Filter(), 1)
    clock.second -= 3600
    other = Register(register.settings, clock)
    add_note(other)
    other.close()

    assert seconds(register)[2] >= START // SECOND + 600 - 5


def test_reading_writes_now_and_then(register: Register, clock: Clock, monkeypatch: pytest.MonkeyPatch) -> None:
    """A hundred pages in a second cost one note at most, and a minute later one more."""
    noted = []
    note_read = Transaction.note_read

    def note(self: Transaction, second: int) -> None:
        noted.append(second)
        note_read(self, second)

    monkeypatch.setattr(Transaction, "note_read", note)
    for _ in range(100):
        page_by_number(register.database, Filter(), 1)
    clock.second += 60
    for _ in range(100):
        page_by_number(register.database, Filter(), 1)

    assert noted == [START // SECOND, START // SECOND + 60]


def test_reading_goes_on_when_nobody_can_write(register: Register, monkeypatch: pytest.MonkeyPatch) -> None:
    """While the note cannot be written, the list can still be read."""
    add_note(register)

    def fail(*_: object) -> None:
        raise UnavailableError("locked")

    monkeypatch.setattr(register.database, "write", fail)

    assert ids_on(page_by_number(register.database, Filter(), 1)) == [1]


def test_a_reading_that_could_not_be_noted(register: Register, clock: Clock, monkeypatch: pytest.MonkeyPatch) -> None:
    """When the note of a reading failed, the next reading leaves one as soon as somebody can write again."""

    def fail(*_: object) -> None:
        raise UnavailableError("locked")

    with monkeypatch.context() as patch:
        patch.setattr(register.database, "write", fail)
        page_by_number(register.database, Filter(), 1)
    clock.second += 1
    page_by_number(register.database, Filter(), 1)

    wait_for(lambda: noted_second(register) == clock.second)


@pytest.mark.slow
def test_reading_does_not_wait_each_time(register: Register, clock: Clock, monkeypatch: pytest.MonkeyPatch) -> None:
    """While writes wait and then fail, second after second, reading is delayed once and not every time."""
    tried = []

    def fail(*_: object) -> None:
        tried.append(clock.second)
        time.sleep(0.4)
        raise UnavailableError("locked")

    monkeypatch.setattr(register.database, "write", fail)
    took = []
    for _ in range(10):
        began = time.monotonic()
        page_by_number(register.database, Filter(), 1)
        took.append(time.monotonic() - began)
        wait_for(lambda: not register.database._read._writing.locked())
        clock.second += 1

    assert len(tried) == 10
    # One, and another where this machine is busy itself.
    assert len([one for one in took if one >= 0.4]) <= 2


def noted_second(register: Register) -> int:
    """The latest second in which somebody may have read the list."""
    with register.database.snapshot() as connection:
        return int(connection.execute(text("SELECT read_second FROM register")).scalar_one())


def wait_for(condition: Callable[[], bool]) -> None:
    """Return once it has come about; fail when it does not within ten seconds."""
    deadline = time.monotonic() + 10
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.01)
