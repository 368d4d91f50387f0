"""Prepared statements on SQLite: a fault of the driver is raised as SQLAlchemy raises it."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection, Integer, column, func, insert, select, table
from sqlalchemy.exc import DBAPIError

from contact_moments.clock import system_clock
from contact_moments.storage.database import Database
from contact_moments.storage.sql.prepared import InList, ManyRows, SingleRow

NUMBER = table("number", column("n", Integer))
PRIVATE = "a text that nobody may see"


def fetch(connection: Connection) -> Any:
    """A statement whose only row cannot be computed."""
    return SingleRow(select(func.fails_at(2))).fetch(connection, {})


def look_for(connection: Connection) -> Any:
    """Two rows, of which the second cannot be computed after the first was found."""
    among = InList(Integer(), lambda values: select(func.fails_at(NUMBER.c.n)).where(NUMBER.c.n.in_(values)))
    return among.rows(connection, [1, 2])


def add(connection: Connection) -> None:
    """A row for a table that does not exist."""
    ManyRows(insert(table("gone", column("text")))).run(connection, [{"text": PRIVATE}])


@pytest.mark.parametrize("work", [fetch, look_for, add])
def test_faults(tmp_path: Path, work: Callable[[Connection], Any]) -> None:
    """At any row; so that it is retried, or answered with 503. Its text holds no value."""

    def fails_at(number: int) -> int:
        return 1 // (2 - number)

    database = Database(f"sqlite:///{tmp_path}/numbers.db", system_clock)
    database.make_place()
    with database._backend.write() as connection:
        driver: Any = connection.connection.dbapi_connection
        driver.create_function("fails_at", 1, fails_at)
        connection.exec_driver_sql("CREATE TABLE number (n INTEGER PRIMARY KEY)")
        connection.exec_driver_sql("INSERT INTO number VALUES (1), (2)")
        with pytest.raises(DBAPIError) as fault:
            work(connection)
    database.close()

    assert PRIVATE not in str(fault.value)
    assert fault.value.orig is not None
