"""The tables. The migrations create them; a test keeps the two the same.

Integers are 64 bits. On SQLite a single integer key is the row id. Tables with a composite key are stored in the order
of that key (WITHOUT ROWID), which is the order in which pages are read. A column that is called `n` in the database is
`position` here. All tables can be imported from here.
"""

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    SmallInteger,
    String,
    Table,
    Text,
    UniqueConstraint,
    false,
)

from contact_moments.storage.sql.account_tables import account as account
from contact_moments.storage.sql.account_tables import one_time_link as one_time_link
from contact_moments.storage.sql.account_tables import recovery_code as recovery_code
from contact_moments.storage.sql.account_tables import role as role
from contact_moments.storage.sql.account_tables import session as session
from contact_moments.storage.sql.audit_tables import audit_event as audit_event
from contact_moments.storage.sql.audit_tables import audit_head as audit_head
from contact_moments.storage.sql.audit_tables import job as job
from contact_moments.storage.sql.follow_up_tables import follow_up as follow_up
from contact_moments.storage.sql.gap_tables import gap as gap
from contact_moments.storage.sql.gap_tables import numbering as numbering
from contact_moments.storage.sql.import_tables import relation_import as relation_import
from contact_moments.storage.sql.import_tables import relation_import_range as relation_import_range
from contact_moments.storage.sql.import_tables import upload as upload
from contact_moments.storage.sql.import_tables import upload_piece as upload_piece
from contact_moments.storage.sql.metadata import PERSONAL, Id
from contact_moments.storage.sql.metadata import metadata as metadata
from contact_moments.storage.sql.oauth_tables import client as client
from contact_moments.storage.sql.oauth_tables import client_redirect as client_redirect
from contact_moments.storage.sql.oauth_tables import consent as consent
from contact_moments.storage.sql.oauth_tables import oauth_code as oauth_code
from contact_moments.storage.sql.oauth_tables import refresh_token as refresh_token
from contact_moments.storage.sql.oauth_tables import token as token
from contact_moments.storage.sql.page_tables import calendar_feed as calendar_feed
from contact_moments.storage.sql.page_tables import entry as entry
from contact_moments.storage.sql.page_tables import first_run as first_run
from contact_moments.storage.sql.relation_tables import relation as relation
from contact_moments.storage.sql.relation_tables import relation_phone as relation_phone
from contact_moments.storage.sql.relation_tables import relation_tick as relation_tick
from contact_moments.storage.sql.relation_tables import removed_relation as removed_relation
from contact_moments.storage.sql.tally_tables import sender_tally as sender_tally
from contact_moments.storage.sql.tally_tables import tally as tally
from contact_moments.storage.sql.work_tables import import_key as import_key
from contact_moments.storage.sql.work_tables import import_range as import_range
from contact_moments.storage.sql.work_tables import import_run as import_run
from contact_moments.storage.sql.work_tables import merge_run as merge_run
from contact_moments.storage.sql.work_tables import moment_import as moment_import
from contact_moments.storage.sql.work_tables import rename_run as rename_run

# One row. Every write that hands out numbers locks it first, so numbers have no gaps and are in the order of commits.
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
    # Whether a release before the keys of imports has imported lines: their keys are still to be made.
    Column("imports_lack_keys", Boolean, nullable=False, server_default=false()),
    Column("last_relation_no", BigInteger, nullable=False, server_default="0"),
    Column("last_relation_change", BigInteger, nullable=False, server_default="0"),
    Column("last_removed_no", BigInteger, nullable=False, server_default="0"),
    # What the keys of telephone numbers were made with (see `contact_moments.phones`).
    Column("phone_keying", Text, nullable=False, server_default=""),
    # Raised by every change of a tag, and by what else changes the list without a change number.
    Column("tags_version", BigInteger, nullable=False, server_default="0"),
    # What has expired before this instant may be removed (see `questions.trusted_time`).
    Column("trusted_at", BigInteger, nullable=False, server_default="0"),
    # The last contact moment that a release without follow-ups has acknowledged (see `moments.idempotency`).
    Column("no_follow_ups_until", BigInteger, nullable=False, server_default="0"),
    # The overview's counters count the contact moments up to this id (see `questions.tallies`).
    Column("tallied_id", BigInteger, nullable=False, server_default="0"),
)

