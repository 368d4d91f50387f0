"""Consents: what a person gave a client, with the codes and tokens that came of it (RFC 6749 §4.1 and §6).

A client gets a code, and for it an access token and a refresh token. A refresh token works once, and gives the next
pair (RFC 9700 §4.14.2). A code or refresh token that comes a second time is known to somebody else too, so everything
that came of the consent is revoked.

Whatever uses up or revokes something takes the register's lock first, so that no two of these can overtake each other.
What was revoked must stay revoked: refusals are returned, because what a transaction raises would roll it back.
"""

from msgspec import structs

from contact_moments.clock import SECOND
from contact_moments.errors import NotFoundError
from contact_moments.people import Actor, Consent, Given, Issued, Kind
from contact_moments.storage.checked_session import CheckedSession
from contact_moments.storage.database import Connection, Database
from contact_moments.storage.questions import clients
from contact_moments.storage.questions import consents as stored
from contact_moments.storage.transaction import Transaction
from contact_moments.tokens import TOKEN_SECONDS, Pair, hash_of

CODE_TIME = 60 * SECOND
REFRESH_TIME = 30 * 24 * 3600 * SECOND  # for which a refresh token may stay unused


def give(
    current: CheckedSession, code: str, wanted: Consent, redirect_uri: str, challenge: str | None
) -> frozenset[str]:
    """Keep a new consent and the code for it; returns its scopes: those `wanted`, as far as role and client have them.

    None of them, and nothing kept, if none are allowed now. `challenge` is that of PKCE (RFC 7636, S256).
    """
    transaction = current.transaction
    found = clients.find(transaction.connection, wanted.client_id)
    of_client = frozenset() if found is None or found[0].revoked_at is not None else found[0].scopes
    scopes = wanted.scopes & current.session.scopes & of_client
    if scopes:
        given = structs.replace(wanted, account_id=current.account_id, scopes=scopes)
        stored.add(transaction.connection, given)
        issued = Issued(given, given.given_at + CODE_TIME, None, redirect_uri, challenge)
        stored.add_code(transaction.connection, hash_of(code), issued)
        transaction.record(current.actor.event("consent_given", given.client_id, scopes=sorted(scopes)))
    return scopes


def take_code(database: Database, code: str, now: int, by: Actor) -> Issued | None:
    """Use up a code of the client `by`. None for one that is unknown, another client's, expired or used before.

    Where it was used before, what came of it is revoked.
    """

    def work(transaction: Transaction) -> Issued | None:
        transaction.lock()
        connection, hashed = transaction.connection, hash_of(code)
        found = stored.find_code(connection, hashed)
        if found is None or found.consent.client_id != by.client_id:
            return None
        if not stored.use_code(connection, hashed, now):
            _revoke(transaction, found.consent, "code_reused", now, by)
            return None
        return found if now < found.expires_at else None

    return database.write(work)


def issue(database: Database, given: Consent, tokens: Pair, now: int) -> frozenset[str]:
    """Keep the first tokens of a consent; returns their scopes. None of them, and nothing kept, if none are allowed."""

    def work(transaction: Transaction) -> frozenset[str]:
        transaction.lock()
        scopes = stored.allowed(transaction.connection, given.id, now)
        _keep(transaction, given, tokens, scopes, now)
        return scopes

    return database.write(work)


def find_refresh_token(database: Database, token: str, now: int, by: Actor) -> Consent | None:
    """What a refresh token of the client `by` came of. None for one that is unknown, another client's or expired.

    Where it was used before, what came of its consent is revoked; None then.
    """
    found = database.read(lambda connection: stored.find_refresh_token(connection, hash_of(token)))
    if found is None or found.consent.client_id != by.client_id:
        return None
    if found.used_at is not None:
        database.write(lambda transaction: _revoke(transaction, found.consent, "refresh_reused", now, by))
        return None
    return found.consent if now < min(found.expires_at, found.consent.expires_at) else None


def rotate(
    database: Database, token: str, given: Consent, wanted: frozenset[str], tokens: Pair, now: int, by: Actor
) -> frozenset[str]:
    """Use up a refresh token for the next pair; returns the scopes of its access token, at most those `wanted`.

    None of them, and nothing kept, if none are allowed now, or if somebody else was faster: as in `find_refresh_token`.
    """

    def work(transaction: Transaction) -> frozenset[str]:
        transaction.lock()
        connection = transaction.connection
        scopes = stored.allowed(connection, given.id, now) & wanted
        if scopes and not stored.use_refresh_token(connection, hash_of(token), now):
            _revoke(transaction, given, "refresh_reused", now, by)
            return frozenset()
        _keep(transaction, given, tokens, scopes, now)
        return scopes

    return database.write(work)


def unused_refresh_token(database: Database, token: str, now: int) -> Issued | None:
    """A refresh token that can be used now, with the scopes that it gives; None for any other text."""

    def query(connection: Connection) -> Issued | None:
        found = stored.find_refresh_token(connection, hash_of(token))
        if found is None or found.used_at is not None or found.expires_at <= now:
            return None
        scopes = stored.allowed(connection, found.consent.id, now)
        return structs.replace(found, consent=structs.replace(found.consent, scopes=scopes)) if scopes else None

    return database.read_snapshot(query)


def revoke_token(database: Database, token: str, now: int, by: Actor) -> None:
    """End a token of the client `by`: an access token alone, a refresh token with all that came of its consent."""

    def work(transaction: Transaction) -> None:
        transaction.lock()
        found = stored.find_refresh_token(transaction.connection, hash_of(token))
        if found is None:
            stored.drop_token(transaction.connection, hash_of(token), by.client_id or "")
        elif found.consent.client_id == by.client_id:
            _revoke(transaction, found.consent, "consent_revoked", now, by)

    database.write(work)


def given_by(database: Database, account_id: str, now: int) -> list[Given]:
    """What an account has given, one for each client: all scopes that it has, since the first of them."""
    found: dict[str, Given] = {}
    for one in database.read(lambda connection: stored.given(connection, account_id, now)):
        earlier = found.get(one.client_id, one)
        since = min(earlier.given_at, one.given_at)
        found[one.client_id] = Given(one.client_id, one.client_name, earlier.scopes | one.scopes, since)
    return list(found.values())


def revoke_of_client(current: CheckedSession, client_id: str) -> None:
    """Revoke all that a person has given a client. Raises `NotFoundError` if there is nothing."""
    if not stored.revoke_of_client(current.transaction.connection, current.account_id, client_id, current.now):
        raise NotFoundError("This client has nothing of yours; perhaps you have revoked it before")
    current.transaction.record(current.actor.event("consent_revoked", client_id))


def _keep(transaction: Transaction, given: Consent, tokens: Pair, scopes: frozenset[str], now: int) -> None:
    if scopes:
        connection = transaction.connection
        clients.note_use(connection, given.client_id, now)
        stored.add_token(connection, hash_of(tokens.access), given, scopes, now + TOKEN_SECONDS * SECOND)
        expires_at = min(now + REFRESH_TIME, given.expires_at)
        stored.add_refresh_token(connection, hash_of(tokens.refresh), given.id, expires_at)


def _revoke(transaction: Transaction, given: Consent, why: Kind, now: int, by: Actor) -> None:
    """Revoke a consent. The event names the account that gave it; one that was revoked before has had its event."""
    transaction.lock()
    if stored.revoke(transaction.connection, given.id, now):
        transaction.record(Actor(given.account_id, by.client_id, None, by.address).event(why, given.client_id))
