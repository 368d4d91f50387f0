"""The tables of imports of relations, and of uploaded files that wait to be imported; see `tables`."""

from sqlalchemy import BigInteger, Column, ForeignKey, Index, Integer, LargeBinary, String, Table, Text

from contact_moments.storage.sql.metadata import PERSONAL, Id, metadata

# Imports of relations, for good. `digest` is the SHA-256 of the file and of how it was read. Rows are put in the order
# of their ids: `done` counts those that were put, up to the relation `after_id`. Either `account_id` or `operator` says
# who began it.
relation_import = Table(
    "relation_import",
    metadata,
    Column("number", Id, primary_key=True, autoincrement=False),
    Column("digest", String(64), nullable=False, index=True),
    Column("file", Text, nullable=False, info=PERSONAL),
    Column("started_at", BigInteger, nullable=False),
    Column("account_id", String(32), ForeignKey("account.id"), info=PERSONAL),
    Column("operator", Text, info=PERSONAL),
    Column("lines", BigInteger, nullable=False),
    Column("done", BigInteger, nullable=False),
    Column("after_id", BigInteger, nullable=False, info=PERSONAL),
    Column("added", BigInteger, nullable=False),
    Column("changed", BigInteger, nullable=False),
    Column("refused", BigInteger, nullable=False),
    Column("state", String(16), nullable=False),
)

# Which relations an import added: those at the positions from `first_position` to `last_position`. They have not
# changed since if their changes count up from `first_change` in the same order.
relation_import_range = Table(
    "relation_import_range",
    metadata,
    Column("import_number", BigInteger, ForeignKey("relation_import.number"), primary_key=True),
    Column("first_position", BigInteger, primary_key=True),
    Column("last_position", BigInteger, nullable=False),
    Column("first_change", BigInteger, nullable=False),
    Index("ix_relation_import_range_first_change", "first_change"),
    sqlite_with_rowid=False,
)

# A file that somebody uploaded: how it is to be read (`form`, JSON text), and what has become of it. Once it is
# imported its pieces are gone, and `import_number` tells which import that was. `fault` is what stopped it.
upload = Table(
    "upload",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("account_id", String(32), ForeignKey("account.id"), nullable=False, index=True, info=PERSONAL),
    Column("kind", String(16), nullable=False),
    Column("file", Text, nullable=False, info=PERSONAL),
    Column("size", BigInteger, nullable=False),
    Column("uploaded_at", BigInteger, nullable=False, index=True, info=PERSONAL),
    Column("form", Text, nullable=False),
    Column("state", String(16), nullable=False),
    Column("import_number", BigInteger),
    Column("fault", Text),
)

# Its content, in pieces.
upload_piece = Table(
    "upload_piece",
    metadata,
    Column("upload_id", String(32), ForeignKey("upload.id"), primary_key=True),
    Column("n", Integer, primary_key=True, autoincrement=False),
    Column("data", LargeBinary, nullable=False, info=PERSONAL),
)
