"""The state of the list: whenever a page differs from what it was, its state does."""

import random
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from sqlalchemy import column, table, text, update

from contact_moments import catalogue, maintenance, relations, restoring
from contact_moments.contract.support import NOTE, add_note, add_notes, add_people, beside
from contact_moments.model import Filter, Page
from contact_moments.moments import merging, renaming, types, withdrawal
from contact_moments.moments.gaps import settle
from contact_moments.moments.list import page_by_cursor, page_by_number, state_by_cursor, state_by_number
from contact_moments.moments.rebuild import rebuild
from contact_moments.people import Actor
from contact_moments.register import Register
from contact_moments.relations.lines import RelationLines
from contact_moments.settings import Settings
from contact_moments.storage.database import Connection
from contact_moments.storage.long_work import no_progress
from contact_moments.storage.sql.prepared import Row, SingleRow, Values
from contact_moments.times import Zone
from tests.clock import Clock
from tests.engines import Engine

pytestmark = [pytest.mark.both_engines, pytest.mark.slow]

PEOPLE = range(1, 7)
TAGS = (1, 2)
HOUR = 3600
WHOLE = Filter()
FILTERS = [WHOLE, Filter(since=0), Filter(relation_ids=(1,)), Filter(relation_ids=(2,)), Filter(relation_ids=(1, 3))]

Seen = dict[tuple[str, str], Page]


@pytest.fixture
def clock() -> Clock:
    """The register's clock."""
    return Clock()


@pytest.fixture
def register(engine: Engine, tmp_path: Path, clock: Clock) -> Iterator[Register]:
    """A register with some people, tags and notes."""
    register = Register(Settings(database_url=engine.register_url(tmp_path)), clock)
    add_people(register, *PEOPLE)
    for tag in TAGS:
        catalogue.add_tag(register.database, f"Tag {tag}", tag)
    add_notes(register, 40)
    for tags in ([1], [1, 2], [2]):
        add_note(register, tagIds=tags, senderId=3, recipients=[1])
    yield register
    register.close()


def pages(register: Register) -> Iterator[tuple[str, Page]]:
    """Pages of several lists, by number and by cursor, each with its query; each has the state that is told beside."""
    for wanted in FILTERS:
        for number in (1, 2):
            page = page_by_number(register.database, wanted, number, changes=True)
            assert page.state == state_by_number(register.database, wanted, number)
            yield f"{wanted} {number}", page
    page = page_by_cursor(register.database, WHOLE, "v2.5.moments")
    assert page.state == state_by_cursor(register.database, WHOLE, "v2.5.moments")
    yield "cursor", page


def look(register: Register, seen: Seen) -> int:
    """Read the pages, and compare each with the one of the same state; returns how many are of states not seen yet."""
    before = len(seen)
    for query, page in pages(register):
        assert seen.setdefault((query, page.state), page) == page
    return len(seen) - before


def some_note(register: Register, chance: random.Random) -> int:
    """The id of one of the first notes."""
    ids = register.database.read(lambda connection: list(connection.execute(text("SELECT id FROM moment LIMIT 30"))))
    return int(chance.choice(ids)[0])


