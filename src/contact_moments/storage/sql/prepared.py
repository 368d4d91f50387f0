"""Prepared statements: compiled once for each engine.

SQLAlchemy takes longer to prepare a statement for its driver than SQLite takes to find a page. So these statements are
compiled once. At each use only the values are put in order, and the engine's `Executor` sends them.
"""

from collections.abc import Callable, Iterable, Sequence
from operator import itemgetter
from typing import Any, Protocol

from sqlalchemy import BindParameter, Connection, Dialect, Executable, bindparam
from sqlalchemy.exc import NoResultFound
from sqlalchemy.types import TypeEngine

from contact_moments.storage.batches import in_parts

Values = dict[str, Any]
Row = tuple[Any, ...]
FetchRow = Callable[["SingleRow", Values], Row | None]

# The execution option under which each engine carries its executor.
EXECUTOR = "contact_moments_executor"


class Executor(Protocol):
    """Sends prepared statements by the driver of one engine. Both methods raise `sqlalchemy.exc.DBAPIError`."""

    def fetch_rows(self, connection: Connection, text: str, parameters: Any) -> Sequence[Sequence[Any]]:
        """Run a statement once; returns its rows."""

    def run_many(self, connection: Connection, text: str, parameters: list[Any]) -> None:
        """Run a statement once for each of the parameters."""


def executor_of(connection: Connection) -> Executor:
    """The executor of the engine that made this connection."""
    executor: Executor = connection.get_execution_options()[EXECUTOR]
    return executor


class Compiled:
    """The text of a statement for one driver."""

    __slots__ = ("_compiled", "_constants", "_expands", "_pick", "text")

    def __init__(self, statement: Executable, dialect: Dialect) -> None:
        compiled: Any = statement.compile(dialect=dialect)  # type: ignore[attr-defined]
        self.text = str(compiled)
        self._compiled = compiled
        # True with an expanding IN parameter: the text then depends on the length of its list.
        self._expands = bool(compiled.post_compile_params)
        self._constants: Values = dict(compiled.params)
        self._pick = _picker(compiled.positiontup) if compiled.positional else None

    def all_parameters(self, rows: Sequence[Values]) -> list[Any]:
        """The parameters for each of many rows, which have a value for every name. No list may be among the values."""
        return list(rows) if self._pick is None else [self._pick(row) for row in rows]

    def with_values(self, values: Values) -> tuple[str, Any]:
        """The text to send, and the parameters for the driver: by position or by name."""
        if self._expands:
            expanded = self._compiled.construct_expanded_state(values)
            positional = expanded.positional_parameters if self._pick else expanded.parameters
            return expanded.statement, positional
        values = self._constants | values
        return self.text, values if self._pick is None else self._pick(values)


def _picker(names: list[str]) -> Callable[[Values], tuple[Any, ...]]:
    if len(names) == 1:
        (name,) = names
        return lambda values: (values[name],)
    return itemgetter(*names) if names else lambda _: ()


class Prepared:
    """A statement and its compiled form for each dialect."""

    __slots__ = ("_compiled", "statement")

    def __init__(self, statement: Executable) -> None:
        self.statement = statement
        self._compiled: dict[str, Compiled] = {}

    def compiled(self, dialect: Dialect) -> Compiled:
        """The statement as this dialect's driver takes it."""
        found = self._compiled.get(dialect.name)
        if found is None:
            found = self._compiled[dialect.name] = Compiled(self.statement, dialect)
        return found

    def rows(self, connection: Connection, values: Values) -> Sequence[Sequence[Any]]:
        """Run it on a connection; returns its rows."""
        text, parameters = self.compiled(connection.dialect).with_values(values)
        return executor_of(connection).fetch_rows(connection, text, parameters)


class SingleRow(Prepared):
    """A statement that returns at most one row."""

    def fetch(self, connection: Connection, values: Values) -> Row | None:
        """Run it on a connection; returns the row, or None."""
        found = self.rows(connection, values)
        return tuple(found[0]) if found else None


def one_row(row: Row | None) -> Row:
    """The row of a statement that always has one. Raises `NoResultFound` for None."""
    if row is None:
        raise NoResultFound("A row that every register has is gone")
    return row


def fetching_from(connection: Connection) -> FetchRow:
    """A function that runs `SingleRow` statements on this connection, so that all rows are of its snapshot."""
    return lambda statement, values: statement.fetch(connection, values)


class ManyRows(Prepared):
    """A statement that writes, run once for each of many rows."""

    def run(self, connection: Connection, rows: Sequence[Values]) -> None:
        """Run it; with no rows nothing is sent."""
        if rows:
            compiled = self.compiled(connection.dialect)
            executor_of(connection).run_many(connection, compiled.text, compiled.all_parameters(rows))


class InList:
    """A statement that looks for any of many values: compiled for lists of 1, 2, 4, … values.

    A list of another length is filled up with its last value, so a few texts serve all lengths.
    """

    def __init__(self, kind: TypeEngine[Any], make: Callable[[list[BindParameter[Any]]], Executable]) -> None:
        """`make` returns the statement for a list of bound values of type `kind`."""
        self._kind = kind
        self._make = make
        self._by_size: dict[int, Prepared] = {}

    def rows(self, connection: Connection, values: Iterable[Any]) -> list[Any]:
        """The rows that are found; there may be any number of values."""
        return [row for part in in_parts(values) for row in self._fetch(connection, part)]

    def _fetch(self, connection: Connection, values: list[Any]) -> Sequence[Sequence[Any]]:
        size = 1 << (len(values) - 1).bit_length()
        prepared = self._by_size.get(size)
        if prepared is None:
            names = [bindparam(f"value_{number}", type_=self._kind) for number in range(size)]
            prepared = self._by_size[size] = Prepared(self._make(names))
        padded = values + values[-1:] * (size - len(values))
        bound = {f"value_{number}": value for number, value in enumerate(padded)}
        return prepared.rows(connection, bound)
