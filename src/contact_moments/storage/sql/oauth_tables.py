"""The tables of what people give clients; see `tables`. Hashes are SHA-256s of random tokens, as hex."""

from sqlalchemy import BigInteger, Column, ForeignKey, String, Table, Text

from contact_moments.storage.sql.metadata import PERSONAL, metadata

client_redirect = Table(
    "client_redirect",
    metadata,
    Column("client_id", String(64), ForeignKey("client.id"), primary_key=True),
    Column("uri", Text, primary_key=True),
    sqlite_with_rowid=False,
)

consent = Table(
    "consent",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("client_id", String(64), ForeignKey("client.id"), nullable=False),
    Column("account_id", String(32), ForeignKey("account.id"), nullable=False, index=True, info=PERSONAL),
    Column("scopes", Text, nullable=False),
    Column("given_at", BigInteger, nullable=False, info=PERSONAL),
    Column("expires_at", BigInteger, nullable=False, index=True),
    Column("revoked_at", BigInteger),
)

# Used codes stay with their consent, and used refresh tokens until they expire: a second use of one shows that somebody
# else has it.
oauth_code = Table(
    "oauth_code",
    metadata,
    Column("hash", String(64), primary_key=True),
    Column("consent_id", String(32), ForeignKey("consent.id"), nullable=False, index=True),
    Column("redirect_uri", Text, nullable=False),
    Column("challenge", String(128)),
    Column("expires_at", BigInteger, nullable=False),
    Column("used_at", BigInteger),
    sqlite_with_rowid=False,
)

refresh_token = Table(
    "refresh_token",
    metadata,
    Column("hash", String(64), primary_key=True),
    Column("consent_id", String(32), ForeignKey("consent.id"), nullable=False, index=True),
    Column("expires_at", BigInteger, nullable=False, index=True),
    Column("used_at", BigInteger),
    sqlite_with_rowid=False,
)
