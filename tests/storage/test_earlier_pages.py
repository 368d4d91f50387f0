"""Registers of releases before the pages: after migrating they have the tables, and the new fields of calls."""

import json
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection, select, text

from contact_moments import maintenance
from contact_moments.moments.type_files import SHIPPED, read_shipped
from contact_moments.register import Register
from contact_moments.settings import Settings
from contact_moments.storage.sql.tables import account, entry, first_run, moment_type, register
from tests.engines import Engine
from tests.older import add_row, make_older

pytestmark = pytest.mark.both_engines

PHONE = "ContactMomentPhone"
NEW = ("direction", "outcome", "durationMinutes")
ACCOUNT = {"id": "a", "email": "a@b.c", "email_key": "a@b.c", "name": "A", "language": "en", "role": "r"}


def shipped_before() -> dict[str, Any]:
    """The schema of calls as the release before shipped it."""
    schema = read_shipped(PHONE).schema
    return schema | {"properties": {name: one for name, one in schema["properties"].items() if name not in NEW}}


def migrated(engine: Engine, folder: Path, schema: dict[str, Any]) -> Register:
    """A migrated register whose type of calls had this schema, and in which somebody may sign in."""
    found = Register(Settings(database_url=engine.new_url(folder)))
    make_older(found, "0010")

    def change(connection: Connection) -> None:
        bound = {"schema": json.dumps(schema, indent=1), "id": PHONE}
        connection.execute(text("UPDATE moment_type SET json_schema = :schema WHERE id = :id"), bound)
        add_row(connection, "role", {"name": "r", "scopes": "", "second_factor": False, "built_in": False})
        add_row(connection, "account", ACCOUNT | {"created_at": 1})

    found.database.change_schema(change)
    maintenance.migrate(found)
    return found


def test_an_earlier_register_gets_the_fields(engine: Engine, tmp_path: Path) -> None:
    """The type is as a new register has it, and every worker reads it anew; how pages look is as the system says."""
    found = migrated(engine, tmp_path, shipped_before())
    with found.database.snapshot() as connection:
        schema = connection.execute(select(moment_type.c.json_schema).where(moment_type.c.id == PHONE)).scalar_one()
        version = connection.execute(select(register.c.types_version)).scalar_one()
        looks = connection.execute(select(account.c.theme, account.c.single_keys)).all()
        empty = [connection.execute(select(table)).all() for table in (entry, first_run)]
    found.close()

    assert json.loads(schema) == read_shipped(PHONE).schema
    assert list(json.loads(schema)["properties"]) == list(read_shipped(PHONE).schema["properties"])
    assert version == 1 + len(SHIPPED) + 2  # each was added, one was changed, and the register was migrated
    assert looks == [("system", True)]
    assert empty == [[], []]


def test_a_replaced_type_stays(engine: Engine, tmp_path: Path) -> None:
    """What an operator has made of the type of calls is theirs."""
    own = shipped_before()
    own["properties"] |= {"direction": {"type": "integer"}}
    found = migrated(engine, tmp_path, own)
    with found.database.snapshot() as connection:
        schema = connection.execute(select(moment_type.c.json_schema).where(moment_type.c.id == PHONE)).scalar_one()
    found.close()

    assert json.loads(schema) == own
