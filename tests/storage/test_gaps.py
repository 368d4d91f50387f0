"""Gaps: page numbers skip the positions that rows have left, once nobody has paged for an hour (wire rule 10)."""

import random
from collections.abc import Iterator
from itertools import count
from pathlib import Path

import pytest
from msgspec.structs import replace
from sqlalchemy import Connection, text

from contact_moments.clock import SECOND
from contact_moments.contract.support import (
    START,
    add_note,
    add_notes,
    add_people,
    beside,
    ids_by_number,
    ids_of,
    ids_on,
)
from contact_moments.maintenance import broken
from contact_moments.model import Filter, PagedBy
from contact_moments.moments import gaps
from contact_moments.moments.gaps import settle
from contact_moments.moments.list import cursor_after, page_by_cursor, page_by_number
from contact_moments.moments.merging import merge
from contact_moments.moments.withdrawal import withdraw
from contact_moments.people import Actor
from contact_moments.register import Register
from contact_moments.settings import Settings
from contact_moments.storage.questions import gaps as stored_gaps
from contact_moments.storage.questions.gaps import Numbering, numbering_of
from contact_moments.storage.questions.pages import PAGE_SIZE
from contact_moments.storage.transaction import Transaction
from tests.clock import Clock
from tests.engines import Engine

pytestmark = [pytest.mark.both_engines, pytest.mark.slow]

WHOLE, OF_ONE = Filter(), Filter(relation_ids=(1,))
KINDS: dict[PagedBy, Filter] = {"whole": WHOLE, "relation": OF_ONE}
MINUTE, HOUR = 60, 3600


@pytest.fixture
def clock() -> Clock:
    """The register's clock."""
    return Clock()


@pytest.fixture
def register(engine: Engine, tmp_path: Path, clock: Clock) -> Iterator[Register]:
    """A register with three people and 120 notes of the first to the second, on each engine."""
    register = Register(Settings(database_url=engine.register_url(tmp_path)), clock)
    add_people(register, 1, 2, 3)
    add_notes(register, 120)
    yield register
    # What page numbers skip can be restored from a backup.
    with register.database.snapshot() as connection:
        assert broken(connection, register) == []
    register.close()


def ask(register: Register, kind: PagedBy, number: int) -> list[int]:
    """The ids on a page above the first, once it is noted that it was asked for."""
    found = ids_on(page_by_number(register.database, KINDS[kind], number))
    register.database.finish_notes()
    return found


def leave(register: Register, clock: Clock, ids: list[int]) -> None:
    """Withdraw moments; an hour and a minute pass."""
    withdraw(register.database, ids, "retention", Actor())
    clock.second += HOUR + MINUTE


@pytest.mark.parametrize("kind", KINDS)
def test_a_walk_reads_no_page_twice(register: Register, clock: Clock, kind: PagedBy) -> None:
    """After many withdrawals the pages are full again, and hold each row once; a cursor finds the same rows."""
    gone = [*range(1, 76), 80, 82, 83, 120]
    before = ids_on(page_by_number(register.database, KINDS[kind], 1))
    withdraw(register.database, gone, "retention", Actor())
    repeated = [ids_on(page_by_number(register.database, KINDS[kind], number)) for number in (1, 2, 3)]
    clock.second += HOUR + MINUTE

    settle(register.database, clock)

    left = [one for one in range(1, 121) if one not in gone]
    assert before == list(range(1, 26))
    assert repeated[0] == repeated[1] == repeated[2]
    assert ids_by_number(register, KINDS[kind]) == ids_of(register, KINDS[kind]) == left
    assert ids_on(page_by_number(register.database, KINDS[kind], 2)) == left[PAGE_SIZE : 2 * PAGE_SIZE]


def test_what_was_corrected_away(register: Register, clock: Clock) -> None:
    """A row that a correction takes out of a relation's list leaves a gap there, and none in the whole list."""
    for moment_id in range(1, 101, 2):
        add_note(register, contactMomentId=moment_id, senderId=3, recipients=[2])
    clock.second += HOUR + MINUTE

    settle(register.database, clock)

    assert ids_by_number(register, OF_ONE) == [*range(2, 101, 2), *range(101, 121)]
    assert ids_by_number(register, WHOLE) == list(range(1, 121))


