"""Withdrawing: a moment leaves the list for good; only the fact that it was there is kept.

Its content, versions and links are deleted. Three things stay: a tombstone (id, when, why), the keys that recognise a
repeat of its registration, and the positions that it had in lists.
"""

from functools import partial

from contact_moments.clock import OVERLAP
from contact_moments.errors import ConflictError, NotFoundError
from contact_moments.model import Page, Reason
from contact_moments.moments.cursors import PagedList
from contact_moments.moments.id_runs import run_on_ids
from contact_moments.people import Actor
from contact_moments.storage.database import Database
from contact_moments.storage.long_work import Progress, no_progress
from contact_moments.storage.questions import moments, withdrawals
from contact_moments.storage.questions.pages import PAGE_SIZE
from contact_moments.storage.questions.withdrawals import Tombstone
from contact_moments.storage.sql.json_text import json_text
from contact_moments.storage.transaction import Transaction
from contact_moments.times import Zone, local_text

MOST = 1000  # moments in a batch


def withdraw(database: Database, ids: list[int], reason: Reason, by: Actor, progress: Progress = no_progress) -> bool:
    """Withdraw moments, batch by batch; returns false if their content may still be in the database's files.

    All ids are checked before the first moment is withdrawn. Raises `NotFoundError`, or `ConflictError` for a moment
    that is withdrawn already; then nothing is changed, unless somebody else withdrew it since the check. After an
    interruption, the same ids with the same reason go on where it stopped.
    """
    ids = list(dict.fromkeys(ids))
    work = partial(withdraw_now, reason=reason, by=by)
    for done, _ in run_on_ids(database, f"withdraw {reason}", ids, _check, work, MOST):
        progress(done)
    return database.scrub_deleted()


def _check(transaction: Transaction, ids: list[int]) -> None:
    there = moments.existing(transaction.connection, ids)
    gone = withdrawals.existing(transaction.connection, ids)
    for moment_id in ids:
        if moment_id in gone:
            raise ConflictError(f"Contact moment {moment_id} is withdrawn already")
        if moment_id not in there:
            raise NotFoundError(f"There is no contact moment {moment_id}")


def withdraw_now(transaction: Transaction, ids: list[int], reason: Reason, by: Actor) -> None:
    """Withdraw moments inside a transaction. Raises `NotFoundError`, or `ConflictError` for one that is withdrawn."""
    if not ids:
        return
    _check(transaction, ids)
    connection = transaction.connection
    last, at = withdrawals.last(connection)
    # Not before the last one, also within a second: positions and times rise together.
    at = max(at, transaction.now())
    with transaction.recounted(ids):
        moments.drop_moments(connection, ids, at)
    tombstones = [Tombstone(position, moment_id, at, reason) for position, moment_id in enumerate(ids, last + 1)]
    withdrawals.add(connection, [(one, transaction.next_change()) for one in tombstones], by.operator)
    transaction.record(by.event("withdrawal", _named(ids), count=len(ids), reason=reason, ids=ids))


def _named(ids: list[int]) -> str:
    return f"contact moment {ids[0]}" if len(ids) == 1 else f"{len(ids)} contact moments"


def page_by_number(database: Database, zone: Zone, since: int | None, number: int) -> Page:
    """Page `number` (from 1) of the tombstones since an instant, in the order in which the moments were withdrawn."""
    since_with_overlap = None if since is None else since - OVERLAP
    return _page(database, zone, since_with_overlap, PAGE_SIZE * (number - 1))


def page_by_cursor(database: Database, zone: Zone, since: int | None, cursor: str) -> Page:
    """The page that a cursor stands for. Raises `InvalidInputError` for any other text."""
    return _page(database, zone, None, _paged(since).position(cursor))


def cursor_after(since: int | None, page: Page) -> str | None:
    """An opaque text for the page after `page`, if there is one."""
    return _paged(since).cursor(page.after)


def _paged(since: int | None) -> PagedList:
    return PagedList("withdrawn", since=since)


def _page(database: Database, zone: Zone, since: int | None, after: int) -> Page:
    database.note_read()
    rows = database.read(lambda connection: withdrawals.page(connection, since, after))
    shown = rows[:PAGE_SIZE]
    items = [
        {"id": one.moment_id, "dateTime": local_text(one.withdrawn_at, zone), "reason": one.reason} for one in shown
    ]
    return Page(json_text(items).encode(), shown[-1].position if len(rows) > PAGE_SIZE else None)
