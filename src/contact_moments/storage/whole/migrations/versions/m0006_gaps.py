"""Page numbers skip gaps, once nobody is walking."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add when rows left a list, and the numberings."""
    op.add_column("left_link", sa.Column("left_at", sa.BigInteger(), nullable=False, server_default="0"))
    op.create_index("ix_left_link_left_at", "left_link", ["left_at"])
    op.create_table(
        "numbering",
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("paged_at", sa.BigInteger(), nullable=False),
        sa.Column("edition", sa.BigInteger(), nullable=False),
        sa.Column("settled_at", sa.BigInteger(), nullable=False),
        sa.Column("building_at", sa.BigInteger()),
        sa.Column("at_relation_id", sa.BigInteger(), nullable=False),
        sa.Column("at_position", sa.BigInteger(), nullable=False),
        sa.Column("gaps", sa.BigInteger(), nullable=False),
        sa.Column("numbered", sa.BigInteger(), nullable=False),
        sa.Column("found", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("kind", name="pk_numbering"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "gap",
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("edition", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("relation_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("rows_before", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("gaps_through", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("kind", "edition", "relation_id", "rows_before", name="pk_gap"),
        sqlite_with_rowid=False,
    )
    # Walks that are under way go on after the migration: until now the time of any reading was noted, so that counts.
    op.execute(
        "INSERT INTO numbering"
        " (kind, paged_at, edition, settled_at, at_relation_id, at_position, gaps, numbered, found)"
        " SELECT kind, read_second * 1000000, 0, -1, 0, 0, 0, 0, 0"
        " FROM register, (SELECT 'whole' AS kind UNION SELECT 'relation') AS kinds"
    )
