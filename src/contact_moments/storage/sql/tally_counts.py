"""Statements that count contact moments from scratch, as rows of the overview's counters."""

from typing import Any

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    Integer,
    Select,
    String,
    bindparam,
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
# The local hour, as the list shows it.
HOUR: ColumnElement[int] = cast(func.substr(moment.c.json_front, _HOUR_AT, 2), Integer)

_UNITS = union_all(*(select(literal_column(str(unit), Integer).label("unit")) for unit in UNITS)).subquery("units")
_NUMBER_OF_DAY = cast(func.replace(moment.c.day, "-", ""), Integer).label("day")


def _facts(key: ColumnElement[Any]) -> Select[Any]:
    """The day and a key of each moment with an id after `after`, up to `through`."""
    within = (moment.c.id > bindparam("after"), moment.c.id <= bindparam("through"))
    return select(_NUMBER_OF_DAY, key.label("key")).where(*within)


def _by_day(facts: Select[Any]) -> Select[Any]:
    every = facts.subquery("facts")
    return select(every.c.day, every.c.key, func.count().label("counted")).group_by(every.c.day, every.c.key)


def _counted(kind: str, facts: Select[Any]) -> Select[Any]:
    """Rows of `tally`. There are fewer counts by day than moments, and only these are added up for each unit."""
    days = _by_day(facts).subquery("days")
    period = days.c.day // _UNITS.c.unit
    return (
        select(
            literal_column(f"'{kind}'", String(8)).label("kind"),
            _UNITS.c.unit,
            period.label("period"),
            cast(days.c.key, String(128)).label("key"),
            cast(func.sum(days.c.counted), BigInteger).label("counted"),
        )
        .select_from(days.join(_UNITS, true()))
        .group_by(_UNITS.c.unit, period, days.c.key)
    )


# By day and sender, in this order.
SENDERS = _by_day(_facts(moment.c.sender_id)).order_by("day", "key")
# As rows of `tally`.
OTHERS = (
    _counted("type", _facts(moment.c.type)),
    _counted("hour", _facts(24 * weekday(moment.c.day) + HOUR)),
    _counted("action", _facts(moment.c.action).where(moment.c.action.is_not(None))),
    _counted("tag", _facts(tagset_tag.c.tag_id).where(tagset_tag.c.tagset_id == moment.c.tagset_id)),
)