# One row per second in which something changed, never altered: where a walk by `since` begins.
tick = Table(
    "tick",
    metadata,
    Column("second", Id, primary_key=True, autoincrement=False),
    Column("first_change", BigInteger, nullable=False),
)

tag = Table(
    "tag",
    metadata,
    Column("id", Id, primary_key=True, autoincrement=False),
    Column("name", Text, nullable=False),
)

# The sets of tags that occur, each once, with the JSON that the list shows. Renaming a tag rewrites few of these.
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

# What the list shows, rendered once when it changes: an item is `json_front` + the tags + `json_tail`. The name of the
# sender is in `json_front`, after `name_at` characters, and is `name_length` long. While a renaming is in progress
# (there is a `rename_run`) the name is looked up instead. What was registered, word for word, is in `version`.
moment = Table(
    "moment",
    metadata,
    Column("id", Id, primary_key=True, autoincrement=False),
    Column("change_no", BigInteger, nullable=False, unique=True),
    Column("version", Integer, nullable=False),
    Column("type", String(128), ForeignKey("moment_type.id"), nullable=False),
    Column("sender_id", BigInteger, ForeignKey("relation.id"), nullable=False, info=PERSONAL),
    Column("happened_at", BigInteger, nullable=False, info=PERSONAL),
    Column("action", BigInteger),
    Column("tagset_id", BigInteger, ForeignKey("tagset.id"), nullable=False),
    Column("json_front", Text, nullable=False, info=PERSONAL),
    Column("json_tail", Text, nullable=False, info=PERSONAL),
    # The local date in the organisation's zone, `yyyy-mm-dd`: digests are per day.
    Column("day", String(10), nullable=False, server_default=""),
    Column("name_at", Integer, nullable=False, server_default="0"),
    Column("name_length", Integer, nullable=False, server_default="0"),
    # What search filters by, besides the above: the reference, and who registered it by which way.
    Column("reference", Text, info=PERSONAL),
    Column("client_id", String(64)),
    Column("channel", String(16), nullable=False, server_default=""),
    Index("ix_moment_day", "day", "id", "change_no"),
    # Search reads the moments with one value of a column in the order of time, whatever other filters there are. On
    # SQLite these have no `id`: it adds the row's own, and seeks by that only (see `portable.Within`).
    Index("ix_moment_time", "happened_at", "id"),
    Index("ix_moment_type_time", "type", "happened_at", "id"),
    Index("ix_moment_sender_time", "sender_id", "happened_at", "id"),
    Index("ix_moment_action_time", "action", "happened_at", "id"),
    Index("ix_moment_tags_time", "tagset_id", "happened_at", "id"),
    Index("ix_moment_reference_time", "reference", "happened_at", "id"),
    Index("ix_moment_client_time", "client_id", "happened_at", "id"),
    Index("ix_moment_channel_time", "channel", "happened_at", "id"),
)

# The words that search compares (see `moments.search_words`). There is a word index over them.
moment_text = Table(
    "moment_text",
    metadata,
    Column("moment_id", Id, ForeignKey("moment.id"), primary_key=True, autoincrement=False),
    Column("words", Text, nullable=False, info=PERSONAL),
    # As the moment has it: search reads few rows by their ids, and puts them in the order of time.
    Column("happened_at", BigInteger, nullable=False, server_default="0", info=PERSONAL),
)

version = Table(
    "version",
    metadata,
    Column("moment_id", BigInteger, ForeignKey("moment.id"), primary_key=True),
    Column("version", Integer, primary_key=True),
    Column("recorded_at", BigInteger, nullable=False),
    Column("client_id", String(64), ForeignKey("client.id")),
    Column("channel", String(16), nullable=False),
    Column("document", Text, nullable=False, info=PERSONAL),
    # Who gave the command, if it was not a client.
    Column("person", Text, info=PERSONAL),
    # Who signed in, or for whom the client acted.
    Column("account_id", String(32), info=PERSONAL),
)

