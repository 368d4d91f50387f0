"""Work that is too much for one transaction is done in batches; nothing of it is left out or done twice."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from contact_moments import clients
from contact_moments.contract.support import NOTE, add_notes, add_people, ids_of, items_of
from contact_moments.errors import ConflictError, InvalidInputError, NotFoundError, RegisterError, UnavailableError
from contact_moments.model import ADD, Call, Filter, Grant
from contact_moments.moments import parking, releasing
from contact_moments.moments.files import MomentsFile
from contact_moments.moments.merging import merge
from contact_moments.moments.rebuild import rebuild
from contact_moments.moments.releasing import release
from contact_moments.moments.withdrawal import withdraw
from contact_moments.people import Actor
from contact_moments.register import Register
from contact_moments.settings import Settings
from contact_moments.storage.batches import LINKS, LONGEST, BatchSize
from contact_moments.storage.retry import DeadlineExceededError
from contact_moments.storage.transaction import Transaction
from contact_moments.times import Zone
from tests.engines import Engine

pytestmark = [pytest.mark.both_engines, pytest.mark.long, pytest.mark.slow]

MOST = 7


@pytest.fixture
def register(engine: Engine, tmp_path: Path) -> Iterator[Register]:
    """A register with two people, on each engine."""
    url = engine.register_url(tmp_path)
    register = Register(Settings(database_url=url))
    register.prepare()
    add_people(register, 1, 2)
    yield register
    register.close()


def make_slow(monkeypatch: pytest.MonkeyPatch, most: int = MOST) -> None:
    """Let a transaction miss its deadline when it has made more changes than so many."""
    is_late = Transaction.is_late

    def late(self: Transaction) -> bool:
        return (self.connection.in_transaction() and len(self.changes()) > most) or is_late(self)

    monkeypatch.setattr(Transaction, "is_late", late)


def a_file(register: Register, path: Path, lines: int, recipients: list[int]) -> MomentsFile:
    """A file of so many notes, each with a subject of its own."""
    notes = [{"type": NOTE, "subject": f"{n}", "senderId": 1, "recipients": recipients} for n in range(lines)]
    path.write_text("".join(f"{json.dumps(note)}\n" for note in notes))
    return MomentsFile(path, register.database, register.types, register.registrar)


def test_an_import(register: Register, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An import is written in as many transactions as it needs, in its order, and run again it adds nothing."""
    file = a_file(register, tmp_path / "notes.jsonl", 40, [2])
    make_slow(monkeypatch)
    steps: list[int] = []
    registered = [file.register(Actor(), steps.append).registered for _ in range(2)]

    assert (registered, sum(steps), max(steps) <= MOST) == ([40, 0], 40, True)
    assert [item["subject"] for item in items_of(register, Filter())] == [f"{number}" for number in range(40)]


def test_an_import_with_many_recipients(register: Register, tmp_path: Path) -> None:
    """A transaction of an import has about 5,000 links, however few lines that are."""
    add_people(register, *range(3, 203))
    recipients = list(range(2, 202))
    file = a_file(register, tmp_path / "notes.jsonl", 60, recipients)
    steps: list[int] = []
    file.register(Actor(), steps.append)

    assert max(steps) * (1 + len(recipients)) <= LINKS
    assert (sum(steps), max(steps)) == (60, 24)


