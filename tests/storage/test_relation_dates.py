"""Dates of relations' changes: as those of contact moments, and apart from them."""

import json
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text

from contact_moments import relations
from contact_moments.clock import SECOND
from contact_moments.contract.support import START, add_note, add_people, ids_on
from contact_moments.doctor import examine
from contact_moments.errors import RegisterError
from contact_moments.maintenance import broken
from contact_moments.model import Filter, Relation
from contact_moments.moments import merging
from contact_moments.moments.list import page_by_number as page_of_moments
from contact_moments.people import Actor
from contact_moments.register import Register
from contact_moments.relations import imports
from contact_moments.relations.csv_file import CsvFile
from contact_moments.relations.lines import RelationLines
from contact_moments.relations.list import page_after, page_by_number
from contact_moments.relations.putting import put
from contact_moments.relations.undoing import undo
from contact_moments.settings import Settings
from contact_moments.storage import transaction
from contact_moments.storage.questions import links
from contact_moments.storage.transaction import Transaction
from contact_moments.uploads.uploads import UploadedFile
from tests.clock import Clock
from tests.engines import Engine
from tests.relations.copies import Copy, all_by_id
from tests.storage.test_dates import in_turn, slow_commits, slow_work

pytestmark = [pytest.mark.both_engines, pytest.mark.slow]


TURNS = 25
BY = Actor(operator="operator")


@pytest.fixture
def clock() -> Clock:
    """The register's clock."""
    return Clock()


@pytest.fixture
def register(engine: Engine, tmp_path: Path, clock: Clock) -> Iterator[Register]:
    """An empty register."""
    register = Register(Settings(database_url=engine.register_url(tmp_path)), clock)
    register.prepare()
    yield register
    register.close()


def seconds(register: Register) -> dict[int, int]:
    """The second of the latest change of each relation, from the numbers of changes."""
    with register.database.snapshot() as connection:
        ticks = connection.execute(text("SELECT first_change, second FROM relation_tick ORDER BY first_change")).all()
        found = connection.execute(text("SELECT id, change_no FROM relation")).all()
    return {id_: max(second for first, second in ticks if first <= change) for id_, change in found}


def since(register: Register, second: int) -> list[int]:
    """The ids of the relations changed since a second, which are at most 25. The overlap is left out."""
    return [one.id for one in page_by_number(register.database, (second + 10) * SECOND, 1)[0]]


def test_each_change_has_a_date(register: Register, clock: Clock) -> None:
    """The second in which it was made, whatever contact moments were registered meanwhile."""
    add_people(register, 1, 2)
    add_note(register)
    clock.second += 5
    add_note(register)
    add_people(register, 3)
    relations.archive(register.database, 1)
    clock.second += 5
    add_people(register, 4)
    add_note(register, senderId=2, recipients=[4])

    first = START // SECOND
    assert seconds(register) == {1: first + 5, 2: first, 3: first + 5, 4: first + 10}
    assert since(register, first + 1) == [3, 1, 4]
    late = [ids_on(page_of_moments(register.database, Filter(since=(first + n) * SECOND), 1)) for n in (15, 16, 21)]
    assert late == [[2, 3], [3], []]


def test_dates_never_go_back(register: Register, clock: Clock) -> None:
    """A change is never dated before an earlier one, of either kind, nor before a reading, if the clock is set back."""
    add_people(register, 1)
    clock.second += 600
    page_by_number(register.database, None, 1)
    clock.second -= 3600
    other = Register(register.settings, clock)
    add_people(other, 2)
    other.close()
    clock.second -= 3600
    add_people(register, 3)
    add_note(register, recipients=[2])
    found = seconds(register)

    assert found[2] == found[3] >= START // SECOND + 595
    assert since(register, found[2]) == [2, 3]


