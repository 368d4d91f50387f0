"""What must hold among the rows of every register, whatever engine it is on: `restore` and `doctor` check it.

The database itself checks keys and references. These are the rules that the register relies on besides.
"""

import json
from collections.abc import Callable, Iterator
from functools import cache
from itertools import chain
from typing import Any, get_args

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    ColumnElement,
    Connection,
    Integer,
    LargeBinary,
    Select,
    cast,
    func,
    literal,
    or_,
    select,
)

from contact_moments.clock import SECOND
from contact_moments.model import MAX_ID, PAGED_BY, REASONS
from contact_moments.storage.questions.imports import State
from contact_moments.storage.sql import tables
from contact_moments.storage.sql.prepared import SingleRow
from contact_moments.storage.sql.tables import (
    import_range,
    link,
    merge_run,
    moment,
    moment_import,
    numbering,
    register,
    relation,
    rename_run,
    tagset,
    tick,
    version,
    withdrawn,
)
from contact_moments.storage.whole import (
    audit_invariants,
    date_invariants,
    follow_up_invariants,
    people_invariants,
    relation_invariants,
)
from contact_moments.storage.whole.column_ranges import range_of
from contact_moments.storage.whole.relation_invariants import LAST_IMPORTED_CHANGE, before_first, ticks_wrong

CHUNK = 2000  # rows

# A statement that finds the rows that break a rule, and the sentence about them.
Rule = tuple[Select[Any], str]

_DAY = 24 * 60 * 60  # seconds
_BYTES = 32  # of a key: a SHA-256

_REGISTER = select(register)
_NUMBERINGS = select(numbering.c.kind).limit(len(PAGED_BY) + 1)
_NO_VERSION = (
    select(moment.c.id)
    .outerjoin(version, (version.c.moment_id == moment.c.id) & (version.c.version == moment.c.version))
    .where(version.c.moment_id.is_(None))
)
_VERSIONS = (
    select(moment.c.id)
    .join(version, version.c.moment_id == moment.c.id)
    .group_by(moment.c.id, moment.c.version)
    .having(
        or_(
            func.min(version.c.version) != 1,
            func.max(version.c.version) != moment.c.version,
            func.count() != moment.c.version,
        )
    )
)
_BOTH = select(moment.c.id).join(withdrawn, withdrawn.c.moment_id == moment.c.id)
_UNLINKED = select(moment.c.id).where(~select(link.c.moment_id).where(link.c.moment_id == moment.c.id).exists())
_REGISTERED_BY = (
    select(moment.c.id)
    .join(version, (version.c.moment_id == moment.c.id) & (version.c.version == 1))
    .where(or_(moment.c.channel != version.c.channel, moment.c.client_id.is_distinct_from(version.c.client_id)))
)
_LAST_MOMENT_ID = select(register.c.last_moment_id).scalar_subquery()
_LAST_CHANGE = select(register.c.last_change_no).scalar_subquery()
_RANGES_WRONG = select(import_range.c.last_id).where(
    or_(import_range.c.last_id > _LAST_MOMENT_ID, import_range.c.last_id < import_range.c.first_id)
)
_DONE_WRONG = select(moment_import.c.number).where(moment_import.c.done > moment_import.c.lines)
# Meanwhile the list shows other names than the moments have.
_AT_WORK = or_(*(select(run).exists() for run in (rename_run, merge_run)))
_ITEMS = (
    select(
        moment.c.id,
        moment.c.json_front,
        tagset.c.json,
        moment.c.json_tail,
        moment.c.day,
        moment.c.name_at,
        moment.c.name_length,
        relation.c.name,
        _AT_WORK.label("at_work"),
    )
    .join(tagset, tagset.c.id == moment.c.tagset_id)
    .join(relation, relation.c.id == moment.c.sender_id)
)
_TAGSETS = select(tagset.c.tag_ids, tagset.c.json)
_DOCUMENTS = select(version.c.document)
_PARKED = select(tables.parked.c.document)

# The highest of these is the register's own number; what is parked may be gone, what was removed may be there again,
# and a second may have passed.
_COUNTED: dict[str, tuple[ColumnElement[Any], ...]] = {
    "last_moment_id": (moment.c.id, withdrawn.c.moment_id),
    "last_change_no": (moment.c.change_no, withdrawn.c.change_no),
    "last_second": (tables.tick.c.second,),
    # Relations that an undone import had added are gone, with their positions and changes, which its ranges have.
    "last_relation_no": (relation.c.position, tables.relation_import_range.c.last_position),
    "last_relation_change": (relation.c.change_no, LAST_IMPORTED_CHANGE, tables.removed_relation.c.change_no),
    "last_removed_no": (tables.removed_relation.c.position,),
    "last_parked_id": (tables.parked.c.id,),
}
_EXACT = ("last_moment_id", "last_change_no", "last_relation_no", "last_relation_change")


