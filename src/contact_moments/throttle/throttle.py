"""Who has failed too often waits: per account and address, per address, and per account over all addresses.

Only failures count, and each is forgiven after a while. Whoever has the right secret is not slowed by others who
guess it from elsewhere:

- An address waits for one account when it has failed at it too often, and for all when it has failed too often.
- Where an account has had too many failures from all addresses together, an address waits after a single failure.
  An address that has not failed is still let in.
- An address that has succeeded at an account waits for its own failures at that account only.

Why, and what else was weighed: docs/decisions/0013-guessing.md.
"""

import math
import secrets
import time
from collections.abc import Callable
from hashlib import blake2b

from msgspec import Struct

from contact_moments.addresses import Address, group_of
from contact_moments.log import Logger
from contact_moments.throttle.shared_table import SharedTable

LONGEST = 3600.0  # seconds: a failure is forgiven after an hour at the latest
REMEMBERED = 30 * 86400.0  # seconds for which an address is known to have succeeded
COUNTS = 65_536  # places: failures of the last minutes
MARKS = 16_384  # places: addresses that have succeeded, and those that the log has told of

_log = Logger("contact_moments.throttle")


class Limit(Struct, frozen=True):
    """So many failures `at_once`; after that each waits until one is forgiven, one every `seconds`."""

    at_once: int
    seconds: float

    def wait(self, forgiven_at: float, now: float) -> float:
        """How long to wait, where all failures are forgiven at `forgiven_at`."""
        return forgiven_at - now - (self.at_once - 1) * self.seconds


OF_PAIR = Limit(5, 30.0)  # an account from one address
OF_PAIR_UNDER_ATTACK = Limit(1, 30.0)
OF_ADDRESS = Limit(20, 10.0)
OF_ACCOUNT = Limit(20, 10.0)


class Throttle:
    """What the workers of a server know of failed attempts. Made before they are forked; a restart forgets it.

    Keys are hashed with a secret of this start, so that nobody can choose where in memory an account or address is.
    """

    def __init__(self, now: Callable[[], float] = time.monotonic) -> None:
        """`now` is a clock that all workers share."""
        self.now = now
        self.counts = SharedTable(COUNTS)
        self.marks = SharedTable(MARKS)
        self._secret = secrets.token_bytes(32)

    def attempt(self, purpose: str, account: str, address: Address | None) -> "Attempt":
        """An attempt to authenticate. `purpose` says at what, such as `client`; an address of None is not known."""
        return Attempt(self, purpose, account, group_of(address) if address else "unknown")

    def claim(self, what: str, account: str) -> bool:
        """Whether something is to be done for an account, which is done once an hour at most."""
        return self.marks.claim(self.key(what, "once", account), LONGEST, self.now())

    def key(self, *parts: str) -> int:
        """The key of what these texts name together."""
        digest = blake2b(key=self._secret, digest_size=8)
        for part in parts:
            encoded = part.encode("utf-8", "surrogatepass")
            digest.update(len(encoded).to_bytes(8, "big") + encoded)
        return int.from_bytes(digest.digest(), "big")


class Attempt:
    """Ask `wait` first; if it is 0 check the secret, and then say that it `failed` or `succeeded`."""

    def __init__(self, throttle: Throttle, purpose: str, account: str, group: str) -> None:
        self._throttle = throttle
        self._purpose = purpose
        self._group = group
        self._pair = throttle.key(purpose, "pair", account, group)
        self._address = throttle.key(purpose, "address", group)
        self._account = throttle.key(purpose, "account", account)

    def wait(self) -> int:
        """Seconds to wait before the secret is looked at; 0 for none."""
        now, until = self._throttle.now(), self._throttle.counts.until
        if self.is_known:
            return _seconds(OF_PAIR.wait(until(self._pair), now))
        of_pair = OF_PAIR_UNDER_ATTACK if self._is_under_attack(now) else OF_PAIR
        return _seconds(max(of_pair.wait(until(self._pair), now), OF_ADDRESS.wait(until(self._address), now)))

    @property
    def is_known(self) -> bool:
        """Whether the right secret for this account has come from this address."""
        return self._throttle.marks.until(self._pair) > self._throttle.now()

    @property
    def who(self) -> tuple[int, int]:
        """Numbers that stand for the account and the address."""
        return self._account, self._address

    def failed(self) -> int:
        """Count a wrong secret; returns what `wait` is now."""
        now, extend = self._throttle.now(), self._throttle.counts.extend
        extend(self._pair, OF_PAIR.seconds, now, LONGEST)
        extend(self._address, OF_ADDRESS.seconds, now, LONGEST)
        extend(self._account, OF_ACCOUNT.seconds, now, LONGEST)
        wait = self.wait()
        if wait:
            self._tell(now)
        return wait

    def succeeded(self) -> None:
        """Remember that the right secret came from this address."""
        self._throttle.marks.claim(self._pair, REMEMBERED, self._throttle.now())

    def _is_under_attack(self, now: float) -> bool:
        return OF_ACCOUNT.wait(self._throttle.counts.until(self._account), now) > 0

    def _has_failed_often(self, now: float) -> bool:
        until = self._throttle.counts.until
        return OF_PAIR.wait(until(self._pair), now) > 0 or OF_ADDRESS.wait(until(self._address), now) > 0

    def _tell(self, now: float) -> None:
        """One line for an address, and one for an account that many addresses guess at, once an hour at most."""
        key, address = self._address, self._group
        if not self._has_failed_often(now):
            key, address = self._account, "many"
        if self._throttle.marks.claim(key, LONGEST, now):
            _log.warning("guessing_slowed", purpose=self._purpose, address=address)


def _seconds(wait: float) -> int:
    return max(0, math.ceil(wait))