# The moments of a relation in the order in which they joined it: `position` counts up per relation and is never reused.
link = Table(
    "link",
    metadata,
    Column("relation_id", BigInteger, ForeignKey("relation.id"), primary_key=True, info=PERSONAL),
    Column("n", BigInteger, primary_key=True, key="position"),
    Column("moment_id", BigInteger, ForeignKey("moment.id"), nullable=False),
    # As the moment has it: search reads the moments of a relation in the order of time.
    Column("happened_at", BigInteger, nullable=False, server_default="0"),
    UniqueConstraint("moment_id", "relation_id"),
    Index("ix_link_time", "relation_id", "happened_at", "moment_id"),
    sqlite_with_rowid=False,
)

# Former links: a correction took the relation out, or the moment was withdrawn. They keep all positions where they are:
# the next position of a relation comes after these too, and walks of several relations count them.
former_link = Table(
    "left_link",
    metadata,
    Column("relation_id", BigInteger, ForeignKey("relation.id"), primary_key=True, info=PERSONAL),
    Column("n", BigInteger, primary_key=True, key="position"),
    Column("moment_id", BigInteger, nullable=False),
    Column("left_at", BigInteger, nullable=False, server_default="0", index=True),
    sqlite_with_rowid=False,
)

# What is left of a withdrawn moment, for good: `position` counts up in the order in which they were withdrawn.
withdrawn = Table(
    "withdrawn",
    metadata,
    Column("moment_id", Id, primary_key=True, autoincrement=False),
    Column("n", BigInteger, nullable=False, unique=True, key="position"),
    Column("change_no", BigInteger, nullable=False, unique=True),
    Column("withdrawn_at", BigInteger, nullable=False),
    Column("reason", String(16), nullable=False),
    Column("person", Text, info=PERSONAL),
    # Many can be withdrawn at the same instant.
    Index("ix_withdrawn_withdrawn_at_n", "withdrawn_at", "position"),
)

# Registrations with a reference: SHA-256s of client, type, reference and content as sent. Keys outlive the moments.
registration_key = Table(
    "registration_key",
    metadata,
    Column("key", LargeBinary(32), primary_key=True),
    Column("moment_id", BigInteger, nullable=False),
    sqlite_with_rowid=False,
)

# Idempotency-Key headers: `key` is the SHA-256 of client and header, `content` that of the content sent with it.
idempotency_key = Table(
    "idempotency_key",
    metadata,
    Column("key", LargeBinary(32), primary_key=True),
    Column("content", LargeBinary(32), nullable=False),
    Column("moment_id", BigInteger, nullable=False),
    Column("used_at", BigInteger, nullable=False, index=True),
    sqlite_with_rowid=False,
)

# Registrations that were refused because a relation was not available, of clients with `parks`.
parked = Table(
    "parked",
    metadata,
    Column("id", Id, primary_key=True, autoincrement=False),
    Column("client_id", String(64), ForeignKey("client.id"), nullable=False),
    # Tells two calls apart: a SHA-256 of the content and, without a reference, of the Idempotency-Key.
    Column("fingerprint", LargeBinary(32), nullable=False),
    Column("content", LargeBinary(32), nullable=False),
    Column("idempotency_key", String(255), info=PERSONAL),
    Column("type", String(128), nullable=False),
    Column("document", Text, nullable=False, info=PERSONAL),
    Column("reason", String(32), nullable=False),
    Column("parked_at", BigInteger, nullable=False, index=True),
    Column("times", BigInteger, nullable=False),
    # For whom the client acted.
    Column("account_id", String(32), info=PERSONAL),
    UniqueConstraint("client_id", "fingerprint"),
    # Pages of those of a client, and for a reason.
    Index("ix_parked_client_id_id", "client_id", "id"),
    Index("ix_parked_reason_id", "reason", "id"),
)

# Marks of committed write transactions, looked up after a connection was lost during COMMIT (PostgreSQL only).
commit_mark = Table(
    "commit_mark",
    metadata,
    Column("token", Id, primary_key=True, autoincrement=False),
    Column("marked_at", BigInteger, nullable=False, index=True),
)
