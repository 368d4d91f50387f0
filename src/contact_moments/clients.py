"""API clients and their access tokens.

Ids, secrets and tokens are random. Only SHA-256 hashes of secrets and tokens are stored, which is safe because these
have 256 random bits. Each worker caches grants for two seconds, so a revoked client is refused everywhere within five.
"""

import hmac
from threading import Lock
from typing import Any

from msgspec import Struct

from contact_moments.addresses import check_redirect
from contact_moments.clock import SECOND, Clock
from contact_moments.errors import ConflictError, InvalidInputError, NotFoundError, UnauthenticatedError
from contact_moments.model import CLIENT_EDIT, SCOPES, Client, Grant
from contact_moments.people import Actor
from contact_moments.rights import require_within
from contact_moments.storage.database import Database
from contact_moments.storage.questions import clients as stored
from contact_moments.storage.transaction import Transaction
from contact_moments.storage.writing import Writes
from contact_moments.strict_json import refuse_unstorable
from contact_moments.tokens import hash_of, is_hash_of, is_id, new_id, new_token
from contact_moments.visible import is_blank

CACHE_TIME = 2 * SECOND
MAX_CACHED = 10_000
MAX_NAME = 200

_NO_SECRET = hash_of(new_token())


class ClientMetadata(Struct, frozen=True):
    """What is kept of a client for OAuth (RFC 7591): where codes are sent to, and for whom it gets tokens.

    A public client cannot keep a secret: it runs in a browser, or on somebody's telephone. It gets tokens for people
    only, and so does another one that is `people_only`.
    """

    redirects: tuple[str, ...] = ()
    public: bool = False
    people_only: bool = False

    @property
    def own_tokens(self) -> bool:
        """Whether the client gets tokens for itself too."""
        return not (self.public or self.people_only)


_NO_METADATA = ClientMetadata()


def add(
    database: Writes,
    name: str,
    scopes: frozenset[str],
    now: int,
    by: Actor,
    metadata: ClientMetadata = _NO_METADATA,
    client_id: str | None = None,
) -> tuple[Client, str]:
    """Add a client; returns it with its secret, which cannot be shown again.

    A public client has a secret that nobody is told. `client_id` is of a form: sent twice, it adds one client. Raises
    `InvalidInputError`, `BeyondOwnRightsError`, or `ConflictError` where there is a client with that id.
    """
    check_name(name)
    check_scopes(scopes)
    check_redirects(metadata.redirects, metadata.public, metadata.own_tokens)
    if client_id is not None and not is_id(client_id):
        raise InvalidInputError("The id of a client has 32 hexadecimal digits")
    client = Client(client_id or new_id(), name, scopes, now, public=metadata.public, own_tokens=metadata.own_tokens)
    secret = new_token()

    def work(transaction: Transaction) -> None:
        transaction.lock()
        require_within(transaction, by, CLIENT_EDIT, scopes)
        if stored.find(transaction.connection, client.id):
            raise ConflictError("There is a client with that id already", "added_already")
        stored.add(transaction.connection, client, hash_of(secret))
        for redirect in metadata.redirects:
            stored.add_redirect(transaction.connection, client.id, redirect)
        transaction.record(by.event("client_added", client.id, **_detail(client, metadata)))

    database.write(work)
    return client, secret


def _detail(client: Client, metadata: ClientMetadata) -> dict[str, Any]:
    return {
        "scopes": sorted(client.scopes),
        "redirect_uris": sorted(metadata.redirects),
        "public": client.public,
        "people_only": not client.own_tokens,
    }


def check_name(name: str) -> None:
    """Raise `InvalidInputError` unless a client can have this name."""
    refuse_unstorable(name)
    if is_blank(name):
        raise InvalidInputError("The name must not be blank", "name")
    if len(name) > MAX_NAME:
        raise InvalidInputError(f"The name must have at most {MAX_NAME} characters", "name")


def check_scopes(scopes: frozenset[str]) -> None:
    """Raise `InvalidInputError` unless a client can have these scopes."""
    if not scopes or not scopes <= set(SCOPES):
        raise InvalidInputError(f"Give at least one scope, each one of {', '.join(SCOPES)}", "scopes")


def check_redirects(redirects: tuple[str, ...], public: bool, own_tokens: bool) -> None:
    """Raise `InvalidInputError` unless a client of this kind can have these redirect addresses."""
    if not (own_tokens or redirects):
        kind = "public client" if public else "client that is for people only"
        raise InvalidInputError(f"A {kind} needs a redirect address: --redirect-uri", "redirect_needed")
    if len(set(redirects)) < len(redirects):
        raise InvalidInputError("Give each redirect address once", "redirect_twice")
    for redirect in redirects:
        check_redirect(redirect, public)


