"""The first schema: register, relations, tags, actions, types, moments with their versions and links, clients."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create every table, the register's one row, and the empty set of tags."""
    _parties()
    _catalogue()
    _clients()
    _moments()
    _bookkeeping()
    op.execute(
        "INSERT INTO register (id, last_moment_id, last_change_no, last_second, types_version, rendering)"
        " VALUES (1, 0, 0, 0, 1, '')"
    )
    op.execute("INSERT INTO tagset (id, tag_ids, json) VALUES (0, '', '{}')")


def _parties() -> None:
    """Relations and their telephone numbers."""
    op.create_table(
        "relation",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=False, nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("name_json", sa.Text(), nullable=False),
        sa.Column("email", sa.Text(), nullable=True),
        sa.Column("archived", sa.Boolean(), nullable=False),
        sa.Column("merged_into", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(["merged_into"], ["relation.id"], name="fk_relation_merged_into_relation"),
        sa.PrimaryKeyConstraint("id", name="pk_relation"),
    )
    op.create_index("ix_relation_merged_into", "relation", ["merged_into"], unique=False)
    op.create_table(
        "relation_phone",
        sa.Column("relation_id", sa.BigInteger(), nullable=False),
        sa.Column("number", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["relation_id"], ["relation.id"], name="fk_relation_phone_relation_id_relation"),
        sa.PrimaryKeyConstraint("relation_id", "number", name="pk_relation_phone"),
        sqlite_with_rowid=False,
    )


def _catalogue() -> None:
    """Tags, sets of tags, actions, types."""
    op.create_table(
        "tag",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=False, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_tag"),
    )
    op.create_table(
        "tagset",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=False, nullable=False),
        sa.Column("tag_ids", sa.Text(), nullable=False),
        sa.Column("json", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_tagset"),
        sa.UniqueConstraint("tag_ids", name="uq_tagset_tag_ids"),
    )
    op.create_table(
        "tagset_tag",
        sa.Column("tag_id", sa.BigInteger(), nullable=False),
        sa.Column("tagset_id", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["tag_id"], ["tag.id"], name="fk_tagset_tag_tag_id_tag"),
        sa.ForeignKeyConstraint(["tagset_id"], ["tagset.id"], name="fk_tagset_tag_tagset_id_tagset"),
        sa.PrimaryKeyConstraint("tag_id", "tagset_id", name="pk_tagset_tag"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "action",
        sa.Column("code", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=False, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("code", name="pk_action"),
    )
    op.create_table(
        "moment_type",
        sa.Column("id", sa.String(length=128), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("addable", sa.Boolean(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("json_schema", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_moment_type"),
    )


def _clients() -> None:
    """API clients and their tokens."""
    op.create_table(
        "client",
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("secret_hash", sa.String(length=64), nullable=False),
        sa.Column("scope", sa.Text(), nullable=False),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.Column("revoked_at", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_client"),
    )
    op.create_table(
        "token",
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.Column("client_id", sa.String(length=64), nullable=False),
        sa.Column("scope", sa.Text(), nullable=False),
        sa.Column("expires_at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["client_id"], ["client.id"], name="fk_token_client_id_client"),
        sa.PrimaryKeyConstraint("hash", name="pk_token"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_token_expires_at", "token", ["expires_at"], unique=False)


def _moments() -> None:
    """Contact moments, their versions, and the links to their parties."""
    op.create_table(
        "moment",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=False, nullable=False),
        sa.Column("change_no", sa.BigInteger(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("type", sa.String(length=128), nullable=False),
        sa.Column("sender_id", sa.BigInteger(), nullable=False),
        sa.Column("happened_at", sa.BigInteger(), nullable=False),
        sa.Column("action", sa.BigInteger(), nullable=True),
        sa.Column("tagset_id", sa.BigInteger(), nullable=False),
        sa.Column("json_head", sa.Text(), nullable=False),
        sa.Column("json_middle", sa.Text(), nullable=False),
        sa.Column("json_tail", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["sender_id"], ["relation.id"], name="fk_moment_sender_id_relation"),
        sa.ForeignKeyConstraint(["tagset_id"], ["tagset.id"], name="fk_moment_tagset_id_tagset"),
        sa.ForeignKeyConstraint(["type"], ["moment_type.id"], name="fk_moment_type_moment_type"),
        sa.PrimaryKeyConstraint("id", name="pk_moment"),
        sa.UniqueConstraint("change_no", name="uq_moment_change_no"),
    )
    op.create_table(
        "version",
        sa.Column("moment_id", sa.BigInteger(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("recorded_at", sa.BigInteger(), nullable=False),
        sa.Column("client_id", sa.String(length=64), nullable=True),
        sa.Column("channel", sa.String(length=16), nullable=False),
        sa.Column("document", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["client_id"], ["client.id"], name="fk_version_client_id_client"),
        sa.ForeignKeyConstraint(["moment_id"], ["moment.id"], name="fk_version_moment_id_moment"),
        sa.PrimaryKeyConstraint("moment_id", "version", name="pk_version"),
    )
    op.create_table(
        "link",
        sa.Column("relation_id", sa.BigInteger(), nullable=False),
        sa.Column("n", sa.BigInteger(), nullable=False),
        sa.Column("moment_id", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["moment_id"], ["moment.id"], name="fk_link_moment_id_moment"),
        sa.ForeignKeyConstraint(["relation_id"], ["relation.id"], name="fk_link_relation_id_relation"),
        sa.PrimaryKeyConstraint("relation_id", "n", name="pk_link"),
        sa.UniqueConstraint("moment_id", "relation_id", name="uq_link_moment_id_relation_id"),
        sqlite_with_rowid=False,
    )


def _bookkeeping() -> None:
    """The register's row, ticks, and the state of imports and merges."""
    op.create_table(
        "register",
        sa.Column("id", sa.SmallInteger(), autoincrement=False, nullable=False),
        sa.Column("last_moment_id", sa.BigInteger(), nullable=False),
        sa.Column("last_change_no", sa.BigInteger(), nullable=False),
        sa.Column("last_second", sa.BigInteger(), nullable=False),
        sa.Column("types_version", sa.BigInteger(), nullable=False),
        sa.Column("rendering", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_register"),
    )
    op.create_table(
        "tick",
        sa.Column(
            "second",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            autoincrement=False,
            nullable=False,
        ),
        sa.Column("first_change", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("second", name="pk_tick"),
    )
    op.create_table(
        "import_run",
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("done", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("digest", name="pk_import_run"),
    )
    op.create_table(
        "merge_run",
        sa.Column(
            "merged_id",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            autoincrement=False,
            nullable=False,
        ),
        sa.Column("into_id", sa.BigInteger(), nullable=False),
        sa.Column("after_n", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["into_id"], ["relation.id"], name="fk_merge_run_into_id_relation"),
        sa.ForeignKeyConstraint(["merged_id"], ["relation.id"], name="fk_merge_run_merged_id_relation"),
        sa.PrimaryKeyConstraint("merged_id", name="pk_merge_run"),
    )
