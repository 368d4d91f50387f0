"""What must hold among the rows of every register, whatever engine it is on: `restore` and `doctor` check it.

The database itself checks keys and references. These are the rules that the register relies on besides.
"""

import json
import re
from collections.abc import Callable, Iterator
from typing import Any

from sqlalchemy import BigInteger, Column, ColumnElement, Connection, Select, func, literal, or_, select

from contact_moments.clock import SECOND
from contact_moments.model import KINDS, MAX_ID, REASONS
from contact_moments.storage.sql import tables
from contact_moments.storage.sql.tables import link, moment, register, relation, tagset, version, withdrawn

CHUNK = 2000  # rows

# The years 0001 to 9999.
_FIRST_SECOND, _LAST_SECOND = -62_135_596_800, 253_402_300_799
_SECONDS = (_FIRST_SECOND, _LAST_SECOND)
_INSTANTS = (_FIRST_SECOND * SECOND, _LAST_SECOND * SECOND + SECOND - 1)
_DAY = 24 * 60 * 60  # seconds

# Columns by the end of their names, and the values that they may have.
_RANGES: tuple[tuple[re.Pattern[str], tuple[int, int]], ...] = (
    (re.compile(r"\w+_at"), _INSTANTS),
    (re.compile(r"(\w+_)?second"), _SECONDS),
    (re.compile(r"last_moment_id|last_parked_id"), (0, MAX_ID)),
    (re.compile(r"(relation|moment|sender|merged|into)_id|merged_into"), (1, MAX_ID)),
    (re.compile(r"\w*change(_no)?|n|after_n|done|times|types_version|version|name_length|position"), (0, MAX_ID)),
)
_NO_INSTANTS = {"name_at"}
# Of these tables the id is one that the organisation or the register assigns.
_WITH_IDS = ("relation", "tag", "moment", "parked")

_REGISTER = select(register)
_NO_VERSION = (
    select(moment.c.id)
    .outerjoin(version, (version.c.moment_id == moment.c.id) & (version.c.version == moment.c.version))
    .where(version.c.moment_id.is_(None))
)
_BOTH = select(moment.c.id).join(withdrawn, withdrawn.c.moment_id == moment.c.id)
_MERGED_TWICE = select(relation.c.id).where(
    relation.c.merged_into.in_(select(relation.c.id).where(relation.c.merged_into.is_not(None)))
)
_UNLINKED = select(moment.c.id).where(~select(link.c.moment_id).where(link.c.moment_id == moment.c.id).exists())
_ITEMS = select(moment.c.id, moment.c.json_front, tagset.c.json, moment.c.json_tail, moment.c.day).join(tagset)
_DOCUMENTS = select(version.c.document)
_NAMES = select(relation.c.name, relation.c.name_json)
_PARKED = select(tables.parked.c.document)

# The highest of these is the register's own number; what is parked may be gone, and a second may have passed.
_COUNTED: dict[str, tuple[Column[Any], ...]] = {
    "last_moment_id": (moment.c.id, withdrawn.c.moment_id),
    "last_change_no": (moment.c.change_no, withdrawn.c.change_no),
    "last_second": (tables.tick.c.second,),
    "last_parked_id": (tables.parked.c.id,),
}
_EXACT = ("last_moment_id", "last_change_no")


def broken(connection: Connection, now: int) -> Iterator[str]:
    """What does not hold at the instant `now`, a sentence each; nothing of what is stored is repeated in them."""
    yield from _counters(connection, now // SECOND)
    for table in tables.metadata.sorted_tables:
        for column in table.c:
            if (allowed := _range(table.name, column.name)) and _any(connection, _outside(column, *allowed)):
                yield f"{table.name}.{column.name} has a value that is out of range"
    for statement, sentence in _RULES:
        if _any(connection, statement):
            yield sentence
    for rows, reads, sentence in _TEXTS:
        if not all(reads(row) for row in _rows(connection, rows)):
            yield sentence


def _counters(connection: Connection, second: int) -> Iterator[str]:
    rows = connection.execute(_REGISTER).mappings().all()
    if len(rows) != 1:
        yield "the table register has not one row"
        return
    for name, columns in _COUNTED.items():
        highest = max((connection.execute(select(func.max(one))).scalar() or 0) for one in columns)
        if highest > rows[0][name] or (name in _EXACT and highest < rows[0][name]):
            yield f"register.{name} is not the last number that is in use"
    if max(rows[0]["last_second"], rows[0]["read_second"]) > second + _DAY:
        yield "the latest change or reading is more than a day in the future by this machine's clock"


def _range(table: str, column: str) -> tuple[int, int] | None:
    if column == "id" and table in _WITH_IDS:
        return 1, MAX_ID
    if column in _NO_INSTANTS:
        return 0, MAX_ID
    return next((allowed for names, allowed in _RANGES if names.fullmatch(column)), None)


def _outside(column: Column[Any], least: int, most: int) -> Select[Any]:
    # As 64 bits, also where the column has fewer: PostgreSQL refuses a number that does not fit the column.
    first, last = literal(least, BigInteger), literal(most, BigInteger)
    return select(column).where(or_(column < first, column > last))


def _any(connection: Connection, statement: Select[Any]) -> bool:
    return connection.execute(statement.limit(1)).first() is not None


def _rows(connection: Connection, statement: Select[Any]) -> Iterator[Any]:
    return iter(connection.execute(statement, execution_options={"yield_per": CHUNK}))


def _is_item(row: Any) -> bool:
    found = _json(f"{row.json_front}{row.json}{row.json_tail}")
    return isinstance(found, dict) and found.get("id") == row.id and str(found.get("dateTime"))[:10] == row.day


def _is_object(row: Any) -> bool:
    return isinstance(_json(row.document), dict)


def _is_name(row: Any) -> bool:
    return bool(_json(row.name_json) == row.name)


def _json(text: str) -> Any:
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return None


def _not_in(column: ColumnElement[str], values: tuple[str, ...]) -> Select[Any]:
    return select(column).where(column.not_in(values))


_RULES: tuple[tuple[Select[Any], str], ...] = (
    (_NO_VERSION, "a contact moment lacks its latest version"),
    (_BOTH, "a contact moment that was withdrawn is there"),
    (_UNLINKED, "a contact moment is linked to nobody"),
    (_MERGED_TWICE, "a relation is merged into one that is itself merged"),
    (_not_in(relation.c.kind, KINDS), "a relation has a kind that there is not"),
    (_not_in(withdrawn.c.reason, REASONS), "a withdrawal has a reason that there is not"),
)
_TEXTS: tuple[tuple[Select[Any], Callable[[Any], bool], str], ...] = (
    (_ITEMS, _is_item, "what the list shows of a contact moment cannot be read"),
    (_DOCUMENTS, _is_object, "what was registered of a contact moment cannot be read"),
    (_PARKED, _is_object, "what is parked cannot be read"),
    (_NAMES, _is_name, "a relation's name differs from what the list shows"),
)
