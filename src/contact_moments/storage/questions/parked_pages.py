"""Pages of what is parked, the newest first, and those of a client or a reason.

Each page is found by seeking; only for `OTHER` reasons, which are rare, what is parked is looked through.
"""

from collections.abc import Iterator

from msgspec import Struct
from sqlalchemy import ColumnElement, Connection, func, select

from contact_moments.storage.questions.parked import Parked, read_parked
from contact_moments.storage.sql.tables import parked

OTHER = "other"  # any reason but those that are about relations


class Wanted(Struct, frozen=True):
    """Which parked registrations are wanted: those of a client, and for a reason; None for any.

    `known` are the reasons that have a name of their own; `OTHER` stands for the rest. `through` is the largest id, and
    `ids` are the only ones.
    """

    client_id: str | None = None
    reason: str | None = None
    known: tuple[str, ...] = ()
    through: int | None = None
    ids: tuple[int, ...] | None = None

    def conditions(self) -> Iterator[ColumnElement[bool]]:
        """What holds of such a registration."""
        if self.client_id is not None:
            yield parked.c.client_id == self.client_id
        if self.reason == OTHER:
            yield parked.c.reason.not_in(self.known)
        elif self.reason is not None:
            yield parked.c.reason == self.reason
        if self.through is not None:
            yield parked.c.id <= self.through
        if self.ids is not None:
            yield parked.c.id.in_(self.ids)


def page(connection: Connection, wanted: Wanted, before: int | None, size: int) -> list[Parked]:
    """At most `size` of them, the newest first, from before an id on."""
    earlier = () if before is None else (parked.c.id < before,)
    statement = select(parked).where(*wanted.conditions(), *earlier).order_by(parked.c.id.desc()).limit(size)
    return [read_parked(row) for row in connection.execute(statement)]


def ids_after(connection: Connection, wanted: Wanted, after: int, size: int) -> list[int]:
    """The ids of at most `size` of them, the oldest first, after an id."""
    statement = select(parked.c.id).where(*wanted.conditions(), parked.c.id > after).order_by(parked.c.id).limit(size)
    return list(connection.execute(statement).scalars())


def number(connection: Connection, wanted: Wanted, after: int, most: int) -> int:
    """How many of them there are after an id; counts no further than `most`."""
    some = select(parked.c.id).where(*wanted.conditions(), parked.c.id > after).limit(most).subquery()
    return int(connection.execute(select(func.count()).select_from(some)).scalar_one())
