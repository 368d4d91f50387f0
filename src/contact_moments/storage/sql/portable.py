"""The expressions of the list whose SQL differs between engines."""

from typing import Any

from sqlalchemy import Boolean, ColumnElement, Text, func, literal_column
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.functions import FunctionElement

# Literal: a bound comma is expanded into the statement's text anew at every execution.
_COMMA: Any = literal_column("','")


class InOrder(FunctionElement[str]):
    """Texts of the rows of a subquery that ends in ORDER BY … LIMIT, joined with commas in that order.

    SQLite takes the rows as the subquery gives them, and sorting them again costs a tenth of a page. Others are free
    to take them as they like, and are told the order.
    """

    type = Text()
    inherit_cache = True
    name = "in_order"


def in_order(texts: ColumnElement[str], position: ColumnElement[int]) -> ColumnElement[str]:
    """The texts with commas between, by position: the order that their subquery has already."""
    return InOrder(texts, position)


@compiles(InOrder)
def _told(element: InOrder, compiler: Any, **options: Any) -> str:
    texts, position = element.clauses
    joined: str = compiler.process(func.aggregate_strings(texts, _COMMA).aggregate_order_by(position), **options)
    return joined


@compiles(InOrder, "sqlite")
def _as_they_come(element: InOrder, compiler: Any, **options: Any) -> str:
    texts, _ = element.clauses
    joined: str = compiler.process(func.aggregate_strings(texts, _COMMA), **options)
    return joined


class Beyond(FunctionElement[bool]):
    """Rows of one `value` of a column, beyond a position among them; in an index on both, in the order of both.

    Where PostgreSQL knows that the column equals something, it expects as many rows as values have on average, and so
    may sort the 100,000 of one relation for each of its pages. Of a pair that is greater it expects many, and seeks.
    """

    type = Boolean()
    inherit_cache = True
    name = "beyond"
    # Else SQLAlchemy would ask SQLite whether it is 1.
    _is_implicitly_boolean = True


def beyond(
    column: ColumnElement[int], value: ColumnElement[int], position: ColumnElement[int], start: ColumnElement[int]
) -> ColumnElement[bool]:
    """Rows whose `column` is `value`, after position `start` among these."""
    return Beyond(column, value, position, start)


@compiles(Beyond)
def _as_pair(element: Beyond, compiler: Any, **options: Any) -> str:
    column, value, position, start = (compiler.process(clause, **options) for clause in element.clauses)
    return f"({column}, {position}) > ({value}, {start}) AND {column} <= {value}"


@compiles(Beyond, "sqlite")
def _as_equal(element: Beyond, compiler: Any, **options: Any) -> str:
    column, value, position, start = (compiler.process(clause, **options) for clause in element.clauses)
    return f"{column} = {value} AND {position} > {start}"
