"""What an access token of a person allows: what its consent, its client and their role have, and as they are now."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy.sql.schema import Table

from contact_moments.accounts.roles import put_role
from contact_moments.accounts.shipped_roles import SHIPPED_ROLES
from contact_moments.clock import SECOND
from contact_moments.errors import UnauthenticatedError
from contact_moments.model import ADD, DETAILS, EDIT, SCOPES, VIEW
from contact_moments.people import Actor
from contact_moments.register import Register
from contact_moments.settings import Settings
from contact_moments.storage.sql import tables
from tests.clock import Clock
from tests.engines import Engine
from tests.people.rows import HOUR, add_person, add_row, add_token, change_rows

pytestmark = pytest.mark.both_engines

ALL = frozenset(SCOPES)


@pytest.fixture(scope="module")
def clock() -> Clock:
    """A clock that tests move on."""
    return Clock()


@pytest.fixture(scope="module")
def register(engine: Engine, clock: Clock, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Register]:
    """A register with a client."""
    folder: Path = tmp_path_factory.mktemp("grants")
    register = Register(Settings(database_url=engine.register_url(folder)), clock)
    add_client(register, "all", ALL)
    add_client(register, "reads", frozenset({VIEW}))
    yield register
    register.close()


def add_client(register: Register, client_id: str, scopes: frozenset[str]) -> None:
    """Add a client with this id."""
    scope = " ".join(sorted(scopes))
    add_row(register, tables.client, id=client_id, name=client_id, secret_hash="0", scope=scope, created_at=1)


@pytest.mark.parametrize("role", SHIPPED_ROLES, ids=lambda role: role.name)
def test_a_token_has_what_its_person_may_do(register: Register, role: Any) -> None:
    """Of what was given only what the role has; and the person is known."""
    account_id = add_person(register, role.name)
    grant = register.tokens.grant(add_token(register, "all", account_id, ALL))

    assert grant.scopes == role.scopes & ALL
    assert grant.person is not None
    assert (grant.client_id, grant.person.id, grant.person.role) == ("all", account_id, role.name)


def test_a_token_has_what_its_client_may_do(register: Register) -> None:
    """Nothing that its client does not have now, whatever was given."""
    assert register.tokens.grant(add_token(register, "reads", add_person(register, "editor"), ALL)).scopes == {VIEW}


def test_a_role_that_changes(register: Register, clock: Clock) -> None:
    """The same token loses within five seconds what the role loses, and gets what it gets."""
    put_role(register.database, "team lead", frozenset({VIEW, EDIT}), False, Actor())
    token = add_token(register, "all", add_person(register, "team lead"), frozenset({VIEW, ADD, EDIT}))
    before = register.tokens.grant(token).scopes
    put_role(register.database, "team lead", frozenset({VIEW, ADD, DETAILS}), False, Actor())
    clock.second += 5

    assert before == {VIEW, EDIT}
    assert register.tokens.grant(token).scopes == {VIEW, ADD}


ENDS: dict[str, tuple[Table, dict[str, Any]]] = {
    "its consent is revoked": (tables.consent, {"revoked_at": 1}),
    "its consent has expired": (tables.consent, {"expires_at": 1}),
    "its account is disabled": (tables.account, {"disabled_at": 1}),
    "its client is revoked": (tables.client, {"revoked_at": 1}),
    "its role asks for a second factor": (tables.account, {"totp_secret": None}),
}
BACK = {"revoked_at": None, "expires_at": 2**52, "disabled_at": None, "totp_secret": "A"}


@pytest.mark.parametrize("end", ENDS)
def test_a_token_ends(register: Register, clock: Clock, end: str) -> None:
    """Within five seconds, and no cached grant survives."""
    token = add_token(register, "all", add_person(register, "administrator"), ALL)
    register.tokens.grant(token)
    table, values = ENDS[end]
    change_rows(register, table, **values)
    clock.second += 5
    with pytest.raises(UnauthenticatedError):
        register.tokens.grant(token)
    change_rows(register, table, **{name: BACK[name] for name in values})

    assert register.tokens.grant(token).scopes == ALL


def test_a_token_expires(register: Register, clock: Clock) -> None:
    """By its own time too, also where the consent goes on."""
    token = add_token(register, "all", add_person(register, "reader"), ALL)
    clock.second += HOUR // SECOND

    with pytest.raises(UnauthenticatedError):
        register.tokens.grant(token)
