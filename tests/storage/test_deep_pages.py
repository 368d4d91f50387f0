"""Deep pages: at 50,000 moments, some corrected and some withdrawn, the last page costs what the first does.

Nothing is timed. SQLite counts the steps of its machine, PostgreSQL the rows that its plan visited. The million is
in `make bench`.
"""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection, event

from contact_moments.clock import SECOND
from contact_moments.model import Filter, Page
from contact_moments.moments.listing import cursor_after, page_by_cursor, page_by_number
from contact_moments.moments.withdrawing import page_by_number as withdrawn_page
from contact_moments.register import Register
from contact_moments.settings import Settings
from contact_moments.storage.pages import PAGE_SIZE
from tests.large import BUSY, START, Clock, fill
from tests.postgresql import running_server

MOMENTS, PEOPLE = 50_000, 2_000
LISTS = {
    "whole": Filter(),
    "since": Filter(since=(START + 10) * SECOND),
    "relation": Filter(relation_ids=(BUSY,)),
}


@pytest.fixture(scope="module")
def sqlite(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Register]:
    """The register on SQLite."""
    folder: Path = tmp_path_factory.mktemp("deep")
    yield from _filled(f"sqlite:///{folder}/register.db")


@pytest.fixture(scope="module")
def postgresql() -> Iterator[Register]:
    """The register on PostgreSQL."""
    with running_server("18", "-c fsync=off") as server:
        yield from _filled(server.new_database())


def _filled(url: str) -> Iterator[Register]:
    clock = Clock()
    register = Register(Settings(database_url=url), clock)
    register.prepare()
    fill(register, clock, MOMENTS, PEOPLE)
    yield register
    register.close()


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


class Steps:
    """Counts the steps that SQLite's machine takes for a reading."""

    def __init__(self, register: Register) -> None:
        self._engine = register.database._engine.reader  # type: ignore[attr-defined]

    def of(self, read: Any) -> int:
        """How many steps `read` took."""
        taken = [0]

        def step() -> int:
            taken[0] += 1
            return 0

        def count(connection: Connection, *_: Any) -> None:
            connection.connection.dbapi_connection.set_progress_handler(step, 1)  # type: ignore[union-attr]

        event.listen(self._engine, "before_cursor_execute", count)
        try:
            read()
        finally:
            event.remove(self._engine, "before_cursor_execute", count)
            with self._engine.connect() as connection:
                connection.connection.dbapi_connection.set_progress_handler(None, 1)
        return taken[0]


@pytest.mark.parametrize("name", LISTS)
def test_the_last_page_takes_as_many_steps_on_sqlite(sqlite: Register, name: str) -> None:
    """SQLite takes at most a fifth more steps for the last page than for the first."""
    wanted = LISTS[name]
    last = full_page(sqlite, wanted, last_page(sqlite, wanted))
    steps = Steps(sqlite)
    first, deep = (steps.of(lambda n=n: page_by_number(sqlite.database, wanted, n)) for n in (1, last))

    assert last > (150 if name == "relation" else 1500)
    assert 0 < deep <= 1.2 * first


def visited(register: Register, wanted: Filter, number: int) -> float:
    """How many rows PostgreSQL's plan for a page visited in tables and indexes, those that it left out among them."""
    ran: list[tuple[str, Any]] = []

    def note(_: Any, __: Any, statement: str, parameters: Any, *___: Any) -> None:
        ran.append((statement, parameters))

    engine = register.database._engine._engine  # type: ignore[attr-defined]
    event.listen(engine, "before_cursor_execute", note)
    page_by_number(register.database, wanted, number)
    event.remove(engine, "before_cursor_execute", note)
    statement, parameters = ran[-1]
    with register.database.snapshot() as connection:
        plan = connection.exec_driver_sql(f"EXPLAIN (ANALYZE, FORMAT JSON) {statement}", parameters).scalar_one()
    return sum(_rows(plan[0]["Plan"]))


def _rows(node: dict[str, Any]) -> Iterator[float]:
    if "Scan" in node["Node Type"] and node["Node Type"] != "CTE Scan":
        yield (node["Actual Rows"] + node.get("Rows Removed by Filter", 0)) * node["Actual Loops"]
    for child in node.get("Plans", ()):
        yield from _rows(child)


@pytest.mark.parametrize("name", LISTS)
def test_the_last_page_visits_as_many_rows_on_postgresql(postgresql: Register, name: str) -> None:
    """PostgreSQL visits a few rows for each that it returns, on the last page as on the first."""
    with postgresql.database._engine.write() as connection:
        connection.exec_driver_sql("ANALYZE")
    wanted = LISTS[name]
    last = full_page(postgresql, wanted, last_page(postgresql, wanted))
    first, deep = (visited(postgresql, wanted, number) for number in (1, last))

    assert last > (150 if name == "relation" else 1500)
    assert max(first, deep) <= 6 * PAGE_SIZE


@pytest.mark.parametrize("engine", ["sqlite", "postgresql"])
def test_walks_give_everything_once(engine: str, request: pytest.FixtureRequest) -> None:
    """Page numbers give every moment that is there; cursors give each once; the tombstones are all that left."""
    register: Register = request.getfixturevalue(engine)
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
