"""What doctor and restore notice of changes whose seconds are wrong, and of imports that overlap."""

from collections.abc import Iterator

import pytest
from sqlalchemy import text

from contact_moments.contract.support import add_note, add_people
from contact_moments.errors import UnavailableError
from contact_moments.moments.withdrawal import withdraw
from contact_moments.people import Actor
from contact_moments.register import Register
from contact_moments.settings import Settings
from contact_moments.storage.transaction import Transaction
from contact_moments.storage.whole import invariants
from tests.clock import Clock
from tests.engines import Engine

pytestmark = pytest.mark.both_engines

RECORDED = "the second in which a contact moment was recorded has no change, or begins after it"
WITHDRAWN = "the second of a withdrawal has no change, or begins after it"
OVERLAP = "two imports have added the same contact moment"
IMPORTS = (
    "INSERT INTO moment_import (number, digest, file, started_at, lines, done, added, state) "
    "VALUES (1, NULL, 'a', 0, 9, 9, 9, 'complete'), (2, NULL, 'b', 0, 9, 9, 9, 'complete')"
)

# The changes: notes in the seconds 0, 10, 20 and 30; the first is withdrawn in second 40.
SPOILED: dict[str, tuple[list[str], str]] = {
    "nothing": ([], ""),
    "a second in the middle is gone": (["DELETE FROM tick WHERE first_change = 2"], RECORDED),
    "the last second is gone": (["DELETE FROM tick WHERE first_change = 5"], WITHDRAWN),
    "the last second of a note is gone": (["DELETE FROM tick WHERE first_change = 4"], RECORDED),
    "a second begins too late": (
        ["DELETE FROM tick WHERE first_change = 4", "UPDATE tick SET first_change = 4 WHERE first_change = 3"],
        RECORDED,
    ),
    "imports side by side": ([IMPORTS, "INSERT INTO import_range VALUES (1, 1, 2), (2, 3, 4)"], ""),
    "one in another": ([IMPORTS, "INSERT INTO import_range VALUES (1, 1, 4), (2, 2, 3)"], OVERLAP),
    "they share one": ([IMPORTS, "INSERT INTO import_range VALUES (1, 1, 2), (2, 2, 4)"], OVERLAP),
}


@pytest.fixture(scope="module")
def register(engine: Engine, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Register]:
    """A register with a change every ten seconds; nobody leaves a trace in it."""
    clock = Clock()
    register = Register(Settings(database_url=engine.register_url(tmp_path_factory.mktemp("dated"))), clock)
    add_people(register, 1, 2)
    ids = []
    for _ in range(4):
        ids.append(add_note(register))
        clock.second += 10
    withdraw(register.database, ids[:1], "retention", Actor())
    yield register
    register.close()


@pytest.mark.parametrize(("statements", "says"), SPOILED.values(), ids=SPOILED)
def test_seconds_and_imports(register: Register, statements: list[str], says: str) -> None:
    """A second that is missing, or begins too late, is found by what was recorded in it; so are shared moments."""
    found: list[str] = []

    def spoil(transaction: Transaction) -> None:
        for statement in statements:
            transaction.connection.execute(text(statement))
        found.extend(invariants.broken(transaction.connection, register.clock()))
        raise UnavailableError("rolled back")

    with pytest.raises(UnavailableError, match="rolled back"):
        register.database.write(spoil)

    assert [one for one in found if one in (RECORDED, WITHDRAWN, OVERLAP)] == ([says] if says else [])
