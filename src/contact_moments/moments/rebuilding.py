"""Rendering everything anew, when the organisation's zone, the zone's data or the wire's shape has changed."""

from collections.abc import Callable

from contact_moments.moments.merging import finish_merges, rendered_anew
from contact_moments.moments.rendering import rendering_of
from contact_moments.storage import schema
from contact_moments.storage.database import Connection, Database
from contact_moments.storage.moments import current_after, render_again
from contact_moments.storage.transaction import Transaction
from contact_moments.times import Zone

CHUNK = 1000

Progress = Callable[[int], None]


def rebuild(database: Database, zone: Zone, progress: Progress) -> int:
    """Render every moment anew for `zone`; returns how many. Those that then show another time count as changed.

    Interrupted, it is run again from the start; until it is done the register stays as ready as it was.
    """
    finish_merges(database, zone)
    total = after = 0
    while True:
        last, done = database.write(lambda transaction, after=after: _rebuild_chunk(transaction, zone, after))  # type: ignore[misc]
        total, after = total + done, last
        progress(done)
        if done < CHUNK:
            return total


def _rebuild_chunk(transaction: Transaction, zone: Zone, after: int) -> tuple[int, int]:
    transaction.lock()
    connection: Connection = transaction.connection
    moments = current_after(connection, after, CHUNK)
    before = {one.id: one.middle for one in moments}
    rendered = rendered_anew(connection, moments, zone)
    changes = [transaction.next_change() if before[one[0]] != one[2].middle else None for one in rendered]
    render_again(connection, [(*one, change) for one, change in zip(rendered, changes, strict=True)])
    if len(moments) < CHUNK:
        schema.set_rendering(connection, rendering_of(zone))
    return (moments[-1].id if moments else after), len(moments)
