"""Sessions: in which browsers people have signed in. Only hashes of what cookies hold are stored.

Each worker caches sessions for two seconds, with what the role allows: a session that was ended, or a role that was
taken away, counts nowhere after five.
"""

from collections.abc import Callable
from contextlib import suppress
from threading import Lock
from typing import TypeVar

from msgspec import Struct

from contact_moments.accounts.limits import require_over
from contact_moments.clock import SECOND, Clock
from contact_moments.errors import UnauthenticatedError
from contact_moments.people import Actor, Session, Stage
from contact_moments.rights import require_scopes
from contact_moments.settings import Settings
from contact_moments.storage.checked_database import CheckedDatabase
from contact_moments.storage.checked_session import CheckedSession, check
from contact_moments.storage.database import Database as Database
from contact_moments.storage.questions import accounts
from contact_moments.storage.questions import sessions as stored
from contact_moments.storage.questions.sessions import Browser as Browser
from contact_moments.storage.questions.sessions import KeptSession
from contact_moments.storage.transaction import Transaction
from contact_moments.storage.writing import Writes
from contact_moments.tokens import hash_of, new_id

CACHE_TIME = 2 * SECOND
MAX_CACHED = 10_000
MINUTE = 60 * SECOND
CODE_TIME = 10 * MINUTE  # in which the code must follow the password
MAX_AGENT = 200  # characters

T = TypeVar("T")
_SIGNED_OUT = "You are not signed in any more, so nothing was done; sign in and try again"


class Seen(Struct, frozen=True):
    """What is known of a browser: address, name, and the session cookie that it sent. `now` is an instant."""

    address: str
    agent: str
    now: int
    cookie: str | None = None

    def actor(self, account_id: str | None) -> Actor:
        """That account, from this address."""
        return Actor(account_id=account_id, address=self.address or None)


