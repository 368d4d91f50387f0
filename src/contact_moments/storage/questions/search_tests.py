"""What the rows that a search reads are tested for, as SQL: one test for each condition that somebody has asked for.

A test is kept apart from its values, so that the statements of two searches that differ in values only are the same.
Each looks something up for one row, by its key. None is a join: for a join an engine might begin with all moments that
meet a test.
"""

from collections.abc import Callable, Iterator
from itertools import count, islice
from typing import Any, NamedTuple

from sqlalchemy import (
    BindParameter,
    Column,
    ColumnElement,
    FromClause,
    Integer,
    Select,
    and_,
    bindparam,
    false,
    func,
    literal_column,
    not_,
    or_,
    select,
)
from sqlalchemy.types import TypeEngine

from contact_moments.model import Question, Rights, Sought
from contact_moments.storage.sql.portable import Pair, at_place, holds
from contact_moments.storage.sql.tables import follow_up, link, moment, moment_text, relation, tagset_tag
from contact_moments.storage.sql.word_index import OWN

Names = Iterator[str]  # of the values that are bound, each used once
FEW = 4  # values of a column that are looked for in its index; with more the row itself is read
FEW_NAMED = 16  # relations with a name that are looked for by their ids; with more their names are read

_ONE = literal_column("1", Integer)


class Test(NamedTuple):
    """A test of a row: what makes its SQL for a row's key, how it does that, and the values that are bound."""

    make: Callable[..., ColumnElement[bool]]
    how: tuple[Any, ...]
    values: tuple[Any, ...]

    @property
    def shape(self) -> "Shape":
        """All of it but the values."""
        return Shape(self.make, self.how)


class Shape(NamedTuple):
    """What the tests of many searches have in common."""

    make: Callable[..., ColumnElement[bool]]
    how: tuple[Any, ...]

    def sql(self, key: Pair, names: Names) -> ColumnElement[bool]:
        """The test of the row with a key: when, and the moment's id."""
        return self.make(key, names, *self.how)


def pattern(one: Sought, mark: str = "") -> str:
    """What a text of words has in it if it has these, each after a mark."""
    return f" {' '.join(mark + word for word in one.words)}{'' if one.begun else ' '}"


def has_any(column: Column[Any], values: tuple[Any, ...]) -> Test:
    """Whether the moment has any of these values."""
    filled = padded(values)
    return Test(_has_any, (column, len(filled)), filled)


def _has_any(key: Pair, names: Names, column: Column[Any], number: int) -> ColumnElement[bool]:
    among = column.in_(_bound(names, number, column.type)) if number else false()
    return _is_any(select(_ONE).where(moment.c.id == key[1], among), moment)


def is_among(column: Column[Any], values: tuple[Any, ...]) -> Test:
    """As `has_any`, or whether any of a few relations took part: looked up in the index on the column and the time.

    The rows come in the order of time too, so that what is looked up is next to each other. A row itself is somewhere.
    """
    filled = padded(values)
    return Test(_is_among, (column, len(filled)), filled)


def _is_among(key: Pair, names: Names, column: Column[Any], number: int) -> ColumnElement[bool]:
    pair = pair_of(column)
    each = [at_place(column, one, pair, key) for one in _bound(names, number, column.type)]
    # Ordered, so that PostgreSQL takes no other index that begins with the same column.
    return or_(*(_is_any(select(_ONE).where(one).order_by(column, *pair), column.table) for one in each))


def pair_of(column: Column[Any] | None) -> Pair:
    """When and which moment, in the table that has a column."""
    for table in (link, moment_text, follow_up):
        if column is not None and column.table is table:
            return table.c.happened_at, table.c.moment_id
    return moment.c.happened_at, moment.c.id


def with_tags(tags: tuple[int, ...]) -> Test:
    """Whether the moment has any of these tags."""
    filled = padded(tags)
    return Test(_with_tags, (len(filled),), filled)


def _with_tags(key: Pair, names: Names, number: int) -> ColumnElement[bool]:
    found = select(_ONE).where(tagset_tag.c.tagset_id == moment.c.tagset_id)
    has = _is_any(found.where(tagset_tag.c.tag_id.in_(_bound(names, number, tagset_tag.c.tag_id.type))), tagset_tag)
    return _is_any(select(_ONE).where(moment.c.id == key[1], has), moment)


def with_party(relation_ids: tuple[int, ...]) -> Test:
    """Whether any of these relations took part."""
    filled = padded(relation_ids)
    return Test(_with_party, (len(filled),), filled)


def _with_party(key: Pair, names: Names, number: int) -> ColumnElement[bool]:
    parties = _bound(names, number, link.c.relation_id.type)
    return _is_any(select(_ONE).where(link.c.moment_id == key[1], link.c.relation_id.in_(parties)), link)


