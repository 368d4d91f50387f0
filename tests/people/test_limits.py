"""What somebody who administers cannot do, whatever page or worker they ask: give more than they have themselves."""

from collections.abc import Callable

import pytest
from sqlalchemy import Connection, select

from contact_moments import clients
from contact_moments.accounts import accounts, links, roles
from contact_moments.accounts.roles import put_role
from contact_moments.errors import BeyondOwnRightsError, ConflictError
from contact_moments.model import ACCOUNT_EDIT, ADD, CLIENT_EDIT, VIEW
from contact_moments.moments import parking
from contact_moments.people import Account, Actor
from contact_moments.register import Register
from contact_moments.relations.relations import add as add_relation
from contact_moments.storage.sql.tables import audit_event
from tests.people.browser import OPERATOR, add_account

pytestmark = pytest.mark.both_engines

Act = Callable[[Register, Account, Actor], object]

ACTS: dict[str, Act] = {
    "an account with a greater role": lambda at, _, by: accounts.add(
        at.database, Account("", "x@example.org", "X", "en", "editor", 0), by
    ),
    "an account that is a relation": lambda at, _, by: accounts.add(
        at.database, Account("", "x@example.org", "X", "en", "keeper", 0, relation_id=1), by
    ),
    "a greater role": lambda at, one, by: accounts.give_role(at.database, one.id, "editor", by),
    "a relation": lambda at, one, by: accounts.set_relation(at.database, one.id, 1, by),
    "a role of one's own": lambda at, _, by: put_role(at.database, "new", frozenset({ADD}), False, by),
    "the second factor of a role": lambda at, _, by: roles.ask_second_factor(at.database, "editor", True, by),
    "a client": lambda at, _, by: clients.add(at.database, "X", frozenset({ADD}), 0, by),
    "parking, without the scope": lambda at, _, by: parking.switch(at.database, a_client(at), True, by),
    "revoking, without the scope": lambda at, _, by: clients.revoke(at.database, a_client(at), 0, by),
}


def a_client(register: Register) -> str:
    """The id of a client."""
    return clients.add(register.database, "CRM", frozenset({VIEW}), 0, OPERATOR)[0].id


@pytest.mark.parametrize("name", ACTS)
def test_more_than_one_has(register: Register, name: str) -> None:
    """It is refused to an account whose role does not allow it, and not to an operator; nothing is changed."""
    keeper, other = two_keepers(register)
    before = register.database.read(stored_events)

    with pytest.raises(BeyondOwnRightsError):
        ACTS[name](register, other, Actor(account_id=keeper.id))

    added = [kind for kind in register.database.read(stored_events)[len(before) :] if kind != "client_added"]
    assert added == []
    ACTS[name](register, other, OPERATOR)


def two_keepers(register: Register) -> tuple[Account, Account]:
    """Somebody who manages accounts only, and a colleague of theirs."""
    put_role(register.database, "keeper", frozenset({ACCOUNT_EDIT, VIEW}), False, OPERATOR)
    add_relation(register.database, "Ada", "person", 1)
    return add_account(register, "keeper@example.org", "keeper"), add_account(register, "other@example.org", "keeper")


def stored_events(connection: Connection) -> list[str]:
    """The kinds of all events."""
    return list(connection.execute(select(audit_event.c.kind).order_by(audit_event.c.number)).scalars())


def test_a_disabled_administrator(register: Register) -> None:
    """Whoever is disabled gives nothing, also where a worker has not noticed yet."""
    keeper, other = two_keepers(register)
    accounts.disable(register.database, keeper.id, register.clock(), OPERATOR)

    with pytest.raises(BeyondOwnRightsError):
        links.make(register.database, other.id, register.clock(), Actor(account_id=keeper.id))


def test_without_the_second_factor(register: Register) -> None:
    """Whoever has none gives nothing once their role asks for one, also where a worker has not noticed yet."""
    keeper, other = two_keepers(register)
    roles.ask_second_factor(register.database, "keeper", True, OPERATOR)

    with pytest.raises(BeyondOwnRightsError):
        links.make(register.database, other.id, register.clock(), Actor(account_id=keeper.id))


@pytest.mark.parametrize("by", [Actor(client_id="0" * 32), Actor(address="192.0.2.1")])
def test_who_has_no_account(register: Register, by: Actor) -> None:
    """A client, or a stranger, gives nothing, whatever route may let them ask one day."""
    with pytest.raises(BeyondOwnRightsError):
        clients.add(register.database, "CRM", frozenset({VIEW}), 0, by)


def test_an_equal_may(register: Register) -> None:
    """Whoever has as much as the other may change them; nobody their own role, or their own link."""
    keeper, other = two_keepers(register)
    by = Actor(account_id=keeper.id)
    put_role(register.database, "clerk", frozenset({VIEW}), False, OPERATOR)

    assert accounts.give_role(register.database, other.id, "clerk", by)
    for act in (
        lambda: accounts.give_role(register.database, keeper.id, "clerk", by),
        lambda: accounts.disable(register.database, keeper.id, register.clock(), by),
        lambda: links.make(register.database, keeper.id, register.clock(), by),
        lambda: links.remove_second_factor(register.database, keeper.id, by),
    ):
        with pytest.raises(ConflictError):
            act()


def test_clients_are_for_client_edit(register: Register) -> None:
    """With it, a client of what one has oneself is given."""
    put_role(register.database, "keeper", frozenset({CLIENT_EDIT, VIEW}), False, OPERATOR)
    keeper = add_account(register, "keeper@example.org", "keeper")

    client, _ = clients.add(register.database, "CRM", frozenset({VIEW}), 0, Actor(account_id=keeper.id))

    assert clients.find(register.database, client.id) == client
