"""What tests of parked registrations share: a client whose refused calls are parked."""

from typing import Any

import pytest

from contact_moments import clients
from contact_moments.errors import InvalidInputError
from contact_moments.model import ADD, Call, Client, Grant
from contact_moments.moments import parking
from contact_moments.register import Register
from tests.people.browser import OPERATOR

PHONE = "ContactMomentPhone"


def parking_client(register: Register, name: str = "Dialler") -> Client:
    """A new client with parking on."""
    client, _ = clients.add(register.database, name, frozenset({ADD}), register.clock(), OPERATOR)
    parking.switch(register.database, client.id, on=True, by=OPERATOR)
    return client


def park(register: Register, client: Client, sender: int, **fields: Any) -> int:
    """Send a call of a sender that is not there; returns the id under which it is parked."""
    body = {"subject": "Call back", "contents": "About the bill", "senderId": sender, "recipients": [sender]} | fields
    with pytest.raises(InvalidInputError):
        register.registrar.register(Call(PHONE, body, Grant(client.id, client.scopes, 0)))
    return parking.all_parked(register.database)[-1].id