def followed(column: Column[Any], values: tuple[Any, ...], due_by: int | None = None) -> Test:
    """Whether the moment has a follow-up with any of these values. At `due_by` it must be due, unless it is done."""
    filled, due = padded(values), () if due_by is None else (due_by,)
    return Test(_followed, (column, len(filled), bool(due)), (*filled, *due))


def _followed(key: Pair, names: Names, column: Column[Any], number: int, due: bool) -> ColumnElement[bool]:
    among = column.in_(_bound(names, number, column.type)) if number else false()
    found = select(_ONE).where(follow_up.c.moment_id == key[1], among)
    if due:
        (by,) = _bound(names, 1, follow_up.c.due_at.type)
        found = found.where(or_(follow_up.c.is_done, follow_up.c.due_at <= by))
    return _is_any(found, follow_up)


class _Part(NamedTuple):
    """How one part of a question is tested: by so many patterns, and relations; or by names, without a number."""

    excluded: bool
    patterns: int
    named: int | None


def answering(question: Question, rights: Rights, named: dict[Sought, tuple[int, ...] | None]) -> Test:
    """Whether the moment answers a question; `named` has the relations with each part in their names, unless many."""
    signed = [*((one, False) for one in question.wanted), *((one, True) for one in question.excluded)]
    parts, values = list[_Part](), list[Any]()
    for one, excluded in signed:
        patterns = [pattern(one), pattern(one, OWN)] if rights.details else [pattern(one)]
        ids = named[one]
        by_names = ids is None or len(ids) > FEW_NAMED
        others: tuple[Any, ...] = (pattern(one),) if by_names else padded(ids or ())
        parts.append(_Part(excluded, len(patterns), None if by_names else len(others)))
        values += [*patterns, *others]
    return Test(_answering, (rights.parties, *parts), tuple(values))


def _answering(key: Pair, names: Names, parties: bool, *parts: _Part) -> ColumnElement[bool]:
    tests = [_part(key, names, parties, part) for part in parts]
    return _is_any(select(_ONE).where(moment_text.c.moment_id == key[1], and_(*tests)), moment_text)


def _part(key: Pair, names: Names, parties: bool, part: _Part) -> ColumnElement[bool]:
    own = [holds(moment_text.c.words, one) for one in _bound(names, part.patterns, moment_text.c.words.type)]
    if part.named is None:
        has = or_(*own, (_party_named if parties else _sender_named)(key, names))
    elif part.named:
        has = or_(*own, (_with_party if parties else _sent_by)(key, names, part.named))
    else:
        has = or_(*own)
    return not_(has) if part.excluded else has


def _sent_by(key: Pair, names: Names, number: int) -> ColumnElement[bool]:
    return _has_any(key, names, moment.c.sender_id, number)


# Looked up for each row, so that a new name counts at once. A relation that was merged counts as its survivor.
def _party_named(key: Pair, names: Names) -> ColumnElement[bool]:
    (part,) = _bound(names, 1, relation.c.words.type)
    found = select(_ONE).where(link.c.moment_id == key[1], relation.c.id == link.c.relation_id)
    return _is_any(found.where(holds(relation.c.words, part)), link, relation)


def _sender_named(key: Pair, names: Names) -> ColumnElement[bool]:
    (part,) = _bound(names, 1, relation.c.words.type)
    before = relation.alias("before")
    into = select(before.c.merged_into).where(before.c.id == moment.c.sender_id).correlate_except(before)
    survivor = func.coalesce(into.scalar_subquery(), moment.c.sender_id)
    words: Select[tuple[str]] = select(relation.c.words).where(relation.c.id == survivor).correlate_except(relation)
    has = func.coalesce(holds(words.scalar_subquery(), part), False)
    return _is_any(select(_ONE).where(moment.c.id == key[1], has), moment)


def _is_any(rows: Select[Any], *own: FromClause) -> ColumnElement[bool]:
    """Whether there are rows of these tables; all other tables are those around."""
    # Not EXISTS: of that PostgreSQL may make a join, and begin with all rows that the subquery can find.
    return rows.limit(_ONE).correlate_except(*own).scalar_subquery().is_not(None)


def _bound(names: Names, number: int, kind: TypeEngine[Any]) -> list[BindParameter[Any]]:
    return [bindparam(name, type_=kind) for name in islice(names, number)]


def padded(values: tuple[Any, ...]) -> tuple[Any, ...]:
    """As many values as a power of two, the last one more than once: so a few statements serve all numbers."""
    size = power(len(values))
    return values + values[-1:] * (size - len(values))


def power(size: int) -> int:
    """The power of two that is not smaller; 0 for 0."""
    return 1 << (size - 1).bit_length() if size else 0


def names() -> Names:
    """The names of the values of a statement, in their order."""
    return (f"value_{at}" for at in count())


def number(value: int) -> ColumnElement[int]:
    """A number that is a part of the statement: PostgreSQL would expect that a bound LIMIT is a large one."""
    return literal_column(str(value), Integer)
