"""Pages: what people have typed and not saved, the link of the first administrator, and how pages look to each.

The type of telephone calls gets three fields, unless the operator has made it another one.
"""

import json
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

_TYPE = "ContactMomentPhone"
# The type's schema as earlier releases came with it.
_SHIPPED: dict[str, Any] = {
    "$schema": "http://json-schema.org/draft-07/schema#",
    "title": "Contact moment",
    "type": "object",
    "properties": {
        "contactMomentId": {
            "title": "Contact moment ID",
            "description": "The unique ID for the contact moment",
            "type": "integer",
        },
        "subject": {"title": "Subject", "description": "What the contact moment was about", "type": "string"},
        "dateTime": {"title": "Date and time", "description": "yyyy-mm-dd hh:mm:ss", "type": "string"},
        "senderId": {
            "title": "Sender ID",
            "description": "The Procurios ID of the relation that initiated contact",
            "type": "integer",
        },
        "recipients": {
            "title": "Recipient",
            "description": "The Procurios IDs of the relations that were contacted",
            "type": "array",
            "minItems": 1,
            "uniqueItems": True,
            "items": {"type": "integer"},
        },
        "action_code": {"title": "Entered via action", "type": "integer"},
        "reference": {
            "title": "A reference for this contact moment in the calling system.",
            "type": "string",
            "maxLength": 255,
        },
        "tagIds": {
            "title": "Tag Ids",
            "description": "The ids of the labels attached to the contact moment for extra information",
            "type": "array",
            "minItems": 0,
            "uniqueItems": True,
            "items": {"type": "integer"},
        },
        "contents": {"title": "Contents", "description": "What was said during the call", "type": "string"},
    },
    "required": ["subject", "senderId", "recipients"],
}
_NEW_FIELDS: dict[str, Any] = {
    "direction": {
        "title": "Direction",
        "description": "Who called whom: in, if they called us",
        "examples": ["in", "out"],
    },
    "outcome": {
        "title": "Outcome",
        "description": "How the call ended",
        "examples": ["spoke", "no answer", "voicemail", "called back"],
    },
    "durationMinutes": {
        "title": "Duration in minutes",
        "description": "How long the call took",
        "examples": [5, 15],
    },
}


def upgrade() -> None:
    """Add the tables and columns, and the fields of the type."""
    op.create_table(
        "entry",
        sa.Column("id", sa.String(32), nullable=False),
        sa.Column("account_id", sa.String(32), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("saved_at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name="fk_entry_account_id_account"),
        sa.PrimaryKeyConstraint("id", name="pk_entry"),
    )
    op.create_index("ix_entry_account_id", "entry", ["account_id"])
    op.create_index("ix_entry_saved_at", "entry", ["saved_at"])
    op.create_table(
        "first_run",
        sa.Column("hash", sa.String(64), nullable=False),
        sa.Column("expires_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("hash", name="pk_first_run"),
        sqlite_with_rowid=False,
    )
    op.add_column("account", sa.Column("theme", sa.String(8), nullable=False, server_default="system"))
    op.add_column("account", sa.Column("single_keys", sa.Boolean(), nullable=False, server_default=sa.true()))
    _add_fields()


def _add_fields() -> None:
    moment_type = sa.table("moment_type", sa.column("id"), sa.column("json_schema"))
    register = sa.table("register", sa.column("types_version"))
    connection, is_it = op.get_bind(), moment_type.c.id == _TYPE
    text = connection.execute(sa.select(moment_type.c.json_schema).where(is_it)).scalar()
    if text is None or json.loads(text) != _SHIPPED:
        return
    new = _SHIPPED | {"properties": _SHIPPED["properties"] | _NEW_FIELDS}
    new_text = json.dumps(new, ensure_ascii=False, separators=(",", ":"))
    connection.execute(sa.update(moment_type).where(is_it).values(json_schema=new_text))
    connection.execute(sa.update(register).values(types_version=register.c.types_version + 1))
