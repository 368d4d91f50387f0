"""The tables of the people who may sign in; see `tables`. Hashes are SHA-256s of random tokens, as hex."""

from sqlalchemy import BigInteger, Boolean, Column, ForeignKey, Integer, String, Table, Text, true

from contact_moments.storage.sql.metadata import PERSONAL, metadata

# `scopes` ascend, with blanks between them.
role = Table(
    "role",
    metadata,
    Column("name", String(64), primary_key=True),
    Column("scopes", Text, nullable=False),
    Column("second_factor", Boolean, nullable=False),
    Column("built_in", Boolean, nullable=False),
)

# `email_key` is what addresses are compared by (see `accounts.emails`). `totp_step` is the last step of time whose code
# was used: each code works once.
account = Table(
    "account",
    metadata,
    Column("id", String(32), primary_key=True, info=PERSONAL),
    Column("email", Text, nullable=False, info=PERSONAL),
    Column("email_key", String(320), nullable=False, unique=True, info=PERSONAL),
    Column("name", Text, nullable=False, info=PERSONAL),
    Column("language", String(8), nullable=False, info=PERSONAL),
    Column("relation_id", BigInteger, ForeignKey("relation.id"), info=PERSONAL),
    Column("role", String(64), ForeignKey("role.name"), nullable=False, info=PERSONAL),
    Column("password_hash", Text, info=PERSONAL),
    Column("password_at", BigInteger, info=PERSONAL),
    Column("totp_secret", String(64), info=PERSONAL),
    Column("totp_step", BigInteger, nullable=False, server_default="0", info=PERSONAL),
    Column("created_at", BigInteger, nullable=False, info=PERSONAL),
    Column("disabled_at", BigInteger, info=PERSONAL),
    # How pages look, and whether single keys do something on them.
    Column("theme", String(8), nullable=False, server_default="system", info=PERSONAL),
    Column("single_keys", Boolean, nullable=False, server_default=true(), info=PERSONAL),
    Column("signed_in_at", BigInteger, info=PERSONAL),
)

recovery_code = Table(
    "recovery_code",
    metadata,
    Column("hash", String(64), primary_key=True),
    Column("account_id", String(32), ForeignKey("account.id"), nullable=False, index=True, info=PERSONAL),
    sqlite_with_rowid=False,
)

# A new link of an account replaces the one before it.
one_time_link = Table(
    "one_time_link",
    metadata,
    Column("hash", String(64), primary_key=True),
    Column("account_id", String(32), ForeignKey("account.id"), nullable=False, unique=True, info=PERSONAL),
    Column("purpose", String(16), nullable=False),
    Column("expires_at", BigInteger, nullable=False, index=True),
    sqlite_with_rowid=False,
)

# `id` names a session in lists. `expires_at` is written again with `seen_at`: idle time and longest time both count.
session = Table(
    "session",
    metadata,
    Column("hash", String(64), primary_key=True),
    Column("id", String(32), nullable=False, unique=True),
    Column("account_id", String(32), ForeignKey("account.id"), nullable=False, index=True, info=PERSONAL),
    Column("stage", String(16), nullable=False),
    Column("failures", Integer, nullable=False, server_default="0"),
    Column("created_at", BigInteger, nullable=False, info=PERSONAL),
    Column("seen_at", BigInteger, nullable=False, info=PERSONAL),
    Column("expires_at", BigInteger, nullable=False, index=True),
    Column("address", Text, nullable=False, info=PERSONAL),
    Column("agent", Text, nullable=False, info=PERSONAL),
    # The secret of a second factor that is being set up.
    Column("new_totp_secret", String(64), info=PERSONAL),
    sqlite_with_rowid=False,
)
