"""The tables. The migrations are what creates them; a test keeps the two the same.

Integers are 64 bits. On SQLite a single integer key is the row id, and tables with a composite key are kept in
the order of that key (WITHOUT ROWID), which is the order in which pages are read.
"""

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    SmallInteger,
    String,
    Table,
    Text,
    UniqueConstraint,
    false,
)

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
        "pk": "pk_%(table_name)s",
    }
)

Id = BigInteger().with_variant(Integer(), "sqlite")

# One row. Every write that hands out numbers locks it first and writes it back last, so numbers have no gaps and
# the order of numbers is the order of commits.
register = Table(
    "register",
    metadata,
    Column("id", SmallInteger, primary_key=True, autoincrement=False),
    Column("last_moment_id", BigInteger, nullable=False),
    Column("last_change_no", BigInteger, nullable=False),
    Column("last_second", BigInteger, nullable=False),
    Column("types_version", BigInteger, nullable=False),
    Column("rendering", Text, nullable=False),
    # The latest second in which somebody may have read the list: no change is dated before it.
    Column("read_second", BigInteger, nullable=False, server_default="0"),
    Column("last_parked_id", BigInteger, nullable=False, server_default="0"),
)

# One row per second in which something changed, never altered: where a walk by `since` begins.
tick = Table(
    "tick",
    metadata,
    Column("second", Id, primary_key=True, autoincrement=False),
    Column("first_change", BigInteger, nullable=False),
)

relation = Table(
    "relation",
    metadata,
    Column("id", Id, primary_key=True, autoincrement=False),
    Column("kind", String(16), nullable=False),
    Column("name", Text, nullable=False),
    Column("name_json", Text, nullable=False),
    Column("email", Text),
    Column("archived", Boolean, nullable=False),
    Column("merged_into", BigInteger, ForeignKey("relation.id"), index=True),
)

relation_phone = Table(
    "relation_phone",
    metadata,
    Column("relation_id", BigInteger, ForeignKey("relation.id"), primary_key=True),
    Column("number", Text, primary_key=True),
    sqlite_with_rowid=False,
)

tag = Table(
    "tag",
    metadata,
    Column("id", Id, primary_key=True, autoincrement=False),
    Column("name", Text, nullable=False),
)

# The sets of tags that occur, each once, with the JSON that the list shows; renaming a tag rewrites few of these.
tagset = Table(
    "tagset",
    metadata,
    Column("id", Id, primary_key=True, autoincrement=False),
    Column("tag_ids", Text, nullable=False, unique=True),
    Column("json", Text, nullable=False),
)

tagset_tag = Table(
    "tagset_tag",
    metadata,
    Column("tag_id", BigInteger, ForeignKey("tag.id"), primary_key=True),
    Column("tagset_id", BigInteger, ForeignKey("tagset.id"), primary_key=True),
    sqlite_with_rowid=False,
)

action = Table(
    "action",
    metadata,
    Column("code", Id, primary_key=True, autoincrement=False),
    Column("name", Text, nullable=False),
)

moment_type = Table(
    "moment_type",
    metadata,
    Column("id", String(128), primary_key=True),
    Column("title", Text, nullable=False),
    Column("addable", Boolean, nullable=False),
    Column("position", Integer, nullable=False),
    Column("json_schema", Text, nullable=False),
)

# What the list shows, rendered once when it changes: `json_front` + the tags + `json_tail` is the item. The sender's
# name is in `json_front`, after `name_at` characters, and is `name_length` long; while renaming is under way (there is
# a `rename_run`) the name is looked up instead. What was registered, word for word, is in `version`.
moment = Table(
    "moment",
    metadata,
    Column("id", Id, primary_key=True, autoincrement=False),
    Column("change_no", BigInteger, nullable=False, unique=True),
    Column("version", Integer, nullable=False),
    Column("type", String(128), ForeignKey("moment_type.id"), nullable=False),
    Column("sender_id", BigInteger, ForeignKey("relation.id"), nullable=False),
    Column("happened_at", BigInteger, nullable=False),
    Column("action", BigInteger),
    Column("tagset_id", BigInteger, ForeignKey("tagset.id"), nullable=False),
    Column("json_front", Text, nullable=False),
    Column("json_tail", Text, nullable=False),
    # The local date in the organisation's zone, `yyyy-mm-dd`: what a digest goes by.
    Column("day", String(10), nullable=False, server_default=""),
    Column("name_at", Integer, nullable=False, server_default="0"),
    Column("name_length", Integer, nullable=False, server_default="0"),
    Index("ix_moment_day", "day", "id", "change_no"),
)

version = Table(
    "version",
    metadata,
    Column("moment_id", BigInteger, ForeignKey("moment.id"), primary_key=True),
    Column("version", Integer, primary_key=True),
    Column("recorded_at", BigInteger, nullable=False),
    Column("client_id", String(64), ForeignKey("client.id")),
    Column("channel", String(16), nullable=False),
    Column("document", Text, nullable=False),
    # Who gave the command, where it was not a client.
    Column("person", Text),
)