class Sessions:
    """The sessions of a register, cached for two seconds."""

    def __init__(self, database: Database, clock: Clock, settings: Settings) -> None:
        self.database = database
        self._clock = clock
        self._idle = settings.session_idle * MINUTE
        self._max = settings.session_max * MINUTE
        self._lock = Lock()
        self._cached: dict[str, tuple[int, Session]] = {}

    def cached(self, cookie: str) -> Session | None:
        """The session of a cookie that was looked up within two seconds; None for every other. Asks no database."""
        now = self._clock()
        until, found = self._cached.get(hash_of(cookie)) or (0, None)
        # Both bounds, so that a clock that is set back does not extend the time in the cache.
        current = found is not None and until - CACHE_TIME <= now < until and now < found.expires_at
        return found if current else None

    def look_up(self, cookie: str, renew: bool = True) -> Session | None:
        """The session of a cookie; None if there is none, if it has ended, or if its account is disabled.

        With `renew` it lasts longer from now on, because somebody is there.
        """
        now, hashed = self._clock(), hash_of(cookie)
        kept = self.database.read(lambda connection: stored.find(connection, hashed, now))
        if kept is None:
            self._cached.pop(hashed, None)
            return None
        is_old = kept.session.stage != "code" and now - kept.session.seen_at >= MINUTE
        if is_old and not renew:
            return kept.session  # and not in the cache, for the next request may be of somebody who is there
        self._cache(hashed, now, kept.session)
        if is_old:
            self._touch(hashed, kept, now)
        return kept.session

    def _cache(self, hashed: str, now: int, session: Session) -> None:
        with self._lock:
            if len(self._cached) >= MAX_CACHED:
                self._cached.clear()
            self._cached[hashed] = (now + CACHE_TIME, session)

    def _touch(self, hashed: str, kept: KeptSession, now: int) -> None:
        until = min(kept.created_at + self._max, now + self._idle)
        # Whatever keeps the register from taking changes, such as a full disk, must not sign people out.
        with suppress(Exception):
            self.database.write(lambda transaction: stored.touch(transaction.connection, hashed, now, until))

    def begin(
        self,
        transaction: Transaction,
        token: str,
        account_id: str,
        stage: Stage,
        seen: Seen,
        new_secret: str | None = None,
    ) -> None:
        """Begin a session whose cookie holds `token`, and end that of the cookie which the browser sent.

        A cookie that a stranger has planted is never taken over. The caller makes the token: work may run twice.
        """
        lasts = CODE_TIME if stage == "code" else min(self._idle, self._max)
        if seen.cookie is not None:
            stored.drop(transaction.connection, hash_of(seen.cookie))
        row = {
            "hash": hash_of(token),
            "id": new_id(),
            "account_id": account_id,
            "stage": stage,
            "created_at": seen.now,
            "seen_at": seen.now,
            "expires_at": seen.now + lasts,
            "address": seen.address,
            "agent": seen.agent[:MAX_AGENT],
            "new_totp_secret": new_secret,
        }
        stored.add(transaction.connection, row)

    def kept(self, transaction: Transaction, cookie: str | None, now: int) -> KeptSession | None:
        """The session of a cookie as it is stored, in a transaction."""
        return None if cookie is None else stored.find(transaction.connection, hash_of(cookie), now)

    def write(self, seen: Seen, work: Callable[[CheckedSession], T], setting_up: bool = False) -> T:
        """Change something for the person of a session, in a transaction before which the session cannot end.

        With `setting_up` also where a second factor must be set up first. Raises `UnauthenticatedError` where the
        session has ended meanwhile.
        """

        stages: set[Stage] = {"full", "set_up"} if setting_up else {"full"}
        return self.database.write(lambda transaction: work(_checked(transaction, seen, stages)))

    def database_for(self, seen: Seen, scopes: frozenset[str]) -> Database:
        """The database for what the person of a session changes, by functions that are given any database otherwise.

        Each change looks once more at the session and at what the role allows, in its own transaction. It raises
        `UnauthenticatedError` where the session has ended, and `BeyondOwnRightsError` where one of `scopes` is gone.
        """

        def require_all(transaction: Transaction) -> None:
            require_scopes(transaction, _checked(transaction, seen, {"full"}).actor, scopes)

        return CheckedDatabase(self.database, require_all)

    def sign_out(self, cookie: str, by: Actor) -> None:
        """End the session of a cookie, if there is one."""
        hashed = hash_of(cookie)

        def work(transaction: Transaction) -> None:
            transaction.lock()
            if stored.drop(transaction.connection, hashed) and by.account_id is not None:
                transaction.record(by.event("sign_out", by.account_id))

        self.database.write(work)
        self._cached.pop(hashed, None)

    def of_account(self, account_id: str) -> list[Browser]:
        """The sessions of an account, the one used last first."""
        now = self._clock()
        return self.database.read(lambda connection: stored.of_account(connection, account_id, now))

    def end_all(self, account_id: str, by: Actor) -> int:
        """End all sessions of an account; returns how many there were."""

        return self.end_all_by(self.database, account_id, by)

    def end_all_by(self, database: Writes, account_id: str, by: Actor) -> int:
        """As `end_all`, of somebody whom an administrator may change. Raises `BeyondOwnRightsError`."""

        def work(transaction: Transaction) -> int:
            transaction.lock()
            kept = accounts.by_id(transaction.connection, account_id)
            if kept is not None:
                require_over(transaction, by, kept)
            return end_all(transaction, account_id, by)

        count = database.write(work)
        self.forget(account_id)
        return count

    def forget(self, account_id: str) -> None:
        """Ask the database again, in this worker at once."""
        with self._lock:
            self._cached = {key: one for key, one in self._cached.items() if one[1].person.id != account_id}


def _checked(transaction: Transaction, seen: Seen, stages: set[Stage]) -> CheckedSession:
    found = check(transaction, hash_of(seen.cookie or ""), seen.address, seen.now)
    if found is None or found.session.stage not in stages:
        raise UnauthenticatedError(_SIGNED_OUT)
    return found


def end_all(transaction: Transaction, account_id: str, by: Actor) -> int:
    """End all sessions of an account, in a transaction that has the register's lock; returns how many there were."""
    count = stored.drop_of(transaction.connection, account_id)
    if count:
        transaction.record(by.event("session_ended", account_id, sessions=count))
    return count
