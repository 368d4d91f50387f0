"""On SQLite, indexes on a moment's time end in the row's own id, which SQLite adds to each, and no longer in a second one.

SQLite seeks a pair (when, id) only by its own (see `portable.Within`). And each index is a fifth smaller.
"""

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


def upgrade() -> None:
    """Make the indexes anew, one after the other, so that the file hardly grows."""
    if op.get_bind().dialect.name != "sqlite":
        return
    for name, columns in _IN_TIME.items():
        op.drop_index(name, "moment")
        op.create_index(name, "moment", [*columns, "happened_at"])
