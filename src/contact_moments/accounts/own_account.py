"""What people do with their own account: password, second factor and sessions.

A change of what one signs in with ends all other sessions.
"""

from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

from contact_moments.accounts import accounts, password_rules, second_factor
from contact_moments.accounts.links import set_password
from contact_moments.accounts.passwords import Asker, Passwords
from contact_moments.accounts.sessions import Seen, Sessions, end_all
from contact_moments.accounts.signing_in import Failed, SignedIn
from contact_moments.errors import ConflictError, InvalidInputError, NotFoundError, UnauthenticatedError
from contact_moments.people import THEMES, Account, Kind, Session, Stage
from contact_moments.storage.checked_session import CheckedSession
from contact_moments.storage.database import Connection, Database
from contact_moments.storage.questions import accounts as stored
from contact_moments.storage.questions import sessions as stored_sessions
from contact_moments.storage.questions.accounts import Kept
from contact_moments.tokens import hash_of, new_token

Proof = Literal["password", "code"]


class SetUp(Struct, frozen=True):
    """A second factor is set up: a new session has begun, and these recovery codes are shown once."""

    token: str
    recovery_codes: list[str]


class Own(Struct, frozen=True):
    """One's own account; whether the role asks for a second factor, and how many recovery codes are left."""

    account: Account
    needs_second_factor: bool
    codes_left: int


def find(database: Database, account_id: str) -> Own:
    """An account that is there."""

    def query(connection: Connection) -> Own:
        kept = _get(connection, account_id)
        return Own(kept.account, kept.needs_second_factor, stored.recovery_codes_left(connection, account_id))

    return database.read_snapshot(query)


def set_display(asks: CheckedSession, language: str, theme: str, single_keys: bool) -> None:
    """Set how one's own pages look. Raises `InvalidInputError` for a language or colours that there are not."""
    if theme not in THEMES:
        raise InvalidInputError("Send a theme: system, light or dark")
    if language != asks.account.account.language:
        accounts.change_profile(asks, replace(asks.account.account, language=language))
    stored.set_display(asks.transaction.connection, asks.account_id, theme, single_keys)


def wrong_in_proof(
    sessions: Sessions, passwords: Passwords, account_id: str, password: str, code: str, asker: Asker, seen: Seen
) -> Proof | None:
    """What shows that it is not the person who asks: the password or, where there is a second factor, the code.

    None where both are right; the code is used up then. Asked again before what a stranger at the desk must not do.
    """
    kept = sessions.database.read(lambda connection: _get(connection, account_id))
    if not passwords.verify(kept.password_hash, password, asker):
        return "password"

    def work(current: CheckedSession) -> bool:
        return (
            second_factor.use_code(current.transaction, current.account, code, current.actor, current.now) is not None
        )

    return None if kept.totp_secret is None or sessions.write(seen, work, setting_up=True) else "code"


def is_own_password(database: Database, passwords: Passwords, account_id: str, password: str, asker: Asker) -> bool:
    """Whether a password is that of an account: asked again before an administrator changes who can do what.

    The code is not asked again: the session has begun with it, and each works once, in 30 seconds.
    """
    kept = database.read(lambda connection: _get(connection, account_id))
    return passwords.verify(kept.password_hash, password, asker)


def change_password(
    sessions: Sessions,
    passwords: Passwords,
    account_id: str,
    change: tuple[str, str],
    host: str,
    revoke: bool,
    asker: Asker,
    seen: Seen,
) -> SignedIn | Failed:
    """Change a password, from the first of `change` to the second. Raises `InvalidInputError` as `require_good`."""
    current, new = change
    kept = sessions.database.read(lambda connection: _get(connection, account_id))
    # First what costs little: a hash is for whoever sends something that can come to something.
    password_rules.require_good(new, kept.account, host)
    if not passwords.verify(kept.password_hash, current, asker):
        return Failed(account_id)
    hashed, token = passwords.hash(new, asker), new_token()

    def work(current: CheckedSession) -> SignedIn:
        set_password(current.transaction, current.account, hashed, revoke, seen)
        sessions.begin(current.transaction, token, current.account_id, "full", seen)
        return SignedIn(token, current.account.account, "full")

    return sessions.write(seen, work)


def needs_password(sessions: Sessions, seen: Seen) -> bool:
    """Whether the session must show the password before it sets a second factor up.

    Not where it began for that, with the password a moment ago. One that began before the role asked for it may be
    in a stranger's hands since.
    """
    hashed = hash_of(seen.cookie or "")
    kept = sessions.database.read(lambda connection: stored_sessions.find(connection, hashed, seen.now))
    return kept is None or not _begun_for_it(kept.began_as, kept.session)