class Changes:
    """Everything that can change what a list shows."""

    def __init__(self, register: Register, clock: Clock, chance: random.Random, folder: Path) -> None:
        self.register, self.clock, self.chance, self.folder = register, clock, chance, folder
        self.database = register.database
        self.zones = [register.zone, Zone("Asia/Tokyo")]
        self.backups = 0

    def any_of(self, seen: Seen) -> None:
        """Make one of them, often in the same second as the last, and look at the pages afterwards."""
        self.clock.second += self.chance.randrange(2)
        self.chance.choice(self.all)()
        look(self.register, seen)

    @property
    def all(self) -> list[Callable[[], object]]:
        """All of them."""
        return [getattr(self, name) for name in sorted(vars(Changes)) if name[0] != "_" == name[-1]]

    def _name(self) -> str:
        return f"Name {self.chance.randrange(10**6)}"

    def _person(self) -> int:
        return self.chance.choice(PEOPLE)

    def register_(self) -> None:
        """A new one, perhaps with a new set of tags."""
        tags = self.chance.sample(TAGS, self.chance.randrange(3))
        add_note(self.register, senderId=self._available(), recipients=[self._available()], tagIds=tags)

    def correct_(self) -> None:
        """Another version."""
        id_ = some_note(self.register, self.chance)
        add_note(self.register, contactMomentId=id_, senderId=self._available(), recipients=[self._available()])

    def _available(self) -> int:
        query = text("SELECT id FROM relation WHERE merged_into IS NULL AND NOT archived")
        return self.chance.choice(self.database.read(lambda connection: list[int](connection.execute(query).scalars())))

    def withdraw_(self) -> None:
        """One fewer."""
        withdrawal.withdraw(self.database, [some_note(self.register, self.chance)], "mistake", Actor())

    def rename_(self) -> None:
        """The name is looked up from now on."""
        relations.rename(self.database, self._available(), self._name())

    def finish_renaming_(self) -> None:
        """The name is put in place."""
        renaming.finish_renaming(self.database)

    def rename_by_lines_(self) -> None:
        """As over the API."""
        line = f'{{"id": {self._available()}, "name": "{self._name()}"}}'
        list(RelationLines(line.encode()).put(self.database, "NL"))

    def merge_(self) -> None:
        """Moments move to the survivor's list; they show it later."""
        merging.finish_merges(self.database, self.register.zone)
        merged, into = self._available(), self._available()
        if merged != into and merged > 2:
            merging.begin(self.database, merged, into)

    def finish_merges_(self) -> None:
        """They are rendered again."""
        merging.finish_merges(self.database, self.register.zone)

    def rename_tag_(self) -> None:
        """The sets that have it are rendered again."""
        catalogue.rename_tag(self.database, self.chance.choice(TAGS), self._name())

    def change_type_(self) -> None:
        """Its title."""
        schema = self.register.types.get(NOTE).data.schema
        types.put_type(self.database, self.register.types.get(NOTE).data.__class__(NOTE, self._name(), True, schema))

    def settle_gaps_(self) -> None:
        """Page numbers skip what has been withdrawn."""
        self.database.finish_notes()
        self.clock.second += 3 * HOUR
        settle(self.database, self.clock)

    def rebuild_(self) -> None:
        """For another zone."""
        rebuild(self.database, self.chance.choice(self.zones), no_progress)

    def back_up_(self) -> None:
        """For `restore_`."""
        self.backups += 1
        maintenance.back_up(self.register, self.folder / f"{self.backups}.db", Actor())

    def restore_(self) -> None:
        """Numbers fall back, and are given again to other changes."""
        self.clock.second += 1
        if self.backups:
            restoring.restore(self.register, self.folder / f"{self.chance.randrange(self.backups) + 1}.db", Actor())


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(2))
def test_whenever_a_page_differs_its_state_does(register: Register, clock: Clock, seed: int, tmp_path: Path) -> None:
    """Whatever changes, in whatever order, and also if a backup is restored and other things happen after it."""
    chance = random.Random(seed)  # noqa: S311 - the same ones every time
    changes, seen = Changes(register, clock, chance, tmp_path), Seen()
    changes.back_up_()
    for _ in range(30):
        changes.any_of(seen)


ONE_OF_EACH: list[Callable[[Register], object]] = [
    add_note,
    lambda register: add_note(register, contactMomentId=1, subject="Another"),
    lambda register: relations.rename(register.database, 1, "Another"),
    lambda register: catalogue.rename_tag(register.database, 1, "Another"),
    lambda register: merging.begin(register.database, 3, 2),
    lambda register: merging.finish_merges(register.database, register.zone),
    lambda register: withdrawal.withdraw(register.database, [2], "mistake", Actor()),
    lambda register: rebuild(register.database, Zone("Asia/Tokyo"), no_progress),
]


