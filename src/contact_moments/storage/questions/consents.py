"""Consents, with their codes, refresh tokens and access tokens. Of codes and tokens only hashes are stored."""

from sqlalchemy import (
    BindParameter,
    Connection,
    Row,
    Select,
    and_,
    bindparam,
    case,
    delete,
    exists,
    func,
    insert,
    or_,
    select,
    update,
)

from contact_moments.clock import SECOND
from contact_moments.people import Consent, Given, Issued
from contact_moments.storage.sql.tables import account, client, consent, oauth_code, refresh_token, role, token

_ADD = insert(consent)
_ADD_CODE = insert(oauth_code)
_ADD_REFRESH_TOKEN = insert(refresh_token)
_ADD_TOKEN = insert(token)
_CODE = (
    select(consent, oauth_code.c.expires_at.label("until"), oauth_code.c.used_at)
    .add_columns(oauth_code.c.redirect_uri, oauth_code.c.challenge)
    .join_from(oauth_code, consent)
    .where(oauth_code.c.hash == bindparam("hash"))
)
_REFRESH_TOKEN = (
    select(consent, refresh_token.c.expires_at.label("until"), refresh_token.c.used_at)
    .join_from(refresh_token, consent)
    .where(refresh_token.c.hash == bindparam("hash"))
)
_USE_CODE = (
    update(oauth_code)
    .where(oauth_code.c.hash == bindparam("of_hash"), oauth_code.c.used_at.is_(None))
    .values(used_at=bindparam("at"))
)
_USE_REFRESH_TOKEN = (
    update(refresh_token)
    .where(refresh_token.c.hash == bindparam("of_hash"), refresh_token.c.used_at.is_(None))
    .values(used_at=bindparam("at"))
)
# What a consent allows now: as long as it, its client and its account are there, and the account has the second factor
# that its role asks for.
_NOW_ALLOWED = (
    select(consent.c.scopes, client.c.scope, role.c.scopes.label("of_role"))
    .join_from(consent, client)
    .join(account, account.c.id == consent.c.account_id)
    .join(role, role.c.name == account.c.role)
    .where(
        consent.c.id == bindparam("consent_id"),
        consent.c.revoked_at.is_(None),
        consent.c.expires_at > bindparam("now"),
        client.c.revoked_at.is_(None),
        account.c.disabled_at.is_(None),
        or_(role.c.second_factor.is_(False), account.c.totp_secret.is_not(None)),
    )
)
_IS_USABLE = or_(
    exists().where(
        refresh_token.c.consent_id == consent.c.id,
        refresh_token.c.used_at.is_(None),
        refresh_token.c.expires_at > bindparam("now"),
    ),
    exists().where(
        oauth_code.c.consent_id == consent.c.id,
        oauth_code.c.used_at.is_(None),
        oauth_code.c.expires_at > bindparam("now"),
    ),
    exists().where(token.c.consent_id == consent.c.id, token.c.expires_at > bindparam("now")),
)
_GIVEN = (
    select(consent.c.client_id, client.c.name, consent.c.scopes, consent.c.given_at)
    .join(client)
    .where(
        consent.c.account_id == bindparam("account_id"),
        consent.c.revoked_at.is_(None),
        consent.c.expires_at > bindparam("now"),
        client.c.revoked_at.is_(None),
        _IS_USABLE,
    )
    .order_by(client.c.name, consent.c.client_id, consent.c.given_at)
)
_OF_CLIENT = select(consent.c.id).where(
    consent.c.account_id == bindparam("account_id"),
    consent.c.client_id == bindparam("client_id"),
    consent.c.revoked_at.is_(None),
)
_OF_ACCOUNT = select(consent.c.id, consent.c.client_id).where(
    consent.c.account_id == bindparam("account_id"), consent.c.revoked_at.is_(None)
)
# A revoked consent expires so much later, with its codes and the refresh tokens that have not expired: a second use of
# one is recognised.
REVOKED_KEPT = 30 * 24 * 3600 * SECOND
_KEPT_UNTIL: BindParameter[int] = bindparam("kept_until", type_=consent.c.expires_at.type)
_REVOKE_ALL = (
    update(consent)
    .where(consent.c.revoked_at.is_(None))
    .values(
        revoked_at=bindparam("at"),
        expires_at=case((consent.c.expires_at < _KEPT_UNTIL, consent.c.expires_at), else_=_KEPT_UNTIL),
    )
)
_REVOKE = _REVOKE_ALL.where(consent.c.id == bindparam("of_consent"))
_REVOKE_OF_ALL = _REVOKE_ALL.where(consent.c.client_id == bindparam("of_client"))
_GIVERS = select(func.count(consent.c.account_id.distinct())).where(
    consent.c.client_id == bindparam("client_id"),
    consent.c.revoked_at.is_(None),
    consent.c.expires_at > bindparam("now"),
    _IS_USABLE,
)
_DROP_TOKENS = delete(token).where(token.c.consent_id == bindparam("of_consent"))
_DROP_TOKEN = delete(token).where(
    and_(token.c.hash == bindparam("of_hash"), token.c.client_id == bindparam("of_client"))
)


def add(connection: Connection, new: Consent) -> None:
    """Add a consent."""
    row = {"id": new.id, "client_id": new.client_id, "account_id": new.account_id, "scopes": _text(new.scopes)}
    connection.execute(_ADD, row | {"given_at": new.given_at, "expires_at": new.expires_at, "revoked_at": None})


