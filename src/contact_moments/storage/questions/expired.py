"""What has expired of those who sign in and of what they gave clients, and its removal."""

from typing import Any

from sqlalchemy import BindParameter, Column, Connection, Delete, Table, bindparam, delete, or_, select, update

from contact_moments.clock import SECOND
from contact_moments.storage.sql.tables import consent, oauth_code, one_time_link, refresh_token, session, token

# A revoked consent stays for so long, with its codes and refresh tokens: a second use of one is recognised.
REVOKED_KEPT = 30 * 24 * 3600 * SECOND

_NOW: BindParameter[int] = bindparam("now")
_SIZE: BindParameter[int] = bindparam("size")


def _expired(table: Table) -> Delete:
    """The removal of at most `size` rows of a table that have expired at the instant `now`."""
    found = select(table.c.hash).where(table.c.expires_at < _NOW).limit(_SIZE)
    return delete(table).where(table.c.hash.in_(found))


_REMOVALS = tuple(_expired(table) for table in (session, one_time_link, token))
_CONSENTS = (
    select(consent.c.id)
    .where(or_(consent.c.expires_at < _NOW, consent.c.revoked_at < bindparam("revoked_before")))
    .limit(_SIZE)
)
_THESE: BindParameter[Any] = bindparam("ids", expanding=True)
_OF_CONSENTS: tuple[Column[str | None], ...] = (
    oauth_code.c.consent_id,
    refresh_token.c.consent_id,
    token.c.consent_id,
    consent.c.id,
)
_WITH_CONSENTS = tuple(delete(column.table).where(column.in_(_THESE)) for column in _OF_CONSENTS)
_EVERYTHING = (
    *(delete(table) for table in (session, one_time_link, oauth_code, refresh_token)),
    delete(token).where(token.c.consent_id.is_not(None)),
)
_REVOKE = update(consent).where(consent.c.revoked_at.is_(None)).values(revoked_at=_NOW)


def remove(connection: Connection, now: int, size: int) -> int:
    """Remove what has expired at the instant `now`, at most `size` rows of each kind; returns how many they were."""
    removed = [connection.execute(one, {"now": now, "size": size}).rowcount for one in _REMOVALS]
    bound = {"now": now, "revoked_before": now - REVOKED_KEPT, "size": size}
    ids = list(connection.execute(_CONSENTS, bound).scalars())
    for one in _WITH_CONSENTS:
        connection.execute(one, {"ids": ids})
    return max(*removed, len(ids))


def end_all(connection: Connection, now: int) -> None:
    """End every session, link and consent, and what came of these: a backup does not know which were ended since."""
    for one in _EVERYTHING:
        connection.execute(one)
    connection.execute(_REVOKE, {"now": now})
