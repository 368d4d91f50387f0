"""Tombstones of one instant are found in their order."""

from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Index the tombstones by when and which."""
    op.drop_index("ix_withdrawn_withdrawn_at", "withdrawn")
    op.create_index("ix_withdrawn_withdrawn_at_n", "withdrawn", ["withdrawn_at", "n"])
