"""Looking through the audit trail: every event that is sought is on one page, and each page costs the same."""

from collections.abc import Callable, Iterator
from functools import partial

import pytest
from sqlalchemy import update

from contact_moments.audit import looking
from contact_moments.audit.looking import Sought
from contact_moments.clock import SECOND
from contact_moments.register import Register
from contact_moments.settings import Settings
from contact_moments.storage.questions import audit_pages
from contact_moments.storage.sql.tables import audit_event
from tests.audit.looking_rows import START, event, fill
from tests.engines import Postgresqls
from tests.postgresql import NEWEST
from tests.storage.meters import PostgresqlMeter, SqliteMeter, rows_visited
from tests.support import Installation

EVENTS = 120
SOUGHT = {
    "everything": Sought(),
    "a person": Sought(account_id="account1"),
    "a client": Sought(client_id="phone"),
    "an operator": Sought(operator="root"),
    "a subject": Sought(subject="subject3"),
    "a kind": Sought(kind="sign_out"),
    "a time": Sought(since=START + 10 * SECOND, until=START + 90 * SECOND),
    "a kind in a time": Sought(kind="sign_in", since=START + 10 * SECOND, until=START + 90 * SECOND),
    "a person and a kind": Sought(account_id="account1", kind="sign_out"),
    "nobody": Sought(account_id="nobody"),
    "the end of the calendar": Sought(since=-(2**60), until=2**60),
    "before the beginning": Sought(until=-5),
}


def numbers(register: Register, sought: Sought) -> list[int]:
    """The numbers on all pages."""
    found: list[int] = []
    cursor: str | None = ""
    while cursor is not None:
        page = looking.page(register.database, sought, cursor)
        found += [one.number for one in page.events]
        cursor = page.cursor
    return found


def fits(sought: Sought, number: int) -> bool:
    """Whether an event is sought."""
    row = event(number)
    names = ("account_id", "client_id", "operator", "subject", "kind")
    wanted = {name: value for name in names if (value := getattr(sought, name)) is not None}
    since, until = sought.since or 0, sought.until if sought.until is not None else 2**62
    return since <= row["happened_at"] < until and all(row[name] == value for name, value in wanted.items())


@pytest.mark.both_engines
def test_every_event_is_on_one_page(registered: Installation, monkeypatch: pytest.MonkeyPatch) -> None:
    """The newest comes first, whatever is sought, also where events happened at the same instant."""
    monkeypatch.setattr(looking, "PAGE_SIZE", 7)
    monkeypatch.setattr(audit_pages, "LOOKED_AT", 10)
    register = Register(registered.settings_here())
    fill(register, EVENTS)
    for sought in SOUGHT.values():
        wanted = [number for number in range(EVENTS, 0, -1) if fits(sought, number)]
        assert numbers(register, sought) == wanted, sought

    same = update(audit_event).where(audit_event.c.number > 20).values(happened_at=START + 21 * SECOND)
    register.database.write(lambda transaction: transaction.connection.execute(same))
    for sought in (Sought(), Sought(kind="sign_out"), Sought(subject="subject3", kind="sign_out")):
        wanted = [number for number in range(EVENTS, 0, -1) if fits(sought, number)]
        assert numbers(register, sought) == wanted, sought
    register.close()


@pytest.mark.parametrize("cursor", ["x", "1-", "-1-2", "1-2-3", "9" * 30 + "-1", "١-٢"])
def test_another_text_is_the_first_page(registered: Installation, cursor: str) -> None:
    """A cursor is two numbers."""
    register = Register(registered.settings_here())
    fill(register, 3)
    found = looking.page(register.database, Sought(), cursor)
    register.close()

    assert [one.number for one in found.events] == [3, 2, 1]


MANY = 20_000
NEAR_THE_BEGINNING = f"{START + 1_000 * SECOND}-0"
STEPS, ROWS = 8_000, 300  # for the 51 events of a page, and the accounts beside them
ONE_FILTER = [name for name in SOUGHT if name != "a person and a kind"]


def filled(url: str) -> str:
    """Make a register with many events; returns its address."""
    register = Register(Settings(database_url=url))
    register.prepare()
    fill(register, MANY)
    register.close()
    return url


@pytest.fixture(scope="module")
def on_sqlite(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Register, SqliteMeter]]:
    """Many events on SQLite, watched."""
    url = filled(f"sqlite:///{tmp_path_factory.mktemp('looking')}/register.db")
    with SqliteMeter().in_place() as meter:
        register = Register(Settings(database_url=url))
        yield register, meter
        register.close()


@pytest.fixture(scope="module")
def on_postgresql(postgresqls: Postgresqls) -> Iterator[tuple[Register, PostgresqlMeter]]:
    """Many events on PostgreSQL, watched."""
    register = Register(Settings(database_url=filled(postgresqls.server(NEWEST).keep_database())))
    register.database.change_schema(lambda connection: connection.exec_driver_sql("ANALYZE"))
    with PostgresqlMeter().in_place() as meter:
        yield register, meter
    register.close()


def pages(register: Register, name: str) -> list[Callable[[], object]]:
    """Reading the first page, and one near the beginning of the trail."""
    cursors = (None, NEAR_THE_BEGINNING)
    return [partial(looking.page, register.database, SOUGHT[name], cursor) for cursor in cursors]


@pytest.mark.slow
@pytest.mark.parametrize("name", SOUGHT)
def test_a_page_seeks_on_sqlite(on_sqlite: tuple[Register, SqliteMeter], name: str) -> None:
    """Wherever it is it takes as many steps as its events need; with two filters, as many as it looks through."""
    register, meter = on_sqlite
    most = STEPS if name in ONE_FILTER else STEPS + 40 * audit_pages.LOOKED_AT
    for read in pages(register, name):
        assert meter.visits(read) < most


@pytest.mark.slow
@pytest.mark.parametrize("name", SOUGHT)
def test_a_page_seeks_on_postgresql(on_postgresql: tuple[Register, PostgresqlMeter], name: str) -> None:
    """As on SQLite, in rows that a plan visits."""
    register, meter = on_postgresql
    most = ROWS if name in ONE_FILTER else ROWS + 3 * audit_pages.LOOKED_AT
    for read in pages(register, name):
        assert rows_visited(meter, register, read) < most
