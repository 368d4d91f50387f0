"""Very many moments of one instant, such as an import with days only: no page reads what earlier pages had.

The engines count what they read, as in `test_search_cost`.
"""

from collections.abc import Iterator
from functools import partial

import pytest

from contact_moments.contract.support import add_people
from contact_moments.model import Author, Search, Submission
from contact_moments.moments import search as searching
from contact_moments.moments.drafts import read_draft
from contact_moments.moments.search import Extras
from contact_moments.moments.search_query import read_question
from contact_moments.register import Register
from contact_moments.settings import Settings
from tests.engines import Postgresqls
from tests.storage.meters import PostgresqlMeter, SqliteMeter
from tests.storage.test_search_cost import page, rows_visited, submit, watched

pytestmark = pytest.mark.slow

MOMENTS = 3_000
SENDERS = range(2, 18)  # as many as are merged in the order of time
SEARCHES = {
    "everything": Search(),
    "everything, the oldest first": Search(newest=False),
    "a type": Search(types=("ContactMomentPhone",)),
    "a type, the oldest first": Search(types=("ContactMomentPhone",), newest=False),
    "two types": Search(types=("ContactMomentPhone", "ContactMomentNote")),
    "many senders": Search(senders=tuple(range(2, 30))),
    "a relation": Search(relations=(1,)),
    "a type of a relation": Search(types=("ContactMomentPhone",), relations=(1,)),
    "a type by a way": Search(types=("ContactMomentPhone",), channels=("import",), newest=False),
    "a word of a type": Search(types=("ContactMomentNote",), question=read_question("call")),
}


def filled(url: str) -> Register:
    """A register in which everything happened at noon of one day."""
    register = Register(Settings(database_url=url, log_level="error"))
    register.prepare()
    add_people(register, 1, *SENDERS)
    submit(register, [a_submission(register, number) for number in range(MOMENTS)])
    return register


def a_submission(register: Register, number: int) -> Submission:
    """A moment of that instant."""
    body = {
        "subject": f"A call {number}",
        "dateTime": "2026-03-02T12:00:00Z",
        "senderId": SENDERS[number % len(SENDERS)],
        "recipients": [1],
    }
    kind = register.types.get("ContactMomentNote" if number % 3 else "ContactMomentPhone")
    return Submission(read_draft(kind, body, register.zone, register.clock()), Author(None, "import"))


@pytest.fixture(scope="module")
def on_sqlite(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Register]:
    """The register on SQLite."""
    register = filled(f"sqlite:///{tmp_path_factory.mktemp('instant')}/register.db")
    yield register
    register.close()


@pytest.fixture(scope="module")
def metered(on_sqlite: Register) -> Iterator[tuple[Register, SqliteMeter]]:
    """The same register, opened once more and watched."""
    with SqliteMeter().in_place() as meter:
        register = Register(on_sqlite.settings)
        yield register, meter
        register.close()


@pytest.fixture(scope="module")
def on_postgresql(postgresqls: Postgresqls) -> Iterator[tuple[Register, PostgresqlMeter]]:
    """The register on PostgreSQL, watched."""
    with watched(postgresqls, filled) as register_and_meter:
        yield register_and_meter


def cursors(register: Register, wanted: Search) -> list[str]:
    """The cursors of some pages: the second one, one in the middle, and one before the last."""
    cursor, found = page(register, wanted).cursor, list[str]()
    while cursor is not None:
        found.append(cursor)
        cursor = page(register, wanted, cursor).cursor
    assert len(found) >= 30
    return [found[0], found[len(found) // 2], found[-3]]


@pytest.mark.parametrize("name", SEARCHES)
def test_sqlite_reads_no_more_for_a_later_page(
    on_sqlite: Register, metered: tuple[Register, SqliteMeter], name: str
) -> None:
    """The steps for a page do not grow with the pages before it."""
    register, meter = metered
    wanted = SEARCHES[name]
    early, *later = (meter.visits(partial(page, register, wanted, cursor)) for cursor in cursors(on_sqlite, wanted))

    assert 0 < max(later) <= 1.5 * early


@pytest.mark.parametrize("name", SEARCHES)
def test_postgresql_reads_no_more_for_a_later_page(on_postgresql: tuple[Register, PostgresqlMeter], name: str) -> None:
    """The rows that PostgreSQL visits for a page do not grow with the pages before it."""
    register, meter = on_postgresql
    wanted = SEARCHES[name]
    early, *later = (rows_visited(register, meter, wanted, cursor) for cursor in cursors(register, wanted))

    assert 0 < max(later) <= 1.5 * early


def test_a_total_of_several_values_is_bounded_too(
    metered: tuple[Register, SqliteMeter], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Counting reads so many rows of all values together, and not of each."""
    register, meter = metered
    few, most = (Search(senders=tuple(SENDERS[:number])) for number in (2, len(SENDERS)))
    monkeypatch.setattr(searching, "MOST_COUNTED", 150)

    of_few, of_most = (meter.visits(partial(page, register, one, extras=Extras(total=True))) for one in (few, most))

    assert page(register, most, extras=Extras(total=True)).total == "150+"
    assert 0 < of_most <= 4 * of_few
