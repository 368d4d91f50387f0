"""Exactly once, corrections, withdrawals, parking and digests."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Add the tables and columns, and the day of every moment."""
    op.add_column("register", sa.Column("read_second", sa.BigInteger(), nullable=False, server_default="0"))
    op.add_column("register", sa.Column("last_parked_id", sa.BigInteger(), nullable=False, server_default="0"))
    op.add_column("version", sa.Column("person", sa.Text()))
    op.add_column("client", sa.Column("parks", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.add_column("moment", sa.Column("day", sa.String(10), nullable=False, server_default=""))
    _fill_days()
    op.create_index("ix_moment_day", "moment", ["day", "id", "change_no"])
    _add_links_and_tombstones()
    _add_keys()
    _add_parked()


def _fill_days() -> None:
    # What is rendered already has the local date.
    find = "instr(json_middle, :label)" if op.get_bind().dialect.name == "sqlite" else "strpos(json_middle, :label)"
    label = '"dateTime":"'
    statement = f"UPDATE moment SET day = substr(json_middle, {find} + {len(label)}, 10)"  # noqa: S608 - our own words
    op.execute(sa.text(statement).bindparams(label=label))


def _add_links_and_tombstones() -> None:
    op.create_table(
        "left_link",
        sa.Column("relation_id", sa.BigInteger(), nullable=False),
        sa.Column("n", sa.BigInteger(), nullable=False),
        sa.Column("moment_id", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["relation_id"], ["relation.id"], name="fk_left_link_relation_id_relation"),
        sa.PrimaryKeyConstraint("relation_id", "n", name="pk_left_link"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "withdrawn",
        sa.Column("moment_id", _ID, autoincrement=False, nullable=False),
        sa.Column("n", sa.BigInteger(), nullable=False),
        sa.Column("change_no", sa.BigInteger(), nullable=False),
        sa.Column("withdrawn_at", sa.BigInteger(), nullable=False),
        sa.Column("reason", sa.String(16), nullable=False),
        sa.Column("person", sa.Text()),
        sa.PrimaryKeyConstraint("moment_id", name="pk_withdrawn"),
        sa.UniqueConstraint("n", name="uq_withdrawn_n"),
        sa.UniqueConstraint("change_no", name="uq_withdrawn_change_no"),
    )
    op.create_index("ix_withdrawn_withdrawn_at", "withdrawn", ["withdrawn_at"])


def _add_keys() -> None:
    op.create_table(
        "registration_key",
        sa.Column("key", sa.LargeBinary(32), nullable=False),
        sa.Column("moment_id", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("key", name="pk_registration_key"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "idempotency_key",
        sa.Column("key", sa.LargeBinary(32), nullable=False),
        sa.Column("content", sa.LargeBinary(32), nullable=False),
        sa.Column("moment_id", sa.BigInteger(), nullable=False),
        sa.Column("used_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("key", name="pk_idempotency_key"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_idempotency_key_used_at", "idempotency_key", ["used_at"])


def _add_parked() -> None:
    op.create_table(
        "parked",
        sa.Column("id", _ID, autoincrement=False, nullable=False),
        sa.Column("client_id", sa.String(64), nullable=False),
        sa.Column("fingerprint", sa.LargeBinary(32), nullable=False),
        sa.Column("content", sa.LargeBinary(32), nullable=False),
        sa.Column("idempotency_key", sa.String(255)),
        sa.Column("type", sa.String(128), nullable=False),
        sa.Column("document", sa.Text(), nullable=False),
        sa.Column("reason", sa.String(32), nullable=False),
        sa.Column("parked_at", sa.BigInteger(), nullable=False),
        sa.Column("times", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["client_id"], ["client.id"], name="fk_parked_client_id_client"),
        sa.PrimaryKeyConstraint("id", name="pk_parked"),
        sa.UniqueConstraint("client_id", "fingerprint", name="uq_parked_client_id_fingerprint"),
    )
    op.create_index("ix_parked_parked_at", "parked", ["parked_at"])
