"""What has expired of those who sign in, of what they gave clients, and of what they typed; and its removal."""

from typing import Any

from sqlalchemy import BindParameter, Connection, bindparam, delete, exists, select

from contact_moments.clock import SECOND
from contact_moments.storage.questions import consents
from contact_moments.storage.sql.tables import (
    calendar_feed,
    consent,
    entry,
    first_run,
    oauth_code,
    one_time_link,
    refresh_token,
    session,
    token,
)

# What somebody typed and did not save stays for so long after it was last kept.
ENTRIES_KEPT = 14 * 24 * 3600 * SECOND

_NOW: BindParameter[int] = bindparam("now")
_SIZE: BindParameter[int] = bindparam("size")
_THESE: BindParameter[Any] = bindparam("ids", expanding=True)

# Refresh tokens also while their consent stays: a client may ask for new ones each minute.
_TABLES = (session, one_time_link, first_run, token, refresh_token)
_HASHES = [select(one.c.hash).where(one.c.expires_at < _NOW).limit(_SIZE) for one in _TABLES]
_REMOVALS = [delete(one).where(one.c.hash.in_(found)) for one, found in zip(_TABLES, _HASHES, strict=True)]
_ENTRIES = select(entry.c.id).where(entry.c.saved_at < bindparam("kept_before")).limit(_SIZE)
_REMOVE_ENTRIES = delete(entry).where(entry.c.id.in_(_ENTRIES))
_CONSENTS = select(consent.c.id).where(consent.c.expires_at < _NOW).limit(_SIZE)
_ISSUED = (oauth_code, refresh_token, token)
# What came of consents, a piece at a time; and those of them of which nothing is left.
_REMOVE_ISSUED = [
    delete(one).where(one.c.hash.in_(select(one.c.hash).where(one.c.consent_id.in_(_THESE)).limit(_SIZE)))
    for one in _ISSUED
]
_REMOVE_CONSENTS = delete(consent).where(
    consent.c.id.in_(_THESE), *(~exists().where(one.c.consent_id == consent.c.id) for one in _ISSUED)
)
_EVERYTHING = (
    *(delete(one) for one in (session, one_time_link, first_run, calendar_feed, oauth_code, refresh_token)),
    delete(token).where(token.c.consent_id.is_not(None)),
)


def anything(connection: Connection, now: int) -> bool:
    """Whether anything has expired at the instant `now`."""
    bound = _bound(now, 1)
    return any(connection.execute(found, bound).first() is not None for found in (*_HASHES, _ENTRIES, _CONSENTS))


def remove(connection: Connection, now: int, size: int) -> int:
    """Remove what has expired at the instant `now`, at most `size` rows of each kind; returns how many it found."""
    bound = _bound(now, size)
    removed = [connection.execute(one, bound).rowcount for one in (*_REMOVALS, _REMOVE_ENTRIES)]
    ids = list(connection.execute(_CONSENTS, bound).scalars())
    removed += [connection.execute(one, {"ids": ids, "size": size}).rowcount for one in _REMOVE_ISSUED]
    connection.execute(_REMOVE_CONSENTS, {"ids": ids})
    return max(*removed, len(ids))


def _bound(now: int, size: int) -> dict[str, int]:
    return {"now": now, "kept_before": now - ENTRIES_KEPT, "size": size}


def end_all(connection: Connection, now: int) -> None:
    """End every session, link, calendar's address and consent, and what came of these.

    A backup does not know which of them were ended since.
    """
    for one in _EVERYTHING:
        connection.execute(one)
    consents.revoke_all(connection, now)
