"""The cost of pages of removed relations, counted: each is found by seeking, whatever was removed or added again."""

from collections.abc import Callable, Iterator
from contextlib import closing

import pytest
from sqlalchemy import insert, text

from contact_moments.clock import SECOND
from contact_moments.contract.support import START
from contact_moments.people import Actor
from contact_moments.register import Register
from contact_moments.relations import imports
from contact_moments.relations.csv_file import CsvFile
from contact_moments.relations.removed import RemovedPage, page_after, page_by_number
from contact_moments.settings import Settings
from contact_moments.storage.questions.pages import PAGE_SIZE
from contact_moments.storage.sql.tables import relation_tick, removed_relation
from contact_moments.storage.transaction import Transaction
from contact_moments.uploads.uploads import UploadedFile
from tests.clock import Clock
from tests.engines import Engine
from tests.storage.meters import PostgresqlMeter, SqliteMeter, rows_visited

pytestmark = [pytest.mark.both_engines, pytest.mark.slow]

MANY, A_SECOND = 10_000, 4
SECONDS = MANY // A_SECOND
# The removals at the beginning and end stay; nine in ten of those between them were added again.
ENDS = 500


@pytest.fixture(scope="module")
def filled(engine: Engine, tmp_path_factory: pytest.TempPathFactory) -> str:
    """The address of a register with many removals, a few in each second, beside other changes."""
    url = engine.register_url(tmp_path_factory.mktemp("removed"))
    with closing(Register(Settings(database_url=url, log_level="error"), Clock())) as register:
        register.prepare()
        imports.put(register.database, CsvFile(UploadedFile("a.csv", b"id;name\n1;A\n"), "NL"), Actor())
        register.database.write(fill)
    return url


def fill(transaction: Transaction) -> None:
    """Write the rows of removals, every second change, and of the seconds that they happened in."""
    kept = [n for n in range(1, MANY + 1) if n <= ENDS or n > MANY - ENDS or n % 10 == 0]
    rows = [{"relation_id": n + 1, "position": n, "change_no": 2 * n, "import_number": 1} for n in kept]
    first, changes = START // SECOND + 1, 2 * A_SECOND
    ticks = [{"second": first + n, "first_change": 1 + n * changes + 1} for n in range(SECONDS)]
    transaction.connection.execute(insert(removed_relation), rows)
    transaction.connection.execute(insert(relation_tick), ticks)
    transaction.connection.execute(
        text("UPDATE register SET last_removed_no = :n, last_relation_change = :change"),
        {"n": MANY, "change": 2 * MANY},
    )


@pytest.fixture(scope="module")
def meter(filled: str) -> Iterator[SqliteMeter | PostgresqlMeter]:
    """Counts what the engine visits."""
    with (SqliteMeter() if filled.startswith("sqlite") else PostgresqlMeter()).in_place() as meter:
        yield meter


@pytest.fixture(scope="module")
def register(filled: str, meter: SqliteMeter | PostgresqlMeter) -> Iterator[Register]:
    """The register, watched."""
    clock = Clock()
    clock.second += 3 * SECONDS
    with closing(Register(Settings(database_url=filled, log_level="error"), clock)) as register:
        if not isinstance(meter, SqliteMeter):
            with register.database._backend.write() as connection:
                connection.exec_driver_sql("ANALYZE")
        register.database.note_read()
        yield register


READINGS: dict[str, Callable[[Register], RemovedPage]] = {
    "first": lambda register: page_by_number(register.database, None, 1),
    "in the middle": lambda register: page_by_number(register.database, None, MANY // PAGE_SIZE // 2),
    "last": lambda register: page_by_number(register.database, None, MANY // PAGE_SIZE - 1),
    "by a position": lambda register: page_after(register.database, MANY // 2),
    "since, early": lambda register: page_by_number(register.database, START, 1),
    "since, in the middle": lambda register: page_by_number(register.database, since(SECONDS // 2), 1),
    "since, late": lambda register: page_by_number(register.database, since(SECONDS - 50), 2),
}


def since(second: int) -> int:
    """An instant so many seconds after the first removal."""
    return START + (second + 10) * SECOND


@pytest.mark.parametrize("reading", READINGS)
def test_a_page_seeks(register: Register, meter: SqliteMeter | PostgresqlMeter, reading: str) -> None:
    """It visits a few rows for each that it shows, at any depth."""
    read = READINGS[reading]
    visited = rows_visited(meter, register, lambda: read(register))

    assert len(read(register)[0]) == PAGE_SIZE
    assert visited <= (60 * PAGE_SIZE + 200 if isinstance(meter, SqliteMeter) else 4 * PAGE_SIZE)


def test_since_later_than_all(register: Register, meter: SqliteMeter | PostgresqlMeter) -> None:
    """There is nothing, which is found at once."""
    assert page_by_number(register.database, since(2 * SECONDS), 1) == ([], None)
    assert rows_visited(meter, register, lambda: page_by_number(register.database, since(2 * SECONDS), 1)) < 100
