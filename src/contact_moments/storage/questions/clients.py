"""API clients and their access tokens. Of secrets and tokens only SHA-256 hashes are stored, as hex."""

from collections.abc import Iterable

from sqlalchemy import Connection, Row, bindparam, delete, insert, select, update

from contact_moments.model import Client, Grant
from contact_moments.storage.sql.prepared import InList
from contact_moments.storage.sql.tables import client, token

_CLIENTS = select(client).order_by(client.c.created_at, client.c.id)
_CLIENT = select(client).where(client.c.id == bindparam("client_id"))
_ADD = insert(client)
_REVOKE = (
    update(client)
    .where(client.c.id == bindparam("client_id"), client.c.revoked_at.is_(None))
    .values(revoked_at=bindparam("at"))
)
_SET_PARKS = update(client).where(client.c.id == bindparam("client_id")).values(parks=bindparam("new_parks"))
_PARKING = InList(client.c.id.type, lambda ids: select(client.c.id).where(client.c.id.in_(ids), client.c.parks))
_DROP_TOKENS_OF = delete(token).where(token.c.client_id == bindparam("of_client"))
_DROP_EXPIRED = delete(token).where(token.c.expires_at <= bindparam("now"))
_ADD_TOKEN = insert(token)
_GRANT = (
    select(token.c.hash, token.c.client_id, token.c.scope, token.c.expires_at)
    .join(client)
    .where(token.c.hash == bindparam("hash"), client.c.revoked_at.is_(None))
)


def clients(connection: Connection) -> list[Client]:
    """All clients, revoked ones too, the oldest first."""
    return [_client(row) for row in connection.execute(_CLIENTS)]


def find(connection: Connection, client_id: str) -> tuple[Client, str] | None:
    """The client with that id and the hash of its secret; None if there is none."""
    row = connection.execute(_CLIENT, {"client_id": client_id}).one_or_none()
    return None if row is None else (_client(row), row.secret_hash)


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
        },
    )


def revoke(connection: Connection, client_id: str, at: int) -> None:
    """Revoke a client, unless it was revoked before, and delete its tokens."""
    connection.execute(_REVOKE, {"client_id": client_id, "at": at})
    connection.execute(_DROP_TOKENS_OF, {"of_client": client_id})


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


def grant(connection: Connection, token_hash: str) -> tuple[str, Grant] | None:
    """The stored hash and the grant of a token; it may have expired. None if unknown, or if its client is revoked."""
    row = connection.execute(_GRANT, {"hash": token_hash}).one_or_none()
    if row is None:
        return None
    return row.hash, Grant(row.client_id, frozenset(row.scope.split()), row.expires_at)


def _client(row: Row[tuple[str, ...]]) -> Client:
    return Client(
        row.id,
        row.name,
        frozenset(row.scope.split()),
        row.created_at,
        row.revoked_at,
        bool(row.parks),
        bool(row.public),
    )
