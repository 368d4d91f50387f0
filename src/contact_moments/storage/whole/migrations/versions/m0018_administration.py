"""Pages of the audit trail are found by seeking, whatever is filtered; and jobs that an administrator starts on a page.

SQLite adds the number of an event, its own id of a row, to each index by itself (see `portable.Within`).
"""

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None

_BY = {"kind": "kind", "account": "account_id", "client": "client_id", "operator": "operator", "subject": "subject"}


def upgrade() -> None:
    """Add the indexes and the table."""
    op.drop_index("ix_audit_event_happened_at", "audit_event")
    op.drop_index("ix_audit_event_account_id", "audit_event")
    number = [] if op.get_bind().dialect.name == "sqlite" else ["number"]
    op.create_index("ix_audit_event_time", "audit_event", ["happened_at", *number])
    for name, column in _BY.items():
        op.create_index(f"ix_audit_event_{name}_time", "audit_event", [column, "happened_at", *number])
    # With the kind in it too: otherwise SQLite would take the index of all events of that kind.
    of_failure = sa.text("kind = 'sign_in_failed' AND address IS NOT NULL")
    op.drop_index("ix_audit_event_of_failure", "audit_event")
    op.create_index(
        "ix_audit_event_of_failure",
        "audit_event",
        ["kind", "happened_at"],
        sqlite_where=of_failure,
        postgresql_where=of_failure,
    )
    op.create_index("ix_parked_client_id_id", "parked", ["client_id", "id"])
    op.create_index("ix_parked_reason_id", "parked", ["reason", "id"])
    op.create_table(
        "job",
        sa.Column("name", sa.String(16), nullable=False),
        sa.Column("asked_at", sa.BigInteger(), nullable=False),
        sa.Column("account_id", sa.String(32)),
        sa.Column("started_at", sa.BigInteger()),
        sa.Column("seen_at", sa.BigInteger()),
        sa.Column("done", sa.BigInteger(), nullable=False),
        sa.Column("total", sa.BigInteger(), nullable=False),
        sa.Column("ended_at", sa.BigInteger()),
        sa.Column("result", sa.Text()),
        sa.PrimaryKeyConstraint("name", name="pk_job"),
    )
