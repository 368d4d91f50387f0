"""The tables of the audit trail; see `tables`. Each event has the hash of the one before it in its own."""

from sqlalchemy import BigInteger, Column, Index, LargeBinary, SmallInteger, String, Table, Text, and_, literal_column

from contact_moments.storage.sql.metadata import PERSONAL, Id, metadata

# Accounts and clients are named, not referred to: the trail stays as it is whatever becomes of them. `address_seal` is
# the SHA-256 of salt and address. It is in the chain instead of the address, so that the address can be deleted.
audit_event = Table(
    "audit_event",
    metadata,
    Column("number", Id, primary_key=True, autoincrement=False),
    Column("happened_at", BigInteger, nullable=False, info=PERSONAL),
    Column("kind", String(32), nullable=False),
    Column("account_id", String(32), info=PERSONAL),
    Column("client_id", String(64)),
    Column("operator", Text, info=PERSONAL),
    Column("address", Text, info=PERSONAL),
    Column("address_salt", LargeBinary(32), info=PERSONAL),
    Column("address_seal", LargeBinary(32), info=PERSONAL),
    Column("subject", Text, info=PERSONAL),
    Column("detail", Text, nullable=False),
    Column("hash", LargeBinary(32), nullable=False),
    # Pages of the trail are found in the order of time. SQLite adds the number, its own id of a row, to each index.
    Index("ix_audit_event_time", "happened_at", "number"),
    Index("ix_audit_event_kind_time", "kind", "happened_at", "number"),
    Index("ix_audit_event_account_time", "account_id", "happened_at", "number"),
    Index("ix_audit_event_client_time", "client_id", "happened_at", "number"),
    Index("ix_audit_event_operator_time", "operator", "happened_at", "number"),
    Index("ix_audit_event_subject_time", "subject", "happened_at", "number"),
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

# Work that an administrator starts on a page and a server does in the background: one row for each kind, the last time.
# `seen_at` is when a server was last at it; `result` is JSON, once it has ended.
job = Table(
    "job",
    metadata,
    Column("name", String(16), primary_key=True),
    Column("asked_at", BigInteger, nullable=False),
    Column("account_id", String(32), info=PERSONAL),
    Column("started_at", BigInteger),
    Column("seen_at", BigInteger),
    Column("done", BigInteger, nullable=False),
    Column("total", BigInteger, nullable=False),
    Column("ended_at", BigInteger),
    Column("result", Text),
)
