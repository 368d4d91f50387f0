"""How a session or a right ends while something goes on, and what is in the register then."""

from collections.abc import Callable
from typing import Any

from contact_moments.accounts import accounts, roles
from contact_moments.model import ACCOUNT_EDIT
from contact_moments.register import Register
from contact_moments.storage.sql.tables import metadata, session
from tests.people.browser import OPERATOR

EMAIL = "all@example.org"  # of whoever may do everything

End = Callable[[Register], None]


def signed_out(register: Register) -> None:
    """End all sessions, of which the worker hears nothing."""
    register.database.write(lambda transaction: transaction.connection.execute(session.delete()))


def take_rights(register: Register) -> None:
    """Leave the role nothing but a scope that must not be the last one."""
    roles.put_role(register.database, "all", frozenset({ACCOUNT_EDIT}), False, OPERATOR)


def disable(register: Register) -> None:
    """Disable the account."""
    account = accounts.find(register.database, EMAIL)
    accounts.disable(register.database, account.id, register.clock(), OPERATOR)


def end_sessions(register: Register) -> None:
    """End the sessions of the account, as an administrator or an operator does."""
    register.sessions.end_all(accounts.find(register.database, EMAIL).id, OPERATOR)


ENDS = [
    (disable, "Whoever began it was signed out"),
    (end_sessions, "Whoever began it was signed out"),
    (take_rights, "Whoever began it may not import any more"),
]


def everything(register: Register) -> dict[str, Any]:
    """The rows of all tables but sessions."""
    tables = [one for one in metadata.sorted_tables if one is not session]
    return register.database.read(
        lambda connection: {one.name: connection.execute(one.select()).all() for one in tables}
    )
