"""The tables of imports, and of other long work that is in progress; see `tables`."""

from sqlalchemy import BigInteger, Column, ForeignKey, LargeBinary, String, Table, Text

from contact_moments.storage.sql.metadata import PERSONAL, Id, metadata

# Imports of contact moments, for good: `digest` is the SHA-256 of the file, `done` counts its lines. An import that is
# undone has no digest, so that its file can be imported again.
moment_import = Table(
    "moment_import",
    metadata,
    Column("number", Id, primary_key=True, autoincrement=False),
    Column("digest", String(64), unique=True),
    Column("file", Text, nullable=False, info=PERSONAL),
    Column("started_at", BigInteger, nullable=False),
    Column("lines", BigInteger, nullable=False),
    Column("done", BigInteger, nullable=False),
    Column("added", BigInteger, nullable=False),
    Column("state", String(16), nullable=False),
    # Who began it: the one or the other, and neither for what earlier releases imported.
    Column("account_id", String(32), ForeignKey("account.id"), info=PERSONAL),
    Column("operator", Text, info=PERSONAL),
)

# Which moments an import added: those with the ids from `first_id` to `last_id`.
import_range = Table(
    "import_range",
    metadata,
    Column("import_number", BigInteger, ForeignKey("moment_import.number"), primary_key=True),
    Column("first_id", BigInteger, primary_key=True),
    Column("last_id", BigInteger, nullable=False),
    sqlite_with_rowid=False,
)

# Imported lines: the SHA-256 of type, reference and content. Equal lines have a row each. An undo makes the ids of the
# keys that it releases negative.
import_key = Table(
    "import_key",
    metadata,
    Column("key", LargeBinary(32), primary_key=True),
    Column("moment_id", BigInteger, primary_key=True, index=True),
    sqlite_with_rowid=False,
)

# How far work on a list of items has come. An interrupted command on many ids: `digest` is the SHA-256 of the command
# with its ids, `done` counts the ids. An import by a release without `moment_import`: `digest` is that of the file,
# `done` counts its lines.
import_run = Table(
    "import_run",
    metadata,
    Column("digest", String(64), primary_key=True),
    Column("done", BigInteger, nullable=False),
)

# Merges whose moments are not all rendered again yet: the links of `into_id` after position `after_n` are still to do.
merge_run = Table(
    "merge_run",
    metadata,
    Column("merged_id", Id, ForeignKey("relation.id"), primary_key=True, autoincrement=False, info=PERSONAL),
    Column("into_id", BigInteger, ForeignKey("relation.id"), nullable=False, info=PERSONAL),
    Column("after_n", BigInteger, nullable=False),
)

# Renamed relations whose moments do not all show the new name yet: the links after position `after_n` are still to do.
rename_run = Table(
    "rename_run",
    metadata,
    Column("relation_id", Id, ForeignKey("relation.id"), primary_key=True, autoincrement=False, info=PERSONAL),
    Column("after_n", BigInteger, nullable=False),
)
