"""Entries of an account: what somebody typed into the form and has not saved, kept so that nothing typed is lost.

An entry is its owner's alone; for everybody else it does not exist. An account has 50 at most: the oldest go.
"""

from contact_moments.errors import ChangedMeanwhileError, NotFoundError
from contact_moments.storage.database import Connection, Database
from contact_moments.storage.questions import entries as stored
from contact_moments.storage.questions.entries import Entry as Entry
from contact_moments.storage.transaction import Transaction
from contact_moments.tokens import new_id

MOST = 50


def keep(database: Database, account_id: str, entry_id: str, revision: int, content: str, now: int) -> int:
    """Keep an entry; returns its new revision. `revision` is the one that was changed, 0 for a new entry.

    Raises `NotFoundError` for one of somebody else, and `ChangedMeanwhileError` where it has another revision by now.
    """

    def work(transaction: Transaction) -> int:
        connection = transaction.connection
        found = _owned(connection, account_id, entry_id)
        if revision != (0 if found is None else found.revision):
            raise ChangedMeanwhileError("This entry was changed elsewhere; keep this one under another id")
        new = Entry(entry_id, account_id, revision + 1, content, now)
        if found is None:
            stored.add(connection, new)
            for old in stored.of_account(connection, account_id)[MOST:]:
                stored.drop(connection, account_id, old.id)
        elif not stored.change(connection, new):
            raise ChangedMeanwhileError("This entry was changed elsewhere; keep this one under another id")
        return new.revision

    return database.write(work)


def keep_both(
    database: Database, account_id: str, entry_id: str, revision: int, content: str, now: int
) -> tuple[str, int]:
    """Keep an entry, as one of its own where it was changed elsewhere; returns its id and revision."""
    try:
        return entry_id, keep(database, account_id, entry_id, revision, content, now)
    except (ChangedMeanwhileError, NotFoundError):
        apart = new_id()
        return apart, keep(database, account_id, apart, 0, content, now)


def get(database: Database, account_id: str, entry_id: str) -> Entry | None:
    """An entry of an account; None if there is none, or it is somebody else's."""
    found = database.read(lambda connection: stored.find(connection, entry_id))
    return found if found is not None and found.account_id == account_id else None


def of(database: Database, account_id: str) -> list[Entry]:
    """The entries of an account, the last one first."""
    return database.read(lambda connection: stored.of_account(connection, account_id))


def drop(database: Database, account_id: str, entry_id: str) -> None:
    """Delete an entry of an account, if it is there."""
    database.write(lambda transaction: stored.drop(transaction.connection, account_id, entry_id))


def _owned(connection: Connection, account_id: str, entry_id: str) -> Entry | None:
    found = stored.find(connection, entry_id)
    if found is not None and found.account_id != account_id:
        raise NotFoundError("There is no such entry")
    return found
