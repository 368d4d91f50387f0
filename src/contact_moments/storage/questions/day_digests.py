"""Digests, the proof of a complete copy: the moments of a day, each with the number of its last change."""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import Connection, Text, bindparam, cast, func, literal_column, select

from contact_moments.storage.sql.tables import moment

_LINE = func.concat(cast(moment.c.id, Text), literal_column("' '"), cast(moment.c.change_no, Text))
_LINE_END: Any = literal_column("'\n'")
# Read from the index alone, which has all three columns.
_DAYS = (
    select(moment.c.day, func.count(), func.aggregate_strings(_LINE, _LINE_END).aggregate_order_by(moment.c.id))
    .where(moment.c.day.between(bindparam("first"), bindparam("last")))
    .group_by(moment.c.day)
    .order_by(moment.c.day)
)
_OF_DAY = (
    select(moment.c.id, moment.c.change_no)
    .where(moment.c.day == bindparam("day"), moment.c.id > bindparam("after"))
    .order_by(moment.c.id)
    .limit(bindparam("size"))
)


def days(connection: Connection, first: str, last: str) -> Iterator[tuple[str, int, str]]:
    """Each day from `first` to `last` that has moments: (day, how many, a line `id change` for each, by id)."""
    for row in connection.execute(_DAYS, {"first": first, "last": last}):
        yield row[0], row[1], row[2]


def of_day(connection: Connection, day: str, after: int, size: int) -> list[tuple[int, int]]:
    """The first `size` moments of a day with an id above `after`: (id, number of the last change)."""
    bound = {"day": day, "after": after, "size": size}
    return [(id_, change_no) for id_, change_no in connection.execute(_OF_DAY, bound)]
