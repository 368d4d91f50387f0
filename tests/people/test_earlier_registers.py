"""Registers of releases before accounts: after migrating they have the tables, and a trail that begins."""

from pathlib import Path

import pytest
from sqlalchemy import Connection, select

from contact_moments import maintenance
from contact_moments.register import Register
from contact_moments.settings import Settings
from contact_moments.storage.questions.consents import REVOKED_KEPT
from contact_moments.storage.questions.trusted_time import trusted_now
from contact_moments.storage.sql.tables import account, audit_event, audit_head, client, consent, token, version
from contact_moments.storage.whole.schema import NEWEST
from tests.engines import Engine
from tests.older import add_row, make_older

pytestmark = pytest.mark.both_engines

CLIENT = {"id": "c", "name": "Earlier", "secret_hash": "0", "scope": "contact_moment/view", "created_at": 1}
ACCOUNT = {"id": "a", "email": "a@b", "email_key": "a@b", "name": "A", "language": "en", "role": "r"} | {
    "created_at": 0
}
TOKEN = {"hash": "0", "client_id": "c", "scope": "contact_moment/view", "expires_at": 2}


def test_an_earlier_register_is_migrated(engine: Engine, tmp_path: Path) -> None:
    """Clients and tokens stay as they are: no client is public, no token acts for a person; nobody may sign in."""
    register = Register(Settings(database_url=engine.new_url(tmp_path)))
    make_older(register, "0009")

    def add(connection: Connection) -> None:
        add_row(connection, "client", CLIENT | {"parks": False})
        add_row(connection, "token", TOKEN)

    register.database.change_schema(add)
    assert maintenance.migrate(register) == ("0009", NEWEST)

    with register.database.snapshot() as connection:
        clients = connection.execute(select(client.c.id, client.c.public)).all()
        tokens = connection.execute(select(token.c.hash, token.c.consent_id)).all()
        head = connection.execute(select(audit_head.c.number, audit_head.c.hash, audit_head.c.removed_hash)).one()
        others = [connection.execute(select(table)).all() for table in (account, audit_event, version)]
    register.close()

    assert (clients, tokens) == ([("c", False)], [("0", None)])
    assert (head.number, bytes(head.hash), bytes(head.removed_hash)) == (0, bytes(32), bytes(32))
    assert others == [[], [], []]


def test_consents_that_were_revoked(engine: Engine, tmp_path: Path) -> None:
    """They expire 30 days after they were revoked, or at their time if that is sooner; no clock is trusted yet."""
    register = Register(Settings(database_url=engine.new_url(tmp_path)))
    make_older(register, "0010")

    def add(connection: Connection) -> None:
        add_row(connection, "role", {"name": "r", "scopes": "", "second_factor": False, "built_in": False})
        add_row(connection, "account", ACCOUNT)
        add_row(connection, "client", CLIENT | {"parks": False, "public": False, "own_tokens": True})
        for id_, revoked_at, expires_at in (("a", None, 10**15), ("b", 5, 10**15), ("c", 5, 7)):
            row = {"id": id_, "client_id": "c", "account_id": "a", "scopes": "", "given_at": 1}
            add_row(connection, "consent", row | {"expires_at": expires_at, "revoked_at": revoked_at})

    register.database.change_schema(add)
    maintenance.migrate(register)
    with register.database.snapshot() as connection:
        ends = {row.id: row.expires_at for row in connection.execute(select(consent.c.id, consent.c.expires_at))}
        trusted = trusted_now(connection, 10**15)
    register.close()

    assert (ends, trusted) == ({"a": 10**15, "b": 5 + REVOKED_KEPT, "c": 7}, 0)


def test_who_has_signed_in(engine: Engine, tmp_path: Path) -> None:
    """When somebody last did is taken from the trail; of others, and of clients, it is not known."""
    register = Register(Settings(database_url=engine.new_url(tmp_path)))
    make_older(register, "0013")
    event = {"detail": "{}", "hash": b"0"}

    def add(connection: Connection) -> None:
        add_row(connection, "role", {"name": "r", "scopes": "", "second_factor": False, "built_in": False})
        for id_ in ("a", "b"):
            add_row(connection, "account", ACCOUNT | {"id": id_, "email_key": id_})
        add_row(connection, "client", CLIENT | {"parks": False, "public": False, "own_tokens": True})
        for number, kind, at in ((1, "sign_in", 5), (2, "sign_in", 7), (3, "sign_out", 9)):
            row = {"number": number, "happened_at": at, "kind": kind, "account_id": "a"}
            add_row(connection, "audit_event", row | event)

    register.database.change_schema(add)
    maintenance.migrate(register)

    with register.database.snapshot() as connection:
        signed_in = connection.execute(select(account.c.id, account.c.signed_in_at).order_by(account.c.id)).all()
        used = connection.execute(select(client.c.used_at)).scalar_one()
    register.close()

    assert (signed_in, used) == ([("a", 7), ("b", None)], None)
