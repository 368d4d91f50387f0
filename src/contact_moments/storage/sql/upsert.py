"""Adding rows, or changing those that are there: `INSERT … ON CONFLICT … DO UPDATE`, the same on both engines."""

from collections.abc import Callable
from typing import Any

from sqlalchemy import ColumnElement, Executable, Table


def upsert(table: Table, changed: Callable[[Any], dict[str, ColumnElement[Any]]], rows: Any = None) -> Executable:
    """The statement, for values or for the `rows` of another one. `changed` says what changes, given the new row.

    It is made where it is first needed: most commands need none, and loading what makes it takes 40 ms.
    """
    # SQLAlchemy has no common one. This compiles for SQLite too.
    from sqlalchemy.dialects.postgresql import insert  # noqa: PLC0415

    new = insert(table) if rows is None else insert(table).from_select(table.c.keys(), rows)
    return new.on_conflict_do_update(index_elements=list(table.primary_key), set_=changed(new.excluded))
