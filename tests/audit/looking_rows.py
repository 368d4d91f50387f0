"""Many events of the audit trail, written at once: their hashes follow from nothing."""

import json
from typing import Any

from sqlalchemy import insert, update

from contact_moments.clock import SECOND
from contact_moments.people import KINDS
from contact_moments.register import Register
from contact_moments.storage.sql.tables import audit_event, audit_head
from contact_moments.storage.transaction import Transaction

START = 1_700_000_000 * SECOND
PEOPLE, OPERATORS = 5, ("root", "ops")


def event(number: int, **columns: Any) -> dict[str, Any]:
    """The row of an event: kinds, people and subjects follow each other, a second after a second."""
    row: dict[str, Any] = {
        "number": number,
        "happened_at": START + number * SECOND,
        "kind": KINDS[number % 7],
        "account_id": f"account{number % PEOPLE}" if number % 3 else None,
        "client_id": "phone" if number % 11 == 0 else None,
        "operator": OPERATORS[number % 2] if number % 3 == 0 else None,
        "address": "192.0.2.7",
        "address_salt": None,
        "address_seal": None,
        "subject": f"subject{number % 13}",
        "detail": json.dumps({"count": number}),
        "hash": bytes(32),
    }
    return row | columns


def fill(register: Register, number: int, first: int = 1) -> None:
    """Write so many events."""
    rows = [event(one) for one in range(first, first + number)]

    def work(transaction: Transaction) -> None:
        for at in range(0, len(rows), 2000):
            transaction.connection.execute(insert(audit_event), rows[at : at + 2000])
        transaction.connection.execute(update(audit_head).values(number=first + number - 1))

    register.database.write(work)
