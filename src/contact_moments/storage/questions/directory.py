"""What the list of people shows besides their accounts: their sessions and links, for one page of them at a time."""

from collections.abc import Sequence

from msgspec import Struct
from sqlalchemy import BindParameter, Connection, bindparam, func, select

from contact_moments.people import Purpose
from contact_moments.storage.sql.tables import one_time_link, session

_IDS: BindParameter[list[str]] = bindparam("ids", expanding=True)
_SESSIONS = (
    select(session.c.account_id, func.count())
    .where(
        session.c.account_id.in_(_IDS),
        session.c.expires_at > bindparam("now"),
        session.c.stage != "code",
    )
    .group_by(session.c.account_id)
)
_LINKS = select(one_time_link).where(one_time_link.c.account_id.in_(_IDS))


class Link(Struct, frozen=True):
    """A one-time link that was not used: what it is for, until when it works (an instant), and its hash."""

    purpose: Purpose
    expires_at: int
    hash: str


def sessions_of(connection: Connection, account_ids: Sequence[str], now: int) -> dict[str, int]:
    """How many sessions those of the accounts have that have any."""
    rows = connection.execute(_SESSIONS, {"ids": list(account_ids), "now": now})
    return {account_id: int(count) for account_id, count in rows}


def links_of(connection: Connection, account_ids: Sequence[str]) -> dict[str, Link]:
    """The links of those of the accounts that have one; it may have expired."""
    rows = connection.execute(_LINKS, {"ids": list(account_ids)})
    return {row.account_id: Link(row.purpose, row.expires_at, row.hash) for row in rows}
