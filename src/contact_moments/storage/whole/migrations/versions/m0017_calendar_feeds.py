"""Calendars: the secret addresses at which calendar programs read somebody's follow-ups."""

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the table."""
    op.create_table(
        "calendar_feed",
        sa.Column("hash", sa.String(64), nullable=False),
        sa.Column("account_id", sa.String(32), nullable=False),
        sa.Column("names", sa.Boolean(), nullable=False),
        sa.Column("made_at", sa.BigInteger(), nullable=False),
        sa.Column("used_at", sa.BigInteger()),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name="fk_calendar_feed_account_id_account"),
        sa.PrimaryKeyConstraint("hash", name="pk_calendar_feed"),
        sa.UniqueConstraint("account_id", name="uq_calendar_feed_account_id"),
        sqlite_with_rowid=False,
    )
