"""A list's pages together are exactly what its filter asks for. `test_cost` has their cost."""

import json
import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text

from contact_moments import relations
from contact_moments.clock import SECOND
from contact_moments.model import Author, Filter
from contact_moments.moments.list import cursor_after, page_by_cursor, page_by_number
from contact_moments.moments.merging import merge
from contact_moments.register import Register
from contact_moments.settings import Settings
from contact_moments.storage.questions import pages

PEOPLE = range(1, 13)
MOMENTS = 330
START = 1_700_000_000 * SECOND
FILTERS = {
    "whole": Filter(),
    "since": Filter(since=START + 40 * SECOND),
    "relation": Filter(relation_ids=(3,)),
    "relations": Filter(relation_ids=(2, 5, 7)),
    "relation and since": Filter(relation_ids=(3,), since=START + 40 * SECOND),
    "merged relation": Filter(relation_ids=(11,)),
    "nobody": Filter(relation_ids=(0,)),
    "later": Filter(since=START + 900 * SECOND),
}


class Clock:
    """A clock that ticks a second every tenth time it is read."""

    def __init__(self) -> None:
        self.reads = 0

    def __call__(self) -> int:
        self.reads += 1
        return START + self.reads // 10 * SECOND


@pytest.fixture(scope="module")
def register(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Register]:
    """A register with moments among a few people, one of whom was merged into another half-way."""
    folder: Path = tmp_path_factory.mktemp("pages")
    register = Register(Settings(database_url=f"sqlite:///{folder}/register.db"), Clock())
    register.prepare()
    for id_ in PEOPLE:
        relations.add(register.database, f"Relation {id_}", "person", id_)
    chance = random.Random(7)  # noqa: S311 - the same moments every time
    for number in range(MOMENTS):
        if number == MOMENTS // 2:
            merge(register.database, register.zone, 11, 12)
        people = [one for one in PEOPLE if number < MOMENTS // 2 or one != 11]
        sender, *recipients = chance.sample(people, chance.randint(2, 4))
        add(register, f"Moment {number}", sender, recipients)
    yield register
    register.close()


def add(register: Register, subject: str, sender: int, recipients: list[int]) -> None:
    """Register one moment as a command does."""
    known = register.types.get("ContactMomentNote")
    one = register.registrar.read(known, {"subject": subject, "senderId": sender, "recipients": recipients})
    register.database.write(lambda tx: register.registrar.register_all(tx, [one], Author(None, "import")))


def walk(register: Register, wanted: Filter) -> list[dict[str, Any]]:
    """Every item, page by page until an empty one."""
    items: list[dict[str, Any]] = []
    number = 1
    while page := json.loads(page_by_number(register.database, wanted, number).body):
        items += page
        number += 1
    return items


def follow(register: Register, wanted: Filter) -> list[dict[str, Any]]:
    """Every item, by the cursors."""
    page = page_by_number(register.database, wanted, 1)
    items: list[dict[str, Any]] = json.loads(page.body)
    while (cursor := cursor_after(wanted, page)) is not None:
        page = page_by_cursor(register.database, wanted, cursor)
        items += json.loads(page.body)
    return items


def expected(register: Register, wanted: Filter) -> set[int]:
    """The ids that the filter asks for, found by reading whole tables."""
    with register.database.snapshot() as connection:
        ticks = {row.second: row.first_change for row in connection.execute(text("SELECT * FROM tick"))}
        moments = connection.execute(text("SELECT id, change_no FROM moment")).all()
        links = connection.execute(text("SELECT moment_id, relation_id FROM link")).all()
    asked = {12 if one == 11 else one for one in wanted.relation_ids or ()}
    earliest = min((ticks[s] for s in ticks if wanted.since and s >= wanted.since // SECOND - 10), default=10**9)
    return {
        id_
        for id_, change_no in moments
        if (wanted.since is None or change_no >= earliest)
        and (wanted.relation_ids is None or asked & {to for of, to in links if of == id_})
    }


@pytest.mark.parametrize("name", FILTERS)
def test_a_walk_by_number_skips_nothing(register: Register, name: str) -> None:
    """A walk by page numbers returns all that the filter asks for; removed rows may make others repeat (rule 10)."""
    ids = [item["id"] for item in walk(register, FILTERS[name])]

    assert set(ids) == expected(register, FILTERS[name])


@pytest.mark.parametrize("name", FILTERS)
def test_a_walk_by_cursor_repeats_nothing(register: Register, name: str) -> None:
    """A walk by cursors returns all that the filter asks for, each once, in the order of the page numbers."""
    by_number = list(dict.fromkeys(item["id"] for item in walk(register, FILTERS[name])))
    ids = [item["id"] for item in follow(register, FILTERS[name])]

    assert len(ids) == len(set(ids))
    assert ids == by_number


def test_the_filters_are_not_trivial(register: Register) -> None:
    """The walks above are over several pages, and no two of the first five filters ask for the same."""
    sizes = [len(expected(register, wanted)) for wanted in FILTERS.values()]

    assert min(sizes[:6]) > pages.PAGE_SIZE
    assert len(set(sizes[:5])) == 5
    assert sizes[6:] == [0, 0]


def test_a_moved_page_number_never_skips(register: Register) -> None:
    """A walk during which moments are added returns every moment that existed when it began."""
    before = expected(register, Filter())
    seen: list[int] = []
    number = 1
    while page := json.loads(page_by_number(register.database, Filter(), number).body):
        seen += [item["id"] for item in page]
        if number < 6:
            add(register, "Meanwhile", 1, [2])
        number += 1

    assert before <= set(seen)
    assert len(seen) == len(set(seen))
