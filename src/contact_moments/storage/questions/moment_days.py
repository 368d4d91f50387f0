"""The days on which there are contact moments, in the organisation's zone."""

from sqlalchemy import Connection, func, select

from contact_moments.storage.sql.tables import moment

# Each is found by seeking; both in one query would be a scan.
_FIRST_AND_LAST = select(
    select(func.min(moment.c.day)).scalar_subquery(), select(func.max(moment.c.day)).scalar_subquery()
)


def first_and_last(connection: Connection) -> tuple[str, str] | None:
    """The days of the first and the last moment (`yyyy-mm-dd`); None where there are none."""
    first, last = connection.execute(_FIRST_AND_LAST).one()
    return None if first is None else (first, last)
