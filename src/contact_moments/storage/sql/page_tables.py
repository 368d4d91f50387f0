"""The tables that only pages need; see `tables`."""

from sqlalchemy import BigInteger, Boolean, Column, ForeignKey, Integer, String, Table, Text

from contact_moments.storage.sql.metadata import PERSONAL, metadata

# What people have typed into the form of a contact moment and not saved: `content` is a JSON object. Each time that it
# is kept, `revision` counts up, so that a second tab does not overwrite what the first one has kept.
entry = Table(
    "entry",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("account_id", String(32), ForeignKey("account.id"), nullable=False, index=True, info=PERSONAL),
    Column("revision", Integer, nullable=False),
    Column("content", Text, nullable=False, info=PERSONAL),
    Column("saved_at", BigInteger, nullable=False, index=True, info=PERSONAL),
)

# The one link with which somebody becomes the first administrator; `hash` is the SHA-256 of its token, as hex.
first_run = Table(
    "first_run",
    metadata,
    Column("hash", String(64), primary_key=True),
    Column("expires_at", BigInteger, nullable=False),
    sqlite_with_rowid=False,
)

# The secret addresses of calendars, at most one for each account; `hash` is the SHA-256 of the token in it, as hex.
# `names` says whether events have names and subjects, and `used_at` when somebody asked for it lately.
calendar_feed = Table(
    "calendar_feed",
    metadata,
    Column("hash", String(64), primary_key=True),
    Column("account_id", String(32), ForeignKey("account.id"), nullable=False, unique=True, info=PERSONAL),
    Column("names", Boolean, nullable=False),
    Column("made_at", BigInteger, nullable=False),
    Column("used_at", BigInteger, info=PERSONAL),
    sqlite_with_rowid=False,
)
