"""How far the register trusts the clock when it removes something by age: what a wrong clock removes is lost for good.

The register keeps an instant of its own for this. Each hour of a server brings it nearer to the clock, by a day at
most. So a clock that is years ahead for some hours removes what as many days would have removed, and a server that was
off for weeks has caught up after as many hours. Whether something is still valid is always judged by the clock itself.
"""

from sqlalchemy import Connection, bindparam, select, update

from contact_moments.clock import SECOND
from contact_moments.storage.sql.tables import register

NEARER = 24 * 3600 * SECOND  # microseconds, by all workers of a server together, in an hour

_TRUSTED = select(register.c.trusted_at)
_TRUST = update(register).values(trusted_at=bindparam("instant"))


def trusted_now(connection: Connection, now: int) -> int:
    """The instant by which age is judged: `now`, or an earlier one; 0 before the first hour of a server."""
    return min(now, int(connection.execute(_TRUSTED).scalar_one()))


def come_nearer(connection: Connection, now: int, workers: int) -> None:
    """Trust the clock a little further, and no further than it says. Each of `workers` does so once an hour."""
    before = trusted_now(connection, now)
    # The first time there is nothing to come nearer to.
    connection.execute(_TRUST, {"instant": min(now, before + NEARER // workers) if before else now})
