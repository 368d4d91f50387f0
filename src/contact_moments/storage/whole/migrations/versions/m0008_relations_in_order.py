"""Relations have positions, change numbers and external ids, and what look-ups of them compare.

The keys of telephone numbers depend on a setting, so the program makes them.
"""

from typing import Any

import sqlalchemy as sa
from alembic import op

from contact_moments.storage.backends.postgresql import word_index as on_postgresql
from contact_moments.storage.backends.sqlite import word_index as on_sqlite
from contact_moments.storage.sql.keys import email_key, is_aside, name_words
from contact_moments.storage.sql.word_index import Indexed

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_BATCH = 1000
_WORDS = Indexed("relation_words", "relation", "id", "words")
_NEXT = sa.text("SELECT id, name, email, archived, merged_into FROM relation WHERE id > :after ORDER BY id LIMIT :size")
_FILL = sa.text("UPDATE relation SET n = :n, change_no = :n, words = :words, email_key = :email_key WHERE id = :id")


def upgrade() -> None:
    """Add the columns, and number the relations that are there by their ids."""
    for name in ("last_relation_no", "last_relation_change", "tags_version"):
        op.add_column("register", sa.Column(name, sa.BigInteger(), nullable=False, server_default="0"))
    op.add_column("register", sa.Column("phone_keying", sa.Text(), nullable=False, server_default=""))
    op.add_column("relation", sa.Column("external_id", sa.Text()))
    op.add_column("relation", sa.Column("n", sa.BigInteger(), nullable=False, server_default="0"))
    op.add_column("relation", sa.Column("change_no", sa.BigInteger(), nullable=False, server_default="0"))
    op.add_column("relation", sa.Column("email_key", sa.Text()))
    op.add_column("relation", sa.Column("words", sa.Text(), nullable=False, server_default=""))
    op.add_column("relation_phone", sa.Column("number_key", sa.Text(), nullable=False, server_default=""))
    op.add_column("relation_phone", sa.Column("main_key", sa.Text(), nullable=False, server_default=""))
    _number()
    op.create_index("ix_relation_external_id", "relation", ["external_id"], unique=True)
    op.create_index("ix_relation_n", "relation", ["n"], unique=True)
    op.create_index("ix_relation_change_no", "relation", ["change_no"], unique=True)
    op.create_index("ix_relation_email_key", "relation", ["email_key"])
    op.create_index("ix_relation_archived_id", "relation", ["archived", "id"])
    op.create_index("ix_relation_phone_main_key", "relation_phone", ["main_key", "number_key"])
    _index_words()
    op.create_table(
        "relation_tick",
        sa.Column("second", _ID, autoincrement=False, nullable=False),
        sa.Column("first_change", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("second", name="pk_relation_tick"),
    )
    # Nobody can have read the list yet, so what is there may be dated at the latest change.
    op.execute(
        "INSERT INTO relation_tick (second, first_change)"
        " SELECT last_second, 1 FROM register WHERE last_relation_change > 0"
    )


def _index_words() -> None:
    connection = op.get_bind()
    is_sqlite = connection.dialect.name == "sqlite"
    for statement in (on_sqlite if is_sqlite else on_postgresql).statements(_WORDS):
        op.execute(statement)
    if is_sqlite:
        on_sqlite.SqliteWordIndex().rebuild(connection, _WORDS)


def _filled(row: Any, place: int) -> dict[str, Any]:
    aside = is_aside(row.archived, row.merged_into)
    words, key = name_words(row.name, aside), email_key(row.email, aside)
    return {"id": row.id, "n": place, "words": words, "email_key": key}


def _number() -> None:
    connection, after, number = op.get_bind(), -1, 0
    while rows := connection.execute(_NEXT, {"after": after, "size": _BATCH}).all():
        connection.execute(_FILL, [_filled(row, place) for place, row in enumerate(rows, number + 1)])
        number, after = number + len(rows), rows[-1].id
    connection.execute(
        sa.text("UPDATE register SET last_relation_no = :number, last_relation_change = :number"), {"number": number}
    )