def test_gaps_count_for_an_hour(register: Register, clock: Clock) -> None:
    """A gap is skipped only once it is an hour old: a walk may have read the first page before."""
    withdraw(register.database, list(range(1, 11)), "retention", Actor())
    clock.second += HOUR - 1
    settle(register.database, clock)
    too_early = ids_on(page_by_number(register.database, WHOLE, 2))
    clock.second += HOUR + MINUTE

    settle(register.database, clock)

    assert too_early == list(range(26, 51))
    assert ids_on(page_by_number(register.database, WHOLE, 2)) == list(range(36, 61))


@pytest.mark.parametrize("kind", KINDS)
def test_nothing_shifts_while_somebody_pages(register: Register, clock: Clock, kind: PagedBy) -> None:
    """A page number above 1 keeps everything where it is for another hour, whichever process was asked."""
    leave(register, clock, list(range(1, 11)))
    with beside(register, clock) as other:
        asked = ask(other, kind, 2)
    clock.second += HOUR - MINUTE

    settle(register.database, clock)
    again = ask(register, kind, 2)
    clock.second += HOUR + MINUTE
    settle(register.database, clock)

    assert asked == again == list(range(26, 51))
    assert ask(register, kind, 2) == list(range(36, 61))


def test_other_readings_do_not_matter(register: Register, clock: Clock) -> None:
    """First pages, cursors and lists with `since` keep no gap; walks of one kind of list keep none of the other."""
    cursor = cursor_after(WHOLE, page_by_number(register.database, WHOLE, 1))
    leave(register, clock, list(range(1, 11)))
    page_by_number(register.database, WHOLE, 1)
    page_by_cursor(register.database, WHOLE, cursor or "")
    page_by_number(register.database, Filter(since=START), 2)
    page_by_number(register.database, Filter(relation_ids=(1, 2)), 2)
    ask(register, "relation", 2)

    settle(register.database, clock)

    assert ids_on(page_by_number(register.database, WHOLE, 2)) == list(range(36, 61))
    assert ids_on(page_by_number(register.database, OF_ONE, 2)) == list(range(26, 51))


def test_cursors_stay_where_they_are(register: Register, clock: Clock) -> None:
    """A cursor from before leads to the same rows after gaps are skipped."""
    cursor = cursor_after(WHOLE, page_by_number(register.database, WHOLE, 2)) or ""
    clock.second += HOUR
    leave(register, clock, list(range(1, 41)))

    settle(register.database, clock)

    assert ids_on(page_by_cursor(register.database, WHOLE, cursor)) == list(range(51, 76))


def test_a_clock_that_was_set_back(register: Register, clock: Clock) -> None:
    """An hour is one by the clock of those who read: changes are dated later than that after it was set back."""
    leave(register, clock, list(range(1, 11)))
    clock.second -= 2 * HOUR
    asked = ask(register, "whole", 2)
    clock.second += MINUTE

    settle(register.database, clock)

    assert asked == ask(register, "whole", 2) == list(range(26, 51))


def test_many_gaps_are_numbered_again_seldom(register: Register, clock: Clock, monkeypatch: pytest.MonkeyPatch) -> None:
    """The next edition begins so much later than the one in use as that has gaps, and has all that are due by then."""
    monkeypatch.setattr(gaps, "_APART", 100 * SECOND)
    editions = []
    for gone, pause in (([*range(1, 41)], 0), ([41], 0), ([42], 0), ([50], 0), ([], 10 * MINUTE), ([], HOUR)):
        if gone:
            leave(register, clock, gone)
        clock.second += pause
        settle(register.database, clock)
        found = register.database.read(lambda connection: numbering_of(connection, "whole"))
        editions.append((found.edition, found.numbered))

    assert editions == [(1, 40), (1, 40), (2, 42), (2, 42), (3, 43), (3, 43)]


