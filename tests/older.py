"""Registers as earlier releases made them: the tables of a version, with people in them."""

from typing import Any

from sqlalchemy import Connection, column, insert, table

from contact_moments.moments.rendering import rendering_of
from contact_moments.moments.types import add_shipped_types
from contact_moments.register import Register
from contact_moments.storage.sql.json_text import json_text
from contact_moments.storage.whole import schema


def make_older(register: Register, version: str, *people: int) -> None:
    """Make the register as at an earlier version of the schema, with people named `Relation <id>`."""

    def make(connection: Connection) -> None:
        register.database.set_application_id(connection)
        schema.upgrade(connection, version)
        add_shipped_types(connection)
        schema.set_rendering(connection, rendering_of(register.zone))
        for id_ in people:
            name = f"Relation {id_}"
            row = {"id": id_, "kind": "person", "name": name, "name_json": json_text(name), "archived": False}
            add_row(connection, "relation", row)

    register.database.make_place()
    register.database.change_schema(make)


def add_row(connection: Connection, name: str, row: dict[str, Any]) -> None:
    """Add a row to a table of any version."""
    connection.execute(insert(table(name, *map(column, row))).values(row))
