"""Accounts: who may sign in, what proves that it is they, and their recovery codes."""

from collections.abc import Iterable, Sequence
from typing import Any

from msgspec import Struct
from sqlalchemy import Connection, Row, Select, bindparam, delete, func, insert, select, update

from contact_moments.people import Account
from contact_moments.storage.sql.tables import account, recovery_code, role

_SELECT = select(account, role.c.scopes, role.c.second_factor).join(role)
_ALL = _SELECT.order_by(account.c.email_key)
_BY_KEY = _SELECT.where(account.c.email_key == bindparam("key"))
_BY_ID = _SELECT.where(account.c.id == bindparam("account_id"))
_OF_IDS = _SELECT.where(account.c.id.in_(bindparam("ids", expanding=True)))
_ADD = insert(account)
_THIS = account.c.id == bindparam("account_id")
_CHANGE = (
    update(account)
    .where(_THIS)
    .values(name=bindparam("new_name"), language=bindparam("new_language"), relation_id=bindparam("new_relation"))
)
_SET_DISPLAY = update(account).where(_THIS).values(theme=bindparam("new_theme"), single_keys=bindparam("new_keys"))
_DISABLE = update(account).where(_THIS).values(disabled_at=bindparam("at"))
_SET_EMAIL = update(account).where(_THIS).values(email=bindparam("new_email"), email_key=bindparam("new_key"))
_NOTE_SIGN_IN = update(account).where(_THIS).values(signed_in_at=bindparam("at"))
_GIVE_ROLE = update(account).where(_THIS).values(role=bindparam("new_role"))
_SET_PASSWORD = update(account).where(_THIS).values(password_hash=bindparam("new_hash"), password_at=bindparam("at"))
_REPLACE_HASH = update(account).where(_THIS).values(password_hash=bindparam("new_hash"))
_SET_TOTP = update(account).where(_THIS).values(totp_secret=bindparam("new_secret"), totp_step=bindparam("step"))
_USE_STEP = update(account).where(_THIS, account.c.totp_step < bindparam("step")).values(totp_step=bindparam("step"))
_ADD_CODES = insert(recovery_code)
_DROP_CODES = delete(recovery_code).where(recovery_code.c.account_id == bindparam("account_id"))
_TAKE_CODE = _DROP_CODES.where(recovery_code.c.hash == bindparam("code_hash"))
_COUNT_CODES = select(func.count()).where(recovery_code.c.account_id == bindparam("account_id"))


class Kept(Struct, frozen=True):
    """An account with what proves that it is this person. `needs_second_factor`: the role asks for one."""

    account: Account
    scopes: frozenset[str]
    needs_second_factor: bool
    password_hash: str | None
    totp_secret: str | None


def all_accounts(connection: Connection) -> list[Kept]:
    """All accounts by their addresses, disabled ones too."""
    return [_kept(row) for row in connection.execute(_ALL)]


def of_ids(connection: Connection, account_ids: Sequence[str]) -> list[Kept]:
    """The accounts with these ids that there are, in no order."""
    return [_kept(row) for row in connection.execute(_OF_IDS, {"ids": list(account_ids)})]


def by_key(connection: Connection, email_key: str) -> Kept | None:
    """The account with that address; None if there is none."""
    return _one(connection, _BY_KEY, {"key": email_key})


def by_id(connection: Connection, account_id: str) -> Kept | None:
    """The account with that id; None if there is none."""
    return _one(connection, _BY_ID, {"account_id": account_id})


def _one(connection: Connection, statement: Select[Any], bound: dict[str, Any]) -> Kept | None:
    row = connection.execute(statement, bound).one_or_none()
    return None if row is None else _kept(row)


def add(connection: Connection, new: Account, email_key: str) -> None:
    """Add an account without a password."""
    row = {
        "id": new.id,
        "email": new.email,
        "email_key": email_key,
        "name": new.name,
        "language": new.language,
        "relation_id": new.relation_id,
        "role": new.role,
        "created_at": new.created_at,
    }
    connection.execute(_ADD, row)


def change(connection: Connection, account_id: str, name: str, language: str, relation_id: int | None) -> None:
    """Change who somebody is."""
    bound = {"account_id": account_id, "new_name": name, "new_language": language, "new_relation": relation_id}
    connection.execute(_CHANGE, bound)


def set_display(connection: Connection, account_id: str, theme: str, single_keys: bool) -> None:
    """Set how pages look, and whether single keys do something on them."""
    connection.execute(_SET_DISPLAY, {"account_id": account_id, "new_theme": theme, "new_keys": single_keys})


def disable(connection: Connection, account_id: str, at: int | None) -> None:
    """Disable an account, or with None enable it again."""
    connection.execute(_DISABLE, {"account_id": account_id, "at": at})


def set_email(connection: Connection, account_id: str, email: str, email_key: str) -> None:
    """Change the address with which somebody signs in."""
    connection.execute(_SET_EMAIL, {"account_id": account_id, "new_email": email, "new_key": email_key})


def note_sign_in(connection: Connection, account_id: str, at: int) -> None:
    """Note that somebody has signed in."""
    connection.execute(_NOTE_SIGN_IN, {"account_id": account_id, "at": at})


def give_role(connection: Connection, account_id: str, name: str) -> None:
    """Give an account a role that there is."""
    connection.execute(_GIVE_ROLE, {"account_id": account_id, "new_role": name})


def set_password(connection: Connection, account_id: str, hashed: str, at: int) -> None:
    """Set the hash of a password."""
    connection.execute(_SET_PASSWORD, {"account_id": account_id, "new_hash": hashed, "at": at})


def replace_hash(connection: Connection, account_id: str, hashed: str) -> None:
    """Set another hash of the same password."""
    connection.execute(_REPLACE_HASH, {"account_id": account_id, "new_hash": hashed})


def set_totp(connection: Connection, account_id: str, secret: str | None, step: int = 0) -> None:
    """Set the secret of the second factor, whose code of `step` was used; None removes it."""
    connection.execute(_SET_TOTP, {"account_id": account_id, "new_secret": secret, "step": step})


def use_step(connection: Connection, account_id: str, step: int) -> bool:
    """Note that the code of a step was used; false if that or a later one was used before."""
    return connection.execute(_USE_STEP, {"account_id": account_id, "step": step}).rowcount == 1


def set_recovery_codes(connection: Connection, account_id: str, hashes: Iterable[str]) -> None:
    """Replace all recovery codes of an account."""
    connection.execute(_DROP_CODES, {"account_id": account_id})
    if rows := [{"hash": one, "account_id": account_id} for one in hashes]:
        connection.execute(_ADD_CODES, rows)


def take_recovery_code(connection: Connection, account_id: str, code_hash: str) -> bool:
    """Delete a recovery code; false if the account has no such code."""
    return connection.execute(_TAKE_CODE, {"account_id": account_id, "code_hash": code_hash}).rowcount == 1


def recovery_codes_left(connection: Connection, account_id: str) -> int:
    """How many recovery codes an account has."""
    return int(connection.execute(_COUNT_CODES, {"account_id": account_id}).scalar_one())


def _account(row: Row[Any]) -> Account:
    return Account(
        row.id,
        row.email,
        row.name,
        row.language,
        row.role,
        row.created_at,
        row.relation_id,
        row.disabled_at,
        row.password_hash is not None,
        row.totp_secret is not None,
        row.signed_in_at,
    )


def _kept(row: Row[Any]) -> Kept:
    scopes = frozenset(row.scopes.split())
    return Kept(_account(row), scopes, bool(row.second_factor), row.password_hash, row.totp_secret)
