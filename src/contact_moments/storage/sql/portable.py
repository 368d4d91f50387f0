"""Expressions of the list whose SQL differs between engines."""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import Boolean, ColumnElement, Connection, LargeBinary, Text, func, literal_column, select
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.functions import FunctionElement

Pair = tuple[ColumnElement[int], ColumnElement[int]]  # when, and an id

# A literal, because a bound value would be expanded into the statement's text at every execution.
_COMMA: Any = literal_column("','")


class InOrder(FunctionElement[str]):
    """Texts of the rows of a subquery that ends in ORDER BY … LIMIT, joined with commas in that order.

    SQLite takes the rows in the order of the subquery; sorting them again would cost a tenth of a page. Other engines
    may take them in any order, so their SQL names the order.
    """

    type = Text()
    inherit_cache = True
    name = "in_order"


def in_order(texts: ColumnElement[str], position: ColumnElement[int]) -> ColumnElement[str]:
    """The texts joined with commas, by position: their subquery must have this order already."""
    return InOrder(texts, position)


@compiles(InOrder)
def _with_order(element: InOrder, compiler: Any, **options: Any) -> str:
    texts, position = element.clauses
    joined: str = compiler.process(func.aggregate_strings(texts, _COMMA).aggregate_order_by(position), **options)
    return joined


@compiles(InOrder, "sqlite")
def _in_order_of_subquery(element: InOrder, compiler: Any, **options: Any) -> str:
    texts, _ = element.clauses
    joined: str = compiler.process(func.aggregate_strings(texts, _COMMA), **options)
    return joined


class Beyond(FunctionElement[bool]):
    """Rows with one `value` of a column, after a position among them; there is an index on both, in this order.

    If PostgreSQL reads `column = value`, it expects as many rows as a value has on average, and may sort the 100,000
    rows of one relation for each page. If it reads that a pair is greater, it expects many rows, and seeks.
    """

    type = Boolean()
    inherit_cache = True
    name = "beyond"
    # Otherwise SQLAlchemy would add `= 1` on SQLite.
    _is_implicitly_boolean = True


def beyond(
    column: ColumnElement[int], value: ColumnElement[int], position: ColumnElement[int], start: ColumnElement[int]
) -> ColumnElement[bool]:
    """Rows whose `column` is `value`, after position `start` among them."""
    return Beyond(column, value, position, start)


@compiles(Beyond)
def _as_pair(element: Beyond, compiler: Any, **options: Any) -> str:
    column, value, position, start = (compiler.process(clause, **options) for clause in element.clauses)
    return f"({column}, {position}) > ({value}, {start}) AND {column} <= {value}"


@compiles(Beyond, "sqlite")
def _as_equal(element: Beyond, compiler: Any, **options: Any) -> str:
    column, value, position, start = (compiler.process(clause, **options) for clause in element.clauses)
    return f"{column} = {value} AND {position} > {start}"


class Between(FunctionElement[bool]):
    """Pairs (when, id) between two others, both excluded.

    SQLite seeks by a row's own id only where both sides of a comparison have the same collation, and an id has none
    (SQLite's `whereRangeVectorLen`). Without it SQLite would read all rows of the same instant.
    """

    type = Boolean()
    inherit_cache = True
    name = "between_pairs"
    _is_implicitly_boolean = True


def between(pair: Pair, low: Pair, high: Pair) -> ColumnElement[bool]:
    """Rows whose `pair` lies between `low` and `high`."""
    return Between(*pair, *low, *high)


@compiles(Between)
def _as_pairs(element: Between, compiler: Any, **options: Any) -> str:
    at, id_, *ends = (compiler.process(clause, **options) for clause in element.clauses)
    return f"({at}, {id_}) > ({ends[0]}, {ends[1]}) AND ({at}, {id_}) < ({ends[2]}, {ends[3]})"


@compiles(Between, "sqlite")
def _as_pairs_with_collation(element: Between, compiler: Any, **options: Any) -> str:
    at, id_, *ends = (compiler.process(clause, **options) for clause in element.clauses)
    low, high = (f"({when}, {which} COLLATE BINARY)" for when, which in (ends[:2], ends[2:]))
    return f"({at}, {id_}) > {low} AND ({at}, {id_}) < {high}"


class Within(FunctionElement[bool]):
    """As `Beyond`, for pairs (when, id) between two others, both excluded."""

    type = Boolean()
    inherit_cache = True
    name = "within"
    _is_implicitly_boolean = True


def within(column: ColumnElement[Any], value: Any, pair: Pair, low: Pair, high: Pair) -> ColumnElement[bool]:
    """Rows whose `column` is `value`, and whose `pair` lies between `low` and `high`."""
    return Within(column, value, *pair, *low, *high)


@compiles(Within)
def _as_three(element: Within, compiler: Any, **options: Any) -> str:
    column, value, at, id_, *ends = (compiler.process(clause, **options) for clause in element.clauses)
    row = f"({column}, {at}, {id_})"
    return f"{row} > ({value}, {ends[0]}, {ends[1]}) AND {row} < ({value}, {ends[2]}, {ends[3]})"


