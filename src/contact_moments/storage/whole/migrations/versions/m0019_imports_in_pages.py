"""Imports of relations have numbers, and uploaded files wait in the register; imports tell who began them."""

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the tables, and who began an import of contact moments."""
    _add_relation_imports()
    _add_uploads()
    # SQLite adds a reference only together with its column, in one statement.
    reference = "" if op.get_bind().dialect.name != "sqlite" else _REFERENCE
    op.execute(f"ALTER TABLE moment_import ADD COLUMN account_id VARCHAR(32){reference}")
    op.add_column("moment_import", sa.Column("operator", sa.Text()))
    if not reference:
        op.create_foreign_key(_NAME, "moment_import", "account", ["account_id"], ["id"])


_NAME = "fk_moment_import_account_id_account"
_REFERENCE = f" CONSTRAINT {_NAME} REFERENCES account (id)"


def _add_relation_imports() -> None:
    op.create_table(
        "relation_import",
        sa.Column("number", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=False, nullable=False),
        sa.Column("digest", sa.String(64), nullable=False),
        sa.Column("file", sa.Text(), nullable=False),
        sa.Column("started_at", sa.BigInteger(), nullable=False),
        sa.Column("account_id", sa.String(32)),
        sa.Column("operator", sa.Text()),
        *(sa.Column(name, sa.BigInteger(), nullable=False) for name in _COUNTS),
        sa.Column("state", sa.String(16), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name="fk_relation_import_account_id_account"),
        sa.PrimaryKeyConstraint("number", name="pk_relation_import"),
    )
    op.create_index("ix_relation_import_digest", "relation_import", ["digest"])
    op.create_table(
        "relation_import_range",
        sa.Column("import_number", sa.BigInteger(), nullable=False),
        sa.Column("first_position", sa.BigInteger(), nullable=False),
        sa.Column("last_position", sa.BigInteger(), nullable=False),
        sa.Column("first_change", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["import_number"], ["relation_import.number"], name="fk_relation_import_range_import_number_relation_import"
        ),
        sa.PrimaryKeyConstraint("import_number", "first_position", name="pk_relation_import_range"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_relation_import_range_first_change", "relation_import_range", ["first_change"])
    op.create_index("ix_follow_up_by_id", "follow_up", ["by_id"])


_COUNTS = ("lines", "done", "after_id", "added", "changed", "refused")


def _add_uploads() -> None:
    op.create_table(
        "upload",
        sa.Column("id", sa.String(32), nullable=False),
        sa.Column("account_id", sa.String(32), nullable=False),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("file", sa.Text(), nullable=False),
        sa.Column("size", sa.BigInteger(), nullable=False),
        sa.Column("uploaded_at", sa.BigInteger(), nullable=False),
        sa.Column("form", sa.Text(), nullable=False),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("import_number", sa.BigInteger()),
        sa.Column("fault", sa.Text()),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name="fk_upload_account_id_account"),
        sa.PrimaryKeyConstraint("id", name="pk_upload"),
    )
    op.create_index("ix_upload_account_id", "upload", ["account_id"])
    op.create_index("ix_upload_uploaded_at", "upload", ["uploaded_at"])
    op.create_table(
        "upload_piece",
        sa.Column("upload_id", sa.String(32), nullable=False),
        sa.Column("n", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("data", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["upload_id"], ["upload.id"], name="fk_upload_piece_upload_id_upload"),
        sa.PrimaryKeyConstraint("upload_id", "n", name="pk_upload_piece"),
    )
