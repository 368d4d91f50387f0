"""Secret addresses at which a calendar program reads its owner's follow-ups, without signing in.

Whoever has the address reads what its owner may see at that time, and only that. Only a hash of its token is stored, so
it is shown once; another one takes its place.
"""

from contextlib import suppress

from msgspec import Struct

from contact_moments.clock import SECOND
from contact_moments.people import Account
from contact_moments.storage.checked_session import CheckedSession
from contact_moments.storage.database import Connection, Database
from contact_moments.storage.questions import accounts
from contact_moments.storage.questions import calendar_feeds as stored
from contact_moments.storage.questions.calendar_feeds import Feed as Feed
from contact_moments.tokens import hash_of, is_token

NOTED = 3600 * SECOND  # how exactly it is known when an address was used


class Owner(Struct, frozen=True):
    """Whose address was asked for, what they may do, and whether events have names and subjects."""

    account: Account
    scopes: frozenset[str]
    names: bool


def make(asks: CheckedSession, token: str, names: bool) -> None:
    """Give the person a new address with this token; the one before stops working at once."""
    had = stored.replace(asks.transaction.connection, asks.account_id, hash_of(token), names, asks.now)
    what = "renewed" if had else "made"
    asks.transaction.record(asks.actor.event("calendar", asks.account_id, what=what, names=names))


def switch_off(asks: CheckedSession) -> None:
    """Take the person's address away, if there is one."""
    if stored.drop(asks.transaction.connection, asks.account_id):
        asks.transaction.record(asks.actor.event("calendar", asks.account_id, what="off"))


def of(database: Database, account_id: str) -> Feed | None:
    """The address of an account, without its token; None if it has none."""
    return database.read(lambda connection: stored.of_account(connection, account_id))


def owner_of(database: Database, token: str, now: int) -> Owner | None:
    """Whose address that is; None if there is none, or its owner could not sign in as they are now.

    It is found by its hash, so how long that takes tells nothing of the token.
    """
    if not is_token(token):
        return None
    found = database.read_snapshot(lambda connection: _found(connection, hash_of(token)))
    if found is None:
        return None
    feed, owner = found
    if feed.used_at is None or not 0 <= now - feed.used_at < NOTED:
        # A register that takes no changes now can still be read.
        with suppress(Exception):
            database.write(lambda transaction: stored.use(transaction.connection, hash_of(token), now))
    return owner


def _found(connection: Connection, token_hash: str) -> tuple[Feed, Owner] | None:
    feed = stored.find(connection, token_hash)
    kept = None if feed is None else accounts.by_id(connection, feed.account_id)
    if feed is None or kept is None or kept.account.disabled_at is not None:
        return None
    if kept.needs_second_factor and kept.totp_secret is None:
        return None
    return feed, Owner(kept.account, kept.scopes, feed.names)
