"""Failures, such as wrong passwords, counted per minute: guesses must not fill the audit trail.

Each worker counts in memory, and its housekeeping writes an event for each address and account once the minute is over.
So a guess costs no write of its own. A worker that is killed loses what it has counted since: two minutes at most.
"""

from collections import Counter
from datetime import UTC, datetime
from threading import Lock
from typing import Literal

from msgspec import Struct

from contact_moments.addresses import group_of, read_address
from contact_moments.clock import SECOND, Clock
from contact_moments.meter.meter import UNMETERED, Meter
from contact_moments.people import Event
from contact_moments.storage.database import Database
from contact_moments.storage.transaction import Transaction

MINUTE = 60 * SECOND
# What was wrong where somebody or something authenticates.
What = Literal["password", "code", "link", "client_secret"]
MOST = 1000  # events that wait to be written; what else fails is counted together


class _Failures(Struct, frozen=True):
    """Failures that are told as one event. Without an account, address and client they are those of many.

    `what` was wrong, or with `refused` was not looked at, because there were too many before.
    """

    minute: int  # of 1970
    address: str | None = None
    account_id: str | None = None
    client_id: str | None = None
    what: What | None = None
    refused: bool = False

    def event(self, count: int) -> Event:
        """What the trail says of so many of them."""
        minute = datetime.fromtimestamp(self.minute * 60, UTC).strftime("%Y-%m-%dT%H:%MZ")
        detail = {"count": count, "minute": minute, "what": self.what, "refused": self.refused or None}
        told = {name: value for name, value in detail.items() if value is not None}
        return Event("sign_in_failed", self.account_id, self.client_id, None, self.address, None, told)


class FailureCounter:
    """What has failed in this worker, and is not in the trail yet."""

    def __init__(self, clock: Clock, meter: Meter = UNMETERED) -> None:
        self._clock = clock
        self._meter = meter
        self._lock = Lock()
        self._counts: Counter[_Failures] = Counter()

    def count(
        self,
        what: What,
        address: str | None,
        account_id: str | None = None,
        client_id: str | None = None,
        refused: bool = False,
    ) -> None:
        """Count what was wrong, at an account or a client (None: an unknown one) from an address (None: not known).

        With `refused` it was not looked at, because whoever sent it has to wait.
        """
        self._meter.failed_to_sign_in(what, looked_at=not refused)
        minute = self._clock() // MINUTE
        one = _Failures(minute, _group(address), account_id, client_id, what, refused)
        with self._lock:
            known = one in self._counts or len(self._counts) < MOST
            self._counts[one if known else _Failures(minute)] += 1

    def write(self, database: Database, also_now: bool = False) -> None:
        """Write the failures of the minutes that are over, or all of them. Raises `RegisterError`; they are kept."""
        counted = self._take(also_now)
        if not counted:
            return
        try:
            database.write(lambda transaction: _record(transaction, counted))
        except BaseException:
            with self._lock:
                self._counts.update(counted)
            raise

    def _take(self, also_now: bool) -> Counter[_Failures]:
        minute = self._clock() // MINUTE
        with self._lock:
            # Also what is later than now, if the clock was set back.
            taken = Counter({one: n for one, n in self._counts.items() if also_now or one.minute != minute})
            self._counts -= taken
        return taken


def _record(transaction: Transaction, counted: Counter[_Failures]) -> None:
    for one, count in counted.items():
        transaction.record(one.event(count))


def _group(address: str | None) -> str | None:
    found = None if address is None else read_address(address)
    return None if found is None else group_of(found)
