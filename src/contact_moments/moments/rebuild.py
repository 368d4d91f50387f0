"""Rendering everything anew, when the organisation's zone, the zone's data or the wire's shape has changed."""

from collections.abc import Callable
from functools import partial

from contact_moments.moments.merging import finish_merges, rendered_anew
from contact_moments.moments.rendering import rendering_of
from contact_moments.relations import finish_renaming
from contact_moments.storage.database import Connection, Database, Portions
from contact_moments.storage.questions.moments import current_after, render_again
from contact_moments.storage.transaction import Transaction
from contact_moments.storage.whole import schema
from contact_moments.times import Zone

CHUNK = 1000

Progress = Callable[[int], None]


def rebuild(database: Database, zone: Zone, progress: Progress) -> int:
    """Render every moment anew for `zone`; returns how many. Those that then show another time count as changed.

    Interrupted, it is run again from the start; until it is done the register stays as ready as it was.
    """
    finish_merges(database, zone)
    finish_renaming(database)
    total, portions = 0, Portions(CHUNK)
    after: int | None = 0
    while after is not None:
        after, done = database.write_portion(partial(_rebuild_after, after, zone), portions)
        total += done
        progress(done)
    return total


def _rebuild_after(after: int, zone: Zone, transaction: Transaction, size: int) -> tuple[int | None, int]:
    """Render the next moments anew; returns the id to go on after, if there may be more, and how many they were."""
    transaction.lock()
    connection: Connection = transaction.connection
    moments = current_after(connection, after, size)
    before = {one.id: one.after_name for one in moments}
    rendered = rendered_anew(connection, moments, zone)
    changes = [transaction.next_change() if before[id_] != parts.after_name else None for id_, _, parts in rendered]
    render_again(connection, [(*one, change) for one, change in zip(rendered, changes, strict=True)])
    if len(moments) < size:
        schema.set_rendering(connection, rendering_of(zone))
        return None, len(moments)
    return moments[-1].id, len(moments)
