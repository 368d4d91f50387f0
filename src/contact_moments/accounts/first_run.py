"""First run: while nobody can manage accounts, a one-time link makes the first administrator.

Whoever starts the server, or asks by a command, sees the link. It is valid for an hour, and a new one takes its
place.
"""

from collections.abc import Callable

from msgspec.structs import replace

from contact_moments.accounts import password_rules
from contact_moments.accounts.accounts import checked
from contact_moments.accounts.emails import key_of
from contact_moments.accounts.passwords import Asker, Passwords
from contact_moments.accounts.sessions import Seen, Sessions
from contact_moments.accounts.signing_in import SignedIn, begin, stage_of
from contact_moments.clock import SECOND
from contact_moments.errors import ConflictError, NotFoundError
from contact_moments.people import Account
from contact_moments.storage.database import Connection, Database
from contact_moments.storage.questions import accounts as stored
from contact_moments.storage.questions import first_run as stored_link
from contact_moments.storage.questions.accounts import Kept
from contact_moments.storage.questions.roles import has_administrator
from contact_moments.storage.transaction import Transaction
from contact_moments.tokens import hash_of, is_token, new_id, new_token

LINK_TIME = 3600 * SECOND
ROLE = "administrator"


def is_wanted(database: Database) -> bool:
    """Whether nobody can manage accounts."""
    return not database.read(has_administrator)


def offer(database: Database, now: int) -> str | None:
    """A token for the first administrator; None where somebody can manage accounts. The one before ends."""
    if not is_wanted(database):
        return None
    token = new_token()

    def work(transaction: Transaction) -> None:
        transaction.lock()
        stored_link.replace(transaction.connection, hash_of(token), now + LINK_TIME)

    database.write(work)
    return token


def is_valid(database: Database, token: str, now: int) -> bool:
    """Whether a token makes an administrator now: not one that was used, has expired, or came too late."""
    return database.read_snapshot(lambda connection: _is_valid(connection, token, now))


def make(
    sessions: Sessions,
    passwords: Passwords,
    token: str,
    new: Account,
    password: str,
    host: str,
    asker: Asker,
    seen: Seen,
    add_relation: Callable[[Transaction], int] | None = None,
) -> SignedIn:
    """Make the first administrator, and begin a session. `new` has address, name and language.

    `add_relation` adds the relation that the person is, in the same transaction. Raises `InvalidInputError` for what
    the account or its password cannot be, `ConflictError` where the address is taken, and `NotFoundError` for a token
    that is not valid any more.
    """
    account = replace(checked(new), id=new_id(), role=ROLE, created_at=seen.now)
    password_rules.require_good(password, account, host)
    hashed, session_token = passwords.hash(password, asker), new_token()

    def work(transaction: Transaction) -> SignedIn:
        transaction.lock()
        _require(transaction.connection, token, account, seen.now)
        added = replace(account, relation_id=add_relation(transaction) if add_relation else None)
        kept = _add(transaction, added, hashed, seen)
        return begin(sessions, transaction, session_token, kept, stage_of(kept), seen)

    return sessions.database.write(work)


def _require(connection: Connection, token: str, account: Account, now: int) -> None:
    if not _is_valid(connection, token, now):
        raise NotFoundError(
            "This link is not valid any more; contact-moments user first-link prints another one", "first_link_gone"
        )
    if stored.by_key(connection, key_of(account.email)):
        raise ConflictError("There is an account with that address already", "email_taken")


def _add(transaction: Transaction, account: Account, hashed: str, seen: Seen) -> Kept:
    connection, actor = transaction.connection, seen.actor(account.id)
    stored_link.drop(connection)
    stored.add(connection, account, key_of(account.email))
    stored.set_password(connection, account.id, hashed, seen.now)
    transaction.record(
        actor.event("account_added", account.id, role=account.role, relation_id=account.relation_id, first=True)
    )
    kept = stored.by_id(connection, account.id)
    assert kept is not None  # noqa: S101 - it was added a moment ago
    return kept


def _is_valid(connection: Connection, token: str, now: int) -> bool:
    known = is_token(token) and stored_link.is_valid(connection, hash_of(token), now)
    return known and not has_administrator(connection)
