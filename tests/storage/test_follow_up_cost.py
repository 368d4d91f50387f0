"""The cost of lists of follow-ups, counted instead of timed: a page reads what it shows, however many there are."""

from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from contact_moments.clock import SECOND
from contact_moments.contract.support import add_notes, add_people
from contact_moments.moments import follow_up_list, follow_ups, merging
from contact_moments.moments.follow_up_list import ANYBODY, Wanted
from contact_moments.moments.withdrawal import withdraw
from contact_moments.people import Actor
from contact_moments.register import Register
from contact_moments.settings import Settings
from contact_moments.storage.database import Connection
from contact_moments.storage.questions import follow_ups as stored
from contact_moments.storage.questions.follow_ups import FollowUp, Recorder
from contact_moments.storage.sql import tables
from tests.engines import Postgresqls
from tests.postgresql import NEWEST
from tests.storage.meters import PostgresqlMeter, SqliteMeter

pytestmark = pytest.mark.slow

MANY = 6_000
DAY = 86_400 * SECOND
PAGE = follow_up_list.PAGE_SIZE
NOW = 2_500 * DAY
DOERS = (None, 1, 1, 2)
# Each part of a list reads a page and a row; the steps that SQLite takes for a row are about a hundred, with its names.
STEPS, ROWS = 150, 6

LISTS = {
    "open": (Wanted(), 1),
    "due": (Wanted("due"), 1),
    "done, the last first": (Wanted("done", newest=True), 1),
    "all": (Wanted("all"), 2),
    "open ones of somebody": (Wanted(by=(2,)), 1),
    "open ones of somebody and of anybody": (Wanted(by=(2, ANYBODY)), 2),
    "all of somebody": (Wanted("all", (2,)), 2),
    "due ones of somebody who has none": (Wanted("due", (4,)), 1),
}


def fill(url: str) -> Register:
    """Follow-ups a third of a day apart: most are open, some done, and those of the first relation are many."""
    register = Register(Settings(database_url=url, log_level="error"), lambda: NOW)
    register.prepare()
    add_people(register, 1, 2, 3, 4)
    ids = [id_ for _ in range(MANY // 500) for id_ in add_notes(register, 500)]
    register.database.write(lambda transaction: _add(transaction.connection, ids))
    return register


def _add(connection: Connection, ids: list[int]) -> None:
    happened = stored.happened_at(connection, ids)
    rows = [
        FollowUp(id_, at * DAY // 3, None, DOERS[at % 4], "", NOW, Recorder(), None if at % 5 else NOW)
        for at, id_ in enumerate(ids)
    ]
    stored.add(connection, [(one, happened[one.moment_id]) for one in rows])


@pytest.fixture(scope="module")
def on_sqlite(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Register, SqliteMeter]]:
    """The register on SQLite, watched."""
    folder: Path = tmp_path_factory.mktemp("cost")
    url = f"sqlite:///{folder}/register.db"
    fill(url).close()
    with SqliteMeter().in_place() as meter:
        register = Register(Settings(database_url=url, log_level="error"), lambda: NOW)
        yield register, meter
        register.close()


@pytest.fixture(scope="module")
def on_postgresql(postgresqls: Postgresqls) -> Iterator[tuple[Register, PostgresqlMeter]]:
    """The register on PostgreSQL, watched."""
    with PostgresqlMeter().in_place() as meter:
        register = fill(postgresqls.server(NEWEST).keep_database())
        register.database.change_schema(lambda connection: connection.exec_driver_sql("ANALYZE"))
        yield register, meter
        register.close()


def readings(register: Register, wanted: Wanted) -> list[Callable[[], Any]]:
    """The first page of a list, and a later one."""
    read = partial(follow_up_list.page, register.database, wanted, NOW)
    pages: list[Callable[[], Any]] = [read]
    for _ in range(3):
        cursor = pages[-1]().cursor
        if cursor is None:
            break
        pages.append(partial(read, cursor))
    return pages


@pytest.mark.parametrize("name", LISTS)
def test_sqlite_reads_a_page(on_sqlite: tuple[Register, SqliteMeter], name: str) -> None:
    """The steps grow with the rows of a page, at any depth; nothing is read from end to end."""
    (register, meter), (wanted, parts) = on_sqlite, LISTS[name]
    for read in readings(register, wanted):
        *_, statement = meter.statements(read)

        assert [one for one in meter.scans(register, statement) if one.startswith("SCAN")] == []
        assert 0 < meter.visits(read) <= STEPS * (PAGE + 1) * parts + 500


@pytest.mark.parametrize("name", LISTS)
def test_postgresql_reads_a_page(on_postgresql: tuple[Register, PostgresqlMeter], name: str) -> None:
    """The rows visited grow with those of a page, at any depth."""
    (register, meter), (wanted, parts) = on_postgresql, LISTS[name]
    for read in readings(register, wanted):
        assert meter.visits(register, read) <= ROWS * (PAGE + 1) * parts


def test_the_lists_have_something(on_sqlite: tuple[Register, SqliteMeter]) -> None:
    """All but one have more than a page."""
    register, _ = on_sqlite
    full = [len(follow_up_list.page(register.database, wanted, NOW).items) for wanted, _ in LISTS.values()]

    assert full == [PAGE] * (len(LISTS) - 1) + [0]


@pytest.mark.usefixtures("postgresqls")
@pytest.mark.parametrize("engine_name", ["on_sqlite", "on_postgresql"])
def test_counting_reads_as_many_as_it_tells(engine_name: str, request: pytest.FixtureRequest) -> None:
    """A badge needs no more than it shows."""
    register, meter = request.getfixturevalue(engine_name)
    for by in (None, (1,), (1, ANYBODY)):
        counted = partial(follow_up_list.counts_in, zone=register.zone, now=NOW, by=by)
        count = partial(register.database.read_snapshot, counted)

        assert count().open == 100
        if isinstance(meter, SqliteMeter):
            assert meter.visits(count) <= 4 * 100 * 30 * len(by or (1,)) + 1000
        else:
            assert meter.visits(register, count) <= 4 * 100 * len(by or (1,)) + 20


@pytest.mark.usefixtures("postgresqls")
@pytest.mark.parametrize("engine_name", ["on_sqlite", "on_postgresql"])
def test_withdrawing_seeks_what_it_answers(engine_name: str, request: pytest.FixtureRequest) -> None:
    """Neither what a moment has nor what it answers is looked for among all."""
    register, meter = request.getfixturevalue(engine_name)
    sent = meter.statements(lambda: withdraw(register.database, [1], "other", Actor()))
    of_table = [one for one in sent if "follow_up " in one and not one.startswith("SELECT")]

    assert [one.split()[0] for one in of_table] == ["DELETE", "UPDATE"]
    if isinstance(meter, SqliteMeter):
        assert [meter.scans(register, one) for one in of_table] == [[], []]


def test_a_merge_moves_many_at_once(on_sqlite: tuple[Register, SqliteMeter]) -> None:
    """Half of all follow-ups go along in the transaction that marks the merge: nobody sees some of them moved."""
    register, _ = on_sqlite
    merging.begin(register.database, 1, 3)
    rows = select(tables.follow_up.c.moment_id).where(tables.follow_up.c.by_id == 1)

    assert register.database.read(lambda connection: connection.execute(rows).all()) == []
    found = follow_ups.get(register.database, 2)
    assert found is not None
    assert found.by == 3
