"""Deep pages: at 7,500 moments, some corrected and some withdrawn, the last page costs what the first does.

Nothing is timed. SQLite counts the steps of its machine, PostgreSQL the rows that its plan visited. The million is
in `make bench`.
"""

import json
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from contact_moments.clock import SECOND
from contact_moments.model import Filter, Page
from contact_moments.moments.list import cursor_after, page_by_cursor, page_by_number
from contact_moments.moments.withdrawal import page_by_number as withdrawn_page
from contact_moments.register import Register
from contact_moments.settings import Settings
from contact_moments.storage.questions.pages import PAGE_SIZE
from tests.engines import Postgresqls
from tests.large import BUSY, START, Clock, fill
from tests.postgresql import NEWEST
from tests.storage.meters import PostgresqlMeter, SqliteMeter

pytestmark = [pytest.mark.slow, pytest.mark.long]

MOMENTS, PEOPLE = 7_500, 1_000
# How many pages there are at least.
DEPTH = {"whole": 280, "since": 200, "relation": 30}
LISTS = {
    "whole": Filter(),
    "since": Filter(since=(START + 10) * SECOND),
    "relation": Filter(relation_ids=(BUSY,)),
}


@pytest.fixture(scope="module")
def steps() -> SqliteMeter:
    """Counts what SQLite does."""
    return SqliteMeter()


@pytest.fixture(scope="module")
def sqlite(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Register]:
    """The register on SQLite."""
    folder: Path = tmp_path_factory.mktemp("deep")
    with closing(Register(_filled(f"sqlite:///{folder}/register.db"))) as register:
        yield register


@pytest.fixture(scope="module")
def watched(sqlite: Register, steps: SqliteMeter) -> Iterator[Register]:
    """The same, with a meter that is slow: it is called for each step."""
    with closing(Register(sqlite.settings)) as register:
        with steps.in_place():
            for number in (1, 2):  # so that there are connections
                page_by_number(register.database, Filter(), number)
        yield register


@pytest.fixture(scope="module")
def rows() -> Iterator[PostgresqlMeter]:
    """Counts what PostgreSQL visits."""
    with PostgresqlMeter().in_place() as meter:
        yield meter


@pytest.fixture(scope="module")
def postgresql(postgresqls: Postgresqls) -> Iterator[Register]:
    """The register on PostgreSQL."""
    with closing(Register(_filled(postgresqls.server(NEWEST).keep_database()))) as register:
        yield register


def _filled(url: str) -> Settings:
    """Make a register with many moments; returns its settings."""
    clock, settings = Clock(), Settings(database_url=url, log_level="error")
    with closing(Register(settings, clock)) as register:
        register.prepare()
        fill(register, clock, MOMENTS, PEOPLE)
    return settings


def last_page(register: Register, wanted: Filter) -> int:
    """The number of the last page that has anything on it, by halving."""
    low, high = 1, MOMENTS
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (middle, high) if ids_on(page_by_number(register.database, wanted, middle)) else (low, middle)
    return low


def ids_on(page: Page) -> list[int]:
    """The ids on a page."""
    return [item["id"] for item in json.loads(page.body)]


def full_page(register: Register, wanted: Filter, number: int) -> int:
    """The nearest page from `number` back that is full: one with fewer rows would cost less."""
    while len(ids_on(page_by_number(register.database, wanted, number))) < PAGE_SIZE:
        number -= 1
    return number


@pytest.mark.parametrize("name", LISTS)
def test_the_last_page_takes_as_many_steps_on_sqlite(
    sqlite: Register, watched: Register, steps: SqliteMeter, name: str
) -> None:
    """SQLite takes at most a fifth more steps for the last page than for the first."""
    wanted = LISTS[name]
    last = full_page(sqlite, wanted, last_page(sqlite, wanted))
    first, deep = (steps.visits(lambda n=n: page_by_number(watched.database, wanted, n)) for n in (1, last))  # type: ignore[misc]

    assert last >= DEPTH[name]
    assert 0 < deep <= 1.2 * first


@pytest.mark.parametrize("name", LISTS)
def test_the_last_page_visits_as_many_rows_on_postgresql(
    postgresql: Register, rows: PostgresqlMeter, name: str
) -> None:
    """PostgreSQL visits a few rows for each that it returns, on the last page as on the first."""
    with postgresql.database._backend.write() as connection:
        connection.exec_driver_sql("ANALYZE")
    wanted = LISTS[name]
    last = full_page(postgresql, wanted, last_page(postgresql, wanted))
    first, deep = (
        rows.visits(postgresql, lambda n=n: page_by_number(postgresql.database, wanted, n))  # type: ignore[misc]
        for n in (1, last)
    )

    assert last >= DEPTH[name]
    assert max(first, deep) <= 6 * PAGE_SIZE


@pytest.mark.usefixtures("postgresqls")
@pytest.mark.parametrize("register_on", ["sqlite", "postgresql"])
def test_walks_give_everything_once(register_on: str, request: pytest.FixtureRequest) -> None:
    """Page numbers give every moment that is there; cursors give each once; the tombstones are all that left."""
    register: Register = request.getfixturevalue(register_on)
    by_number: list[int] = []
    for number in range(1, last_page(register, Filter()) + 1):
        by_number += ids_on(page_by_number(register.database, Filter(), number))
    page = page_by_number(register.database, Filter(), 1)
    by_cursor = ids_on(page)
    while (cursor := cursor_after(Filter(), page)) is not None:
        page = page_by_cursor(register.database, Filter(), cursor)
        by_cursor += ids_on(page)
    gone: list[int] = []
    while found := ids_on(withdrawn_page(register.database, register.zone, None, len(gone) // PAGE_SIZE + 1)):
        gone += found

    assert len(gone) == MOMENTS // 50
    assert by_cursor == sorted(set(range(1, MOMENTS + 1)) - set(gone))
    assert list(dict.fromkeys(by_number)) == by_cursor