@compiles(Within, "sqlite")
def _as_equal_and_pair(element: Within, compiler: Any, **options: Any) -> str:
    column, value, *pairs = element.clauses
    return f"{compiler.process(column == value, **options)} AND {compiler.process(Between(*pairs), **options)}"


class AtPlace(FunctionElement[bool]):
    """The rows with one `value` of a column at one place (when, id); there is an index on these, in this order.

    Both engines seek it in that index, and not by the id. Whoever asks for many of them in the order of time then reads
    what is next to each other. With `=` SQLite would look for the id.
    """

    type = Boolean()
    inherit_cache = True
    name = "at_place"
    _is_implicitly_boolean = True


def at_place(column: ColumnElement[Any], value: Any, pair: Pair, place: Pair) -> ColumnElement[bool]:
    """Rows whose `column` is `value` and whose `pair` is at `place`."""
    return AtPlace(column, value, *pair, *place)


@compiles(AtPlace)
def _as_two(element: AtPlace, compiler: Any, **options: Any) -> str:
    column, value, at, id_, *place = (compiler.process(clause, **options) for clause in element.clauses)
    row, wanted = f"({column}, {at}, {id_})", f"({value}, {', '.join(place)})"
    return f"{row} >= {wanted} AND {row} <= {wanted}"


@compiles(AtPlace, "sqlite")
def _as_equal_and_between(element: AtPlace, compiler: Any, **options: Any) -> str:
    column, value, at, id_, *place = (compiler.process(clause, **options) for clause in element.clauses)
    return f"{column} = {value} AND {at} = {place[0]} AND {id_} BETWEEN {place[1]} AND {place[1]}"


class Listed(FunctionElement[bool]):
    """The rows whose key is in a list that is bound as one text, as the engine writes lists (see `listing`).

    A thousand values of their own take a driver a millisecond.
    """

    type = Boolean()
    inherit_cache = True
    name = "listed"
    _is_implicitly_boolean = True


def listed(column: ColumnElement[int], listing: ColumnElement[str]) -> ColumnElement[bool]:
    """Rows whose `column` is among those of a list."""
    return Listed(column, listing)


def listing(connection: Connection, ids: Iterable[int]) -> str:
    """A list of ids as the engine writes it."""
    joined = ",".join(map(str, ids))
    return f"[{joined}]" if connection.dialect.name == "sqlite" else f"{{{joined}}}"


@compiles(Listed)
def _in_array(element: Listed, compiler: Any, **options: Any) -> str:
    column, ids = (compiler.process(clause, **options) for clause in element.clauses)
    return f"{column} = ANY (CAST({ids} AS BIGINT[]))"


@compiles(Listed, "sqlite")
def _in_json(element: Listed, compiler: Any, **options: Any) -> str:
    column, ids = element.clauses
    values = select(func.json_each(ids).table_valued("value").c.value)
    found: str = compiler.process(column.in_(values), **options)
    return found


def can_look_up_each(connection: Connection) -> bool:
    """Whether a subquery may refer to the row beside it (LATERAL), so that it runs once for each of many values.

    SQLite cannot, and has no need: for `IN` and a range it seeks each value in the index on both.
    """
    return connection.dialect.name != "sqlite"


def stops_early(connection: Connection) -> bool:
    """Whether a query of a subquery's rows, in their order and with a LIMIT, reads no more of them than it needs.

    SQLite reads all of them, and then sorts them.
    """
    return connection.dialect.name != "sqlite"


class Holds(FunctionElement[bool]):
    """Whether a text has another one in it."""

    type = Boolean()
    inherit_cache = True
    name = "holds"
    _is_implicitly_boolean = True


def holds(text: ColumnElement[str], part: ColumnElement[str]) -> ColumnElement[bool]:
    """Whether `text` has `part` in it, to the letter."""
    return Holds(text, part)


@compiles(Holds)
def _strpos(element: Holds, compiler: Any, **options: Any) -> str:
    text, part = (compiler.process(clause, **options) for clause in element.clauses)
    return f"strpos({text}, {part}) > 0"


@compiles(Holds, "sqlite")
def _instr(element: Holds, compiler: Any, **options: Any) -> str:
    text, part = (compiler.process(clause, **options) for clause in element.clauses)
    return f"instr({text}, {part}) > 0"


class InUtf8(FunctionElement[bytes]):
    """A text as it is sent. SQLite returns its bytes: making a text of them and bytes again takes a tenth of a page.

    On PostgreSQL it stays a text, because the driver would get each byte as two digits.
    """

    type = LargeBinary()
    inherit_cache = True
    name = "in_utf8"


def in_utf8(text: ColumnElement[str]) -> ColumnElement[bytes]:
    """The text, or its bytes in UTF-8: as the engine returns it with less work."""
    return InUtf8(text)


@compiles(InUtf8)
def _as_text(element: InUtf8, compiler: Any, **options: Any) -> str:
    text: str = compiler.process(element.clauses, **options)
    return text


@compiles(InUtf8, "sqlite")
def _as_bytes(element: InUtf8, compiler: Any, **options: Any) -> str:
    return f"CAST({compiler.process(element.clauses, **options)} AS BLOB)"