def test_a_clock_that_was_ahead(register: Register, clock: Clock) -> None:
    """Relations stay dated at the latest change of relations, and moments at theirs."""
    clock.second += 100
    add_people(register, 1, 2)
    clock.second -= 100
    add_note(register)
    add_people(register, 3)

    assert seconds(register) == dict.fromkeys((1, 2, 3), START // SECOND + 100)
    with register.database.snapshot() as connection:
        assert connection.execute(text("SELECT second FROM tick")).scalars().all() == [START // SECOND]


def test_a_change_in_the_future_is_told(register: Register, clock: Clock) -> None:
    """`doctor` says how far the latest change of a relation is ahead of this machine's clock."""
    clock.second = int(time.time()) + 1000
    before = future(register)
    add_people(register, 1)

    assert (before, [text[:17] for text in future(register)]) == ([], ["The latest change"])


def future(register: Register) -> list[str]:
    """What `doctor` finds wrong with dates, by the clock of this machine."""
    return [text for well, text in examine(register.settings) if not well and "in the future" in text]


def test_a_slow_commit_is_dated_again(register: Register, clock: Clock, monkeypatch: pytest.MonkeyPatch) -> None:
    """If a COMMIT and the re-dating after it are slow, the changes have the date of its end, and keep their places."""
    monkeypatch.setattr(transaction, "LONGEST", 0.2)
    add_people(register, 1)

    def a_minute_passes() -> None:
        clock.second += 60

    slow_commits(register, monkeypatch, in_turn(0.3, 0.3, then=a_minute_passes))
    relations.add_all(register.database, "NL", [Relation(7, "person", "A"), Relation(6, "person", "B")])
    monkeypatch.undo()
    put(register.database, "NL", 5, {"name": "C"})

    assert seconds(register) == {1: START // SECOND, **dict.fromkeys((5, 6, 7), START // SECOND + 120)}
    assert since(register, START // SECOND + 61) == [7, 6, 5]
    assert [one.id for one in page_by_number(register.database, None, 1)[0]] == [1, 7, 6, 5]


def test_work_that_takes_too_long_is_dated_again(
    register: Register, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A change that misses its deadline is rolled back and run again, with the later date, and uses no number."""
    monkeypatch.setattr(transaction, "LONGEST", 0.2)

    def a_minute_passes() -> None:
        clock.second += 60

    slow_work(monkeypatch, in_turn(0.3, then=a_minute_passes))
    one = put(register.database, "NL", 1, {"name": "A"}).relation

    assert (seconds(register), one.change) == ({1: START // SECOND + 60}, 1)


def test_a_merge_that_takes_long(register: Register, clock: Clock, monkeypatch: pytest.MonkeyPatch) -> None:
    """Moving very many moments cannot be divided: it has its time, and the change has the date of its end."""
    monkeypatch.setattr(transaction, "LONGEST", 0.2)
    add_people(register, 1, 2)
    add_note(register, recipients=[1])
    move = links.move

    def move_slowly(*words: Any) -> int:
        time.sleep(0.3)
        clock.second += 60
        return move(*words)

    monkeypatch.setattr(links, "move", move_slowly)
    begun = merging.begin(register.database, 1, 2)

    assert (begun.moved, begun.relation.change) == (1, 3)
    assert seconds(register) == {1: START // SECOND + 60, 2: START // SECOND}


def test_a_reading_is_noted(register: Register, clock: Clock, monkeypatch: pytest.MonkeyPatch) -> None:
    """By each way to read the list, at most every three seconds."""
    noted = []
    note_read = Transaction.note_read

    def note(self: Transaction, second: int) -> None:
        noted.append(second)
        note_read(self, second)

    monkeypatch.setattr(Transaction, "note_read", note)
    for read in (page_by_number, page_after):
        for _ in range(10):
            read(register.database, None, 1)
        clock.second += 60

    assert noted == [START // SECOND, START // SECOND + 60]


def write(register: Register, number: int, turn: int) -> None:
    """One of several changes of one of sixty relations."""
    id_ = (turn * 7 + number * 3) % 60 + 1
    members = {"name": f"{number}-{turn}", "externalId": f"{id_ - turn % 2}"}
    with suppress(RegisterError):
        match turn % 6:
            case 0:
                relations.archive(register.database, id_)
            case 5:
                undo_an_import(register, number, turn)
            case 1:
                body = "".join(json.dumps({"id": id_ + n, "name": f"{turn}"}) + "\n" for n in range(5))
                list(RelationLines(body.encode()).put(register.database, "NL"))
            case 2 if turn % 20 == 2:
                merging.begin(register.database, id_, id_ % 60 + 1)
            case _:
                put(register.database, "NL", id_, members)


def undo_an_import(register: Register, number: int, turn: int) -> None:
    """Import ten relations, which other writers import, change and remove too; perhaps change one, and undo that."""
    first = 61 + (turn * 31 + number * 7) % 140
    rows = "".join(f"{id_};{number}-{turn}\n" for id_ in range(first, first + 10))
    file = CsvFile(UploadedFile("people.csv", f"id;name\n{rows}".encode()), "NL")
    done, _ = imports.put(register.database, file, BY)
    if number % 4 == 1:
        put(register.database, "NL", first + 9, {"name": "Changed since"})
    if done is not None:
        undo(register.database, done, BY)


@pytest.mark.slow
def test_eight_writers_and_two_followers(register: Register) -> None:
    """Copies that follow meanwhile are equal to the register at the end, with two processes' worth of connections."""
    first, second = (Register(register.settings) for _ in range(2))
    followers = [Copy(first), Copy(second, by_instants=False)]

    def keep_writing(number: int) -> None:
        for turn in range(TURNS):
            write((first, second)[number % 2], number, turn)

    def keep_following(follower: Copy) -> None:
        while not all(one.done() for one in writing):
            follower.catch_up()

    with ThreadPoolExecutor(10) as pool:
        writing = [pool.submit(keep_writing, number) for number in range(8)]
        following = [pool.submit(keep_following, one) for one in followers]
    for one in followers:
        one.catch_up()
    found = all_by_id(first)
    faults = first.database.read_snapshot(lambda connection: broken(connection, first))
    first.close()
    second.close()

    assert [one.exception() for one in writing + following] == [None] * 10
    assert len(found) > 30
    assert [one.relations for one in followers] == [found, found]
    assert [len(one.told) > 50 for one in followers] == [True, True]
    assert faults == []
