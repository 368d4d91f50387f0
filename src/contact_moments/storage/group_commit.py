"""Group commit: what several threads want to write at the same time is committed together.

A commit waits for the disk. One commit per request gives 2,200 to 3,600 registrations a second; shared commits give
8,500 (measured, one pinned worker). There is no writer thread. A thread that finds the writer idle becomes the leader:
it runs all queued work in one transaction, and then makes a waiting thread the leader. Work of the same kind runs
together, as one call with a list.

The threads that were just answered are the next to come back. Without waiting, large transactions would alternate with
transactions of a single job. So a thread that was made the leader waits for as many jobs as there were last time, at
most for as long as these took. After a pause in the work nobody waits.

A refusal is a result, and does not affect other work. A transient fault is retried (see `retry`). A transaction that
misses its deadline is run again with half as many jobs. Any other exception rolls the whole transaction back; then
each job runs again in a transaction of its own, so that only the work that failed fails.
"""

import os
import time
from collections import deque
from collections.abc import Callable
from contextlib import AbstractContextManager
from functools import partial
from itertools import groupby
from threading import Condition, Lock
from typing import Any, TypeVar

from contact_moments.errors import RegisterError, UnavailableError
from contact_moments.meter.meter import UNMETERED, Meter
from contact_moments.meter.parts import Part, note, now
from contact_moments.storage.batches import BatchSize
from contact_moments.storage.retry import DeadlineExceededError, retry
from contact_moments.storage.transaction import Transaction

W = TypeVar("W")  # an item of work
T = TypeVar("T")  # its outcome

Work = Callable[[Transaction, list[W]], list[T | RegisterError]]

MAX_TOGETHER = 128
LONGEST_GATHERING = 0.005  # seconds


class _Job:
    __slots__ = ("divisible", "error", "item", "leads", "outcome", "transaction", "wake", "work")

    def __init__(self, work: Work[Any, Any], item: Any, divisible: bool) -> None:
        self.work = work
        self.item = item
        self.divisible = divisible
        # Held until the thread that waits for the job has something to do.
        self.wake = Lock()
        self.wake.acquire()
        self.leads = False
        self.outcome: Any = None
        self.error: BaseException | None = None
        # When it was committed, and with how many.
        self.transaction: Part | None = None


class Writer:
    """Runs the work of several threads in shared write transactions; `begin` opens and commits a transaction."""

    def __init__(
        self,
        begin: Callable[[], AbstractContextManager[Transaction]],
        is_transient: Callable[[Exception], bool],
        meter: Meter = UNMETERED,
    ) -> None:
        self._begin = begin
        self._is_transient = is_transient
        self._meter = meter
        self._lock = Lock()
        self._queue: deque[_Job] = deque()
        self._led = False
        # How many jobs are waited for, and for how many seconds.
        self._enough = Condition(self._lock)
        self._expected, self._patience = 0, 0.0

    def run(self, work: Work[W, T], item: W, divisible: bool = False) -> T:
        """Run `work` on a list with `item` in it; returns the item's outcome once that is committed.

        Raises the `RegisterError` that `work` returned for the item, or whatever it raised. With `divisible`, raises
        `DeadlineExceededError` if the deadline is missed. `work` may run more than once before it is committed.
        """
        job, queued = _Job(work, item, divisible), now()
        if not self._leads(job):
            job.wake.acquire()
        if job.leads:
            self._lead()
        if job.transaction is not None:
            note(Part("wait for the writer", queued, job.transaction.began))
            note(job.transaction)
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
        # The leader's own job is always at the front: it came first, or was the first to wait when it became leader.
        # Threads that are ready to run may bring more. Where a commit keeps the processor busy and does not sleep, they
        # would come too late. Of 16 that write, a commit has 14 to 15, and 12 without this (measured in the server).
        os.sched_yield()
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
        sizes = BatchSize(len(jobs), first=len(jobs))
        while jobs:
            began = time.monotonic()
            jobs = jobs[sizes.run(partial(self._commit_first, jobs)) :]
            sizes.adapt(time.monotonic() - began)

    def _commit_first(self, jobs: list[_Job], size: int) -> int:
        """Commit the first `size` jobs together, or one by one if that fails; returns how many.

        Raises `DeadlineExceededError` if several jobs miss the deadline together.
        """
        jobs = jobs[:size]
        alone = len(jobs) == 1
        try:
            retry(lambda: self._transact(jobs), self._is_transient, divisible=not alone or jobs[0].divisible)
        except UnavailableError as error:
            # No job is at fault, so running each alone would only make everybody wait longer.
            for job in jobs:
                job.error = error
        except BaseException as error:
            if alone:
                jobs[0].error = error
            elif isinstance(error, DeadlineExceededError):
                raise
            else:
                for job in jobs:
                    self._commit_first([job], 1)
        return len(jobs)

    def _transact(self, jobs: list[_Job]) -> None:
        began, began_at = time.monotonic(), now()
        with self._begin() as transaction:
            for work, alike in groupby(jobs, key=lambda job: job.work):
                _run(transaction, work, list(alike))
        part = Part("transaction", began_at, now(), len(jobs))
        for job in jobs:
            job.transaction = part
        self._meter.add(transaction.counts)
        self._meter.committed(len(jobs), time.monotonic() - began)


def _run(transaction: Transaction, work: Work[Any, Any], jobs: list[_Job]) -> None:
    outcomes = work(transaction, [job.item for job in jobs])
    for job, outcome in zip(jobs, outcomes, strict=True):
        job.outcome = outcome