# The moments of a relation in the order in which they joined it: `n` counts up per relation and is never reused.
link = Table(
    "link",
    metadata,
    Column("relation_id", BigInteger, ForeignKey("relation.id"), primary_key=True),
    Column("n", BigInteger, primary_key=True),
    Column("moment_id", BigInteger, ForeignKey("moment.id"), nullable=False),
    UniqueConstraint("moment_id", "relation_id"),
    sqlite_with_rowid=False,
)

# Links that are no more, because a correction took the relation out or the moment was withdrawn. They keep positions
# where they are: the next `n` of a relation comes after these too, and walks of several relations count them.
left_link = Table(
    "left_link",
    metadata,
    Column("relation_id", BigInteger, ForeignKey("relation.id"), primary_key=True),
    Column("n", BigInteger, primary_key=True),
    Column("moment_id", BigInteger, nullable=False),
    sqlite_with_rowid=False,
)

# What is left of a withdrawn moment, for good: `n` counts them in the order in which they were withdrawn.
withdrawn = Table(
    "withdrawn",
    metadata,
    Column("moment_id", Id, primary_key=True, autoincrement=False),
    Column("n", BigInteger, nullable=False, unique=True),
    Column("change_no", BigInteger, nullable=False, unique=True),
    Column("withdrawn_at", BigInteger, nullable=False),
    Column("reason", String(16), nullable=False),
    Column("person", Text),
    # Many can be withdrawn at the same instant.
    Index("ix_withdrawn_withdrawn_at_n", "withdrawn_at", "n"),
)

# What a registration with a reference was: the SHA-256 of its client, type, reference and content as sent. A key
# outlives corrections and withdrawal, and has nothing to read in it.
registration_key = Table(
    "registration_key",
    metadata,
    Column("key", LargeBinary(32), primary_key=True),
    Column("moment_id", BigInteger, nullable=False),
    sqlite_with_rowid=False,
)

# Idempotency-Key headers: `key` is the SHA-256 of client and header, `content` that of what came with it.
idempotency_key = Table(
    "idempotency_key",
    metadata,
    Column("key", LargeBinary(32), primary_key=True),
    Column("content", LargeBinary(32), nullable=False),
    Column("moment_id", BigInteger, nullable=False),
    Column("used_at", BigInteger, nullable=False, index=True),
    sqlite_with_rowid=False,
)

# Registrations that were refused because a relation was not available, of clients for which they are kept.
parked = Table(
    "parked",
    metadata,
    Column("id", Id, primary_key=True, autoincrement=False),
    Column("client_id", String(64), ForeignKey("client.id"), nullable=False),
    # What tells two calls apart: a SHA-256 of the content and, without a reference, of the Idempotency-Key.
    Column("fingerprint", LargeBinary(32), nullable=False),
    Column("content", LargeBinary(32), nullable=False),
    Column("idempotency_key", String(255)),
    Column("type", String(128), nullable=False),
    Column("document", Text, nullable=False),
    Column("reason", String(32), nullable=False),
    Column("parked_at", BigInteger, nullable=False, index=True),
    Column("times", BigInteger, nullable=False),
    UniqueConstraint("client_id", "fingerprint"),
)

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
)

token = Table(
    "token",
    metadata,
    Column("hash", String(64), primary_key=True),
    Column("client_id", String(64), ForeignKey("client.id"), nullable=False),
    Column("scope", Text, nullable=False),
    Column("expires_at", BigInteger, nullable=False, index=True),
    sqlite_with_rowid=False,
)

# How far an import of a file has come: `digest` is the SHA-256 of the file, `done` counts its lines.
import_run = Table(
    "import_run",
    metadata,
    Column("digest", String(64), primary_key=True),
    Column("done", BigInteger, nullable=False),
)

# Merges whose moments are not all rendered anew yet: the links of `into_id` after `after_n` are still to be done.
merge_run = Table(
    "merge_run",
    metadata,
    Column("merged_id", Id, ForeignKey("relation.id"), primary_key=True, autoincrement=False),
    Column("into_id", BigInteger, ForeignKey("relation.id"), nullable=False),
    Column("after_n", BigInteger, nullable=False),
)

# Relations that were renamed, and whose moments do not all show it yet: the links after `after_n` are still to be done.
rename_run = Table(
    "rename_run",
    metadata,
    Column("relation_id", Id, ForeignKey("relation.id"), primary_key=True, autoincrement=False),
    Column("after_n", BigInteger, nullable=False),
)

# That a write transaction was committed, for finding out after a connection was lost during COMMIT (PostgreSQL only).
commit_mark = Table(
    "commit_mark",
    metadata,
    Column("token", Id, primary_key=True, autoincrement=False),
    Column("marked_at", BigInteger, nullable=False, index=True),
)
