"""Statements compiled once: what every request asks and every registration writes.

SQLAlchemy takes longer to prepare a statement for its driver than SQLite takes to find a page. So these are compiled
once for each engine, and what is left to do each time is to put the values in order.
"""

from collections.abc import Callable, Iterable, Sequence
from operator import itemgetter
from typing import Any

from sqlalchemy import BindParameter, Connection, Dialect, Executable, bindparam
from sqlalchemy.exc import DBAPIError, NoResultFound
from sqlalchemy.types import TypeEngine

from contact_moments.storage.batches import in_parts

Bound = dict[str, Any]
Answer = tuple[Any, ...] | None
Ask = Callable[["Question", Bound], Answer]


class Compiled:
    """The text of a statement for one driver; `parameters` puts bound values in the form that goes with it.

    `whole` is false where a list is bound, for which the text is another one every time.
    """

    __slots__ = ("_constants", "_pick", "text", "whole")

    def __init__(self, statement: Executable, dialect: Dialect) -> None:
        compiled: Any = statement.compile(dialect=dialect)  # type: ignore[attr-defined]
        self.text = str(compiled)
        self.whole = not compiled.post_compile_params
        self._constants: Bound = dict(compiled.params)
        self._pick = _picker(compiled.positiontup) if compiled.positional else None

    def all_parameters(self, rows: Sequence[Bound]) -> list[Any]:
        """As `parameters`, for each of many rows, which have a value for everything that is bound."""
        return list(rows) if self._pick is None else [self._pick(row) for row in rows]

    def parameters(self, bound: Bound) -> Any:
        """The values for the driver: by position, or by name."""
        values = self._constants | bound
        return values if self._pick is None else self._pick(values)


def _picker(names: list[str]) -> Callable[[Bound], tuple[Any, ...]]:
    if len(names) == 1:
        (name,) = names
        return lambda values: (values[name],)
    return itemgetter(*names) if names else lambda _: ()


class Prepared:
    """A statement and, by dialect, what its driver needs."""

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


class Question(Prepared):
    """A statement that is answered with at most one row."""

    def on(self, connection: Connection, bound: Bound) -> Answer:
        """Ask on a connection that has other things to do as well."""
        compiled = self.compiled(connection.dialect)
        if compiled.whole:
            found = _sent(connection, compiled.text, compiled.parameters(bound))
        else:
            found = connection.execute(self.statement, bound).fetchall()
        return tuple(found[0]) if found else None


def required(answer: Answer) -> tuple[Any, ...]:
    """The answer to a question that always has one. Raises `NoResultFound` where it has none all the same."""
    if answer is None:
        raise NoResultFound("A row that every register has is gone")
    return answer


def asking(connection: Connection) -> Ask:
    """Puts questions on one connection, so that all answers are of its snapshot."""
    return lambda question, bound: question.on(connection, bound)


class ForEach(Prepared):
    """A statement that writes, run for each of many rows."""

    def run(self, connection: Connection, rows: Sequence[Bound]) -> None:
        """Run it; for no rows nothing is sent."""
        if rows:
            compiled = self.compiled(connection.dialect)
            _sent(connection, compiled.text, compiled.all_parameters(rows))


class Among:
    """A statement that looks for any of many values: compiled for lists of 1, 2, 4, … of them.

    A list of another length has its last value more than once, so that few texts serve for all.
    """

    def __init__(self, kind: TypeEngine[Any], ask: Callable[[list[BindParameter[Any]]], Executable]) -> None:
        self._kind = kind
        self._ask = ask
        self._by_size: dict[int, Prepared] = {}

    def rows(self, connection: Connection, values: Iterable[Any]) -> list[tuple[Any, ...]]:
        """The rows that are found, of as many values as there may be."""
        return [row for part in in_parts(values) for row in self._found(connection, part)]

    def _found(self, connection: Connection, values: list[Any]) -> Iterable[tuple[Any, ...]]:
        size = 1 << (len(values) - 1).bit_length()
        prepared = self._by_size.get(size)
        if prepared is None:
            names = [bindparam(f"value_{number}", type_=self._kind) for number in range(size)]
            prepared = self._by_size[size] = Prepared(self._ask(names))
        padded = values + values[-1:] * (size - len(values))
        bound = {f"value_{number}": value for number, value in enumerate(padded)}
        compiled = prepared.compiled(connection.dialect)
        return _sent(connection, compiled.text, compiled.parameters(bound))


def _sent(connection: Connection, text: str, parameters: Any) -> Sequence[Any]:
    """Send a statement; returns the rows that it finds. With a list of parameters it is run for each, and finds none.

    To SQLite by its driver alone: SQLAlchemy's way around it takes longer than most statements do. What fails is told
    as SQLAlchemy tells it, at whichever row it fails.
    """
    many = isinstance(parameters, list)
    if connection.dialect.name != "sqlite":
        result = connection.exec_driver_sql(text, parameters)
        return () if many else result.fetchall()
    driver: Any = connection.connection.dbapi_connection
    error = connection.dialect.loaded_dbapi.Error
    try:
        if many:
            driver.executemany(text, parameters)
            return ()
        found: list[Any] = driver.execute(text, parameters).fetchall()
        return found
    except error as fault:
        raise DBAPIError.instance(text, None, fault, error, hide_parameters=True, dialect=connection.dialect) from fault
