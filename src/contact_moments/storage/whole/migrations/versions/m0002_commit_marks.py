"""Marks of committed transactions, for engines whose connection can be lost during COMMIT."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the table."""
    op.create_table(
        "commit_mark",
        sa.Column("token", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=False, nullable=False),
        sa.Column("marked_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("token", name="pk_commit_mark"),
    )
    op.create_index("ix_commit_mark_marked_at", "commit_mark", ["marked_at"], unique=False)
