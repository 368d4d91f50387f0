"""The table of follow-ups; see `tables`."""

from sqlalchemy import BigInteger, Boolean, Column, ForeignKey, Index, String, Table, Text

from contact_moments.storage.sql.metadata import PERSONAL, metadata

# What somebody will do after a contact moment: at most one for each. It has the order of its key (WITHOUT ROWID), so
# that SQLite seeks a pair (when, moment) in the indexes as PostgreSQL does.
follow_up = Table(
    "follow_up",
    metadata,
    Column("moment_id", BigInteger, ForeignKey("moment.id"), primary_key=True),
    # When it is due. If no time of day was given, `day` has the date (`yyyy-mm-dd`), and this is the day's beginning.
    Column("due_at", BigInteger, nullable=False, info=PERSONAL),
    Column("day", String(10), info=PERSONAL),
    # Who will do it; NULL for anybody.
    Column("by_id", BigInteger, ForeignKey("relation.id"), info=PERSONAL),
    Column("note", Text, nullable=False, info=PERSONAL),
    # Who made it, or changed or reopened it last, as a version has it.
    Column("made_at", BigInteger, nullable=False),
    Column("client_id", String(64), ForeignKey("client.id")),
    Column("account_id", String(32), info=PERSONAL),
    Column("person", Text, info=PERSONAL),
    # When and by whom it was ended, and the contact moment that answers it. All are NULL while it is open.
    Column("done_at", BigInteger),
    Column("done_client_id", String(64), ForeignKey("client.id")),
    Column("done_account_id", String(32), info=PERSONAL),
    Column("done_person", Text, info=PERSONAL),
    Column("answer_id", BigInteger, ForeignKey("moment.id")),
    # What is sought: whether it is done; that with who will do it, as one number (see `questions.follow_ups`); and when
    # the contact moment happened, because search reads in the order of time.
    Column("is_done", Boolean, nullable=False),
    Column("by_state", BigInteger, nullable=False, info=PERSONAL),
    Column("happened_at", BigInteger, nullable=False, info=PERSONAL),
    Index("ix_follow_up_due", "is_done", "due_at", "moment_id"),
    Index("ix_follow_up_by_due", "by_state", "due_at", "moment_id"),
    Index("ix_follow_up_time", "is_done", "happened_at", "moment_id"),
    Index("ix_follow_up_by_time", "by_state", "happened_at", "moment_id"),
    # The overview counts those of a period without reading the rows.
    Index("ix_follow_up_kept", "due_at", "day", "done_at"),
    # Withdrawing a contact moment looks for what it answers.
    Index("ix_follow_up_answer_id", "answer_id"),
    # For each relation that an undone import removes, the database looks whether it is in use here.
    Index("ix_follow_up_by_id", "by_id"),
    sqlite_with_rowid=False,
)
