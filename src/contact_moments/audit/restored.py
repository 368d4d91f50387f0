"""The audit trail of a register that is restored: it goes on, whatever the backup says."""

from typing import Any

from contact_moments.people import Actor
from contact_moments.storage.database import Connection, Database
from contact_moments.storage.questions import audit as stored
from contact_moments.storage.questions.audit import Head
from contact_moments.storage.transaction import Transaction

__all__ = ["Head"]


def head(database: Database) -> Head:
    """The head of a register's trail."""
    return database.read(stored.head)


def keep_present(source: Connection, copy: Database, backup: Head, by: Actor, **detail: Any) -> None:
    """Give a copy of a backup the trail of the register at `source`, and an event at its end that tells of it.

    `backup` is the head that the backup came with. Where nobody has used the register at `source` yet, or its trail has
    lost its head, the backup's trail goes on. Can be called again, also if the register has changed since.
    """
    if not stored.is_used(source):
        go_on(copy, backup, by, **detail)
        return

    def work(transaction: Transaction) -> None:
        stored.replace_by(transaction.connection, source)
        transaction.record(by.event("restore", **detail))

    copy.write(work)


def go_on(copy: Database, backup: Head, by: Actor, **detail: Any) -> None:
    """Let the trail of a copy of a backup go on, where there is no other; an event at its end tells of it."""

    def work(transaction: Transaction) -> None:
        stored.cut(transaction.connection, backup)
        transaction.record(by.event("restore", trail="backup", **detail))

    copy.write(work)
