"""When a client last got a token, and when somebody last signed in: what the pages of the administration show."""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add both instants. Those of people are known from the audit trail, as far as it goes back."""
    op.add_column("client", sa.Column("used_at", sa.BigInteger()))
    op.add_column("account", sa.Column("signed_in_at", sa.BigInteger()))
    account = sa.table("account", sa.column("id"), sa.column("signed_in_at"))
    event = sa.table("audit_event", sa.column("kind"), sa.column("account_id"), sa.column("happened_at"))
    last = sa.select(sa.func.max(event.c.happened_at)).where(
        event.c.kind == "sign_in", event.c.account_id == account.c.id
    )
    op.execute(sa.update(account).values(signed_in_at=last.scalar_subquery()))
