"""The secret addresses of calendars. Only the hashes of their tokens are kept."""

from msgspec import Struct
from sqlalchemy import Connection, bindparam, delete, insert, select, update

from contact_moments.storage.sql.tables import calendar_feed

_ADD = insert(calendar_feed)
_DROP = delete(calendar_feed).where(calendar_feed.c.account_id == bindparam("of_account"))
_OF = select(calendar_feed).where(calendar_feed.c.account_id == bindparam("of_account"))
_FIND = select(calendar_feed).where(calendar_feed.c.hash == bindparam("token_hash"))
_USE = (
    update(calendar_feed)
    .where(calendar_feed.c.hash == bindparam("token_hash"))
    .values(used_at=bindparam("new_used_at"))
)


class Feed(Struct, frozen=True):
    """An address that is on: whose, with names or without, when it was made, and when it was used lately. Instants."""

    account_id: str
    names: bool
    made_at: int
    used_at: int | None


def replace(connection: Connection, account_id: str, token_hash: str, names: bool, now: int) -> bool:
    """Give an account an address; says whether it had one, which does not work any more."""
    had = drop(connection, account_id)
    row = {"hash": token_hash, "account_id": account_id, "names": names, "made_at": now}
    connection.execute(_ADD, row)
    return had


def drop(connection: Connection, account_id: str) -> bool:
    """Delete the address of an account; false if it has none."""
    return connection.execute(_DROP, {"of_account": account_id}).rowcount == 1


def of_account(connection: Connection, account_id: str) -> Feed | None:
    """The address of an account; None if it has none."""
    row = connection.execute(_OF, {"of_account": account_id}).one_or_none()
    return None if row is None else Feed(row.account_id, bool(row.names), row.made_at, row.used_at)


def find(connection: Connection, token_hash: str) -> Feed | None:
    """The address with that token; None if there is none."""
    row = connection.execute(_FIND, {"token_hash": token_hash}).one_or_none()
    return None if row is None else Feed(row.account_id, bool(row.names), row.made_at, row.used_at)


def use(connection: Connection, token_hash: str, now: int) -> None:
    """Note that somebody asked."""
    connection.execute(_USE, {"token_hash": token_hash, "new_used_at": now})
