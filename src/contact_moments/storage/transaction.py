"""A write transaction and the numbers that it hands out.

Every moment gets the next id, every change the next change number, and every second in which something changed
a `tick`. The register's one row is locked before the first number is given and written back before the commit:
so numbers have no gaps, and their order is the order of commits (the promise that a sync rests on).
"""

from sqlalchemy import Connection, bindparam, insert, select, update

from contact_moments.clock import SECOND, Clock
from contact_moments.storage.tables import register, tick

_LOCK_REGISTER = select(register.c.last_moment_id, register.c.last_change_no, register.c.last_second).with_for_update()
_LAST_SECOND = select(register.c.last_second)
_WRITE_BACK = update(register).values(
    last_moment_id=bindparam("moment_id"),
    last_change_no=bindparam("change_no"),
    last_second=bindparam("at_second"),
)
_ADD_TICK = insert(tick)


def last_second(connection: Connection) -> int:
    """The second (of 1970) of the latest change."""
    return int(connection.execute(_LAST_SECOND).scalar_one())


class Transaction:
    """What a piece of work gets: a connection inside BEGIN … COMMIT, the time, and numbers.

    Work may be run again after a rollback, so it must have no effect outside of `connection`.
    """

    def __init__(self, connection: Connection, clock: Clock) -> None:
        self.connection = connection
        self._clock = clock
        self._numbers: _Numbers | None = None

    def now(self) -> int:
        """The time of this transaction's changes, in microseconds; never before that of an earlier commit."""
        return self._register().now

    def next_moment_id(self) -> int:
        """The id for one more contact moment."""
        numbers = self._register()
        numbers.moment_id += 1
        return numbers.moment_id

    def next_change(self) -> int:
        """The number for one more change of a contact moment."""
        numbers = self._register()
        numbers.change_no += 1
        return numbers.change_no

    def lock(self) -> None:
        """Keep other writers out until the commit, on every engine."""
        self._register()

    def finish(self) -> None:
        """Write the numbers back; called once, before the commit."""
        if self._numbers is not None:
            self._numbers.write_back(self.connection)

    def _register(self) -> "_Numbers":
        if self._numbers is None:
            self._numbers = _Numbers(self.connection, self._clock)
        return self._numbers


class _Numbers:
    def __init__(self, connection: Connection, clock: Clock) -> None:
        row = connection.execute(_LOCK_REGISTER).one()
        self.moment_id: int = row.last_moment_id
        self._first: int = row.last_change_no
        self._last_second: int = row.last_second
        self.change_no: int = self._first
        self.now: int = max(clock(), self._last_second * SECOND)

    def write_back(self, connection: Connection) -> None:
        if self.change_no == self._first:
            return
        second = self.now // SECOND
        if second > self._last_second:
            connection.execute(_ADD_TICK, {"second": second, "first_change": self._first + 1})
        connection.execute(_WRITE_BACK, {"moment_id": self.moment_id, "change_no": self.change_no, "at_second": second})
