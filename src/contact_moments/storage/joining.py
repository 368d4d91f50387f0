"""Text joined by the database: the expressions whose SQL differs between engines."""

from typing import Any

from sqlalchemy import ColumnElement, Text, func, literal_column
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
