"""The tables of clients, of their tokens, and of what people give them; see `tables`.

Hashes are SHA-256s of random tokens, as hex.
"""

from sqlalchemy import BigInteger, Boolean, Column, ForeignKey, Index, String, Table, Text, false, true

from contact_moments.storage.sql.metadata import PERSONAL, metadata

client = Table(
    "client",
    metadata,
    Column("id", String(64), primary_key=True),
    Column("name", Text, nullable=False),
    Column("secret_hash", String(64), nullable=False),
    Column("scope", Text, nullable=False),
    Column("created_at", BigInteger, nullable=False),
    Column("revoked_at", BigInteger),
    Column("parks", Boolean, nullable=False, server_default=false()),
    # Whether it cannot keep a secret: it runs in a browser or on a telephone.
    Column("public", Boolean, nullable=False, server_default=false()),
    # Whether it gets tokens for itself, and not for people only.
    Column("own_tokens", Boolean, nullable=False, server_default=true()),
    # When it last got a token; noted once a minute at most.
    Column("used_at", BigInteger),
)

token = Table(
    "token",
    metadata,
    Column("hash", String(64), primary_key=True),
    Column("client_id", String(64), ForeignKey("client.id"), nullable=False),
    Column("scope", Text, nullable=False),
    Column("expires_at", BigInteger, nullable=False, index=True),
    # The consent that it came of, if it acts for a person.
    Column("consent_id", String(32)),
    Index("ix_token_consent", "consent_id"),
    sqlite_with_rowid=False,
)

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
