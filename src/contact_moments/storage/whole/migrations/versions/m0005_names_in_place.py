"""The sender's name is rendered into what the list shows, and renaming goes through the moments."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_NAME = "(SELECT name_json FROM relation WHERE relation.id = moment.sender_id)"


def upgrade() -> None:
    """Put the names where they were joined until now, and say where they are."""
    op.add_column("moment", sa.Column("name_at", sa.Integer(), nullable=False, server_default="0"))
    op.add_column("moment", sa.Column("name_length", sa.Integer(), nullable=False, server_default="0"))
    op.execute("ALTER TABLE moment RENAME COLUMN json_head TO json_front")
    op.execute(
        f"UPDATE moment SET name_at = length(json_front), name_length = length({_NAME}),"  # noqa: S608 - our own words
        f" json_front = json_front || {_NAME} || json_middle"
    )
    op.drop_column("moment", "json_middle")
    op.create_table(
        "rename_run",
        sa.Column("relation_id", _ID, autoincrement=False, nullable=False),
        sa.Column("after_n", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["relation_id"], ["relation.id"], name="fk_rename_run_relation_id_relation"),
        sa.PrimaryKeyConstraint("relation_id", name="pk_rename_run"),
    )
