"""What the canaries are for: a secret in an answer, a line of the log, a message or the audit trail fails the test."""

from collections.abc import Callable
from functools import partial

import pytest

from contact_moments.log import Logger
from contact_moments.people import Actor
from contact_moments.register import Register
from contact_moments.storage.transaction import Transaction
from contact_moments.tokens import new_token
from tests.canaries import look_at_answer, look_at_command
from tests.support import Installation

LEAKS: dict[str, Callable[[str], object]] = {
    "a page": lambda token: look_at_answer("GET", "/account", [], f"<p>{token}</p>".encode()),
    "a header": lambda token: look_at_answer("GET", "/account", [("Link", token)], b""),
    "an address of the register": lambda token: look_at_answer("GET", "/", [("Location", f"/x?code={token}")], b""),
    "another cookie": lambda token: look_at_answer("GET", "/account", [("Set-Cookie", f"seen={token}")], b""),
    "a line of the log": lambda token: Logger("contact_moments.test").debug("tried", token=token),
    "a message": lambda token: look_at_command(("client", "add"), "", token),
    "a result": lambda token: look_at_command(("client", "list"), token, ""),
}


@pytest.mark.parametrize("place", LEAKS)
def test_a_secret_in_the_wrong_place(place: str) -> None:
    """Every place where one could come out, but for the few that give it to whom it belongs to."""
    with pytest.raises(AssertionError, match="a secret is in"):
        LEAKS[place](new_token())


def test_a_secret_in_the_audit_trail(registered: Installation) -> None:
    """As an event's subject, or in its detail."""
    register = Register(registered.settings_here())
    for event in (Actor().event("export", new_token()), Actor().event("export", name=new_token())):
        with pytest.raises(AssertionError, match="a secret is in"):
            register.database.write(partial(Transaction.record, event=event))
    register.close()
