"""The numbers that a transaction hands out, as they are in the register's one row; see `transaction`."""

import time

from sqlalchemy import Connection, bindparam, func, insert, select, update

from contact_moments.clock import SECOND, Clock
from contact_moments.storage.sql.prepared import ManyRows, SingleRow, one_row
from contact_moments.storage.sql.tables import register, relation_tick, tick

_LOCK_REGISTER = SingleRow(
    select(
        register.c.last_moment_id,
        register.c.last_change_no,
        register.c.last_second,
        register.c.read_second,
        register.c.types_version,
        register.c.tallied_id,
    ).with_for_update()
)
_WRITE_BACK = ManyRows(
    update(register).values(
        last_moment_id=bindparam("moment_id"),
        last_change_no=bindparam("change_no"),
        last_second=bindparam("at_second"),
    )
)
_ADD_TICK = ManyRows(insert(tick))
_RELATION_NUMBERS = SingleRow(
    select(
        register.c.last_relation_no,
        register.c.last_relation_change,
        register.c.last_removed_no,
        func.coalesce(select(func.max(relation_tick.c.second)).scalar_subquery(), 0),
    )
)
_WRITE_RELATIONS_BACK = ManyRows(
    update(register).values(
        last_relation_no=bindparam("position"),
        last_relation_change=bindparam("change_no"),
        last_removed_no=bindparam("removed"),
    )
)
_ADD_RELATION_TICK = ManyRows(insert(relation_tick))


class Numbers:
    """Those of contact moments, from when the register's row was locked."""

    def __init__(self, connection: Connection, clock: Clock) -> None:
        row = one_row(_LOCK_REGISTER.fetch(connection, {}))
        self.moment_id, self.change_no, self._last_second, read_second, self.types_version, self.tallied_id = map(
            int, row
        )
        self.first = self.change_no + 1
        self.now = max(clock(), max(self._last_second, read_second) * SECOND)
        self.dated = time.monotonic()

    def changes(self) -> range:
        """The change numbers that were handed out."""
        return range(self.first, self.change_no + 1)

    def write_back(self, connection: Connection) -> None:
        """Write what was handed out in the register's row."""
        if not self.changes():
            return
        second = self.now // SECOND
        if second > self._last_second:
            _ADD_TICK.run(connection, [{"second": second, "first_change": self.first}])
        numbers = {"moment_id": self.moment_id, "change_no": self.change_no, "at_second": second}
        _WRITE_BACK.run(connection, [numbers])


class RelationNumbers:
    """Those of relations. Made under the register's lock, at the instant `now` at the earliest.

    The changes are dated at the end of the transaction, because it may take long: moving the links of a merge cannot be
    divided.
    """

    def __init__(self, connection: Connection, clock: Clock, now: int) -> None:
        row = one_row(_RELATION_NUMBERS.fetch(connection, {}))
        self.position, self.change_no, self.removed, self._last_second = map(int, row)
        self.first = self.change_no + 1
        self._clock = clock
        self._date(now)

    def changes(self) -> range:
        """The change numbers that were handed out."""
        return range(self.first, self.change_no + 1)

    def write_back(self, connection: Connection) -> None:
        """Write what was handed out in the register's row."""
        if not self.changes():
            return
        self._date(max(self.now, self._clock()))
        second = max(self.now // SECOND, self._last_second)
        if second > self._last_second:
            _ADD_RELATION_TICK.run(connection, [{"second": second, "first_change": self.first}])
        numbers = {"position": self.position, "change_no": self.change_no, "removed": self.removed}
        _WRITE_RELATIONS_BACK.run(connection, [numbers])

    def _date(self, now: int) -> None:
        self.now = now
        self.dated = time.monotonic()
