"""The one link with which somebody becomes the first administrator. Only the hash of its token is kept."""

from sqlalchemy import Connection, bindparam, delete, insert, select

from contact_moments.storage.sql.tables import first_run

_DROP = delete(first_run)
_ADD = insert(first_run)
_VALID = (first_run.c.hash == bindparam("token_hash"), first_run.c.expires_at > bindparam("now"))
_FIND = select(first_run.c.hash).where(*_VALID)


def replace(connection: Connection, token_hash: str, expires_at: int) -> None:
    """Keep a new link; the one before does not work any more."""
    drop(connection)
    connection.execute(_ADD, {"hash": token_hash, "expires_at": expires_at})


def drop(connection: Connection) -> None:
    """Delete the link, if there is one."""
    connection.execute(_DROP)


def is_valid(connection: Connection, token_hash: str, now: int) -> bool:
    """Whether that is the link, and it has not expired."""
    return connection.execute(_FIND, {"token_hash": token_hash, "now": now}).first() is not None
