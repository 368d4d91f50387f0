"""What a look-up reads does not grow with the register: the rows are counted, on either engine, before and after."""

from collections.abc import Callable, Iterator

import pytest
from sqlalchemy import Connection

from contact_moments.model import Phone, Relation
from contact_moments.register import Register
from contact_moments.relations.finding import Asked, By, find
from contact_moments.settings import Settings
from contact_moments.storage.questions import relations as stored
from tests.engines import Postgresqls
from tests.postgresql import NEWEST
from tests.storage.meters import PostgresqlMeter, SqliteMeter, rows_visited

SMALL, LARGE = 1500, 3500
MAIN = "+31206241111"

# What everybody shares, and what few have: alone, and together.
ASKED: dict[str, tuple[By, str]] = {
    "a number that all share": ("phone", MAIN),
    "an extension that one has": ("phone", f"{MAIN};ext=1002"),
    "an extension that nobody has": ("phone", f"{MAIN};ext=99999"),
    "an address that all share": ("email", "info@example.org"),
    "an external id": ("externalId", "K-1003"),
    "a word that all have": ("q", "jan"),
    "a beginning that all have": ("q", "ja"),
    "a beginning of one letter": ("q", "j"),
    "two words that all have": ("q", "jansen jan"),
    "two words that never meet": ("q", "odd even"),
    "a rare word with a common one": ("q", "jan name1004"),
    "a word that nobody has": ("q", "jan zzz"),
    "an id": ("q", "1005"),
}
Reading = Callable[[Register, Callable[[], object]], float]


def fill(register: Register, first: int, last: int) -> None:
    """Add relations that are much alike; every second one is archived."""
    new = [
        Relation(
            id_,
            "person",
            f"Jan Jansen {('even', 'odd')[id_ % 2]} name{id_}",
            "info@example.org",
            (Phone(f"{id_}", f"{MAIN};ext={id_}"),),
            archived=id_ % 2 == 0,
            external_id=f"K-{id_}",
        )
        for id_ in range(first, last + 1)
    ]
    register.database.write(lambda transaction: stored.add(transaction, new))


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def watched(
    request: pytest.FixtureRequest, postgresqls: Postgresqls, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[Register, Reading]]:
    """A register on an engine, and how to count what a call reads in it."""
    on_sqlite = request.param == "sqlite"
    folder = tmp_path_factory.mktemp("lookups")
    url = f"sqlite:///{folder}/register.db" if on_sqlite else postgresqls.server(NEWEST).keep_database()
    meter = SqliteMeter() if on_sqlite else PostgresqlMeter()
    with meter.in_place():
        register = Register(Settings(database_url=url))
        register.prepare()
        yield register, lambda register, call: rows_visited(meter, register, call)
        register.close()


def test_what_a_look_up_reads_does_not_grow(watched: tuple[Register, Reading]) -> None:
    """Each reads as much of a register that is more than twice as large."""
    register, reading = watched
    fill(register, 1, SMALL)
    before = costs(register, reading)
    fill(register, SMALL + 1, LARGE)
    after = costs(register, reading)

    # SQLite's index reads a few pages more; a scan would read thousands of rows more.
    assert {name: cost for name, cost in after.items() if cost > 1.05 * before[name] + 500} == {}
    assert before["a word that all have"] > 10 * before["an external id"]


def analyse(connection: Connection) -> None:
    """Let the planner know how many rows there are, as it does after a while."""
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql("ANALYZE")


def costs(register: Register, reading: Reading) -> dict[str, float]:
    """What each look-up reads."""
    register.database.change_schema(analyse)
    return {
        name: reading(register, lambda by=by, text=text: find(register.database, register.settings, Asked(by, text)))  # type: ignore[misc]
        for name, (by, text) in ASKED.items()
    }
