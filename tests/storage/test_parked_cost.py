"""The cost of pages of what is parked, counted: a filter seeks what it shows, however much else is parked."""

from functools import partial
from pathlib import Path

import pytest
from sqlalchemy import insert

from contact_moments.clock import system_clock
from contact_moments.moments import parked_list
from contact_moments.moments.parked_list import REASONS, Wanted
from contact_moments.register import Register
from contact_moments.storage.sql.tables import parked
from contact_moments.storage.transaction import Transaction
from tests.pages.parked_rows import parking_client
from tests.people.browser import new_register
from tests.storage.meters import SqliteMeter

pytestmark = pytest.mark.slow

MANY = 3000
STEPS = 2000


def test_a_filter_seeks(tmp_path: Path) -> None:
    """The few of a client or for a reason are found without looking through all others."""
    register, meter = new_register(tmp_path), SqliteMeter()
    many, few = (parking_client(register, name).id for name in ("Many", "Few"))

    def fill(transaction: Transaction) -> None:
        rows = [_row(number, few if number < 3 else many, REASONS[number < 3]) for number in range(1, MANY)]
        transaction.connection.execute(insert(parked), rows)

    register.database.write(fill)
    with meter.in_place():
        other = Register(register.settings, register.clock)
        wanted = (Wanted(few), Wanted(reason=REASONS[1]), Wanted(few, REASONS[1]))
        found = [len(parked_list.page(other.database, one).rows) for one in wanted]
        steps = [meter.visits(partial(parked_list.page, other.database, one)) for one in wanted]
        other.close()
    register.close()

    assert found == [2, 2, 2]
    assert max(steps) < STEPS, steps


def _row(number: int, client_id: str, reason: str) -> dict[str, object]:
    content = number.to_bytes(32, "big")
    own = {"id": number, "client_id": client_id, "fingerprint": content, "content": content, "reason": reason}
    return own | {"type": "ContactMomentPhone", "document": "{}", "parked_at": system_clock(), "times": 1}
