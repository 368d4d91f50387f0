"""Relations that are removed are told to whoever follows them."""

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the table. Which relations were removed before is not known any more."""
    op.add_column("register", sa.Column("last_removed_no", sa.BigInteger(), nullable=False, server_default="0"))
    op.create_table(
        "removed_relation",
        sa.Column(
            "relation_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=False, nullable=False
        ),
        sa.Column("n", sa.BigInteger(), nullable=False),
        sa.Column("change_no", sa.BigInteger(), nullable=False),
        sa.Column("import_number", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["import_number"], ["relation_import.number"], name="fk_removed_relation_import_number_relation_import"
        ),
        sa.PrimaryKeyConstraint("relation_id", name="pk_removed_relation"),
        sa.UniqueConstraint("n", name="uq_removed_relation_n"),
        sa.UniqueConstraint("change_no", name="uq_removed_relation_change_no"),
    )
    op.create_index("ix_relation_tick_first_change", "relation_tick", ["first_change"])
