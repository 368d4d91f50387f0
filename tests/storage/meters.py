"""Counters of the engines: the statements that reach them, and the rows or steps that a statement takes."""

import re
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import pairwise
from typing import Any

import pytest
from sqlalchemy import Connection, Engine, event

from contact_moments.register import Register
from contact_moments.storage.backends.sqlite import connections, readers
from contact_moments.storage.sql.word_index import word_index_of

OF_A_ROW_OR_TWO = {"register", "numbering"}
# And what a virtual table of SQLite sends itself, which is shown as a comment.
_AROUND = re.compile(r"BEGIN|COMMIT|ROLLBACK|PRAGMA|SAVEPOINT|--", re.IGNORECASE)


class SqliteMeter:
    """Records the statements of every connection that is made while it is in place, with their values."""

    def __init__(self) -> None:
        self.sent: list[str] = []
        self._counting: int | None = None  # the thread whose steps are counted
        self._steps = 0

    @contextmanager
    def in_place(self) -> Iterator["SqliteMeter"]:
        """Watch the connections that are made in the block, for as long as they live."""
        connect = connections.connect

        def watched(*words: Any) -> Any:
            connection = connect(*words)
            connection.set_trace_callback(self.sent.append)
            # Only here: later another thread may hold the connection's lock, and wait for the interpreter's.
            connection.set_progress_handler(self._step, 1)
            return connection

        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(connections, "connect", watched)
            patch.setattr(readers, "connect", watched)
            yield self

    def statements(self, call: Callable[[], object]) -> list[str]:
        """The statements of a call, without BEGIN, COMMIT and the like; a statement for many rows counts once."""
        self.sent.clear()
        call()
        sent = [one for one in self.sent if not _AROUND.match(one)]
        return [one for one, before in pairwise(["", *sent][::-1]) if _text(one) != _text(before)][::-1]

    def visits(self, call: Callable[[], object]) -> int:
        """How many steps SQLite's machine took for a call: about fifty for a row that is found and shown."""
        call()  # so that there is a connection
        self._counting, self._steps = threading.get_ident(), 0
        call()
        self._counting = None
        return self._steps

    def _step(self) -> int:
        self._steps += threading.get_ident() == self._counting
        return 0

    def scans(self, register: Register, statement: str) -> list[str]:
        """The steps of a statement's plan that read a table or index from end to end, or sort."""
        with register.database.snapshot() as connection:
            plan = [str(row.detail) for row in connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}")]
        own = {one.split()[1] for one in plan if one.startswith(("CO-ROUTINE", "MATERIALIZE"))} | OF_A_ROW_OR_TWO
        return [one for one in plan if "TEMP B-TREE" in one or (one.startswith("SCAN") and one.split()[1] not in own)]


def _text(statement: str) -> str:
    """A statement without the values of its row."""
    return statement.partition(" VALUES ")[0]


class PostgresqlMeter:
    """Records the statements that SQLAlchemy hands to psycopg, with their values."""

    def __init__(self) -> None:
        self.sent: list[tuple[str, Any]] = []

    @contextmanager
    def in_place(self) -> Iterator["PostgresqlMeter"]:
        """Watch every PostgreSQL engine meanwhile."""

        def note(connection: Any, _: Any, statement: str, parameters: Any, *__: Any) -> None:
            if connection.dialect.name == "postgresql":
                self.sent.append((statement, parameters))

        event.listen(Engine, "before_cursor_execute", note)
        try:
            yield self
        finally:
            event.remove(Engine, "before_cursor_execute", note)

    def statements(self, call: Callable[[], object]) -> list[str]:
        """The statements of a call, without those that set limits."""
        self.sent.clear()
        call()
        return [one for one, _ in self.sent if "set_config" not in one]

    def visits(self, register: Register, call: Callable[[], object]) -> float:
        """How many rows the plan of a call's last statement visited, including those that it filtered out."""
        self.sent.clear()
        call()
        # The last reading: that it was read is noted by another thread, perhaps at the same time.
        readings = [one for one in self.sent if one[0].startswith(("SELECT", "WITH")) and "FOR UPDATE" not in one[0]]
        statement, parameters = readings[-1]
        with register.database.snapshot() as connection:
            plan = connection.exec_driver_sql(f"EXPLAIN (ANALYZE, FORMAT JSON) {statement}", parameters).scalar_one()
        return sum(rows_in(plan[0]["Plan"]))


def rows_in(node: dict[str, Any], beside: str = "") -> Iterator[float]:
    """The rows that each scan of a plan visited, including those that it filtered out, but for nodes of one type."""
    if "Scan" in node["Node Type"] and node["Node Type"] not in {"CTE Scan", "Subquery Scan", beside}:
        yield (node["Actual Rows"] + node.get("Rows Removed by Filter", 0)) * node["Actual Loops"]
    for child in node.get("Plans", ()):
        yield from rows_in(child, beside)


def rows_visited(meter: SqliteMeter | PostgresqlMeter, register: Register, call: Callable[[], object]) -> float:
    """What all statements of a call visit: SQLite's steps, or PostgreSQL's rows, without those of an index alone."""
    if isinstance(meter, SqliteMeter):
        return meter.visits(call)
    meter.sent.clear()
    call()
    sent = [one for one in meter.sent if one[0].startswith(("SELECT", "WITH")) and "set_config" not in one[0]]
    with register.database.snapshot() as connection:
        word_index_of(connection).keep_to_indexes(connection)
        plans = [_plan(connection, one, values) for one, values in sent]
        return sum(row for plan in plans for row in rows_in(plan, beside="Bitmap Index Scan"))


def _plan(connection: Connection, statement: str, values: Any) -> dict[str, Any]:
    # As when it was sent: only the word index is read by bitmaps.
    state = "on" if "tsquery" in statement else "off"
    connection.exec_driver_sql(f"SELECT set_config('enable_bitmapscan', '{state}', true)")
    plan = connection.exec_driver_sql(f"EXPLAIN (ANALYZE, FORMAT JSON) {statement}", values).scalar_one()
    return dict(plan[0]["Plan"])
