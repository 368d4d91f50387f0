"""Rendering all moments again, after the organisation's zone, the zone's data or the wire's shape has changed."""

from functools import partial

from contact_moments.moments.follow_ups import date_again
from contact_moments.moments.merging import finish_merges, render_again
from contact_moments.moments.renaming import finish_renaming
from contact_moments.moments.rendering import rendering_of
from contact_moments.moments.search_filling import index_anew, set_right
from contact_moments.storage.batches import BatchSize
from contact_moments.storage.database import Database
from contact_moments.storage.long_work import Progress, run_in_batches
from contact_moments.storage.questions.list_state import count_change
from contact_moments.storage.questions.moments import current_after, replace_fragments
from contact_moments.storage.questions.tallies import count_anew
from contact_moments.storage.transaction import Transaction
from contact_moments.storage.whole import schema
from contact_moments.storage.whole.tally_check import are_right
from contact_moments.times import Zone

MOST = 1000  # moments in a batch


def rebuild(database: Database, zone: Zone, progress: Progress) -> int:
    """Render every moment again for `zone`; returns how many. Those that then show another time count as changed.

    After an interruption it starts from the beginning: meanwhile a server with the former zone may have added and
    corrected moments. Until it is done, the register stays as ready as it was.
    """
    finish_merges(database, zone)
    finish_renaming(database)
    date_again(database, zone)
    number = run_in_batches(database, partial(_render_batch, zone), 0, BatchSize(MOST), progress)
    # Looked at without keeping writers waiting. The counters stay as right, or as wrong, as they are now.
    miscounts = not database.read_snapshot(are_right)
    database.write(partial(_finish, zone, miscounts))
    return number


def _render_batch(zone: Zone, after: int, transaction: Transaction, size: int) -> tuple[int, int | None]:
    """Render the next moments again; returns how many, and the id after which to go on, if there may be more."""
    transaction.lock()
    connection = transaction.connection
    moments = current_after(connection, after, size)
    set_right(connection, moments)
    before = {one.id: one.after_name for one in moments}
    rendered = render_again(connection, moments, zone)
    changes = [transaction.next_change() if before[id_] != parts.after_name else None for id_, _, parts in rendered]
    count_change(connection)  # of what a change number does not tell: a name that was not right, another form
    with transaction.recounted(one.id for one in moments):
        replace_fragments(connection, [(*one, change) for one, change in zip(rendered, changes, strict=True)])
    return len(moments), moments[-1].id if len(moments) == size else None


def _finish(zone: Zone, miscounts: bool, transaction: Transaction) -> None:
    # Apart from the changes: the index of many words takes longer than a change may, and so do many counters.
    transaction.lock()
    index_anew(transaction.connection)
    if miscounts:
        count_anew(transaction.connection)
    schema.set_rendering(transaction.connection, rendering_of(zone))
