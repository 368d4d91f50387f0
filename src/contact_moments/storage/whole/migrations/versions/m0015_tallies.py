"""The counters of the overview. The program counts the contact moments that are there."""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the tables, up to which contact moment they count, and an index by which follow-ups are counted."""
    op.add_column("register", sa.Column("tallied_id", sa.BigInteger(), nullable=False, server_default="0"))
    op.create_table(
        "tally",
        sa.Column("kind", sa.String(8), nullable=False),
        sa.Column("unit", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("period", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("key", sa.String(128), nullable=False),
        sa.Column("counted", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("kind", "unit", "period", "key", name="pk_tally"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "sender_tally",
        sa.Column("unit", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("period", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("part", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("counts", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("unit", "period", "part", name="pk_sender_tally"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_follow_up_kept", "follow_up", ["due_at", "day", "done_at"])
