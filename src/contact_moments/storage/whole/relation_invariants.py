"""What must hold among the rows of relations; see `invariants`."""

import json
from collections.abc import Callable
from typing import Any

from sqlalchemy import BigInteger, Column, Select, Table, func, literal, or_, select

from contact_moments.model import KINDS, MAX_ID
from contact_moments.storage.sql.keys import email_key, is_aside, main_key, name_words
from contact_moments.storage.sql.tables import (
    register,
    relation,
    relation_import,
    relation_import_range,
    relation_phone,
    relation_tick,
    removed_relation,
)

_MERGED_TWICE = select(relation.c.id).where(
    relation.c.merged_into.in_(select(relation.c.id).where(relation.c.merged_into.is_not(None)))
)
_LAST_CHANGE = select(register.c.last_relation_change).scalar_subquery()
_RANGE = relation_import_range.c
LAST_IMPORTED_CHANGE = _RANGE.first_change + _RANGE.last_position - _RANGE.first_position
# Only undoing an import removes relations, of those that it had added.
_UNDONE = (
    select(func.coalesce(func.sum(_RANGE.last_position - _RANGE.first_position + 1), 0))
    .join(relation_import, relation_import.c.number == _RANGE.import_number)
    .where(relation_import.c.state.in_(("undoing", "undone")))
    .scalar_subquery()
)
_THERE = select(relation.c.id).join(removed_relation, removed_relation.c.relation_id == relation.c.id)
_BOTH = select(relation.c.id).join(removed_relation, removed_relation.c.change_no == relation.c.change_no)
_REMOVALS = select(
    removed_relation.c.change_no,
    func.lag(removed_relation.c.change_no).over(order_by=removed_relation.c.position).label("before"),
).subquery()
_NOT_UNDONE = (
    select(removed_relation.c.relation_id)
    .join(relation_import, relation_import.c.number == removed_relation.c.import_number)
    .where(relation_import.c.state.not_in(("undoing", "undone")))
)
_COUNT = (
    select(func.count().label("rows"), func.max(relation.c.position).label("last")).select_from(relation).subquery()
)
_NAMES = select(relation.c.name, relation.c.name_json)
_ASIDE = relation.c.archived, relation.c.merged_into
_COMPARED = select(relation.c.name, relation.c.words, relation.c.email, relation.c.email_key, *_ASIDE)
_PHONES = select(relation_phone.c.number_key, relation_phone.c.main_key, *_ASIDE).join(
    relation, relation.c.id == relation_phone.c.relation_id
)


def ticks_wrong(ticks: Table, last_change: Any) -> Select[Any]:
    """Seconds whose first change does not come after that of the second before, or that have no change."""
    earlier = func.lag(ticks.c.first_change).over(order_by=ticks.c.second).label("earlier")
    found = select(ticks.c.first_change, earlier).subquery()
    return select(found.c.first_change).where(
        or_(found.c.first_change <= func.coalesce(found.c.earlier, 0), found.c.first_change > last_change)
    )


def before_first(ticks: Table, change: Column[int]) -> Select[Any]:
    """Changes that no second has."""
    first = func.coalesce(select(func.min(ticks.c.first_change)).scalar_subquery(), literal(MAX_ID, BigInteger))
    return select(change).where(change < first)


def _is_name(row: Any) -> bool:
    try:
        shown = json.loads(row.name_json)
    except (ValueError, RecursionError):
        return False
    return bool(shown == row.name)


def _is_compared(row: Any) -> bool:
    aside = is_aside(row.archived, row.merged_into)
    return bool(row.words == name_words(row.name, aside) and row.email_key == email_key(row.email, aside))


def _is_number(row: Any) -> bool:
    return bool(row.main_key == main_key(row.number_key, is_aside(row.archived, row.merged_into)))


RULES: tuple[tuple[Select[Any], str], ...] = (
    (_MERGED_TWICE, "a relation is merged into one that is itself merged"),
    (select(relation.c.kind).where(relation.c.kind.not_in(KINDS)), "a relation has a kind that there is not"),
    (select(_COUNT.c.last).where(_COUNT.c.last > _COUNT.c.rows + _UNDONE), "the positions of relations have gaps"),
    (select(relation.c.id).where(relation.c.position < 1), "the positions of relations have gaps"),
    (select(relation.c.id).where(relation.c.external_id == ""), "an external id is empty"),
    (ticks_wrong(relation_tick, _LAST_CHANGE), "the first changes of relations do not rise to the last change"),
    (before_first(relation_tick, relation.c.change_no), "a change of a relation has no second"),
    (before_first(relation_tick, removed_relation.c.change_no), "the removal of a relation has no second"),
    (_THERE, "a relation that was removed is there"),
    (_BOTH, "a relation and the removal of another have the same change"),
    (
        select(_REMOVALS.c.change_no).where(_REMOVALS.c.change_no <= _REMOVALS.c.before),
        "removed relations are not in the order of their changes",
    ),
    (_NOT_UNDONE, "a relation was removed with an import that is not undone"),
)
TEXTS: tuple[tuple[Select[Any], Callable[[Any], bool], str], ...] = (
    (_NAMES, _is_name, "a relation's name differs from what the list shows"),
    (
        _COMPARED,
        _is_compared,
        "what look-ups compare of a relation is not what it has; contact-moments rebuild makes it",
    ),
    (_PHONES, _is_number, "what look-ups compare of a telephone number is not what it has"),
)
