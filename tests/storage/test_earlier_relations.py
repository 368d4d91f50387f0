"""Relations of a release without positions, change numbers and keys: `migrate` makes all of them."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Connection, text

from contact_moments import maintenance
from contact_moments.clock import SECOND
from contact_moments.contract.support import START, add_people
from contact_moments.model import Phone
from contact_moments.register import Register
from contact_moments.relations.list import page_after, page_by_number
from contact_moments.relations.putting import put
from contact_moments.settings import Settings
from contact_moments.storage.questions.relation_keys import phone_keying
from tests.clock import Clock
from tests.engines import Engine
from tests.older import add_row, make_older

pytestmark = [pytest.mark.both_engines, pytest.mark.slow]

# More than are filled at once, and sparse.
IDS = [*range(7, 5000, 4), 2**53 - 1]


@pytest.fixture
def register(engine: Engine, tmp_path: Path) -> Iterator[Register]:
    """Such a register, with telephone numbers and addresses, a moment's date, and a merged relation; migrated."""
    register = Register(Settings(database_url=engine.new_url(tmp_path)), Clock())
    make_older(register, "0007", *IDS)

    def fill(connection: Connection) -> None:
        connection.execute(text("UPDATE relation SET email = 'Ann@Example.ORG ', merged_into = 7 WHERE id = 11"))
        connection.execute(text("UPDATE register SET last_second = :second"), {"second": START // SECOND - 100})
        for number in ("06-12345678", "+31 6 12345678 ext. 9", "intern"):
            add_row(connection, "relation_phone", {"relation_id": 15, "number": number})

    register.database.change_schema(fill)
    assert maintenance.migrate(register)[0] == "0007"
    yield register
    register.close()


def test_they_are_numbered_by_their_ids(register: Register) -> None:
    """Positions and change numbers count up by id, and go on from there."""
    pages = [page_by_number(register.database, None, number) for number in (1, len(IDS) // 25 + 1)]
    add_people(register, 1)
    changed = put(register.database, "NL", 7, {"name": "Renamed"}).relation
    last = page_by_number(register.database, None, len(IDS) // 25 + 1)[0][-1]

    assert [(one.id, one.change) for one in pages[0][0]] == list(zip(IDS[:25], range(1, 26), strict=True))
    assert [one.id for one in pages[1][0]] == IDS[len(IDS) // 25 * 25 :]
    assert ((last.id, last.change), changed.change) == ((1, len(IDS) + 1), len(IDS) + 2)


def test_they_are_dated_at_the_latest_change(register: Register) -> None:
    """`since` finds all of them before that second, and only what has changed afterwards later on."""
    before, _ = page_by_number(register.database, START - 100 * SECOND, 1)
    put(register.database, "NL", 11 + 4, {"name": "Renamed"})
    after, _ = page_by_number(register.database, START, 1)

    assert ([one.id for one in before], [one.id for one in after]) == (IDS[:25], [15])


def test_they_have_keys(register: Register) -> None:
    """Numbers are read for the region of the settings; doctor and restore find that all keys are right."""
    found = {one.id: one for one in page_after(register.database, None, 0)[0]}
    wrong = register.database.read_snapshot(lambda connection: maintenance.broken(connection, register))

    assert found[15].phones == (
        Phone("+31 6 12345678 ext. 9", "+31612345678;ext=9"),
        Phone("06-12345678", "+31612345678"),
        Phone("intern", "intern"),
    )
    assert register.database.read(phone_keying) == "1 NL"
    assert wrong == []


def test_rebuild_reads_them_for_another_region(register: Register) -> None:
    """After the setting has changed, `rebuild` makes the keys anew."""
    elsewhere = Register(register.settings.replaced(phone_region="BE"), Clock())
    maintenance.rebuild(elsewhere, lambda _: None)
    found = {one.id: one for one in page_after(elsewhere.database, None, 0)[0]}
    keying = elsewhere.database.read(phone_keying)
    elsewhere.close()

    assert [phone.key for phone in found[15].phones] != ["+31612345678;ext=9", "+31612345678", "intern"]
    assert keying == "1 BE"