def _begun_for_it(began_as: Stage, session: Session) -> bool:
    return began_as == session.stage == "set_up"


def begin_second_factor(sessions: Sessions, seen: Seen, proven: bool) -> None:
    """Make a secret for the telephone, and keep it with the session until a code confirms it.

    `proven` says that nothing was wrong in the proof. Raises `UnauthenticatedError` without, if `needs_password`.
    """
    secret = second_factor.new_secret()

    def work(current: CheckedSession) -> None:
        if not proven and not _begun_for_it(current.began_as, current.session):
            raise UnauthenticatedError("Send your password too, so nothing was done")
        stored_sessions.set_new_secret(current.transaction.connection, hash_of(seen.cookie or ""), secret)

    sessions.write(seen, work, setting_up=True)


def cancel_second_factor(sessions: Sessions, seen: Seen) -> None:
    """Forget the secret that is being set up in a session. A second factor that was there before stays."""

    def work(current: CheckedSession) -> None:
        stored_sessions.set_new_secret(current.transaction.connection, hash_of(seen.cookie or ""), None)

    sessions.write(seen, work, setting_up=True)


def new_secret(sessions: Sessions, seen: Seen) -> str | None:
    """The secret that is being set up in a session; None if there is none."""
    hashed = hash_of(seen.cookie or "")
    kept = sessions.database.read(lambda connection: stored_sessions.find(connection, hashed, seen.now))
    return kept.new_totp_secret if kept else None


def confirm_second_factor(sessions: Sessions, code: str, seen: Seen) -> SetUp | None:
    """Set the second factor up with a code of the new secret; None where the code is wrong."""
    token, codes = new_token(), second_factor.new_recovery_codes()

    def work(current: CheckedSession) -> SetUp | None:
        secret = current.new_totp_secret
        step = second_factor.step_of(secret, code, current.now) if secret else None
        if step is None:
            return None
        stored.set_totp(current.transaction.connection, current.account_id, secret, step)
        _renew(sessions, current, token, seen)
        _set_codes(current, codes)
        _record(current, "second_factor", on=True)
        return SetUp(token, codes)

    return sessions.write(seen, work, setting_up=True)


def remove_second_factor(sessions: Sessions, seen: Seen) -> str:
    """Remove the second factor; returns the new session's token. Raises `ConflictError` if the role asks for one."""
    token = new_token()

    def work(current: CheckedSession) -> str:
        if current.account.needs_second_factor:
            raise ConflictError("Your role asks for a second factor", "second_factor_asked")
        stored.set_totp(current.transaction.connection, current.account_id, None)
        _set_codes(current, [])
        _renew(sessions, current, token, seen)
        if current.account.totp_secret is not None:
            _record(current, "second_factor", on=False)
        return token

    return sessions.write(seen, work)


def renew_recovery_codes(sessions: Sessions, seen: Seen) -> list[str]:
    """New recovery codes instead of those that there are. Raises `ConflictError` without a second factor."""
    codes = second_factor.new_recovery_codes()

    def work(current: CheckedSession) -> list[str]:
        if current.account.totp_secret is None:
            raise ConflictError("There is no second factor; set one up first")
        _set_codes(current, codes)
        _record(current, "recovery_code", left=len(codes))
        return codes

    return sessions.write(seen, work)


def end_session(sessions: Sessions, session_id: str, seen: Seen) -> None:
    """End one of one's sessions. Raises `NotFoundError`."""

    def work(current: CheckedSession) -> str:
        if not stored_sessions.drop_one(current.transaction.connection, current.account_id, session_id):
            raise NotFoundError("There is no such session; perhaps it has ended")
        _record(current, "session_ended")
        return current.account_id

    sessions.forget(sessions.write(seen, work))


def end_sessions(sessions: Sessions, seen: Seen) -> None:
    """End all of one's sessions, this one too."""

    def work(current: CheckedSession) -> str:
        end_all(current.transaction, current.account_id, current.actor)
        return current.account_id

    sessions.forget(sessions.write(seen, work))


def _record(current: CheckedSession, kind: Kind, **detail: object) -> None:
    current.transaction.record(current.actor.event(kind, current.account_id, **detail))


def _set_codes(current: CheckedSession, codes: list[str]) -> None:
    stored.set_recovery_codes(current.transaction.connection, current.account_id, second_factor.hashes_of(codes))


def _renew(sessions: Sessions, current: CheckedSession, token: str, seen: Seen) -> None:
    stored_sessions.drop_of(current.transaction.connection, current.account_id)
    sessions.begin(current.transaction, token, current.account_id, "full", seen)


def _get(connection: Connection, account_id: str) -> Kept:
    kept = stored.by_id(connection, account_id)
    if kept is None:
        raise UnauthenticatedError("There is no such account any more")
    return kept
