"""Signing in, step by step, as outcomes without HTTP: the password, then a code where the account has a second factor.

An unknown account, one that is disabled or has no password yet, and a wrong password are answered the same, and take
equally long: one question, one hash, and nothing written.
"""

from msgspec import Struct
from msgspec.structs import replace

from contact_moments.accounts import second_factor
from contact_moments.accounts.emails import key_of
from contact_moments.accounts.passwords import Asker, Passwords
from contact_moments.accounts.sessions import Seen, Sessions
from contact_moments.people import Account, Session, Stage
from contact_moments.storage.database import Database
from contact_moments.storage.questions import accounts as stored
from contact_moments.storage.questions import sessions as stored_sessions
from contact_moments.storage.questions.accounts import Kept
from contact_moments.storage.transaction import Transaction
from contact_moments.tokens import hash_of, new_token

MOST_CODES = 5  # wrong ones in a session; after that the password is asked again


class SignedIn(Struct, frozen=True):
    """A new session has begun, whose cookie holds `token`; `stage` says what comes next.

    `with_recovery_code` says that one was used up, which its owner is told.
    """

    token: str
    account: Account
    stage: Stage
    with_recovery_code: bool = False


class Failed(Struct, frozen=True):
    """It was not right. `account_id` is for the audit trail. If the session has `ended`, start with the password.

    `looked_at` is false where it had ended before, so that nobody looked at the code.
    """

    account_id: str | None
    ended: bool = False
    looked_at: bool = True


def stage_of(kept: Kept) -> Stage:
    """What comes after the right password."""
    if kept.totp_secret is not None:
        return "code"
    return "set_up" if kept.needs_second_factor else "full"


def with_password(
    sessions: Sessions, passwords: Passwords, email: str, password: str, asker: Asker, seen: Seen
) -> SignedIn | Failed:
    """The first step. Raises `UnavailableError` where too many people sign in."""
    kept = _find(sessions.database, email)
    could = kept if kept is not None and kept.account.disabled_at is None else None
    if not passwords.verify(could.password_hash if could else None, password, asker) or could is None:
        return Failed(kept.account.id if kept else None)
    checked = could.password_hash or ""
    better = passwords.hash(password, asker) if passwords.is_outdated(checked) else None
    token = new_token()

    def work(transaction: Transaction) -> SignedIn | Failed:
        transaction.lock()
        now = stored.by_id(transaction.connection, could.account.id)
        # Somebody may have changed the password meanwhile, or disabled the account.
        if now is None or now.account.disabled_at is not None or now.password_hash != checked:
            return Failed(could.account.id)
        if better is not None:
            stored.replace_hash(transaction.connection, now.account.id, better)
        return begin(sessions, transaction, token, now, stage_of(now), seen)

    return sessions.database.write(work)


def begin(sessions: Sessions, transaction: Transaction, token: str, kept: Kept, stage: Stage, seen: Seen) -> SignedIn:
    """Begin a session. It is in the audit trail once the person has shown all that they have."""
    account = kept.account
    secret = second_factor.new_secret() if stage == "set_up" else None
    sessions.begin(transaction, token, account.id, stage, seen, secret)
    if stage != "code":
        stored.note_sign_in(transaction.connection, account.id, seen.now)
        transaction.record(seen.actor(account.id).event("sign_in", account.id, second_factor=account.has_second_factor))
    return SignedIn(token, account, stage)


def with_code(sessions: Sessions, session: Session, code: str, seen: Seen) -> SignedIn | Failed:
    """The second step, in a session of the stage `code`: a code of the telephone, or a recovery code."""
    token, account_id = new_token(), session.person.id

    def work(transaction: Transaction) -> SignedIn | Failed:
        transaction.lock()
        waiting = sessions.kept(transaction, seen.cookie, seen.now)
        kept = stored.by_id(transaction.connection, account_id)
        if kept is None or waiting is None or waiting.session.stage != "code":
            return Failed(account_id, ended=True, looked_at=False)
        used = second_factor.use_code(transaction, kept, code, seen.actor(account_id), seen.now)
        if used is None:
            return _failed(transaction, account_id, hash_of(seen.cookie or ""))
        begun = begin(sessions, transaction, token, kept, "full", seen)
        return replace(begun, with_recovery_code=used == "recovery")

    return sessions.database.write(work)


def _failed(transaction: Transaction, account_id: str, session_hash: str) -> Failed:
    # So nobody who knows the password tries all codes from many addresses in one session.
    ended = stored_sessions.add_failure(transaction.connection, session_hash) >= MOST_CODES
    if ended:
        stored_sessions.drop(transaction.connection, session_hash)
    return Failed(account_id, ended)


def _find(database: Database, email: str) -> Kept | None:
    key = key_of(email)  # of no account where it is no address; it is looked for all the same
    return database.read(lambda connection: stored.by_key(connection, key))
