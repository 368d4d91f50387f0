"""A register's database for changes of which each is checked first, in its own transaction.

A request, an import or a job acts in somebody's name. What that person may do can end between two of its changes.
"""

from collections.abc import Callable
from typing import TypeVar

from contact_moments.errors import RegisterError
from contact_moments.storage.batches import BatchSize
from contact_moments.storage.database import Database
from contact_moments.storage.group_commit import Work
from contact_moments.storage.transaction import Transaction

W = TypeVar("W")
T = TypeVar("T")

Check = Callable[[Transaction], object]


class CheckedDatabase(Database):
    """The same database as another one, with its connections. `check` refuses a change by raising."""

    def __init__(self, database: Database, check: Check) -> None:
        """Share everything that `database` has; nothing is opened."""
        self.__dict__.update(database.__dict__)
        self._check = check

    def write(self, work: Callable[[Transaction], T]) -> T:
        """As `Database.write`."""

        def run(transaction: Transaction) -> T:
            self._check(transaction)
            return work(transaction)

        return super().write(run)

    def write_each(self, work: Work[W, T], item: W) -> T:
        """As `Database.write_each`, in a transaction of its own: what others bring has another check."""

        def run(transaction: Transaction) -> T:
            (outcome,) = work(transaction, [item])
            if isinstance(outcome, RegisterError):
                raise outcome
            return outcome

        return self.write(run)

    def write_batch(self, work: Callable[[Transaction, int], T], sizes: BatchSize) -> T:
        """As `Database.write_batch`."""

        def run(transaction: Transaction, size: int) -> T:
            self._check(transaction)
            return work(transaction, size)

        return super().write_batch(run, sizes)
