"""The tables of relations; see `tables`."""

from sqlalchemy import BigInteger, Boolean, Column, ForeignKey, Index, String, Table, Text

from contact_moments.storage.sql.metadata import PERSONAL, Id, metadata

# One row per second in which a relation changed, as `tick` has for contact moments.
relation_tick = Table(
    "relation_tick",
    metadata,
    Column("second", Id, primary_key=True, autoincrement=False),
    Column("first_change", BigInteger, nullable=False),
    Index("ix_relation_tick_first_change", "first_change"),
)

# `position` is the relation's place in the list of all, counted up as relations are added. `email_key` and `words` are
# what look-ups compare: the address in small letters, and the words of the name (see `keys`).
relation = Table(
    "relation",
    metadata,
    Column("id", Id, primary_key=True, autoincrement=False, info=PERSONAL),
    Column("kind", String(16), nullable=False),
    Column("name", Text, nullable=False, info=PERSONAL),
    Column("name_json", Text, nullable=False, info=PERSONAL),
    Column("email", Text, info=PERSONAL),
    Column("archived", Boolean, nullable=False),
    Column("merged_into", BigInteger, ForeignKey("relation.id"), index=True, info=PERSONAL),
    Column("external_id", Text, info=PERSONAL),
    Column("n", BigInteger, nullable=False, server_default="0", key="position"),
    Column("change_no", BigInteger, nullable=False, server_default="0"),
    Column("email_key", Text, index=True, info=PERSONAL),
    Column("words", Text, nullable=False, server_default="", info=PERSONAL),
    # Unique indexes instead of constraints: SQLite cannot add a constraint to a table that is there.
    Index("ix_relation_external_id", "external_id", unique=True),
    Index("ix_relation_n", "position", unique=True),
    Index("ix_relation_change_no", "change_no", unique=True),
    Index("ix_relation_archived_id", "archived", "id"),
)

# Relations that are removed, unless they are added again: `position` counts up in the order of their removal, and is
# never used again.
removed_relation = Table(
    "removed_relation",
    metadata,
    Column("relation_id", Id, primary_key=True, autoincrement=False, info=PERSONAL),
    Column("n", BigInteger, nullable=False, unique=True, key="position"),
    Column("change_no", BigInteger, nullable=False, unique=True),
    # Undoing this import has removed it.
    Column("import_number", BigInteger, ForeignKey("relation_import.number"), nullable=False),
)

# A telephone number as it was given, and as it is compared: `number_key` with the extension, `main_key` without it (see
# `keys`).
relation_phone = Table(
    "relation_phone",
    metadata,
    Column("relation_id", BigInteger, ForeignKey("relation.id"), primary_key=True, info=PERSONAL),
    Column("number", Text, primary_key=True, info=PERSONAL),
    Column("number_key", Text, nullable=False, server_default="", info=PERSONAL),
    Column("main_key", Text, nullable=False, server_default="", info=PERSONAL),
    Index("ix_relation_phone_main_key", "main_key", "number_key"),
    sqlite_with_rowid=False,
)
