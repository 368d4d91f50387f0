"""What search reads in the order of time has the time beside it, and SQLite seeks a moment among those of one instant.

SQLite seeks a pair (when, id) only by the row's own id, which it adds to each index by itself (see `portable.Within`).
So the indexes no longer have a second one, and are a fifth smaller.
"""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

_IN_TIME = {
    "ix_moment_time": [],
    "ix_moment_type_time": ["type"],
    "ix_moment_sender_time": ["sender_id"],
    "ix_moment_action_time": ["action"],
    "ix_moment_tags_time": ["tagset_id"],
    "ix_moment_reference_time": ["reference"],
    "ix_moment_client_time": ["client_id"],
    "ix_moment_channel_time": ["channel"],
}
_FILL = "UPDATE moment_text SET happened_at = (SELECT happened_at FROM moment WHERE moment.id = moment_text.moment_id)"


def upgrade() -> None:
    """Add the time to the words. On SQLite make the indexes anew, one after the other: the file hardly grows."""
    op.add_column("moment_text", sa.Column("happened_at", sa.BigInteger(), nullable=False, server_default="0"))
    op.execute(_FILL)
    if op.get_bind().dialect.name != "sqlite":
        return
    for name, columns in _IN_TIME.items():
        op.drop_index(name, "moment")
        op.create_index(name, "moment", [*columns, "happened_at"])