def test_since_keeps_its_gaps(register: Register, clock: Clock) -> None:
    """A page of the moments changed since counts each change that was overtaken, for ever."""
    wanted = Filter(since=START)
    leave(register, clock, list(range(1, 26)))

    settle(register.database, clock)

    pages = [ids_on(page_by_number(register.database, wanted, number)) for number in (1, 2)]
    assert pages[0] == pages[1] == list(range(26, 51))


def test_a_merge(register: Register, clock: Clock) -> None:
    """What two relations had together, and what the one had lost, leave no gaps in the survivor's list."""
    for moment_id in range(1, 41):
        add_note(register, contactMomentId=moment_id, senderId=3, recipients=[2] if moment_id % 2 else [1, 2])
    clock.second += HOUR + MINUTE
    settle(register.database, clock)

    merge(register.database, register.zone, 1, 3)
    clock.second += HOUR + MINUTE
    settle(register.database, clock)

    assert ids_by_number(register, OF_ONE) == ids_of(register, OF_ONE)
    assert sorted(ids_of(register, OF_ONE)) == list(range(1, 121))


def test_small_batches(register: Register, clock: Clock, monkeypatch: pytest.MonkeyPatch) -> None:
    """Runs of gaps that begin in one batch and end in another are skipped as one; former numberings are deleted."""
    monkeypatch.setattr(gaps, "BATCH", 3)
    left = set(range(1, 121))
    for gone in ([2, 3, 4, 5, 6, 7, 8, 30], [1, 9, 10, 31, 32, 33, 34], [60]):
        left -= set(gone)
        leave(register, clock, gone)
        settle(register.database, clock)
        assert ids_by_number(register, WHOLE) == sorted(left)
        clock.second += HOUR + MINUTE

    settle(register.database, clock)
    with register.database.snapshot() as connection:
        found = connection.execute(text("SELECT rows_before, gaps_through FROM gap WHERE relation_id = 0 ORDER BY 1"))
        assert [tuple(row) for row in found] == [(0, 10), (19, 15), (44, 16)]


def test_interrupted(register: Register, clock: Clock, monkeypatch: pytest.MonkeyPatch) -> None:
    """When somebody pages meanwhile, the work stops; another process goes on with it an hour later."""
    monkeypatch.setattr(gaps, "BATCH", 3)
    leave(register, clock, list(range(1, 51)))
    batches = count()

    def paged_in_the_middle(connection: Connection, kind: PagedBy) -> Numbering:
        found = numbering_of(connection, kind)
        return replace(found, paged_at=clock()) if next(batches) == 5 else found

    with monkeypatch.context() as patch:
        patch.setattr(stored_gaps, "numbering_of", paged_in_the_middle)
        settle(register.database, clock)
    before = ask(register, "whole", 2)
    clock.second += HOUR + MINUTE

    with beside(register, clock) as other:
        settle(other.database, clock)

    assert before == list(range(51, 76))
    assert ask(register, "whole", 2) == list(range(76, 101))


def test_nobody_waits_for_each_other(register: Register, clock: Clock) -> None:
    """Whoever registers after a note in the same transaction locks the register's row first, as everybody does."""
    locked = []

    def note(transaction: Transaction) -> None:
        transaction.note_paged("whole", clock.second)
        locked.append(transaction._numbers is not None)

    register.database.write(note)

    assert locked == [True]


@pytest.mark.parametrize("seed", range(6))
def test_a_walk_that_never_pauses_for_an_hour(register: Register, clock: Clock, seed: int) -> None:
    """Whatever is withdrawn, corrected and settled during a walk by page numbers, it skips no row that stays."""
    chance = random.Random(seed)  # noqa: S311 - the same walk every time
    kind: PagedBy = chance.choice(["whole", "relation"])
    left, seen = set(range(1, 121)), set[int]()
    for number in count(1):
        found = ask(register, kind, number) if number > 1 else ids_on(page_by_number(register.database, KINDS[kind], 1))
        seen |= set(found)
        if not found:
            break
        for _ in range(chance.randint(1, 3)):
            gone = chance.sample(sorted(left), min(chance.randint(0, 6), len(left)))
            withdraw(register.database, gone, "retention", Actor())
            left -= set(gone)
            clock.second += chance.randint(0, 19 * MINUTE)
            settle(register.database, clock)

    assert left <= seen
