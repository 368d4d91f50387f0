"""People, sessions and tokens as rows, for tests of who is asking: nobody has to sign in for them."""

import secrets
from typing import Any

from sqlalchemy import insert, update
from sqlalchemy.sql.schema import Table

from contact_moments.clock import SECOND
from contact_moments.people import Stage
from contact_moments.register import Register
from contact_moments.storage.sql import tables
from contact_moments.tokens import hash_of, new_token

HOUR = 3600 * SECOND


def add_row(register: Register, table: Table, **values: Any) -> None:
    """Add a row."""
    register.database.write(lambda transaction: void(transaction.connection.execute(insert(table).values(**values))))


def change_rows(register: Register, table: Table, **values: Any) -> None:
    """Change all rows of a table."""
    register.database.write(lambda transaction: void(transaction.connection.execute(update(table).values(**values))))


def void(_: object) -> None:
    """Nothing is made of it."""


def add_person(register: Register, role: str, second_factor: bool = True) -> str:
    """Add an account with this role, named after it; returns its id."""
    id_ = secrets.token_hex(16)
    add_row(
        register,
        tables.account,
        id=id_,
        email=f"{id_}@example.org",
        email_key=f"{id_}@example.org",
        name=f"Somebody who is {role}",
        language="en",
        role=role,
        password_hash="of a password",
        totp_secret="A" * 32 if second_factor else None,
        created_at=1,
    )
    return id_


def add_session(register: Register, account_id: str, stage: Stage = "full") -> str:
    """Have somebody sign in; returns what their cookie has."""
    token, now = new_token(), register.clock()
    add_row(
        register,
        tables.session,
        hash=hash_of(token),
        id=secrets.token_hex(16),
        account_id=account_id,
        stage=stage,
        created_at=now,
        seen_at=now,
        expires_at=now + HOUR,
        address="127.0.0.1",
        agent="test",
    )
    return token


def add_token(
    register: Register, client_id: str, account_id: str, scopes: frozenset[str], expires_in: int = HOUR
) -> str:
    """Have somebody give a client these scopes; returns an access token that acts for them."""
    token, consent_id, now = new_token(), secrets.token_hex(16), register.clock()
    scope = " ".join(sorted(scopes))
    add_row(
        register,
        tables.consent,
        id=consent_id,
        client_id=client_id,
        account_id=account_id,
        scopes=scope,
        given_at=now,
        expires_at=now + 2 * HOUR,
    )
    add_row(
        register,
        tables.token,
        hash=hash_of(token),
        client_id=client_id,
        scope=scope,
        expires_at=now + expires_in,
        consent_id=consent_id,
    )
    return token
