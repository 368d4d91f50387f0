"""What the tests of the pages about one moment and one relation have in common."""

from typing import Any

from contact_moments.accounts import accounts, roles
from contact_moments.contract.support import add_people
from contact_moments.model import ALL_SCOPES, Call, Grant
from contact_moments.register import Register
from contact_moments.relations.putting import put
from tests.people.browser import OPERATOR, Browser, add_account

PHONE = "ContactMomentPhone"
LATE = 2**62


def made(register: Register, type_id: str = PHONE, **members: Any) -> int:
    """Register a contact moment on the pages, or correct one; returns its id."""
    body = {"subject": "Cancels the membership", "senderId": 1, "recipients": [2]} | members
    return register.registrar.register(Call(type_id, body, Grant(None, frozenset(ALL_SCOPES), LATE), channel="page"))


def fill(register: Register) -> None:
    """Four relations: 1 and 2 with a number that they share, 3 and 4 who are the same."""
    add_people(register, 1, 2, 3, 4)
    put(register.database, "NL", 1, {"name": "Betty Linden", "phones": ["06 12345678"], "email": "b+c@example.org"})
    put(register.database, "NL", 2, {"name": "Noor Bakker", "phones": ["+31612345678"]})
    for relation_id in (3, 4):
        put(register.database, "NL", relation_id, {"name": "Jan Jansen"})


def somebody(register: Register, role: str, relation_id: int | None = 2) -> Browser:
    """A browser in which somebody with this role has signed in; without a second factor, whatever the role."""
    email = f"{role.replace(' ', '-')}@example.org"
    account = add_account(register, email=email, role=role)
    if relation_id is not None:
        accounts.set_relation(register.database, account.id, relation_id, OPERATOR)
    browser = Browser(register)
    browser.sign_in(email=email)
    return browser


def with_scopes(register: Register, name: str, *scopes: str) -> Browser:
    """A browser of somebody whose role has these scopes only."""
    roles.put_role(register.database, name, frozenset(scopes), None, OPERATOR)
    return somebody(register, name)
