"""Follow-ups: what somebody will do after a contact moment.

Earlier releases ignored the member `followUp`. The register notes the last contact moment that they can have
acknowledged so, because a retry of it is still to be recognised.
"""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None

_INDEXES = {
    "ix_follow_up_due": ["is_done", "due_at", "moment_id"],
    "ix_follow_up_by_due": ["by_state", "due_at", "moment_id"],
    "ix_follow_up_time": ["is_done", "happened_at", "moment_id"],
    "ix_follow_up_by_time": ["by_state", "happened_at", "moment_id"],
    "ix_follow_up_answer_id": ["answer_id"],
}


def upgrade() -> None:
    """Add the table, and the last contact moment of the time before."""
    op.create_table(
        "follow_up",
        sa.Column("moment_id", sa.BigInteger(), nullable=False),
        sa.Column("due_at", sa.BigInteger(), nullable=False),
        sa.Column("day", sa.String(10)),
        sa.Column("by_id", sa.BigInteger()),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("made_at", sa.BigInteger(), nullable=False),
        sa.Column("client_id", sa.String(64)),
        sa.Column("account_id", sa.String(32)),
        sa.Column("person", sa.Text()),
        sa.Column("done_at", sa.BigInteger()),
        sa.Column("done_client_id", sa.String(64)),
        sa.Column("done_account_id", sa.String(32)),
        sa.Column("done_person", sa.Text()),
        sa.Column("answer_id", sa.BigInteger()),
        sa.Column("is_done", sa.Boolean(), nullable=False),
        sa.Column("by_state", sa.BigInteger(), nullable=False),
        sa.Column("happened_at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["moment_id"], ["moment.id"], name="fk_follow_up_moment_id_moment"),
        sa.ForeignKeyConstraint(["by_id"], ["relation.id"], name="fk_follow_up_by_id_relation"),
        sa.ForeignKeyConstraint(["client_id"], ["client.id"], name="fk_follow_up_client_id_client"),
        sa.ForeignKeyConstraint(["done_client_id"], ["client.id"], name="fk_follow_up_done_client_id_client"),
        sa.ForeignKeyConstraint(["answer_id"], ["moment.id"], name="fk_follow_up_answer_id_moment"),
        sa.PrimaryKeyConstraint("moment_id", name="pk_follow_up"),
        sqlite_with_rowid=False,
    )
    for name, columns in _INDEXES.items():
        op.create_index(name, "follow_up", columns)
    op.add_column("register", sa.Column("no_follow_ups_until", sa.BigInteger(), nullable=False, server_default="0"))
    register = sa.table("register", sa.column("last_moment_id"), sa.column("no_follow_ups_until"))
    op.execute(sa.update(register).values(no_follow_ups_until=register.c.last_moment_id))
