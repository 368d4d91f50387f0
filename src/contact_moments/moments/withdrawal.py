"""Withdrawing: a moment leaves the list, and what is left of it is that it was there.

Its content, versions and parties are removed. A tombstone stays for good (id, when, why), and so do the keys by which a
repeat of its registration is known, and the positions that it had in lists.
"""

from contact_moments.errors import ConflictError, NotFoundError
from contact_moments.model import Page, Reason
from contact_moments.moments.cursors import PagedList
from contact_moments.moments.list import OVERLAP
from contact_moments.storage.database import Database
from contact_moments.storage.questions import withdrawals
from contact_moments.storage.questions.moments import are_there, drop_moments
from contact_moments.storage.questions.pages import PAGE_SIZE
from contact_moments.storage.questions.withdrawals import Tombstone
from contact_moments.storage.sql.json_text import json_text
from contact_moments.storage.transaction import Transaction
from contact_moments.times import Zone, local_text


def withdraw(database: Database, ids: list[int], reason: Reason, person: str | None) -> bool:
    """Withdraw moments, all or none; returns whether nothing of them is left in the database's files.

    Raises `NotFoundError`, or `ConflictError` for one that is withdrawn already.
    """
    database.write(lambda transaction: _withdraw(transaction, list(dict.fromkeys(ids)), reason, person))
    return database.forget()


def _withdraw(transaction: Transaction, ids: list[int], reason: Reason, person: str | None) -> None:
    transaction.lock()
    connection = transaction.connection
    there = are_there(connection, ids)
    gone = withdrawals.are_there(connection, ids)
    for moment_id in ids:
        if moment_id in gone:
            raise ConflictError(f"Contact moment {moment_id} is withdrawn already")
        if moment_id not in there:
            raise NotFoundError(f"There is no contact moment {moment_id}")
    last, at = withdrawals.last(connection)
    # Not before the last one, also within a second: numbers and times rise together.
    at = max(at, transaction.now())
    drop_moments(connection, ids)
    tombstones = [Tombstone(n, moment_id, at, reason) for n, moment_id in enumerate(ids, last + 1)]
    withdrawals.add(connection, [(one, transaction.next_change()) for one in tombstones], person)


def page_by_number(database: Database, zone: Zone, since: int | None, number: int) -> Page:
    """Page `number` (from 1) of the tombstones since an instant, in the order in which the moments were withdrawn."""
    skipped = PAGE_SIZE * (number - 1)
    second = None if since is None else since - OVERLAP
    return _page(database, zone, second, skipped)


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
    return Page(json_text(items), shown[-1].n if len(rows) > PAGE_SIZE else None)
