"""Imports have numbers, and lines with a reference have keys. The program makes the keys of earlier imports."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Add the tables, and note whether there are imported moments whose keys are to be made."""
    op.create_table(
        "moment_import",
        sa.Column("number", _ID, autoincrement=False, nullable=False),
        sa.Column("digest", sa.String(64)),
        sa.Column("file", sa.Text(), nullable=False),
        sa.Column("started_at", sa.BigInteger(), nullable=False),
        sa.Column("lines", sa.BigInteger(), nullable=False),
        sa.Column("done", sa.BigInteger(), nullable=False),
        sa.Column("added", sa.BigInteger(), nullable=False),
        sa.Column("state", sa.String(16), nullable=False),
        sa.PrimaryKeyConstraint("number", name="pk_moment_import"),
        sa.UniqueConstraint("digest", name="uq_moment_import_digest"),
    )
    op.create_table(
        "import_range",
        sa.Column("import_number", sa.BigInteger(), nullable=False),
        sa.Column("first_id", sa.BigInteger(), nullable=False),
        sa.Column("last_id", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["import_number"], ["moment_import.number"], name="fk_import_range_import_number_moment_import"
        ),
        sa.PrimaryKeyConstraint("import_number", "first_id", name="pk_import_range"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "import_key",
        sa.Column("key", sa.LargeBinary(32), nullable=False),
        sa.Column("moment_id", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("key", "moment_id", name="pk_import_key"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_import_key_moment_id", "import_key", ["moment_id"])
    op.add_column("register", sa.Column("imports_lack_keys", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.execute(
        "UPDATE register SET imports_lack_keys = EXISTS (SELECT moment_id FROM version WHERE channel = 'import')"
    )
