"""What contact moments are counted by in the overview: day, hour, type, sender, action and tags."""

from collections.abc import Iterable
from typing import Any

from msgspec import Struct
from sqlalchemy import Connection, Integer, bindparam, func, literal_column, select

from contact_moments.storage.batches import in_parts
from contact_moments.storage.sql.tables import moment, tagset
from contact_moments.storage.sql.tally_counts import HOUR

_COUNTED = select(
    moment.c.id, moment.c.day, HOUR, moment.c.type, moment.c.sender_id, moment.c.action, tagset.c.tag_ids
).join(tagset)
_OF_IDS = _COUNTED.where(moment.c.id.in_(bindparam("ids", expanding=True)))
# Of all senders: they have counters of their own.
_ALIKE = (moment.c.day, HOUR, moment.c.type, literal_column("0", Integer), moment.c.action, tagset.c.tag_ids)
_NEW = (
    select(func.count(), *_ALIKE)
    .join_from(moment, tagset)
    .where(moment.c.id > bindparam("after"), moment.c.id <= bindparam("through"))
    .group_by(*_ALIKE[:3], *_ALIKE[4:])
)
_AFTER = _COUNTED.where(moment.c.id > bindparam("after")).order_by(moment.c.id)


class Counted(Struct, frozen=True):
    """What one moment is counted by; `day` (`yyyy-mm-dd`) and `hour` are local."""

    day: str
    hour: int
    type: str
    sender_id: int
    action: int | None
    tags: tuple[int, ...]

    @property
    def day_number(self) -> int:
        """The day as a number, such as 20260314."""
        return number_of(self.day)


def number_of(day: str) -> int:
    """A day `yyyy-mm-dd` as a number."""
    return int(day.replace("-", ""))


def of_ids(connection: Connection, ids: Iterable[int]) -> dict[int, Counted]:
    """Those of these moments that are there, by id."""
    return {row[0]: _counted(row) for part in in_parts(ids) for row in connection.execute(_OF_IDS, {"ids": part})}


def after(connection: Connection, moment_id: int) -> list[Counted]:
    """The moments with ids above `moment_id`, by id."""
    return [_counted(row) for row in connection.execute(_AFTER, {"after": moment_id})]


def alike(connection: Connection, after: int, through: int) -> list[tuple[Counted, int]]:
    """The moments with ids above `after`, up to `through`: how many are counted alike, whoever the sender is (0)."""
    return [(_counted(row), row[0]) for row in connection.execute(_NEW, {"after": after, "through": through})]


def _counted(row: Any) -> Counted:
    _, day, hour, type_id, sender_id, action, tag_ids = row
    return Counted(day, hour, type_id, sender_id, action, tuple(map(int, tag_ids.split(","))) if tag_ids else ())