def broken(connection: Connection, now: int) -> Iterator[str]:
    """What does not hold at the instant `now`, a sentence each; nothing of what is stored is repeated in them."""
    yield from _counters(connection, now // SECOND)
    if sorted(connection.execute(_NUMBERINGS).scalars()) != sorted(PAGED_BY):
        yield "the table numbering has not one row for each kind of list"
    for breach, sentence in _rules():
        if breach.fetch(connection, {}) is not None:
            yield sentence
    for rows, reads, sentence in _TEXTS:
        if not _all(connection, rows, reads):
            yield sentence


@cache
def _rules() -> list[tuple[SingleRow, str]]:
    """What finds a row that breaks a rule, and the sentence about it: the rules of each column, then the others."""
    columns = [column for table in tables.metadata.sorted_tables for column in table.c]
    found = [*chain.from_iterable(map(_column_rules, columns)), *_RULES]
    return [(SingleRow(statement.limit(1)), sentence) for statement, sentence in found]


def _column_rules(column: Column[Any]) -> Iterator[Rule]:
    if allowed := range_of(column.table.name, column.name):
        yield _outside(column, *allowed), f"{column} has a value that is out of range"
    if (odd := _odd(column)) is not None:
        yield odd, f"{column} has a value that its column cannot have"


def _counters(connection: Connection, second: int) -> Iterator[str]:
    rows = connection.execute(_REGISTER).mappings().all()
    if len(rows) != 1:
        yield "the table register has not one row"
        return
    for name, columns in _COUNTED.items():
        highest = max((connection.execute(select(func.max(one))).scalar() or 0) for one in columns)
        if highest > rows[0][name] or (name in _EXACT and highest < rows[0][name]):
            yield f"register.{name} is not the last number that is in use"
    of_relations = connection.execute(select(func.max(tables.relation_tick.c.second))).scalar() or 0
    if max(rows[0]["last_second"], rows[0]["read_second"], of_relations) > second + _DAY:
        yield "the latest change or reading is more than a day in the future by this machine's clock"


def _outside(column: Column[Any], least: int, most: int) -> Select[Any]:
    # As 64 bits, also where the column has fewer: PostgreSQL refuses a number that does not fit the column.
    first, last = literal(least, BigInteger), literal(most, BigInteger)
    return select(column).where(or_(column < first, column > last))


def _odd(column: Column[Any]) -> Select[Any] | None:
    """The values that engines take in a column of this type, but that the register never writes."""
    if isinstance(column.type, Boolean):
        return select(column).where(cast(column, Integer).not_in((0, 1)))
    if isinstance(column.type, LargeBinary) and column is not tables.upload_piece.c.data:
        return select(column).where(func.length(column) != _BYTES)
    return None


def _all(connection: Connection, statement: Select[Any], reads: Callable[[Any], bool]) -> bool:
    # Closed: a cursor that is left open keeps what PostgreSQL has not sent yet.
    with connection.execute(statement, execution_options={"yield_per": CHUNK}) as rows:
        return all(map(reads, rows))


def _is_item(row: Any) -> bool:
    found = _json(f"{row.json_front}{row.json}{row.json_tail}")
    if not isinstance(found, dict) or found.get("id") != row.id or str(found.get("dateTime"))[:10] != row.day:
        return False
    name = _json(row.json_front[row.name_at : row.name_at + row.name_length])
    return isinstance(name, str) and name == found.get("sender") and (bool(row.at_work) or name == row.name)


def _is_tagset(row: Any) -> bool:
    found = _json(row.json)
    if not isinstance(found, dict) or ",".join(found) != row.tag_ids:
        return False
    return all(isinstance(name, str) for name in found.values())


def _is_document(row: Any) -> bool:
    found = _json(row.document)
    return (
        isinstance(found, dict)
        and all(isinstance(found.get(name), str) for name in ("subject", "dateTime"))
        and _is_id(found.get("senderId"))
        and all(_are_ids(found.get(name, [])) for name in ("recipients", "tagIds"))
        and "recipients" in found
    )


def _are_ids(value: Any) -> bool:
    return isinstance(value, list) and all(map(_is_id, value))


def _is_id(value: Any) -> bool:
    return type(value) is int and 1 <= value <= MAX_ID


def _is_object(row: Any) -> bool:
    return isinstance(_json(row.document), dict)


def _json(text: str) -> Any:
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return None


def _not_in(column: ColumnElement[str], values: tuple[str, ...]) -> Select[Any]:
    return select(column).where(column.not_in(values))


_RULES: tuple[Rule, ...] = (
    (_NO_VERSION, "a contact moment lacks its latest version"),
    (_VERSIONS, "the versions of a contact moment are not numbered from 1 to its latest"),
    (_BOTH, "a contact moment that was withdrawn is there"),
    (_UNLINKED, "a contact moment is linked to nobody"),
    (_REGISTERED_BY, "a contact moment was registered by somebody else than its first version says"),
    (_not_in(withdrawn.c.reason, REASONS), "a withdrawal has a reason that there is not"),
    (_not_in(moment_import.c.state, get_args(State)), "an import has a state that there is not"),
    (_DONE_WRONG, "an import has done more lines than there are"),
    (_RANGES_WRONG, "an import has added contact moments that there are not"),
    (ticks_wrong(tick, _LAST_CHANGE), "the first changes of the seconds do not rise to the last change"),
    (before_first(tick, moment.c.change_no), "a change has no second"),
    (before_first(tick, withdrawn.c.change_no), "a withdrawal has no second"),
    *date_invariants.RULES,
    *relation_invariants.RULES,
    *people_invariants.RULES,
    *audit_invariants.RULES,
    *follow_up_invariants.RULES,
)
_TEXTS: tuple[tuple[Select[Any], Callable[[Any], bool], str], ...] = (
    (_ITEMS, _is_item, "what the list shows of a contact moment cannot be read"),
    (_TAGSETS, _is_tagset, "what the list shows of tags cannot be read"),
    (_DOCUMENTS, _is_document, "what was registered of a contact moment cannot be read"),
    (_PARKED, _is_object, "what is parked cannot be read"),
    *relation_invariants.TEXTS,
    *people_invariants.TEXTS,
    *follow_up_invariants.TEXTS,
)
