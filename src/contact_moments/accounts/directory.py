"""The people who may sign in, as an administrator sees them: with their sessions and their links."""

from collections.abc import Sequence

from msgspec import Struct

from contact_moments.errors import NotFoundError
from contact_moments.people import Account, Purpose
from contact_moments.storage.database import Connection, Database
from contact_moments.storage.questions import accounts as stored
from contact_moments.storage.questions import directory
from contact_moments.storage.questions.accounts import Kept
from contact_moments.tokens import hash_of


class OpenLink(Struct, frozen=True):
    """A one-time link that still works: what it is for, and until when (an instant)."""

    purpose: Purpose
    expires_at: int


class Listed(Struct, frozen=True):
    """An account. `scopes` are what its role allows, and `sessions` how many it has now.

    `link_mark` changes with its link, and tells nothing of it; it is empty where there is none.
    """

    account: Account
    scopes: frozenset[str]
    needs_second_factor: bool
    sessions: int
    link: OpenLink | None
    link_mark: str


def everybody(database: Database) -> list[Account]:
    """All accounts by their addresses, disabled ones too."""
    return [one.account for one in database.read(stored.all_accounts)]


def listed(database: Database, account_ids: Sequence[str], now: int) -> list[Listed]:
    """Those of the accounts that there are, in the order of their ids' list."""

    def query(connection: Connection) -> list[Listed]:
        kept = {one.account.id: one for one in stored.of_ids(connection, account_ids)}
        return _listed(connection, [kept[one] for one in account_ids if one in kept], now)

    return database.read_snapshot(query)


def find(database: Database, account_id: str, now: int) -> Listed:
    """One account. Raises `NotFoundError`."""
    found = listed(database, [account_id], now)
    if not found:
        raise NotFoundError("There is no such account")
    return found[0]


def _listed(connection: Connection, kept: list[Kept], now: int) -> list[Listed]:
    ids = [one.account.id for one in kept]
    sessions, links = directory.sessions_of(connection, ids, now), directory.links_of(connection, ids)
    return [
        Listed(
            one.account,
            one.scopes,
            one.needs_second_factor,
            sessions.get(one.account.id, 0),
            _open(links.get(one.account.id), now),
            mark_of(links.get(one.account.id)),
        )
        for one in kept
    ]


def _open(link: directory.Link | None, now: int) -> OpenLink | None:
    return None if link is None or link.expires_at <= now else OpenLink(link.purpose, link.expires_at)


def mark_of(link: directory.Link | None) -> str:
    """What tells one link of an account from the next."""
    return "" if link is None else hash_of(f"mark of {link.hash}")[:32]
