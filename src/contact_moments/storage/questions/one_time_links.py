"""One-time links: for the first password of an account, or a new one. Only the hashes of their tokens are kept."""

from sqlalchemy import Connection, bindparam, delete, insert, select

from contact_moments.people import Purpose
from contact_moments.storage.sql.tables import account, one_time_link

_ADD = insert(one_time_link)
_DROP_OF = delete(one_time_link).where(one_time_link.c.account_id == bindparam("of_account"))
_VALID = (
    one_time_link.c.hash == bindparam("token_hash"),
    one_time_link.c.purpose == bindparam("of_purpose"),
    one_time_link.c.expires_at > bindparam("now"),
)
_FIND = select(account.c.id).join(one_time_link).where(*_VALID, account.c.disabled_at.is_(None))
_TAKE = delete(one_time_link).where(*_VALID)


def replace(connection: Connection, account_id: str, token_hash: str, purpose: Purpose, expires_at: int) -> None:
    """Give an account a new link; the one before does not work any more."""
    drop(connection, account_id)
    row = {"hash": token_hash, "account_id": account_id, "purpose": purpose, "expires_at": expires_at}
    connection.execute(_ADD, row)


def drop(connection: Connection, account_id: str) -> bool:
    """Delete the link of an account; false if it has none."""
    return connection.execute(_DROP_OF, {"of_account": account_id}).rowcount == 1


def find(connection: Connection, token_hash: str, purpose: Purpose, now: int) -> str | None:
    """The id of the account whose link that is; None where it was used, has expired, or the account is disabled."""
    return connection.execute(_FIND, _bound(token_hash, purpose, now)).scalar_one_or_none()


def take(connection: Connection, token_hash: str, purpose: Purpose, now: int) -> bool:
    """Delete a link; false if somebody else was faster, or it has expired."""
    return connection.execute(_TAKE, _bound(token_hash, purpose, now)).rowcount == 1


def _bound(token_hash: str, purpose: Purpose, now: int) -> dict[str, str | int]:
    return {"token_hash": token_hash, "of_purpose": purpose, "now": now}
