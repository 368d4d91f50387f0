"""What people change of their own account: password and second factor. Each change ends all other sessions."""

from msgspec import Struct

from contact_moments.accounts import password_rules, second_factor
from contact_moments.accounts.links import set_password
from contact_moments.accounts.passwords import Passwords
from contact_moments.accounts.sessions import Seen, Sessions
from contact_moments.accounts.signing_in import Failed, SignedIn
from contact_moments.errors import ConflictError, UnauthenticatedError
from contact_moments.people import Account
from contact_moments.storage.database import Connection, Database
from contact_moments.storage.questions import accounts as stored
from contact_moments.storage.questions import sessions as stored_sessions
from contact_moments.storage.questions.accounts import Kept
from contact_moments.storage.transaction import Transaction
from contact_moments.tokens import hash_of, new_token


class SetUp(Struct, frozen=True):
    """A second factor is set up: a new session has begun, and these recovery codes are shown once."""

    token: str
    recovery_codes: list[str]


class Own(Struct, frozen=True):
    """One's own account; whether the role asks for a second factor, and how many recovery codes are left."""

    account: Account
    asks: bool
    codes_left: int


def find(database: Database, account_id: str) -> Own:
    """An account that is there."""

    def query(connection: Connection) -> Own:
        kept = _get(connection, account_id)
        return Own(kept.account, kept.asks, stored.recovery_codes_left(connection, account_id))

    return database.read_snapshot(query)


def proves(sessions: Sessions, passwords: Passwords, account_id: str, password: str, code: str, seen: Seen) -> bool:
    """Whether it is the person who asks: by the password and, where there is a second factor, by a code, used up now.

    Asked again before what a stranger at the desk must not do.
    """
    kept = sessions.database.read(lambda connection: _get(connection, account_id))
    if not passwords.verify(kept.password_hash, password):
        return False

    def work(transaction: Transaction) -> bool:
        transaction.lock()
        now = _require_session(sessions, transaction, account_id, seen)
        return second_factor.use_code(transaction, now, code, seen.doer(account_id), seen.now) is not None

    return kept.totp_secret is None or sessions.database.write(work)


def change_password(
    sessions: Sessions,
    passwords: Passwords,
    account_id: str,
    change: tuple[str, str],
    host: str,
    revoke: bool,
    seen: Seen,
) -> SignedIn | Failed:
    """Change a password, from the first of `change` to the second. Raises `InvalidInputError` as `require_good`."""
    current, new = change
    kept = sessions.database.read(lambda connection: _get(connection, account_id))
    if not passwords.verify(kept.password_hash, current):
        return Failed(account_id)
    password_rules.require_good(new, kept.account, host)
    hashed, token = passwords.hash(new), new_token()

    def work(transaction: Transaction) -> SignedIn:
        transaction.lock()
        now = _require_session(sessions, transaction, account_id, seen)
        set_password(transaction, now, hashed, revoke, seen)
        sessions.begin(transaction, token, account_id, "full", seen)
        return SignedIn(token, now.account, "full")

    return sessions.database.write(work)


def begin_second_factor(sessions: Sessions, account_id: str, seen: Seen) -> None:
    """Make a secret for the telephone, and keep it with the session until a code confirms it."""
    _keep_secret(sessions, account_id, second_factor.new_secret(), seen)


def cancel_second_factor(sessions: Sessions, account_id: str, seen: Seen) -> None:
    """Forget the secret that is being set up in a session. A second factor that was there before stays."""
    _keep_secret(sessions, account_id, None, seen)


def _keep_secret(sessions: Sessions, account_id: str, secret: str | None, seen: Seen) -> None:
    def work(transaction: Transaction) -> None:
        transaction.lock()
        _require_session(sessions, transaction, account_id, seen)
        stored_sessions.set_new_secret(transaction.connection, hash_of(seen.cookie or ""), secret)

    sessions.database.write(work)


def new_secret(sessions: Sessions, seen: Seen) -> str | None:
    """The secret that is being set up in a session; None if there is none."""
    hashed = hash_of(seen.cookie or "")
    kept = sessions.database.read(lambda connection: stored_sessions.find(connection, hashed, seen.now))
    return kept.new_totp_secret if kept else None


def confirm_second_factor(sessions: Sessions, account_id: str, code: str, seen: Seen) -> SetUp | None:
    """Set the second factor up with a code of the new secret; None where the code is wrong."""
    token, codes = new_token(), second_factor.new_recovery_codes()

    def work(transaction: Transaction) -> SetUp | None:
        transaction.lock()
        _require_session(sessions, transaction, account_id, seen)
        kept = sessions.kept(transaction, seen.cookie, seen.now)
        secret = kept.new_totp_secret if kept else None
        step = second_factor.step_of(secret, code, seen.now) if secret else None
        if step is None:
            return None
        stored.set_totp(transaction.connection, account_id, secret, step)
        _renew(sessions, transaction, account_id, token, seen)
        _set_codes(transaction, account_id, codes)
        transaction.record(seen.doer(account_id).event("second_factor", account_id, on=True))
        return SetUp(token, codes)

    return sessions.database.write(work)


def remove_second_factor(sessions: Sessions, account_id: str, seen: Seen) -> str:
    """Remove the second factor; returns the new session's token. Raises `ConflictError` if the role asks for one."""
    token = new_token()

    def work(transaction: Transaction) -> str:
        transaction.lock()
        kept = _require_session(sessions, transaction, account_id, seen)
        if kept.asks:
            raise ConflictError("Your role asks for a second factor", "second_factor_asked")
        stored.set_totp(transaction.connection, account_id, None)
        stored.set_recovery_codes(transaction.connection, account_id, [])
        _renew(sessions, transaction, account_id, token, seen)
        if kept.totp_secret is not None:
            transaction.record(seen.doer(account_id).event("second_factor", account_id, on=False))
        return token

    return sessions.database.write(work)


def renew_recovery_codes(sessions: Sessions, account_id: str, seen: Seen) -> list[str]:
    """New recovery codes instead of those that there are. Raises `ConflictError` without a second factor."""
    codes = second_factor.new_recovery_codes()

    def work(transaction: Transaction) -> list[str]:
        transaction.lock()
        if _require_session(sessions, transaction, account_id, seen).totp_secret is None:
            raise ConflictError("There is no second factor; set one up first")
        _set_codes(transaction, account_id, codes)
        transaction.record(seen.doer(account_id).event("recovery_code", account_id, left=len(codes)))
        return codes

    return sessions.database.write(work)


def _set_codes(transaction: Transaction, account_id: str, codes: list[str]) -> None:
    stored.set_recovery_codes(transaction.connection, account_id, second_factor.hashes_of(codes))


def _renew(sessions: Sessions, transaction: Transaction, account_id: str, token: str, seen: Seen) -> None:
    stored_sessions.drop_of(transaction.connection, account_id)
    sessions.begin(transaction, token, account_id, "full", seen)


def _require_session(sessions: Sessions, transaction: Transaction, account_id: str, seen: Seen) -> Kept:
    """The account, as long as the session that asks is there: it may have ended a moment ago."""
    kept = sessions.kept(transaction, seen.cookie, seen.now)
    if kept is None or kept.session.person.id != account_id or kept.session.stage == "code":
        raise UnauthenticatedError("You are not signed in any more, so nothing was done; sign in and try again")
    return _get(transaction.connection, account_id)


def _get(connection: Connection, account_id: str) -> Kept:
    kept = stored.by_id(connection, account_id)
    if kept is None:
        raise UnauthenticatedError("There is no such account any more")
    return kept
