"""API clients and their access tokens. Of secrets and tokens only SHA-256 hashes are stored, as hex."""

from collections.abc import Iterable

from sqlalchemy import Connection, Row, bindparam, delete, func, insert, or_, select, update

from contact_moments.clock import SECOND
from contact_moments.model import Client, Grant
from contact_moments.people import Person
from contact_moments.storage.sql.prepared import InList
from contact_moments.storage.sql.tables import account, client, client_redirect, consent, role, token

MINUTE = 60 * SECOND

_CLIENTS = select(client).order_by(client.c.created_at, client.c.id)
_CLIENT = select(client).where(client.c.id == bindparam("client_id"))
_ADD = insert(client)
_REVOKE = (
    update(client)
    .where(client.c.id == bindparam("client_id"), client.c.revoked_at.is_(None))
    .values(revoked_at=bindparam("at"))
)
_CHANGE = (
    update(client)
    .where(client.c.id == bindparam("client_id"))
    .values(name=bindparam("new_name"), scope=bindparam("new_scope"))
)
_SET_SECRET = (
    update(client)
    .where(client.c.id == bindparam("client_id"), client.c.secret_hash == bindparam("before"))
    .values(secret_hash=bindparam("new_hash"))
)
_ENABLE = update(client).where(client.c.id == bindparam("client_id")).values(revoked_at=None)
_NOTE_USE = (
    update(client)
    .where(
        client.c.id == bindparam("client_id"), or_(client.c.used_at.is_(None), client.c.used_at < bindparam("earlier"))
    )
    .values(used_at=bindparam("at"))
)
_COUNT_TOKENS = select(func.count()).where(
    token.c.client_id == bindparam("of_client"), token.c.expires_at > bindparam("now")
)
_SET_PARKS = update(client).where(client.c.id == bindparam("client_id")).values(parks=bindparam("new_parks"))
_PARKING = InList(client.c.id.type, lambda ids: select(client.c.id).where(client.c.id.in_(ids), client.c.parks))
_NAMES = InList(client.c.id.type, lambda ids: select(client.c.id, client.c.name).where(client.c.id.in_(ids)))
_REDIRECTS = select(client_redirect.c.uri).where(client_redirect.c.client_id == bindparam("client_id"))
_ALL_REDIRECTS = select(client_redirect.c.client_id, client_redirect.c.uri)
_ADD_REDIRECT = insert(client_redirect)
_REMOVE_REDIRECT = delete(client_redirect).where(
    client_redirect.c.client_id == bindparam("of_client"), client_redirect.c.uri == bindparam("of_uri")
)
_DROP_TOKENS_OF = delete(token).where(token.c.client_id == bindparam("of_client"))
_DROP_EXPIRED = delete(token).where(token.c.expires_at <= bindparam("now"))
_ADD_TOKEN = insert(token)
# A token that acts for a person has as much as its consent, its client and the person's role have now.
_GRANT = (
    select(
        token.c.hash,
        token.c.client_id,
        token.c.scope,
        token.c.expires_at,
        client.c.scope.label("of_client"),
        account.c.id.label("account_id"),
        account.c.name,
        account.c.email,
        account.c.language,
        account.c.role,
        account.c.relation_id,
        role.c.scopes.label("of_role"),
    )
    .join(client, client.c.id == token.c.client_id)
    .outerjoin(consent, consent.c.id == token.c.consent_id)
    .outerjoin(account, account.c.id == consent.c.account_id)
    .outerjoin(role, role.c.name == account.c.role)
    .where(
        token.c.hash == bindparam("hash"),
        client.c.revoked_at.is_(None),
        token.c.consent_id.is_(None)
        | (
            consent.c.revoked_at.is_(None)
            & (consent.c.expires_at > bindparam("now"))
            & account.c.disabled_at.is_(None)
            & (~role.c.second_factor | account.c.totp_secret.is_not(None))
        ),
    )
)


def clients(connection: Connection) -> list[Client]:
    """All clients, revoked ones too, the oldest first."""
    return [_client(row) for row in connection.execute(_CLIENTS)]


def find(connection: Connection, client_id: str) -> tuple[Client, str] | None:
    """The client with that id and the hash of its secret; None if there is none."""
    row = connection.execute(_CLIENT, {"client_id": client_id}).one_or_none()
    return None if row is None else (_client(row), row.secret_hash)


def names(connection: Connection, client_ids: Iterable[str]) -> dict[str, str]:
    """The names of those clients that exist, by id."""
    return {id_: name for id_, name in _NAMES.rows(connection, client_ids)}


def add(connection: Connection, new: Client, secret_hash: str) -> None:
    """Add a client."""
    connection.execute(
        _ADD,
        {
            "id": new.id,
            "name": new.name,
            "secret_hash": secret_hash,
            "scope": " ".join(sorted(new.scopes)),
            "created_at": new.created_at,
            "revoked_at": None,
            "parks": new.parks,
            "public": new.public,
            "own_tokens": new.own_tokens,
        },
    )


