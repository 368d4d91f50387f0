"""People who sign in: accounts, roles, sessions, what they give clients, and the audit trail.

The program adds the roles that come with it.
"""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_NOTHING = b"\x00" * 32


def upgrade() -> None:
    """Add the tables, and the columns that name accounts and consents."""
    _add_accounts()
    _add_recovery_codes()
    _add_links()
    _add_sessions()
    _add_consents()
    _add_tokens()
    _add_audit()
    _add_head()
    op.add_column("client", sa.Column("public", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.add_column("client", sa.Column("own_tokens", sa.Boolean(), nullable=False, server_default=sa.true()))
    op.add_column("token", sa.Column("consent_id", sa.String(32)))
    op.create_index("ix_token_consent", "token", ["consent_id"])
    op.add_column("version", sa.Column("account_id", sa.String(32)))
    op.add_column("parked", sa.Column("account_id", sa.String(32)))


def _add_accounts() -> None:
    op.create_table(
        "role",
        sa.Column("name", sa.String(64), nullable=False),
        sa.Column("scopes", sa.Text(), nullable=False),
        sa.Column("second_factor", sa.Boolean(), nullable=False),
        sa.Column("built_in", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("name", name="pk_role"),
    )
    op.create_table(
        "account",
        sa.Column("id", sa.String(32), nullable=False),
        sa.Column("email", sa.Text(), nullable=False),
        sa.Column("email_key", sa.String(320), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("language", sa.String(8), nullable=False),
        sa.Column("relation_id", sa.BigInteger()),
        sa.Column("role", sa.String(64), nullable=False),
        sa.Column("password_hash", sa.Text()),
        sa.Column("password_at", sa.BigInteger()),
        sa.Column("totp_secret", sa.String(64)),
        sa.Column("totp_step", sa.BigInteger(), nullable=False, server_default="0"),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.Column("disabled_at", sa.BigInteger()),
        sa.ForeignKeyConstraint(["relation_id"], ["relation.id"], name="fk_account_relation_id_relation"),
        sa.ForeignKeyConstraint(["role"], ["role.name"], name="fk_account_role_role"),
        sa.PrimaryKeyConstraint("id", name="pk_account"),
        sa.UniqueConstraint("email_key", name="uq_account_email_key"),
    )


def _add_recovery_codes() -> None:
    op.create_table(
        "recovery_code",
        sa.Column("hash", sa.String(64), nullable=False),
        sa.Column("account_id", sa.String(32), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name="fk_recovery_code_account_id_account"),
        sa.PrimaryKeyConstraint("hash", name="pk_recovery_code"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_recovery_code_account_id", "recovery_code", ["account_id"])


def _add_links() -> None:
    op.create_table(
        "one_time_link",
        sa.Column("hash", sa.String(64), nullable=False),
        sa.Column("account_id", sa.String(32), nullable=False),
        sa.Column("purpose", sa.String(16), nullable=False),
        sa.Column("expires_at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name="fk_one_time_link_account_id_account"),
        sa.PrimaryKeyConstraint("hash", name="pk_one_time_link"),
        sa.UniqueConstraint("account_id", name="uq_one_time_link_account_id"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_one_time_link_expires_at", "one_time_link", ["expires_at"])


def _add_sessions() -> None:
    op.create_table(
        "session",
        sa.Column("hash", sa.String(64), nullable=False),
        sa.Column("id", sa.String(32), nullable=False),
        sa.Column("account_id", sa.String(32), nullable=False),
        sa.Column("stage", sa.String(16), nullable=False),
        sa.Column("failures", sa.Integer(), nullable=False, server_default="0"),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.Column("seen_at", sa.BigInteger(), nullable=False),
        sa.Column("expires_at", sa.BigInteger(), nullable=False),
        sa.Column("address", sa.Text(), nullable=False),
        sa.Column("agent", sa.Text(), nullable=False),
        sa.Column("new_totp_secret", sa.String(64)),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name="fk_session_account_id_account"),
        sa.PrimaryKeyConstraint("hash", name="pk_session"),
        sa.UniqueConstraint("id", name="uq_session_id"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_session_account_id", "session", ["account_id"])
    op.create_index("ix_session_expires_at", "session", ["expires_at"])


def _add_consents() -> None:
    op.create_table(
        "client_redirect",
        sa.Column("client_id", sa.String(64), nullable=False),
        sa.Column("uri", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["client_id"], ["client.id"], name="fk_client_redirect_client_id_client"),
        sa.PrimaryKeyConstraint("client_id", "uri", name="pk_client_redirect"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "consent",
        sa.Column("id", sa.String(32), nullable=False),
        sa.Column("client_id", sa.String(64), nullable=False),
        sa.Column("account_id", sa.String(32), nullable=False),
        sa.Column("scopes", sa.Text(), nullable=False),
        sa.Column("given_at", sa.BigInteger(), nullable=False),
        sa.Column("expires_at", sa.BigInteger(), nullable=False),
        sa.Column("revoked_at", sa.BigInteger()),
        sa.ForeignKeyConstraint(["client_id"], ["client.id"], name="fk_consent_client_id_client"),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name="fk_consent_account_id_account"),
        sa.PrimaryKeyConstraint("id", name="pk_consent"),
    )
    op.create_index("ix_consent_account_id", "consent", ["account_id"])
    op.create_index("ix_consent_expires_at", "consent", ["expires_at"])


def _add_tokens() -> None:
    op.create_table(
        "oauth_code",
        sa.Column("hash", sa.String(64), nullable=False),
        sa.Column("consent_id", sa.String(32), nullable=False),
        sa.Column("redirect_uri", sa.Text(), nullable=False),
        sa.Column("challenge", sa.String(128)),
        sa.Column("expires_at", sa.BigInteger(), nullable=False),
        sa.Column("used_at", sa.BigInteger()),
        sa.ForeignKeyConstraint(["consent_id"], ["consent.id"], name="fk_oauth_code_consent_id_consent"),
        sa.PrimaryKeyConstraint("hash", name="pk_oauth_code"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_oauth_code_consent_id", "oauth_code", ["consent_id"])
    op.create_table(
        "refresh_token",
        sa.Column("hash", sa.String(64), nullable=False),
        sa.Column("consent_id", sa.String(32), nullable=False),
        sa.Column("expires_at", sa.BigInteger(), nullable=False),
        sa.Column("used_at", sa.BigInteger()),
        sa.ForeignKeyConstraint(["consent_id"], ["consent.id"], name="fk_refresh_token_consent_id_consent"),
        sa.PrimaryKeyConstraint("hash", name="pk_refresh_token"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_refresh_token_consent_id", "refresh_token", ["consent_id"])
    op.create_index("ix_refresh_token_expires_at", "refresh_token", ["expires_at"])


def _add_audit() -> None:
    op.create_table(
        "audit_event",
        sa.Column("number", _ID, autoincrement=False, nullable=False),
        sa.Column("happened_at", sa.BigInteger(), nullable=False),
        sa.Column("kind", sa.String(32), nullable=False),
        sa.Column("account_id", sa.String(32)),
        sa.Column("client_id", sa.String(64)),
        sa.Column("operator", sa.Text()),
        sa.Column("address", sa.Text()),
        sa.Column("address_salt", sa.LargeBinary(32)),
        sa.Column("address_seal", sa.LargeBinary(32)),
        sa.Column("subject", sa.Text()),
        sa.Column("detail", sa.Text(), nullable=False),
        sa.Column("hash", sa.LargeBinary(32), nullable=False),
        sa.PrimaryKeyConstraint("number", name="pk_audit_event"),
    )
    op.create_index("ix_audit_event_happened_at", "audit_event", ["happened_at"])
    op.create_index("ix_audit_event_account_id", "audit_event", ["account_id"])
    of_failure = sa.text("kind = 'sign_in_failed' AND address IS NOT NULL")
    op.create_index(
        "ix_audit_event_of_failure",
        "audit_event",
        ["happened_at"],
        sqlite_where=of_failure,
        postgresql_where=of_failure,
    )


def _add_head() -> None:
    head = op.create_table(
        "audit_head",
        sa.Column("id", sa.SmallInteger(), autoincrement=False, nullable=False),
        sa.Column("number", sa.BigInteger(), nullable=False),
        sa.Column("hash", sa.LargeBinary(32), nullable=False),
        sa.Column("removed_number", sa.BigInteger(), nullable=False),
        sa.Column("removed_hash", sa.LargeBinary(32), nullable=False),
        sa.Column("settings", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_audit_head"),
    )
    first = {"id": 1, "number": 0, "hash": _NOTHING, "removed_number": 0, "removed_hash": _NOTHING, "settings": "{}"}
    op.bulk_insert(head, [first])
