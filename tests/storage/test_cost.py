"""The cost of a call, counted instead of timed: statements per call, and rows visited per row returned.

The engines count: SQLite the steps of its machine, PostgreSQL the rows that a plan visited.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from msgspec import json

from contact_moments import catalogue, clients
from contact_moments.clock import SECOND
from contact_moments.model import SCOPES, Filter, Grant, Page
from contact_moments.moments import withdrawal as withdrawing
from contact_moments.moments.gaps import settle
from contact_moments.moments.list import cursor_after, page_by_cursor, page_by_number
from contact_moments.moments.merging import merge
from contact_moments.people import Actor
from contact_moments.register import Register
from contact_moments.server import create_app
from contact_moments.settings import Settings
from contact_moments.storage.questions.pages import PAGE_SIZE
from contact_moments.throttle.throttle import Throttle
from tests.engines import Postgresqls
from tests.in_process import Connected
from tests.large import BUSY, START, Clock, fill
from tests.postgresql import NEWEST
from tests.storage.meters import PostgresqlMeter, SqliteMeter
from tests.support import LIST, PHONE, a_call

pytestmark = [pytest.mark.long, pytest.mark.slow]

# Moments and people: on PostgreSQL many, since it reads a small table from end to end.
ON_SQLITE, ON_POSTGRESQL = (4_000, 700), (12_000, 2_000)
MERGED = 700
LATE = (START + 2) * SECOND

# Orders that seek: the rows visited grow with the rows returned, at any depth.
SEEKING = {
    "the whole list": Filter(),
    "since": Filter(since=LATE),
    "since, nothing": Filter(since=(START + 900_000) * SECOND),
    "a busy relation": Filter(relation_ids=(BUSY,)),
    "a relation": Filter(relation_ids=(7,)),
    "a merged relation": Filter(relation_ids=(MERGED,)),
    "no relation": Filter(relation_ids=(0,)),
}
# Orders that count: the rows visited grow with the rows that match.
COUNTING = {
    "relations": Filter(relation_ids=(5, 6, 7)),
    "a relation and since": Filter(relation_ids=(7,), since=LATE),
    "relations and since": Filter(relation_ids=(5, 6, 7), since=LATE),
}

# For each row that is returned: about a dozen columns and operators, and four look-ups.
STEPS_A_ROW, STEPS_BESIDES = 65, 200
ROWS_A_ROW, ROWS_BESIDES = 5, 45  # small tables are read from end to end

SqliteRegister = tuple[Register, SqliteMeter]
PostgresqlRegister = tuple[Register, PostgresqlMeter]


def filled(url: str, moments: int, people: int) -> str:
    """Make a register with what the filters above ask for; returns its address."""
    clock = Clock()
    with opened(url, clock) as register:
        fill(register, clock, moments, people)
        clock.second += 2 * 3600
        settle(register.database, clock)
        merge(register.database, register.zone, MERGED, MERGED - 1)
        for tag in (1, 2):
            catalogue.add_tag(register.database, f"Tag {tag}", tag)
    return url


@contextmanager
def opened(url: str, clock: Clock) -> Iterator[Register]:
    """The register at an address, which has a clock of its own."""
    register = Register(Settings(database_url=url, log_level="error"), clock)
    try:
        register.prepare()
        yield register
    finally:
        register.close()


@contextmanager
def watched(url: str) -> Iterator[Register]:
    """As `opened`, some hours later and with what needs noting noted, for meters."""
    clock = Clock()
    clock.second += 3 * 3600
    with opened(url, clock) as register:
        note_pages(register)
        yield register


def note_pages(register: Register) -> None:
    """Ask for second pages and wait until that is noted, so that no note is written while pages are watched."""
    for wanted in (Filter(), Filter(relation_ids=(BUSY,))):
        page_by_number(register.database, wanted, 2)
    register.database.finish_notes()


@pytest.fixture(scope="module")
def on_sqlite(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SqliteRegister]:
    """The register on SQLite, watched."""
    folder: Path = tmp_path_factory.mktemp("cost")
    # The meter is slow: it is called for each step.
    url = filled(f"sqlite:///{folder}/register.db", *ON_SQLITE)
    with SqliteMeter().in_place() as meter, watched(url) as register:
        yield register, meter


@pytest.fixture(scope="module")
def on_postgresql(postgresqls: Postgresqls) -> Iterator[PostgresqlRegister]:
    """The register on PostgreSQL, watched."""
    url = filled(postgresqls.server(NEWEST).keep_database(), *ON_POSTGRESQL)
    with PostgresqlMeter().in_place() as meter, watched(url) as register:
        register.database.change_schema(lambda connection: connection.exec_driver_sql("ANALYZE"))
        yield register, meter


def pages(register: Register, wanted: Filter) -> dict[str, Callable[[], Page]]:
    """Readings of the first page, of a later one, by cursor, and with the numbers of changes."""
    database = register.database
    first = page_by_number(database, wanted, 1)
    cursor = cursor_after(wanted, first)
    readings: dict[str, Callable[[], Page]] = {
        "first": lambda: page_by_number(database, wanted, 1),
        "past the end": lambda: page_by_number(database, wanted, 100_000),
        "with changes": lambda: page_by_number(database, wanted, 1, changes=True),
    }
    if cursor is not None:
        readings["second"] = lambda: page_by_number(database, wanted, 2)
        readings["by cursor"] = lambda: page_by_cursor(database, wanted, cursor)
    return readings


def rows_on(page: Page) -> int:
    """How many items a page has."""
    return len(json.decode(page.body))


@pytest.mark.parametrize("name", SEEKING)
def test_sqlite_visits_what_it_returns(on_sqlite: SqliteRegister, name: str) -> None:
    """A page is one statement, without a scan or a sort, and a fixed number of steps for a row."""
    register, meter = on_sqlite
    for reading, read in pages(register, SEEKING[name]).items():
        (statement,) = meter.statements(read)

        assert meter.scans(register, statement) == [], reading
        assert 0 < meter.visits(read) <= STEPS_BESIDES + STEPS_A_ROW * rows_on(read()), reading


@pytest.mark.parametrize("name", COUNTING)
def test_sqlite_visits_what_matches(on_sqlite: SqliteRegister, name: str) -> None:
    """A page of several relations is one statement, whose steps grow with the moments of these relations."""
    register, meter = on_sqlite
    matching = sum(rows_on(one) for one in walk(register, Filter(relation_ids=COUNTING[name].relation_ids)))
    for reading, read in pages(register, COUNTING[name]).items():
        assert len(meter.statements(read)) == 1, reading
        assert 0 < meter.visits(read) <= STEPS_BESIDES + 6 * STEPS_A_ROW * matching, reading


@pytest.mark.parametrize("name", SEEKING)
def test_postgresql_visits_what_it_returns(on_postgresql: PostgresqlRegister, name: str) -> None:
    """A page is one statement, and visits a fixed number of rows for each that it returns."""
    register, meter = on_postgresql
    for reading, read in pages(register, SEEKING[name]).items():
        assert len(meter.statements(read)) == 1, reading
        assert meter.visits(register, read) <= ROWS_BESIDES + ROWS_A_ROW * rows_on(read()), reading


@pytest.mark.parametrize("name", COUNTING)
def test_postgresql_visits_what_matches(on_postgresql: PostgresqlRegister, name: str) -> None:
    """A page of several relations is one statement, whose rows grow with the moments of these relations."""
    register, meter = on_postgresql
    matching = sum(rows_on(one) for one in walk(register, Filter(relation_ids=COUNTING[name].relation_ids)))
    for reading, read in pages(register, COUNTING[name]).items():
        assert len(meter.statements(read)) == 1, reading
        assert meter.visits(register, read) <= ROWS_BESIDES + 3 * ROWS_A_ROW * matching, reading


def walk(register: Register, wanted: Filter) -> Iterator[Page]:
    """All pages of a list."""
    page = page_by_number(register.database, wanted, 1)
    yield page
    while (cursor := cursor_after(wanted, page)) is not None:
        page = page_by_cursor(register.database, wanted, cursor)
        yield page


def test_the_filters_return_something(on_sqlite: SqliteRegister) -> None:
    """The lists that are measured are not empty, except where they should be."""
    register, _ = on_sqlite
    sizes = {name: rows_on(page_by_number(register.database, one, 1)) for name, one in (SEEKING | COUNTING).items()}

    assert {name for name, size in sizes.items() if size == 0} == {"since, nothing", "no relation"}
    assert sum(size == PAGE_SIZE for size in sizes.values()) >= 5


def test_a_scan_would_be_found(on_sqlite: SqliteRegister, on_postgresql: PostgresqlRegister) -> None:
    """The meters recognise a statement that reads a whole table, or sorts it."""
    register, meter = on_sqlite
    planted = "SELECT id FROM moment WHERE json_tail LIKE '%7%' ORDER BY name_length LIMIT 25"

    def read(this: Register) -> None:
        this.database.read(lambda connection: connection.exec_driver_sql(planted.replace("%", "%%")).all())

    assert len(meter.scans(register, planted)) == 2
    assert meter.visits(lambda: read(register)) > STEPS_BESIDES + STEPS_A_ROW * PAGE_SIZE
    other, counter = on_postgresql
    assert counter.visits(other, lambda: read(other)) >= 0.9 * ON_POSTGRESQL[0]


class Caller:
    """Calls the application itself, as a client whose token is known already."""

    def __init__(self, register: Register) -> None:
        now = register.clock()
        client, _ = clients.add(register.database, "Cost", frozenset(SCOPES), now, Actor())
        clients.keep_token(register.database, "token", Grant(client.id, frozenset(SCOPES), now + 3600 * SECOND), now)
        self._application = Connected(create_app(register, Throttle()))

    def __call__(self, path: str, query: str = "", body: Any = None) -> int:
        """The status of an answer; with a body it is a POST."""
        sent = b"" if body is None else json.encode(body)
        headers = [("host", b"x"), ("authorization", b"Bearer token"), ("content-length", b"%d" % len(sent))]
        method = "GET" if body is None else "POST"
        return self._application.send(method, f"{path}?{query}", headers, sent).status


FOLLOW_UP = {"on": "2024-05-06", "by": 4}
A_FOLLOWED_CALL = a_call(senderId=2, recipients=[3], reference="followed", followUp=FOLLOW_UP)

# How many statements each call may take, once the token is known, and one like it was answered.
CALLS: dict[str, tuple[int, tuple[Any, ...]]] = {
    "list": (1, (LIST,)),
    "list of relations": (1, (LIST, "relationIds=5,6&since=2020-01-01")),
    "types": (1, (f"{LIST}/types",)),
    "schema": (1, (f"{LIST}/type/ContactMomentPhone/schema",)),
    "tags": (1, (f"{LIST}/tags",)),
    "withdrawn": (1, (f"{LIST}/withdrawn",)),
    "removed relations": (1, ("/l/contact_moment_api/relation/removed", "since=2010-01-01")),
    "digest": (1, (f"{LIST}/digest", "from=2010-01-01&to=2010-12-31")),
    "digest of a day": (2, (f"{LIST}/digest", "from=2010-01-31")),
    "details": (3, (f"{LIST}/1",)),  # and the follow-up
    # The lock, parties, key, tag set; moment, version, words, links, key; who parks; numbers.
    "registering": (11, (PHONE, "", a_call(senderId=2, recipients=[3]))),
    "registering what is followed up": (12, (PHONE, "", A_FOLLOWED_CALL)),
    # A repeat is known by its key: besides the register's lock and parties nothing is asked, and nothing written.
    "registering again": (4, (PHONE, "", a_call(senderId=2, recipients=[3]))),
    "refused": (4, (PHONE, "", a_call(senderId=999_999, recipients=[3], reference="another"))),
}


@pytest.mark.usefixtures("postgresqls")
@pytest.mark.parametrize("register_on", ["on_sqlite", "on_postgresql"])
def test_statements_per_call(register_on: str, request: pytest.FixtureRequest) -> None:
    """No call takes more statements than it needs, whatever the register holds."""
    register, meter = request.getfixturevalue(register_on)
    call = Caller(register)
    call(LIST)
    call(f"{LIST}/types")
    call(PHONE, "", a_call(senderId=2, recipients=[3], reference="the first"))
    # A transaction leaves its mark on PostgreSQL (docs/decisions/0007); SQLite keeps the word index by a statement.
    own = {"registering", "registering what is followed up"}
    own |= {"registering again", "refused"} if register_on == "on_postgresql" else set()
    for name, (most, words) in CALLS.items():
        statuses: list[int] = []
        sent = meter.statements(lambda words=words, statuses=statuses: statuses.append(call(*words)))
        expected = most + (name in own)

        assert statuses[0] == (400 if name == "refused" else 200), name
        assert (name, len(sent)) == (name, expected), sent


def test_tombstones_are_sought(on_sqlite: SqliteRegister, on_postgresql: PostgresqlRegister) -> None:
    """A page of the tombstones visits what it returns, from the start and since."""
    register, meter = on_sqlite
    other, counter = on_postgresql
    for since in (None, LATE):
        (statement,) = meter.statements(tombstones(register, since))

        assert meter.scans(register, statement) == []
        assert counter.visits(other, tombstones(other, since)) <= ROWS_BESIDES + ROWS_A_ROW * PAGE_SIZE


def tombstones(register: Register, since: int | None) -> Callable[[], Page]:
    """A reading of a page of the tombstones."""
    return lambda: withdrawing.page_by_number(register.database, register.zone, since, 2)
