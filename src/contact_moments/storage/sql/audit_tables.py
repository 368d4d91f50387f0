"""The tables of the audit trail; see `tables`. Each event has the hash of the one before it in its own."""

from sqlalchemy import BigInteger, Column, LargeBinary, SmallInteger, String, Table, Text, and_, literal_column

from contact_moments.storage.sql.metadata import PERSONAL, Id, metadata

# Accounts and clients are named, not referred to: the trail stays as it is whatever becomes of them. `address_seal` is
# the SHA-256 of salt and address. It is in the chain instead of the address, so that the address can be deleted.
audit_event = Table(
    "audit_event",
    metadata,
    Column("number", Id, primary_key=True, autoincrement=False),
    Column("happened_at", BigInteger, nullable=False, index=True, info=PERSONAL),
    Column("kind", String(32), nullable=False),
    Column("account_id", String(32), index=True, info=PERSONAL),
    Column("client_id", String(64)),
    Column("operator", Text, info=PERSONAL),
    Column("address", Text, info=PERSONAL),
    Column("address_salt", LargeBinary(32), info=PERSONAL),
    Column("address_seal", LargeBinary(32), info=PERSONAL),
    Column("subject", Text, info=PERSONAL),
    Column("detail", Text, nullable=False),
    Column("hash", LargeBinary(32), nullable=False),
)

# The events whose addresses are deleted after a while: few, so that nobody looks for them among all. With literals,
# because the engines compare a statement with the index by them. The migration makes that index: were it here, each
# command would load PostgreSQL's dialect.
OF_FAILURE = and_(audit_event.c.kind == literal_column("'sign_in_failed'"), audit_event.c.address.is_not(None))

# One row: number and hash of the last event, and of the last one that was removed. `settings` are as at the last start.
audit_head = Table(
    "audit_head",
    metadata,
    Column("id", SmallInteger, primary_key=True, autoincrement=False),
    Column("number", BigInteger, nullable=False),
    Column("hash", LargeBinary(32), nullable=False),
    Column("removed_number", BigInteger, nullable=False),
    Column("removed_hash", LargeBinary(32), nullable=False),
    Column("settings", Text, nullable=False),
)
