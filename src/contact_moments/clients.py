"""API clients and their access tokens.

Ids, secrets and tokens are random. Only SHA-256 hashes of secrets and tokens are stored, which is safe because these
have 256 random bits. Each worker caches grants for two seconds, so a revoked client is refused everywhere within five.
"""

import hmac
import secrets
from threading import Lock

from contact_moments.clock import SECOND, Clock
from contact_moments.errors import InvalidInputError, NotFoundError, UnauthenticatedError
from contact_moments.model import SCOPES, Client, Grant
from contact_moments.storage.database import Database
from contact_moments.storage.questions import clients as stored
from contact_moments.storage.transaction import Transaction
from contact_moments.strict_json import refuse_unstorable
from contact_moments.tokens import hash_of, is_hash_of, new_token
from contact_moments.visible import is_blank

TOKEN_SECONDS = 3600
CACHE_TIME = 2 * SECOND
MAX_CACHED = 10_000


_NO_SECRET = hash_of(new_token())


def add(database: Database, name: str, scopes: frozenset[str], now: int) -> tuple[Client, str]:
    """Add a client; returns it with its secret, which cannot be shown again. Raises `InvalidInputError`."""
    refuse_unstorable(name)
    if is_blank(name):
        raise InvalidInputError("The name must not be blank")
    if not scopes or not scopes <= set(SCOPES):
        raise InvalidInputError(f"Give at least one scope, each one of {', '.join(SCOPES)}")
    client = Client(secrets.token_hex(16), name, scopes, now)
    secret = new_token()
    database.write(lambda transaction: stored.add(transaction.connection, client, hash_of(secret)))
    return client, secret


def all_clients(database: Database) -> list[Client]:
    """All clients, the oldest first, revoked clients included."""
    return database.read(stored.clients)


def find(database: Database, client_id: str) -> Client | None:
    """The client with that id; None if there is none or it is revoked."""
    found = database.read(lambda connection: stored.find(connection, client_id))
    return found[0] if found and found[0].revoked_at is None else None


def authenticate(database: Database, client_id: str, secret: str) -> Client | None:
    """The client, or None if it does not exist, is revoked or has another secret. Takes equally long in each case."""
    # PostgreSQL refuses a text with a NUL character, also in a query.
    possible = "\x00" not in client_id
    found = database.read(lambda connection: stored.find(connection, client_id)) if possible else None
    client, stored_hash = found or (None, _NO_SECRET)
    matches = is_hash_of(secret, stored_hash)
    return client if client and matches and client.revoked_at is None else None


def revoke(database: Database, client_id: str, now: int) -> Client:
    """Revoke a client: its secret and its tokens stop working. Raises `NotFoundError`."""

    def work(transaction: Transaction) -> Client:
        found = get_client(transaction, client_id)
        stored.revoke(transaction.connection, client_id, now)
        return found

    return database.write(work)


def get_client(transaction: Transaction, client_id: str) -> Client:
    """The client with that id, revoked or not. Raises `NotFoundError`."""
    found = stored.find(transaction.connection, client_id)
    if found is None:
        raise NotFoundError("There is no client with that id; contact-moments client list shows them")
    return found[0]


def keep_token(database: Database, token: str, grant: Grant, now: int) -> None:
    """Store a new token, and delete expired tokens."""

    def work(transaction: Transaction) -> None:
        stored.purge_tokens(transaction.connection, now)
        stored.add_token(transaction.connection, hash_of(token), grant)

    database.write(work)


class Tokens:
    """Grants of access tokens, cached for two seconds."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock
        self._lock = Lock()
        self._cached: dict[str, tuple[int, Grant]] = {}

    def grant(self, token: str) -> Grant:
        """The grant of a valid token. Raises `UnauthenticatedError` for any other text."""
        now = self._clock()
        grant = self.cached(token) or self._look_up(hash_of(token), now)
        if grant is None or grant.expires_at <= now:
            raise UnauthenticatedError("The access token is not valid or has expired; ask for a new one")
        return grant

    def cached(self, token: str) -> Grant | None:
        """The grant of a valid token that was looked up within two seconds; None for every other."""
        now = self._clock()
        until, grant = self._cached.get(hash_of(token)) or (0, None)
        # Both bounds, so that a clock that is set back does not extend the time in the cache.
        current = grant is not None and until - CACHE_TIME <= now < until and now < grant.expires_at
        return grant if current else None

    def _look_up(self, hashed: str, now: int) -> Grant | None:
        found = self._database.read(lambda connection: stored.grant(connection, hashed, now))
        if found is None or not hmac.compare_digest(found[0], hashed):
            self._cached.pop(hashed, None)
            return None
        with self._lock:
            if len(self._cached) >= MAX_CACHED:
                self._cached.clear()
            self._cached[hashed] = (now + CACHE_TIME, found[1])
        return found[1]
