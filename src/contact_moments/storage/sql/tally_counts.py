"""Statements that count contact moments from scratch, as rows of the overview's counters."""

from typing import Any

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    FromClause,
    Integer,
    Select,
    String,
    bindparam,
    case,
    cast,
    func,
    literal_column,
    select,
    true,
    union_all,
)

from contact_moments.storage.sql.tables import moment, tagset_tag
from contact_moments.storage.sql.weekdays import weekday

DAY, MONTH, YEAR = UNITS = (1, 100, 10_000)

# The list shows `"type":"…","dateTime":"yyyy-mm-ddThh` after the sender's name: so many characters besides the type.
_BEFORE_HOUR = len(',"type":"","dateTime":"yyyy-mm-ddT')
_HOUR_AT = moment.c.name_at + moment.c.name_length + func.length(moment.c.type) + _BEFORE_HOUR + 1
_SHOWN_HOUR = func.substr(moment.c.json_front, _HOUR_AT, 2)
_IS_HOUR = _SHOWN_HOUR.in_([literal_column(f"'{hour:02}'", String) for hour in range(24)])
# The local hour, as the list shows it; 0 if somebody has put something else there.
HOUR: ColumnElement[int] = case((_IS_HOUR, cast(_SHOWN_HOUR, Integer)), else_=literal_column("0", Integer))

_UNITS = union_all(*(select(literal_column(str(unit), Integer).label("unit")) for unit in UNITS)).subquery("units")


def _by_day(key: ColumnElement[Any], *where: ColumnElement[bool]) -> Select[Any]:
    """How many moments there are by day and key, of those with an id after `after`, up to `through`."""
    within = (moment.c.id > bindparam("after"), moment.c.id <= bindparam("through"), *where)
    every = select(moment.c.day, key.label("key")).where(*within).subquery("every")
    return select(every.c.day, every.c.key, func.count().label("counted")).group_by(every.c.day, every.c.key)


def _counted(kind: str, found: FromClause, key: ColumnElement[Any] | None = None) -> Select[Any]:
    """Rows of `tally`, from counts by day: there are fewer of these than moments."""
    number = cast(func.replace(found.c.day, "-", ""), Integer)
    shown = cast(found.c.key if key is None else key, String(128))
    days = select(number.label("day"), shown.label("key"), found.c.counted).subquery("days")
    period = days.c.day // _UNITS.c.unit
    return (
        select(
            literal_column(f"'{kind}'", String(8)).label("kind"),
            _UNITS.c.unit,
            period.label("period"),
            days.c.key,
            cast(func.sum(days.c.counted), BigInteger).label("counted"),
        )
        .select_from(days.join(_UNITS, true()))
        .group_by(_UNITS.c.unit, period, days.c.key)
    )


_HOURS = _by_day(HOUR).subquery("hours")
# The tags are joined to counts of sets: joined to moments, SQLite would read all moments that have these sets.
_SETS = _by_day(moment.c.tagset_id).subquery("sets")
_TAGS = (
    select(_SETS.c.day, tagset_tag.c.tag_id.label("key"), _SETS.c.counted)
    .join(tagset_tag, tagset_tag.c.tagset_id == _SETS.c.key)
    .subquery("tags")
)

# By day and sender, in this order.
SENDERS = _by_day(moment.c.sender_id).order_by("day", "key")
# As rows of `tally`.
OTHERS = (
    _counted("type", _by_day(moment.c.type).subquery("types")),
    _counted("hour", _HOURS, 24 * weekday(_HOURS.c.day) + _HOURS.c.key),
    _counted("action", _by_day(moment.c.action, moment.c.action.is_not(None)).subquery("actions")),
    _counted("tag", _TAGS),
)