def test_everything_that_shows_changes_the_state(register: Register) -> None:
    """One of each kind: the pages that it changes have another state."""
    seen = Seen()
    look(register, seen)
    shown = []
    for change in ONE_OF_EACH:
        before = dict(pages(register))
        change(register)
        differ = any(page.body != before[query].body for query, page in pages(register))
        shown.append((differ, look(register, seen) > 0))

    assert shown == [(True, True)] * len(ONE_OF_EACH)


def test_after_a_restore(register: Register, clock: Clock, tmp_path: Path) -> None:
    """Numbers that are given again make another state, though the same second has not passed."""
    maintenance.back_up(register, tmp_path / "backup.db", Actor())
    clock.second += 1
    states = []
    for name in ("One", "Other"):
        catalogue.rename_tag(register.database, 1, name)
        states.append(page_by_number(register.database, WHOLE, 2).state)
        restoring.restore(register, tmp_path / "backup.db", Actor())

    assert states[0] != states[1]


CHANGES: dict[str, Callable[[Register, str], object]] = {
    "a note": lambda register, name: add_note(register, subject=name),
    "a tag": lambda register, name: catalogue.rename_tag(register.database, 1, name),
    "a relation": lambda register, name: relations.rename(register.database, 1, name),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_a_file_that_is_put_back(
    register: Register, clock: Clock, tmp_path: Path, change: Callable[[Register, str], object]
) -> None:
    """A register that goes on from a copy of its file has other states than the first had."""
    states = []
    for name in ("one", "other"):
        maintenance.back_up(register, tmp_path / name, Actor())
        clock.second += 1
        with beside(register, clock, database_url=f"sqlite:///{tmp_path}/{name}") as copy:
            change(copy, name)
            states.append(page_by_number(copy.database, WHOLE, 2).state)

    assert states[0] != states[1]


def test_nothing_else_changes_it(register: Register, clock: Clock) -> None:
    """Reading does not, though it is noted, nor does time."""
    seen = Seen()
    look(register, seen)
    register.database.finish_notes()
    clock.second += 600
    again = look(register, seen)
    register.database.finish_notes()

    assert (again, look(register, seen)) == (0, 0)


def test_what_a_rebuild_repairs(register: Register) -> None:
    """A moment that shows what it should not shows that no longer, and its page has another state."""
    moment = table("moment", column("id"), column("json_tail"))
    spoilt = update(moment).where(moment.c.id == 1).values(json_tail=',"recipients":[]}')
    register.database.write(lambda transaction: transaction.connection.execute(spoilt))
    before = page_by_number(register.database, WHOLE, 1)
    rebuild(register.database, register.zone, no_progress)
    after = page_by_number(register.database, WHOLE, 1)

    assert (before.body != after.body, before.state != after.state) == (True, True)


def test_a_page_and_its_state_are_of_one_snapshot(register: Register, monkeypatch: pytest.MonkeyPatch) -> None:
    """One statement returns both."""
    asked: list[SingleRow] = []
    fetch_row = register.database.fetch_row

    def noted(statement: SingleRow, values: Values) -> Row | None:
        asked.append(statement)
        return fetch_row(statement, values)

    monkeypatch.setattr(register.database, "fetch_row", noted)
    states = [page_by_number(register.database, wanted, 2).state for wanted in FILTERS]

    assert ([bool(state) for state in states], len(asked)) == ([True] * len(FILTERS), len(FILTERS))


def test_the_state_reads_no_moments(register: Register) -> None:
    """Finding out that nothing has changed takes two tables of a few rows."""

    def without_moments(connection: Connection) -> None:
        connection.execute(text("ALTER TABLE moment RENAME TO away"))
        connection.execute(text("ALTER TABLE link RENAME TO away_too"))

    before = page_by_number(register.database, WHOLE, 1).state
    register.database.change_schema(without_moments)

    assert state_by_number(register.database, WHOLE, 1) == before
