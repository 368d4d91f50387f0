"""Accounts as they are kept, on both engines: who can be added, changed and disabled, and what the trail says."""

import json
from pathlib import Path

import pytest
from msgspec.structs import replace
from sqlalchemy import select

from contact_moments.accounts import accounts
from contact_moments.contract.support import add_people
from contact_moments.errors import ConflictError, InvalidInputError, NotFoundError
from contact_moments.people import Account
from contact_moments.register import Register
from contact_moments.storage.sql.tables import audit_event
from tests.engines import Engine
from tests.people.browser import OPERATOR, PASSWORD, Browser, add_account, new_register


def events(register: Register) -> list[tuple[str, str | None, str]]:
    """Kind, subject and detail of all events in the trail."""
    with register.database.snapshot() as connection:
        rows = connection.execute(select(audit_event).order_by(audit_event.c.number)).all()
    return [(row.kind, row.subject, row.detail) for row in rows]


@pytest.mark.both_engines
def test_an_account(engine: Engine, tmp_path: Path) -> None:
    """Added once, found by any form of its address, disabled and enabled; each change is in the trail."""
    register = new_register(tmp_path, engine.register_url(tmp_path))
    account = add_account(register, password=None)
    assert accounts.find(register.database, "ADA@example.org") == account
    with pytest.raises(ConflictError):
        add_account(register, "Ada@Example.org")

    accounts.disable(register.database, account.id, register.clock(), OPERATOR)
    assert accounts.all_accounts(register.database)[0].disabled_at is not None
    accounts.enable(register.database, account.id, OPERATOR)
    accounts.give_role(register.database, account.id, "editor", OPERATOR)

    assert accounts.find(register.database, "ada@example.org").role == "editor"
    kinds = [kind for kind, subject, _ in events(register) if subject == account.id]
    assert kinds == ["account_added", "account_disabled", "account_enabled", "role_given"]
    assert json.loads(events(register)[-1][2]) == {"before": "reader", "role": "editor"}
    register.close()


def test_another_relation_is_in_the_trail(register: Register) -> None:
    """By the ids of both."""
    add_people(register, 1)
    account = add_account(register)
    accounts.set_relation(register.database, account.id, 1, OPERATOR)

    assert json.loads(events(register)[-1][2]) == {"fields": ["relation_id"], "relation_id": [None, 1]}


WRONG = {
    "no address": ({"email": "ada"}, InvalidInputError),
    "no name": ({"name": " "}, InvalidInputError),
    "a name of two lines": ({"name": "Ada\nLovelace"}, InvalidInputError),
    "a long name": ({"name": "a" * 201}, InvalidInputError),
    "half of a character": ({"name": "Ada \ud800"}, InvalidInputError),
    "another language": ({"language": "fr"}, InvalidInputError),
    "no such role": ({"role": "boss"}, NotFoundError),
    "no such relation": ({"relation_id": 99}, NotFoundError),
}


@pytest.mark.parametrize(("fields", "refusal"), WRONG.values(), ids=WRONG)
def test_an_account_that_cannot_be(register: Register, fields: dict[str, object], refusal: type[Exception]) -> None:
    """It is refused, and nothing of it is kept."""
    right = Account("", "ada@example.org", "Ada", "en", "reader", 0)

    with pytest.raises(refusal):
        accounts.add(register.database, replace(right, **fields), OPERATOR)
    assert accounts.all_accounts(register.database) == []


def test_the_last_administrator_stays(register: Register) -> None:
    """They cannot be disabled or lose the role, but by force."""
    add_account(register, role="administrator")
    account, now = accounts.find(register.database, "ada@example.org"), register.clock()
    with pytest.raises(ConflictError):
        accounts.disable(register.database, account.id, now, OPERATOR)
    with pytest.raises(ConflictError):
        accounts.give_role(register.database, account.id, "reader", OPERATOR)
    assert accounts.find(register.database, account.email) == account

    accounts.disable(register.database, account.id, now, OPERATOR, force=True)
    assert accounts.find(register.database, account.email).disabled_at == now


def test_the_trail_of_signing_in(register: Register) -> None:
    """Sign-ins, sign-outs and changes of the password and second factor are there, with nothing secret in them."""
    account = add_account(register)
    browser = Browser(register)
    browser.sign_in()
    secret, codes = browser.set_up()
    browser.post("/account/sessions/end")
    other = Browser(register)
    other.sign_in()
    other.post("/sign-in", code=codes[0])
    other.post("/sign-out")

    found = events(register)

    kinds = [kind for kind, subject, _ in found if subject == account.id]
    assert kinds == [
        *("account_added", "link_made", "password", "sign_in", "sign_out"),
        *("sign_in", "second_factor", "session_ended", "recovery_code", "sign_in", "sign_out"),
    ]
    text = json.dumps(found)
    assert not [one for one in (PASSWORD, secret, *codes, account.email, account.name) if one in text]