def redirects(database: Database, client_id: str) -> tuple[str, ...]:
    """The addresses that a client's codes may be sent to, in ascending order."""
    return database.read(lambda connection: stored.redirects(connection, client_id))


def all_redirects(database: Database) -> dict[str, tuple[str, ...]]:
    """The redirect addresses of the clients that have any, by the ids of the clients."""
    return database.read(stored.all_redirects)


def add_redirect(database: Database, client_id: str, redirect: str, by: Actor) -> Client:
    """Let a client's codes be sent to one more address. Raises `NotFoundError` or `InvalidInputError`."""

    def work(transaction: Transaction) -> Client:
        found = get_client(transaction, client_id)
        check_redirect(redirect, found.public)
        if redirect in stored.redirects(transaction.connection, client_id):
            raise ConflictError("The client has this redirect address already")
        add_address(transaction, found, redirect, by)
        return found

    return database.write(work)


def remove_redirect(database: Database, client_id: str, redirect: str, by: Actor) -> Client:
    """Send no more codes of a client to an address. Raises `NotFoundError`, or `ConflictError` for a client's last."""

    def work(transaction: Transaction) -> Client:
        found = get_client(transaction, client_id)
        known = stored.redirects(transaction.connection, client_id)
        if redirect not in known:
            raise NotFoundError("The client has no such redirect address; contact-moments client list shows them")
        if not found.own_tokens and len(known) == 1:
            raise ConflictError("This client is for people only and has no other address; revoke the client instead")
        remove_address(transaction, found, redirect, by)
        return found

    return database.write(work)


def add_address(transaction: Transaction, client: Client, redirect: str, by: Actor) -> None:
    """Add a redirect address that was checked."""
    stored.add_redirect(transaction.connection, client.id, redirect)
    transaction.record(by.event("client_changed", client.id, added_redirect_uri=redirect))


def remove_address(transaction: Transaction, client: Client, redirect: str, by: Actor) -> None:
    """Remove a redirect address that the client has."""
    stored.remove_redirect(transaction.connection, client.id, redirect)
    transaction.record(by.event("client_changed", client.id, removed_redirect_uri=redirect))


def all_clients(database: Database) -> list[Client]:
    """All clients, the oldest first, revoked clients included."""
    return database.read(stored.clients)


def find(database: Database, client_id: str) -> Client | None:
    """The client with that id; None if there is none or it is revoked."""
    found = _find(database, client_id)
    return found[0] if found and found[0].revoked_at is None else None


def _find(database: Database, client_id: str) -> tuple[Client, str] | None:
    # PostgreSQL refuses a text with a NUL character, also in a query.
    return None if "\x00" in client_id else database.read(lambda connection: stored.find(connection, client_id))


def authenticate(database: Database, client_id: str, secret: str) -> Client | None:
    """The client, or None if it does not exist, is revoked or has another secret. Takes equally long in each case."""
    client, stored_hash = _find(database, client_id) or (None, _NO_SECRET)
    matches = is_hash_of(secret, stored_hash)
    return client if client and matches and client.revoked_at is None else None


def revoke(database: Writes, client_id: str, now: int, by: Actor) -> Client:
    """Revoke a client: its secret and its tokens stop working. Returns it as it was before. Raises `NotFoundError`."""

    def work(transaction: Transaction) -> Client:
        transaction.lock()  # whoever is letting it in at this moment does that before, or finds it revoked
        require_within(transaction, by, CLIENT_EDIT)
        found = get_client(transaction, client_id)
        if stored.revoke(transaction.connection, client_id, now):
            transaction.record(by.event("client_revoked", client_id))
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
        # The client before its tokens, as in `revoke`: otherwise two could wait for each other.
        stored.note_use(transaction.connection, grant.client_id or "", now)
        stored.purge_tokens(transaction.connection, now)
        stored.add_token(transaction.connection, hash_of(token), grant)

    database.write(work)


def find_grant(database: Database, token: str, now: int) -> Grant | None:
    """The grant of an access token that is valid now; None for any other text."""
    found = database.read(lambda connection: stored.grant(connection, hash_of(token), now))
    return found[1] if found and is_hash_of(token, found[0]) and now < found[1].expires_at else None


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

    def forget(self, client_id: str) -> None:
        """Look the tokens of a client up anew when they come next: it has just ended one."""
        with self._lock:
            for hashed, (_, grant) in list(self._cached.items()):
                if grant.client_id == client_id:
                    self._cached.pop(hashed, None)

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