def test_a_line_that_is_too_much(register: Register, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A single line that takes too long is refused with that reason and with what helps."""
    file = a_file(register, tmp_path / "notes.jsonl", 4, [2])
    make_slow(monkeypatch, most=0)

    with pytest.raises(UnavailableError, match=r"longer than the four seconds .* ask for less at once"):
        file.register(Actor(), lambda _: None)
    assert (file.done(), ids_of(register, Filter())) == (0, [])


def test_a_merge(register: Register, monkeypatch: pytest.MonkeyPatch) -> None:
    """All moments of a merged relation are rendered again, in as many transactions as that needs."""
    add_people(register, 3)
    ids = add_notes(register, 40)
    make_slow(monkeypatch)
    moved = merge(register.database, register.zone, 2, 3)

    items = items_of(register, Filter(relation_ids=(3,)))
    assert (moved, [item["id"] for item in items]) == (40, ids)
    assert {tuple(item["recipients"]) for item in items} == {(3,)}
    assert len({change for change in changes(register)}) == 40


def changes(register: Register) -> list[int]:
    """The number of the last change of every moment, by id."""
    with register.database.snapshot() as connection:
        return list(connection.exec_driver_sql("SELECT change_no FROM moment ORDER BY id").scalars())


def test_a_rebuild(register: Register, monkeypatch: pytest.MonkeyPatch) -> None:
    """Everything is rendered again for another zone, each moment once; then the register is ready for it."""
    add_notes(register, 40)
    before = changes(register)
    settings = register.settings.replaced(time_zone="Asia/Tokyo")
    make_slow(monkeypatch)
    done = rebuild(register.database, Zone("Asia/Tokyo"), lambda _: None)
    other = Register(settings)
    other.check_ready()
    other.close()

    assert (done, changes(register)) == (40, [number + 40 for number in before])


def park(register: Register, number: int) -> list[int]:
    """Have calls of a new client parked, because relation 3 does not exist; returns the ids of the parked calls."""
    client, _ = clients.add(register.database, "Dialler", frozenset({ADD}), register.clock(), Actor())
    parking.switch(register.database, client.id, on=True, by=Actor())
    grant = Grant(client.id, client.scopes, 0)
    for turn in range(number):
        with pytest.raises(InvalidInputError):
            register.registrar.register(Call(NOTE, {"subject": f"{turn}", "senderId": 3, "recipients": [2]}, grant))
    return [one.id for one in parking.all_parked(register.database)]


def test_a_release(register: Register, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is parked is released in as many transactions as that needs; each has its own outcome."""
    parked = park(register, 30)
    add_people(register, 3)
    make_slow(monkeypatch)
    outcomes = release(register.database, register.registrar, parked, Actor())

    assert list(outcomes) == parked
    assert [one for one in outcomes.values() if isinstance(one, RegisterError)] == []
    assert [item["subject"] for item in items_of(register, Filter())] == [f"{number}" for number in range(30)]
    assert parking.all_parked(register.database) == []


class StoppedError(Exception):
    """Ends a command half-way."""


def interrupt_after(done: int) -> Callable[[int], None]:
    """A progress callback that interrupts once so many items are done."""
    left = [done]

    def progress(steps: int) -> None:
        left[0] -= steps
        if left[0] <= 0:
            raise StoppedError

    return progress


def tombstones(register: Register) -> list[int]:
    """The ids of the withdrawn moments, in the order in which they were withdrawn."""
    with register.database.snapshot() as connection:
        return list(connection.exec_driver_sql("SELECT moment_id FROM withdrawn ORDER BY n").scalars())


def runs_left(register: Register) -> int:
    """How many records of runs there are."""
    with register.database.snapshot() as connection:
        return int(connection.exec_driver_sql("SELECT count(*) FROM import_run").scalar_one())


@pytest.mark.slow
def test_withdrawing_many(register: Register, monkeypatch: pytest.MonkeyPatch) -> None:
    """Interrupted half-way, the same command goes on where it stopped; after it is complete, it is refused."""
    ids = [id_ for _ in range(2) for id_ in add_notes(register, 1000)]
    make_slow(monkeypatch, most=150)
    wanted = ids[::-1][:1_800]
    with pytest.raises(StoppedError):
        withdraw(register.database, wanted, "retention", Actor(), interrupt_after(600))
    halfway = tombstones(register)
    with pytest.raises(ConflictError):
        withdraw(register.database, wanted, "mistake", Actor())
    steps: list[int] = []
    withdraw(register.database, wanted, "retention", Actor(), steps.append)

    assert 600 <= len(halfway) < 750
    assert (sum(steps), max(steps) <= 150) == (len(wanted) - len(halfway), True)
    assert tombstones(register) == wanted
    assert (ids_of(register, Filter()), runs_left(register)) == (ids[:200], 0)
    with pytest.raises(ConflictError, match="withdrawn already"):
        withdraw(register.database, wanted, "retention", Actor())


def test_nothing_is_withdrawn_unless_all_can_be(register: Register, monkeypatch: pytest.MonkeyPatch) -> None:
    """All ids are checked before the first batch, however many batches there are."""
    ids = add_notes(register, 40)
    make_slow(monkeypatch)
    with pytest.raises(NotFoundError):
        withdraw(register.database, [*ids, 41], "mistake", Actor())

    assert (tombstones(register), ids_of(register, Filter())) == ([], ids)


def test_dropping_many(register: Register, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is parked is dropped in batches; interrupted, the same command goes on where it stopped."""
    parked = park(register, 30)
    monkeypatch.setattr(parking, "MOST", 7)
    with pytest.raises(NotFoundError):
        parking.drop(register.database, [*parked, 99], Actor())
    with pytest.raises(StoppedError):
        parking.drop(register.database, parked, Actor(), interrupt_after(10))
    left = len(parking.all_parked(register.database))
    parking.drop(register.database, parked, Actor())

    assert (left, parking.all_parked(register.database), runs_left(register)) == (16, [], 0)
    with pytest.raises(NotFoundError):
        parking.drop(register.database, parked, Actor())


def test_a_release_that_was_interrupted(register: Register, monkeypatch: pytest.MonkeyPatch) -> None:
    """The same command goes on where it stopped, and registers nothing twice."""
    parked = park(register, 30)
    add_people(register, 3)
    monkeypatch.setattr(releasing, "MOST", 7)
    with pytest.raises(StoppedError):
        release(register.database, register.registrar, parked, Actor(), interrupt_after(10))
    outcomes = release(register.database, register.registrar, parked, Actor())

    assert (list(outcomes), runs_left(register)) == (parked[14:], 0)
    assert [item["subject"] for item in items_of(register, Filter())] == [f"{number}" for number in range(30)]


def test_how_large_batches_are() -> None:
    """They are halved until they are in time, and grow again after quick ones, up to their largest size."""
    sizes = BatchSize(100)
    tried: list[int] = []

    def work(size: int, most: int) -> None:
        tried.append(size)
        if size > most:
            raise DeadlineExceededError

    for most in (30, 30, 1, 1000, 1000):
        sizes.run(lambda size, most=most: work(size, most))  # type: ignore[misc]
        sizes.adapt(0)

    assert tried == [100, 50, 25, 50, 25, 50, 25, 12, 6, 3, 1, 2, 4]
    with pytest.raises(DeadlineExceededError):
        sizes.run(lambda size: work(size, 0))


def test_batches_leave_room_for_others() -> None:
    """A batch that kept others waiting for long is followed by a smaller one, a quick one by a larger one."""
    sizes = BatchSize(1000)
    tried = []
    for part in (0, 0, 0.5, 1.1, 1.1, 0, 0, 0, 0):
        tried.append(sizes.size)
        sizes.adapt(part * LONGEST)

    assert tried == [100, 200, 400, 400, 200, 100, 200, 400, 800]
