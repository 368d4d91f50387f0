"""One-time links: an invitation to choose the first password, or a reset of one that was forgotten.

Looking at a link changes nothing, because mail scanners open links. What uses it up is the new password.
"""

from contact_moments.accounts import password_rules
from contact_moments.accounts.accounts import get_kept
from contact_moments.accounts.directory import mark_of
from contact_moments.accounts.limits import require_other, require_over
from contact_moments.accounts.passwords import Asker, Passwords
from contact_moments.accounts.sessions import Seen, Sessions
from contact_moments.accounts.signing_in import SignedIn, begin, stage_of
from contact_moments.clock import SECOND
from contact_moments.errors import ChangedMeanwhileError, ConflictError, NotFoundError
from contact_moments.people import Account, Actor, Purpose
from contact_moments.storage.database import Connection, Database
from contact_moments.storage.questions import accounts as stored
from contact_moments.storage.questions import consents
from contact_moments.storage.questions import one_time_links as stored_links
from contact_moments.storage.questions import sessions as stored_sessions
from contact_moments.storage.questions.accounts import Kept
from contact_moments.storage.questions.directory import links_of
from contact_moments.storage.transaction import Transaction
from contact_moments.storage.writing import Writes
from contact_moments.tokens import hash_of, new_token

LINK_TIME = 24 * 3600 * SECOND


def make(
    database: Writes,
    account_id: str,
    now: int,
    by: Actor,
    without_second_factor: bool = False,
    mark: str | None = None,
) -> tuple[Purpose, str]:
    """Make a link for an account: what it is for, and its token, which cannot be shown again.

    It is an invitation where the account has no password. The link before it does not work any more. With `mark` only
    if the account still has the link that has it (see `directory`): the same form that comes twice makes one. Raises
    `NotFoundError`, `BeyondOwnRightsError`, `ChangedMeanwhileError`, or `ConflictError` where the account is disabled
    or one's own.
    """
    token = new_token()

    def work(transaction: Transaction) -> Purpose:
        transaction.lock()
        kept = stored.by_id(transaction.connection, account_id)
        if kept is None:
            raise NotFoundError("There is no such account")
        require_other(by, account_id)
        require_over(transaction, by, kept)
        if mark is not None and mark_of(links_of(transaction.connection, [account_id]).get(account_id)) != mark:
            raise ChangedMeanwhileError("There is another link for this account meanwhile", "link_renewed")
        if kept.account.disabled_at is not None:
            raise ConflictError("The account is disabled; first enable it: contact-moments user enable", "disabled")
        purpose: Purpose = "reset" if kept.account.has_password else "invite"
        stored_links.replace(transaction.connection, account_id, hash_of(token), purpose, now + LINK_TIME)
        transaction.record(by.event("link_made", account_id, purpose=purpose))
        if without_second_factor and kept.totp_secret is not None:
            _remove_second_factor(transaction, account_id, by)
        return purpose

    return database.write(work), token


def withdraw(database: Writes, account_id: str, by: Actor) -> bool:
    """Withdraw the link of an account; false if there is none. Raises `NotFoundError` or `BeyondOwnRightsError`."""

    def work(transaction: Transaction) -> bool:
        transaction.lock()
        require_over(transaction, by, get_kept(transaction, account_id))
        found = stored_links.drop(transaction.connection, account_id)
        if found:
            transaction.record(by.event("link_withdrawn", account_id))
        return found

    return database.write(work)


def remove_second_factor(database: Writes, account_id: str, by: Actor) -> bool:
    """Remove the second factor of somebody else, whose sessions end; false if there is none.

    Raises `NotFoundError`, `BeyondOwnRightsError`, or `ConflictError` for one's own account.
    """

    def work(transaction: Transaction) -> bool:
        transaction.lock()
        kept = get_kept(transaction, account_id)
        require_other(by, account_id)
        require_over(transaction, by, kept)
        if kept.totp_secret is None:
            return False
        _remove_second_factor(transaction, account_id, by)
        return True

    return database.write(work)


def _remove_second_factor(transaction: Transaction, account_id: str, by: Actor) -> None:
    stored.set_totp(transaction.connection, account_id, None)
    stored.set_recovery_codes(transaction.connection, account_id, [])
    stored_sessions.drop_of(transaction.connection, account_id)
    transaction.record(by.event("second_factor", account_id, on=False))


def look_at(database: Database, token: str, purpose: Purpose, now: int) -> Account | None:
    """Whose link that is; None for one that is unknown, used or expired."""
    kept = database.read_snapshot(lambda connection: _kept(connection, token, purpose, now))
    return kept.account if kept else None


def use(
    sessions: Sessions,
    passwords: Passwords,
    link: tuple[Purpose, str],
    password: str,
    host: str,
    revoke: bool,
    asker: Asker,
    seen: Seen,
) -> SignedIn | None:
    """Set a password and use the link up; None for a link that does not work any more.

    All sessions end, and with `revoke` also what the account has given clients. Raises `InvalidInputError` for a
    password that is not good enough; then the link still works.
    """
    purpose, text = link
    account = look_at(sessions.database, text, purpose, seen.now)
    if account is None:
        return None
    password_rules.require_good(password, account, host)
    hashed, token = passwords.hash(password, asker), new_token()

    def work(transaction: Transaction) -> SignedIn | None:
        transaction.lock()
        kept = _kept(transaction.connection, text, purpose, seen.now)
        if kept is None or not stored_links.take(transaction.connection, hash_of(text), purpose, seen.now):
            return None
        set_password(transaction, kept, hashed, revoke, seen)
        return begin(sessions, transaction, token, kept, stage_of(kept), seen)

    return sessions.database.write(work)


def set_password(transaction: Transaction, kept: Kept, hashed: str, revoke: bool, seen: Seen) -> None:
    """Set the password of an account: all sessions end, and with `revoke` what it has given clients is revoked."""
    connection, account_id = transaction.connection, kept.account.id
    stored.set_password(connection, account_id, hashed, seen.now)
    ended = stored_sessions.drop_of(connection, account_id)
    clients = consents.revoke_of_account(connection, account_id, seen.now) if revoke else []
    transaction.record(seen.actor(account_id).event("password", account_id, sessions=ended, clients=clients))


def _kept(connection: Connection, token: str, purpose: Purpose, now: int) -> Kept | None:
    account_id = stored_links.find(connection, hash_of(token), purpose, now)
    return None if account_id is None else stored.by_id(connection, account_id)