def revoke(connection: Connection, client_id: str, at: int) -> bool:
    """Revoke a client, and delete its tokens. Returns whether it was not revoked before."""
    was_valid = connection.execute(_REVOKE, {"client_id": client_id, "at": at}).rowcount == 1
    connection.execute(_DROP_TOKENS_OF, {"of_client": client_id})
    return was_valid


def enable(connection: Connection, client_id: str) -> None:
    """Let a client in again that was revoked."""
    connection.execute(_ENABLE, {"client_id": client_id})


def change(connection: Connection, client_id: str, name: str, scopes: frozenset[str]) -> None:
    """Change what a client is called and may do."""
    connection.execute(_CHANGE, {"client_id": client_id, "new_name": name, "new_scope": " ".join(sorted(scopes))})


def set_secret(connection: Connection, client_id: str, before: str, secret_hash: str) -> bool:
    """Replace the hash of a client's secret, and delete its tokens; false if it is not `before` any more."""
    bound = {"client_id": client_id, "before": before, "new_hash": secret_hash}
    if connection.execute(_SET_SECRET, bound).rowcount != 1:
        return False
    connection.execute(_DROP_TOKENS_OF, {"of_client": client_id})
    return True


def note_use(connection: Connection, client_id: str, at: int) -> None:
    """Note that a client gets a token; once a minute at most, so that its row does not change all the time."""
    connection.execute(_NOTE_USE, {"client_id": client_id, "at": at, "earlier": at - MINUTE})


def count_tokens(connection: Connection, client_id: str, now: int) -> int:
    """How many access tokens of a client are valid."""
    return int(connection.execute(_COUNT_TOKENS, {"of_client": client_id, "now": now}).scalar_one())


def redirects(connection: Connection, client_id: str) -> tuple[str, ...]:
    """The redirect addresses of a client, in ascending order."""
    return tuple(sorted(connection.execute(_REDIRECTS, {"client_id": client_id}).scalars()))


def all_redirects(connection: Connection) -> dict[str, tuple[str, ...]]:
    """As `redirects`, of all clients that have any, by their ids."""
    found: dict[str, list[str]] = {}
    for client_id, uri in connection.execute(_ALL_REDIRECTS):
        found.setdefault(client_id, []).append(uri)
    return {client_id: tuple(sorted(uris)) for client_id, uris in found.items()}


def add_redirect(connection: Connection, client_id: str, uri: str) -> None:
    """Add a redirect address of a client."""
    connection.execute(_ADD_REDIRECT, {"client_id": client_id, "uri": uri})


def remove_redirect(connection: Connection, client_id: str, uri: str) -> None:
    """Remove a redirect address of a client, if it has that one."""
    connection.execute(_REMOVE_REDIRECT, {"of_client": client_id, "of_uri": uri})


def set_parks(connection: Connection, client_id: str, parks: bool) -> None:
    """Switch parking of a client's refused registrations on or off."""
    connection.execute(_SET_PARKS, {"client_id": client_id, "new_parks": parks})


def parking(connection: Connection, client_ids: Iterable[str]) -> set[str]:
    """Those of the clients with these ids for which parking is on."""
    return {client_id for (client_id,) in _PARKING.rows(connection, client_ids)}


def add_token(connection: Connection, token_hash: str, grant: Grant) -> None:
    """Add a new token, by its hash."""
    scope = " ".join(sorted(grant.scopes))
    row = {"hash": token_hash, "client_id": grant.client_id, "scope": scope, "expires_at": grant.expires_at}
    connection.execute(_ADD_TOKEN, row)


def purge_tokens(connection: Connection, now: int) -> int:
    """Delete the tokens that have expired; returns how many."""
    return connection.execute(_DROP_EXPIRED, {"now": now}).rowcount


def grant(connection: Connection, token_hash: str, now: int) -> tuple[str, Grant] | None:
    """The stored hash and the grant of a token; it may have expired.

    None if it is unknown or its client revoked. Also, if it acts for a person: where the consent is over, the account
    disabled, or a second factor missing that the role asks for.
    """
    row = connection.execute(_GRANT, {"hash": token_hash, "now": now}).one_or_none()
    if row is None:
        return None
    scopes = frozenset(row.scope.split()).intersection(row.of_client.split())
    if row.account_id is None:
        return row.hash, Grant(row.client_id, scopes, row.expires_at)
    person = Person(row.account_id, row.name, row.email, row.language, row.role, row.relation_id)
    return row.hash, Grant(row.client_id, scopes.intersection(row.of_role.split()), row.expires_at, person)


def _client(row: Row[tuple[str, ...]]) -> Client:
    return Client(
        row.id,
        row.name,
        frozenset(row.scope.split()),
        row.created_at,
        row.revoked_at,
        bool(row.parks),
        bool(row.public),
        bool(row.own_tokens),
        row.used_at,
    )
