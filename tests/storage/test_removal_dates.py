"""Dates of removals of relations: as those of their other changes, also where an entry leaves the list meanwhile."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from contact_moments import relations
from contact_moments.clock import SECOND
from contact_moments.contract.support import START, add_people
from contact_moments.maintenance import broken
from contact_moments.people import Actor
from contact_moments.register import Register
from contact_moments.relations import imports, undoing
from contact_moments.relations.csv_file import CsvFile
from contact_moments.relations.list import page_by_number as page_of_relations
from contact_moments.relations.removed import page_after, page_by_number
from contact_moments.settings import Settings
from contact_moments.storage import transaction
from contact_moments.storage.transaction import Changes, Transaction
from contact_moments.uploads.uploads import UploadedFile
from tests.clock import Clock
from tests.engines import Engine
from tests.relations.copies import Copy, all_by_id
from tests.storage.test_dates import in_turn, slow_commits

pytestmark = [pytest.mark.both_engines, pytest.mark.slow]

FIRST = START // SECOND
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


def add_by_import(register: Register, ids: range) -> int:
    """Import a file with these relations; returns the number of the import."""
    rows = "".join(f"{id_};Person {id_}\n" for id_ in ids)
    file = CsvFile(UploadedFile("people.csv", f"id;name\n{rows}".encode()), "NL")
    number, _ = imports.put(register.database, file, BY)
    assert number is not None
    return number


def undo(register: Register, number: int) -> None:
    """Undo an import."""
    undoing.undo(register.database, number, BY)


def remove(register: Register, ids: range) -> None:
    """Add relations by an import, and undo it."""
    undo(register, add_by_import(register, ids))


def seconds(register: Register) -> dict[int, int]:
    """The second of each removal, of at most 25."""
    return {one.relation_id: one.second for one in page_by_number(register.database, None, 1)[0]}


def since(register: Register, second: int, number: int = 1) -> list[int]:
    """The ids on a page of the removals since a second. The overlap is left out."""
    return [one.relation_id for one in page_by_number(register.database, (second + 10) * SECOND, number)[0]]


def walked(register: Register, second: int) -> list[int]:
    """The ids of a walk by page numbers, each once."""
    found, number = list[int](), 1
    while page := since(register, second, number):
        found += page
        number += 1
    return list(dict.fromkeys(found))


def faults(register: Register) -> list[str]:
    """What does not hold."""
    return register.database.read_snapshot(lambda connection: broken(connection, register))


def test_each_removal_has_a_date(register: Register, clock: Clock) -> None:
    """The second in which it was removed, also beside other changes in it; `since` begins ten seconds early."""
    remove(register, range(10, 12))
    clock.second += 5
    add_people(register, 1)
    remove(register, range(20, 22))
    clock.second += 5
    relations.archive(register.database, 1)

    assert seconds(register) == dict.fromkeys((10, 11), FIRST) | dict.fromkeys((20, 21), FIRST + 5)
    assert [since(register, FIRST + n) for n in (0, 1, 5, 6, 11)] == [[10, 11, 20, 21], [20, 21], [20, 21], [], []]


def test_dates_never_go_back(register: Register, clock: Clock) -> None:
    """If the clock is set back, a removal is dated neither before an earlier change nor before a reading."""
    numbers = [add_by_import(register, range(first, first + 1)) for first in (10, 20)]
    clock.second += 600
    page_by_number(register.database, None, 1)
    clock.second -= 3600
    other = Register(register.settings, clock)
    undo(other, numbers[0])
    other.close()
    clock.second -= 3600
    undo(register, numbers[1])
    found = seconds(register)

    assert found[10] == found[20] >= FIRST + 595
    assert since(register, found[10]) == [10, 20]


def test_a_reading_is_noted(register: Register, clock: Clock, monkeypatch: pytest.MonkeyPatch) -> None:
    """By each way to read what was removed, at most every three seconds."""
    noted = []
    note_read = Transaction.note_read

    def note(self: Transaction, second: int) -> None:
        noted.append(second)
        note_read(self, second)

    monkeypatch.setattr(Transaction, "note_read", note)
    reads: list[Callable[[], object]] = [
        lambda: page_by_number(register.database, None, 1),
        lambda: page_after(register.database, 1),
    ]
    for read in reads:
        for _ in range(10):
            read()
        clock.second += 60

    assert noted == [FIRST, FIRST + 60]


def test_a_slow_commit_is_dated_again(register: Register, clock: Clock, monkeypatch: pytest.MonkeyPatch) -> None:
    """Removals whose COMMIT was slow have the date of its end, after all others, whoever has read them meanwhile."""
    monkeypatch.setattr(transaction, "LONGEST", 0.2)
    number, copy = add_by_import(register, range(10, 40)), Copy(register)
    other = Register(register.settings, clock)
    copy.catch_up()
    remove(other, range(50, 52))

    redate = register.database._redate

    def redate_after_others(changes: Changes) -> None:
        copy.catch_up()
        clock.second += 60
        add_people(other, 12)
        remove(other, range(60, 62))
        redate(changes)

    monkeypatch.setattr(register.database, "_redate", redate_after_others)
    # The first COMMIT notes that the undo has begun.
    slow_commits(register, monkeypatch, in_turn(0, 0.3))
    undo(register, number)
    monkeypatch.undo()
    copy.catch_up()
    other.close()

    expected = [50, 51, 60, 61, *(id_ for id_ in range(10, 40) if id_ != 12)]
    assert walked(register, 0) == expected
    assert walked(register, FIRST + 60) == expected[2:]
    assert walked(register, FIRST + 61) == []
    assert copy.relations == all_by_id(register)
    assert set(copy.relations) == {12}
    assert faults(register) == []


def test_the_next_removal_after_one_that_was_dated_again(register: Register) -> None:
    """It comes after all others, at a position that nothing has had."""
    remove(register, range(10, 13))
    remove(register, range(20, 22))
    first = page_by_number(register.database, None, 1)[0][0].change
    register.database.write(lambda again: again.redate(Changes(relations=range(first, first + 3))))
    remove(register, range(30, 31))
    found, _ = page_by_number(register.database, None, 1)

    assert [(one.relation_id, one.position) for one in found] == [(20, 4), (21, 5), (10, 6), (11, 7), (12, 8), (30, 9)]
    assert faults(register) == []


def test_a_walk_by_number_while_removals_are_dated_again(register: Register, clock: Clock) -> None:
    """Page numbers with `since` skip none, although the first of them are added again or get later positions."""
    remove(register, range(10, 15))
    clock.second += 60
    remove(register, range(100, 160))
    first = page_by_number(register.database, clock(), 1)[0][0].change
    seen = set(since(register, clock.second))
    register.database.write(lambda again: again.redate(Changes(relations=range(first, first + 3))))
    add_people(register, 103, 14, 13)
    for number in range(2, 10):
        seen |= set(since(register, clock.second, number))

    assert seen == set(range(100, 160))


def test_a_second_without_removals(register: Register, clock: Clock) -> None:
    """`since` between two removals, where other relations changed, begins with the later one."""
    remove(register, range(10, 12))
    clock.second += 60
    add_people(register, 1)
    clock.second += 60
    remove(register, range(20, 22))

    assert [since(register, FIRST + n) for n in (30, 60, 90, 120)] == [[20, 21]] * 4
    assert [one.id for one in page_of_relations(register.database, None, 1)[0]] == [1]