def add_code(connection: Connection, code_hash: str, code: Issued) -> None:
    """Add a code, by its hash."""
    row = {"hash": code_hash, "consent_id": code.consent.id, "expires_at": code.expires_at, "used_at": None}
    connection.execute(_ADD_CODE, row | {"redirect_uri": code.redirect_uri, "challenge": code.challenge})


def add_refresh_token(connection: Connection, token_hash: str, consent_id: str, expires_at: int) -> None:
    """Add a refresh token, by its hash."""
    row = {"hash": token_hash, "consent_id": consent_id, "expires_at": expires_at, "used_at": None}
    connection.execute(_ADD_REFRESH_TOKEN, row)


def add_token(connection: Connection, token_hash: str, of: Consent, scopes: frozenset[str], expires_at: int) -> None:
    """Add an access token, by its hash."""
    row = {"hash": token_hash, "client_id": of.client_id, "scope": _text(scopes), "expires_at": expires_at}
    connection.execute(_ADD_TOKEN, row | {"consent_id": of.id})


def find_code(connection: Connection, code_hash: str) -> Issued | None:
    """A code by its hash, used or not; None if there is none."""
    return _issued(connection, _CODE, code_hash)


def find_refresh_token(connection: Connection, token_hash: str) -> Issued | None:
    """A refresh token by its hash, used or not; None if there is none."""
    return _issued(connection, _REFRESH_TOKEN, token_hash)


def use_code(connection: Connection, code_hash: str, at: int) -> bool:
    """Mark a code as used. Returns whether it was not used before."""
    return connection.execute(_USE_CODE, {"of_hash": code_hash, "at": at}).rowcount == 1


def use_refresh_token(connection: Connection, token_hash: str, at: int) -> bool:
    """Mark a refresh token as used. Returns whether it was not used before."""
    return connection.execute(_USE_REFRESH_TOKEN, {"of_hash": token_hash, "at": at}).rowcount == 1


def allowed(connection: Connection, consent_id: str, now: int) -> frozenset[str]:
    """The scopes that a consent allows now: what was given, as far as client and role still have it."""
    row = connection.execute(_NOW_ALLOWED, {"consent_id": consent_id, "now": now}).one_or_none()
    return frozenset() if row is None else frozenset.intersection(*(frozenset(text.split()) for text in row))


def given(connection: Connection, account_id: str, now: int) -> list[Given]:
    """What an account has given, as far as somebody can still make use of it: by the names of the clients."""
    rows = connection.execute(_GIVEN, {"account_id": account_id, "now": now})
    return [Given(row.client_id, row.name, frozenset(row.scopes.split()), row.given_at) for row in rows]


def revoke(connection: Connection, consent_id: str, at: int) -> bool:
    """Revoke a consent, and delete its access tokens. Returns whether it was not revoked before."""
    was_valid = connection.execute(_REVOKE, {"of_consent": consent_id} | _at(at)).rowcount == 1
    connection.execute(_DROP_TOKENS, {"of_consent": consent_id})
    return was_valid


def revoke_all(connection: Connection, at: int) -> None:
    """Revoke every consent; their tokens stay."""
    connection.execute(_REVOKE_ALL, _at(at))


def _at(instant: int) -> dict[str, int]:
    return {"at": instant, "kept_until": instant + REVOKED_KEPT}


def revoke_of_client(connection: Connection, account_id: str, client_id: str, at: int) -> bool:
    """Revoke all that an account has given a client. Returns whether there was anything."""
    ids = connection.execute(_OF_CLIENT, {"account_id": account_id, "client_id": client_id}).scalars().all()
    for consent_id in ids:
        revoke(connection, consent_id, at)
    return bool(ids)


def revoke_of_account(connection: Connection, account_id: str, at: int) -> list[str]:
    """Revoke all that an account has given; returns the ids of the clients that had something, in order."""
    rows = connection.execute(_OF_ACCOUNT, {"account_id": account_id}).all()
    for row in rows:
        revoke(connection, row.id, at)
    return sorted({row.client_id for row in rows})


def revoke_of_all(connection: Connection, client_id: str, at: int) -> int:
    """Revoke all that anybody has given a client, whose tokens are gone already; returns how many consents."""
    return connection.execute(_REVOKE_OF_ALL, {"of_client": client_id} | _at(at)).rowcount


def count_givers(connection: Connection, client_id: str, now: int) -> int:
    """How many people have given a client something that can still be used."""
    return int(connection.execute(_GIVERS, {"client_id": client_id, "now": now}).scalar_one())


def drop_token(connection: Connection, token_hash: str, client_id: str) -> None:
    """Delete an access token of a client, if it has that one."""
    connection.execute(_DROP_TOKEN, {"of_hash": token_hash, "of_client": client_id})


def _issued(connection: Connection, statement: Select[tuple[object, ...]], text_hash: str) -> Issued | None:
    row = connection.execute(statement, {"hash": text_hash}).one_or_none()
    if row is None:
        return None
    found = row._mapping
    of = _consent(row)
    return Issued(of, row.until, row.used_at, found.get("redirect_uri", ""), found.get("challenge"))


def _consent(row: Row[tuple[object, ...]]) -> Consent:
    scopes = frozenset(row.scopes.split())
    return Consent(row.id, row.client_id, row.account_id, scopes, row.given_at, row.expires_at, row.revoked_at)


def _text(scopes: frozenset[str]) -> str:
    return " ".join(sorted(scopes))
