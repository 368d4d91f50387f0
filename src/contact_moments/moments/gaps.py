"""When page numbers begin to skip gaps: the positions of a list that rows have left (wire rule 10).

A row leaves the whole list when it is withdrawn, and the list of a relation when a correction takes the relation out.
At first page numbers count the gap, so that a walk by page number that is under way skips no row. Page numbers skip it
once it is an hour old and nobody has asked for a page number above 1 during an hour. So a walk that never pauses for an
hour skips nothing. Cursors hold positions, and are not concerned; neither are lists with `since`.
"""

from functools import partial

from contact_moments.clock import SECOND, Clock
from contact_moments.model import PAGED_BY, PagedBy
from contact_moments.storage.batches import BatchSize
from contact_moments.storage.database import Connection, Database
from contact_moments.storage.long_work import Progress, no_progress, run_in_batches
from contact_moments.storage.questions import gaps
from contact_moments.storage.questions.gaps import Numbering
from contact_moments.storage.read_notes import PAGED_EVERY
from contact_moments.storage.transaction import Transaction

HOUR = 3600 * SECOND
# A read may be noted this much late: at most every five seconds, and then by a write that may have to wait.
_SLACK = 2 * PAGED_EVERY * SECOND
_PAUSE = HOUR + _SLACK

BATCH = 200  # gaps: a few milliseconds, so that registrations do not wait for it

# A new edition has all gaps, also those that were numbered before, and takes about 0.13 milliseconds for each, most of
# it rest. It begins so much later than the one in use, for each of its gaps: then a sixteenth of the time is work.
_APART = SECOND // 500


def settle(database: Database, clock: Clock, rest: Progress = no_progress) -> int:
    """Let page numbers skip all gaps that are old enough; returns how many gaps were looked at.

    Stops when a page number is asked for, and goes on after another hour. Any process may go on with it. `rest` is
    called between batches.
    """
    return sum(_settle(database, clock, kind, rest) for kind in PAGED_BY)


def keep_counting(database: Database, clock: Clock) -> None:
    """Keep all gaps counted for another hour, as if somebody had asked for page numbers now."""
    database.write(lambda transaction: gaps.count_as_paged(transaction.connection, clock()))


def _settle(database: Database, clock: Clock, kind: PagedBy, rest: Progress) -> int:
    if not database.read(lambda connection: _has_work(connection, kind, clock())):
        return 0
    return run_in_batches(database, partial(_next, kind, clock), 0, BatchSize(BATCH), rest)


def _has_work(connection: Connection, kind: PagedBy, now: int) -> bool:
    at = gaps.numbering_of(connection, kind)
    return _is_idle(at, now) and (
        at.building_at is not None
        or gaps.has_outdated(connection, kind, at.edition)
        or _is_due(connection, kind, at, now)
    )


def _is_idle(at: Numbering, now: int) -> bool:
    return now - at.paged_at > _PAUSE


def _is_due(connection: Connection, kind: PagedBy, at: Numbering, now: int) -> bool:
    until = now - _PAUSE
    return until >= at.settled_at + at.numbered * _APART and gaps.has_due(connection, kind, at.settled_at, until)


def _next(kind: PagedBy, clock: Clock, _: int, transaction: Transaction, size: int) -> tuple[int, int | None]:
    """Do the next step of at most `size` gaps; returns how many gaps were looked at, and None if nothing is left."""
    transaction.lock()
    # By the clock of those who note that they read. Changes are dated later than that after it was set back.
    now, connection = clock(), transaction.connection
    at = gaps.numbering_of(connection, kind)
    if not _is_idle(at, now):
        return 0, None
    if at.building_at is None:
        return 0, 0 if _begin(connection, kind, at, now, size) else None
    found = gaps.after(connection, kind, at, size)
    if found:
        gaps.add(connection, kind, at, found)
    else:
        gaps.finish(connection, kind)
    return len(found), 0


def _begin(connection: Connection, kind: PagedBy, at: Numbering, now: int, size: int) -> bool:
    """Delete what is left of earlier editions, or begin the next one; false if there is nothing to do."""
    if gaps.drop_outdated(connection, kind, at.edition, size):
        return True
    if _is_due(connection, kind, at, now):
        gaps.begin(connection, kind, now - _PAUSE)
        return True
    return False
