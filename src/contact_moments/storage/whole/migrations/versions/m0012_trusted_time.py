"""How far the register trusts the clock when it removes something by age. Revoked consents expire by one column."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

_KEPT = 30 * 24 * 3600 * 1_000_000  # microseconds, of a revoked consent


def upgrade() -> None:
    """Add the instant, not yet known; end revoked consents at their time."""
    op.add_column("register", sa.Column("trusted_at", sa.BigInteger(), nullable=False, server_default="0"))
    consent = sa.table("consent", sa.column("expires_at", sa.BigInteger()), sa.column("revoked_at", sa.BigInteger()))
    end = consent.c.revoked_at + _KEPT
    op.execute(sa.update(consent).where(consent.c.expires_at > end).values(expires_at=end))
