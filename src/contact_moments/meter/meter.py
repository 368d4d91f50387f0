"""What a process counts. Each method is called where the thing happens, and takes about a microsecond.

Requests wait for a quarter of a second before they are in the shared memory. So a worker that is killed loses those of
that time; what was told before stays.

No text that a client chooses becomes part of a key: routes are those of the table, methods those that a route answers,
types those that exist. So there is an end to how many rows there can be.
"""

import time
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from threading import Lock
from typing import Literal

from contact_moments.meter.shared_rows import NUMBERS, Block, Key, SharedRows

Outcome = Literal["registered", "repeated", "corrected", "refused"]

# The upper bounds of the parts of each histogram. A row has a number for each part, one for what is above, and the sum.
SECONDS = (0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)
SIZES = (1, 2, 4, 8, 16, 32, 64, 128)
SUM = NUMBERS - 1
MICRO = 1_000_000  # sums of seconds are in microseconds

OTHER = "other"
_METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})
_NOT_ANSWERED = frozenset({405, 501})  # the method is not one of the route, whatever it is called
# The codes of refusals by which the server keeps itself able to work, and what they are called here.
_SHED = {"overloaded": "overloaded", "busy": "sign_in"}
_REPLACEMENT: Key = ("worker_replacement",)
# Prometheus sees the first of something only if it has seen 0 before.
_FROM_THE_START: tuple[Key, ...] = (
    _REPLACEMENT,
    *(("shed", reason) for reason in ("connections", *_SHED.values())),
    *(
        (kind, what)
        for kind in ("sign_in_failure", "throttled")
        for what in ("password", "code", "link", "client_secret")
    ),
)


class Meter:
    """Counts in the rows of one worker. Without shared memory it counts nothing: nobody asks."""

    def __init__(self, shared: SharedRows | None = None) -> None:
        self.is_on = shared is not None
        self._shared = shared
        self._block: Block | None = None
        self._lock = Lock()
        # The seconds of requests that are in no row yet, by method, route and status.
        self._answered: defaultdict[tuple[str, str, int], list[float]] = defaultdict(list)

    def begin(self, worker: int) -> None:
        """Count for this worker from now on: called once it is a process."""
        if self._shared is not None:
            self._block = self._shared.block(worker)
            for key in self._block.keys:
                if key[0] == "gauge":
                    self._set(key, 0)
                self._count(key, int(key == _REPLACEMENT))
            for key in _FROM_THE_START:
                self._count(key, 0)

    def request(self, method: str, route: str, status: int, seconds: float) -> None:
        """A request was answered. `route` is the path as the table has it, or `-` where there is none.

        It is in its row after the next `settle`: one by one, amid everything else, that takes three times as long.
        """
        if self._block is not None:
            # Not the text that a client sends: any of them could make a row.
            known = method if method in _METHODS and status not in _NOT_ANSWERED else OTHER
            self._answered[known, route, status].append(seconds)

    def settle(self) -> None:
        """Put the requests since the last time into their rows; called a few times a second."""
        block = self._block
        if block is None:
            return
        with self._lock:
            for (method, route, status), answered in list(self._answered.items()):
                # Others append meanwhile: only what is copied is removed.
                times = answered.copy()
                del answered[: len(times)]
                if times:
                    place = block.place(("request", method, route, str(status)))
                    for part, count in _parts(times):
                        block.words[place + part] += count
                    block.words[place + SUM] += int(sum(times) * MICRO)

    def committed(self, size: int, seconds: float) -> None:
        """A transaction of so many writes was committed, so long after it was begun."""
        self._observe(("commit_size",), SIZES, size, size)
        self._observe(("commit_seconds",), SECONDS, seconds, int(seconds * MICRO))
        self._set(("last_commit",), int(time.time() * MICRO))

    def add(self, counts: Mapping[Key, int]) -> None:
        """What a transaction has counted is committed."""
        for key, count in counts.items():
            self._count(key, count)

    def refused(self, code: str) -> None:
        """A request was refused with this code: counted if it was to keep the server able to work."""
        reason = _SHED.get(code)
        if reason is not None:
            self.shed(reason)

    def shed(self, reason: str) -> None:
        """A request or a connection was turned away, because there was too much to do."""
        self._count(("shed", reason), 1)

    def failed_to_sign_in(self, what: str, looked_at: bool) -> None:
        """A secret was wrong; or it was not `looked_at`, because whoever sent it has to wait."""
        self._count(("sign_in_failure" if looked_at else "throttled", what), 1)

    def gauge(self, name: str, value: int) -> None:
        """How many there are now. The worker that replaces this one begins with 0."""
        self._set(("gauge", name), value)

    def spent(self, microseconds: int) -> None:
        """So much more time of the processor."""
        self._count(("cpu",), microseconds)

    def _count(self, key: Key, count: int) -> None:
        if self._block is not None:
            with self._lock:
                self._block.words[self._block.place(key)] += count

    def _set(self, key: Key, value: int) -> None:
        if self._block is not None:
            with self._lock:
                self._block.words[self._block.place(key)] = value

    def _observe(self, key: Key, bounds: Sequence[float], value: float, amount: int) -> None:
        if self._block is not None:
            with self._lock:
                place = self._block.place(key)
                self._block.words[place + bisect_left(bounds, value)] += 1
                self._block.words[place + SUM] += amount


UNMETERED = Meter()


def registration(type_id: str, outcome: Outcome) -> Key:
    """The key of a registration of a type that exists."""
    return ("registration", type_id, outcome)


def _parts(times: list[float]) -> Iterator[tuple[int, int]]:
    """How many of these seconds are in each part of `SECONDS`. Sorting them takes less than looking each of them up."""
    times.sort()
    ends = [*(bisect_right(times, bound) for bound in SECONDS), len(times)]
    return ((part, end - begin) for part, (begin, end) in enumerate(pairwise((0, *ends))) if end > begin)
