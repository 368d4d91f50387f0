"""Group commit: what several threads want to write at the same time is committed together.

A commit waits for the disk; doing one per request gives 2,200 to 3,600 registrations a second, doing them together
8,500 (measured, one pinned worker). There is no writer thread: the thread that finds the writer idle leads, runs
everything that has queued up in one transaction, and hands over to a waiting thread. Work of the same kind is run
together, as one call with a list.

Whoever was answered last comes back last, so without waiting large transactions would alternate with ones of a single
job. A thread that was handed the lead therefore waits for as many jobs as there were last time, and at most for as long
as those took; after a pause in the work nobody waits.

A refusal is an outcome and takes nobody along. What fails in passing is run again as it is (see `attempts`), and what
took too long with less of it in each transaction. Any other exception rolls the whole transaction back; then
everybody's work is run again by itself, so that only the work that failed fails.
"""

import time
from collections import deque
from collections.abc import Callable
from contextlib import AbstractContextManager
from functools import partial
from itertools import groupby
from threading import Condition, Lock
from typing import Any, TypeVar

from contact_moments.errors import RegisterError, UnavailableError
from contact_moments.storage.retry import Portions, TooLateError, attempt
from contact_moments.storage.transaction import Transaction

I = TypeVar("I")  # noqa: E741 - an item of work
T = TypeVar("T")  # its outcome

Work = Callable[[Transaction, list[I]], list[T | RegisterError]]

MAX_TOGETHER = 128
LONGEST_GATHERING = 0.005  # seconds


class _Job:
    __slots__ = ("divisible", "error", "item", "leads", "outcome", "wake", "work")

    def __init__(self, work: Work[Any, Any], item: Any, divisible: bool) -> None:
        self.work = work
        self.item = item
        self.divisible = divisible
        # Held until there is something to do for whoever waits for the job.
        self.wake = Lock()
        self.wake.acquire()
        self.leads = False
        self.outcome: Any = None
        self.error: BaseException | None = None


class Writer:
    """Runs work in write transactions, that of several threads in one; `begin` opens and commits a transaction."""

    def __init__(
        self, begin: Callable[[], AbstractContextManager[Transaction]], passing: Callable[[Exception], bool]
    ) -> None:
        self._begin = begin
        self._passing = passing
        self._lock = Lock()
        self._queue: deque[_Job] = deque()
        self._led = False
        # How many jobs are waited for, and for how many seconds.
        self._enough = Condition(self._lock)
        self._expected, self._patience = 0, 0.0

    def run(self, work: Work[I, T], item: I, divisible: bool = False) -> T:
        """Run `work` on a list with `item` in it, and return its outcome once that is committed.

        Raises the `RegisterError` that `work` returned for the item, or whatever it raised; `TooLateError` where
        the caller can divide the item. `work` may be run more than once before it commits.
        """
        job = _Job(work, item, divisible)
        if not self._leads(job):
            job.wake.acquire()
        if job.leads:
            self._lead()
        if job.error is not None:
            raise job.error
        if isinstance(job.outcome, RegisterError):
            raise job.outcome
        outcome: T = job.outcome
        return outcome

    def _leads(self, job: _Job) -> bool:
        with self._lock:
            self._queue.append(job)
            job.leads = not self._led
            self._led = True
            if len(self._queue) >= self._expected:
                self._enough.notify()
            return job.leads

    def _lead(self) -> None:
        # The leader's own job is always at the front: it was first, or was handed the lead as the first to wait.
        with self._lock:
            self._enough.wait_for(lambda: len(self._queue) >= self._expected, self._patience)
            jobs = [self._queue.popleft() for _ in range(min(len(self._queue), MAX_TOGETHER))]
        began = time.monotonic()
        try:
            self._commit(jobs)
        finally:
            self._hand_over(len(jobs), time.monotonic() - began)
            for job in jobs[1:]:
                job.wake.release()

    def _hand_over(self, done: int, seconds: float) -> None:
        with self._lock:
            self._led = bool(self._queue)
            self._expected, self._patience = (done, min(seconds, LONGEST_GATHERING)) if self._led else (0, 0.0)
            if self._led:
                self._queue[0].leads = True
                self._queue[0].wake.release()

    def _commit(self, jobs: list[_Job]) -> None:
        portions = Portions(len(jobs))
        while jobs:
            jobs = jobs[portions.run(partial(self._commit_first, jobs)) :]

    def _commit_first(self, jobs: list[_Job], size: int) -> int:
        """Commit the first jobs together, or each alone where one fails; returns how many. Raises `TooLateError`."""
        jobs = jobs[:size]
        alone = len(jobs) == 1
        try:
            attempt(lambda: self._transact(jobs), self._passing, divisible=not alone or jobs[0].divisible)
        except UnavailableError as error:
            # Nobody's own fault, so trying each alone would only make everybody wait longer.
            for job in jobs:
                job.error = error
        except BaseException as error:
            if alone:
                jobs[0].error = error
            elif isinstance(error, TooLateError):
                raise
            else:
                for job in jobs:
                    self._commit_first([job], 1)
        return len(jobs)

    def _transact(self, jobs: list[_Job]) -> None:
        with self._begin() as transaction:
            for work, alike in groupby(jobs, key=lambda job: job.work):
                _run(transaction, work, list(alike))


def _run(transaction: Transaction, work: Work[Any, Any], jobs: list[_Job]) -> None:
    outcomes = work(transaction, [job.item for job in jobs])
    for job, outcome in zip(jobs, outcomes, strict=True):
        job.outcome = outcome
