"""What search finds contact moments by.

The program makes the words of the moments that are there, and takes away references in which there is nothing to see.
"""

import sqlalchemy as sa
from alembic import op

from contact_moments.storage.backends.postgresql import word_index as on_postgresql
from contact_moments.storage.backends.sqlite import word_index as on_sqlite
from contact_moments.storage.sql.word_index import Indexed

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_WORDS = Indexed("moment_words", "moment_text", "moment_id", "words")
_IN_TIME = {
    "type": "type",
    "sender": "sender_id",
    "action": "action",
    "tags": "tagset_id",
    "reference": "reference",
    "client": "client_id",
    "channel": "channel",
}
_FILL = (
    "UPDATE moment SET client_id = first.client_id, channel = first.channel, reference = {reference}"
    " FROM version AS first, version AS latest WHERE first.moment_id = moment.id AND first.version = 1"
    " AND latest.moment_id = moment.id AND latest.version = moment.version"
)
_ON_SQLITE = "json_extract(latest.document, '$.reference')"
_ON_POSTGRESQL = "latest.document::json ->> 'reference'"


def upgrade() -> None:
    """Add the columns, the table of words, and the indexes."""
    op.add_column("moment", sa.Column("reference", sa.Text()))
    op.add_column("moment", sa.Column("client_id", sa.String(64)))
    op.add_column("moment", sa.Column("channel", sa.String(16), nullable=False, server_default=""))
    op.add_column("link", sa.Column("happened_at", sa.BigInteger(), nullable=False, server_default="0"))
    is_sqlite = op.get_bind().dialect.name == "sqlite"
    # Each row is written once, and before there are indexes.
    op.get_bind().exec_driver_sql(_FILL.format(reference=_ON_SQLITE if is_sqlite else _ON_POSTGRESQL))
    op.execute("UPDATE link SET happened_at = (SELECT happened_at FROM moment WHERE moment.id = link.moment_id)")
    op.create_index("ix_moment_time", "moment", ["happened_at", "id"])
    for name, column in _IN_TIME.items():
        op.create_index(f"ix_moment_{name}_time", "moment", [column, "happened_at", "id"])
    op.create_index("ix_link_time", "link", ["relation_id", "happened_at", "moment_id"])
    op.create_table(
        "moment_text",
        sa.Column("moment_id", _ID, autoincrement=False, nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["moment_id"], ["moment.id"], name="fk_moment_text_moment_id_moment"),
        sa.PrimaryKeyConstraint("moment_id", name="pk_moment_text"),
    )
    made = on_sqlite if is_sqlite else on_postgresql
    for statement in made.statements(_WORDS):
        op.get_bind().exec_driver_sql(statement)
