"""What a timeline asks besides a search: which contact moments have been registered since somebody looked."""

from sqlalchemy import Connection, bindparam, func, select

from contact_moments.storage.sql.tables import moment

_NEWEST = select(func.coalesce(func.max(moment.c.id), 0))
_NEWER = select(moment.c.id).where(moment.c.id > bindparam("after")).order_by(moment.c.id).limit(bindparam("most"))


def newest_id(connection: Connection) -> int:
    """The highest id of a moment; 0 where there is none."""
    return int(connection.execute(_NEWEST).scalar_one())


def newer(connection: Connection, after: int, most: int) -> list[int]:
    """The ids of the first `most` moments with an id above `after`."""
    return list(connection.execute(_NEWER, {"after": after, "most": most}).scalars())
