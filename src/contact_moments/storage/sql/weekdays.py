"""The weekday of a date, whose SQL differs between engines."""

from typing import Any

from sqlalchemy import ColumnElement, Integer
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.functions import FunctionElement


class Weekday(FunctionElement[int]):
    """The weekday of a text `yyyy-mm-dd`; 0 is Monday."""

    type = Integer()
    inherit_cache = True
    name = "weekday"


def weekday(day: ColumnElement[str]) -> ColumnElement[int]:
    """The weekday of a text `yyyy-mm-dd`; 0 is Monday."""
    return Weekday(day)


@compiles(Weekday)
def _extracted(element: Weekday, compiler: Any, **options: Any) -> str:
    return f"(CAST(EXTRACT(ISODOW FROM CAST({compiler.process(element.clauses, **options)} AS DATE)) AS INTEGER) - 1)"


@compiles(Weekday, "sqlite")
def _from_sunday(element: Weekday, compiler: Any, **options: Any) -> str:
    return f"((CAST(strftime('%w', {compiler.process(element.clauses, **options)}) AS INTEGER) + 6) % 7)"
