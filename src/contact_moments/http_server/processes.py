"""The worker processes, from the main process: it starts them, replaces one that ended, and tells them to stop."""

import multiprocessing
import os
import signal
import socket
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from mmap import mmap
from multiprocessing.connection import wait
from multiprocessing.process import BaseProcess

from contact_moments.http_server.service_manager import ServiceReport, answering
from contact_moments.log import Logger

RESTART_SECONDS = 1.0  # between a worker's end and its replacement, so that one that cannot start takes no core
MAX_RESTART_SECONDS = 60.0
BESIDE_SECONDS = 5.0  # the same, of the process beside the workers
STOP_MARGIN = 10.0  # seconds beyond what workers have, until the main process has ended too
MAX_FAILURES = 5  # workers that end before they serve, one after another: then the next one will not serve either

_NOT_SERVING = 2**31 - 1  # instead of a number of connections: nobody waits for this worker to take some
_BESIDE = -1  # instead of a worker's index: the process beside the workers
_SIGNALS = (signal.SIGTERM, signal.SIGINT)
_log = Logger("contact_moments.server")


@dataclass(frozen=True)
class Place:
    """What a worker process gets from the main process.

    `counts` has, for each worker, how many connections it has, and `signs_of_life` when its event loop last turned;
    `index` says which of them this one is. Whoever reads from `main_process` reads nothing until that has ended,
    however it ended.
    """

    index: int
    listener: socket.socket
    counts: "memoryview[int]"
    signs_of_life: "memoryview[float]"
    main_process: int

    def serves(self) -> None:
        """Tell the main process that this worker has begun to serve."""
        self.counts[self.index] = 0

    def lives(self) -> None:
        """Tell the main process that this worker's event loop turns."""
        self.signs_of_life[self.index] = time.monotonic()


@dataclass(frozen=True)
class Beside:
    """What a process beside the workers gets from the main process; all of it is as in `Place`."""

    counts: "memoryview[int]"
    signs_of_life: "memoryview[float]"
    main_process: int

    def connections(self) -> list[int | None]:
        """How many connections each worker has; None for one that does not serve."""
        return [None if count == _NOT_SERVING else count for count in self.counts]

    def answering(self) -> int:
        """How many workers serve and do not hang."""
        return answering(self.signs_of_life)


class WorkerProcesses:
    """Processes that run `work` until the main process is told to stop."""

    def __init__(
        self,
        count: int,
        listener: socket.socket,
        work: Callable[[Place], None],
        stop_timeout: float,
        report: ServiceReport,
        beside: Callable[[Beside], None] | None = None,
    ) -> None:
        """`stop_timeout`: seconds that a process has to end after it was told to. `report`: who is told how it goes.

        `beside` runs in one more process.
        """
        self._count = count
        self._listener = listener
        self._work = work
        self._beside = beside
        self._stop_timeout = stop_timeout
        self._report = report
        self._counts = memoryview(mmap(-1, 4 * count)).cast("i")
        self._signs_of_life = memoryview(mmap(-1, 8 * count)).cast("d")
        self._main_process, self._main_process_lives = os.pipe()
        self._running: dict[int, BaseProcess] = {}
        self._due: dict[int, float] = {}
        self._failures = 0
        self._told_to_stop = False

    def run(self) -> bool:
        """Keep all workers running until told to stop, and then let them end. Returns whether they could start."""
        for number in _SIGNALS:
            signal.signal(number, self._stop)
        self._due = dict.fromkeys(range(self._count), 0.0)
        if self._beside is not None:
            self._due[_BESIDE] = 0.0
        while not (self._told_to_stop or self._is_hopeless()):
            self._start_due()
            self._see_who_ended()
            self._tell()
        hopeless = not self._told_to_stop
        if hopeless:
            self._stop()
        self._end()
        return not hopeless

    def _is_hopeless(self) -> bool:
        return self._failures >= MAX_FAILURES and all(count == _NOT_SERVING for count in self._counts)

    def _stop(self, *_: object) -> None:
        # From now on nobody else can connect. Who has connected already is answered by the workers.
        self._told_to_stop = True
        self._listener.close()
        for process in self._running.values():
            process.terminate()
        self._report.tell_stopping(self._stop_timeout + STOP_MARGIN)

    def _tell(self) -> None:
        # A signal that comes now would say that the server stops, before this says that it serves.
        with _signals_wait():
            if not self._told_to_stop:
                self._report.tell(self._signs_of_life)

    def _start_due(self) -> None:
        now = time.monotonic()
        for index in [index for index, due in self._due.items() if due <= now]:
            # A signal that comes now is handled when both processes are ready for it.
            with _signals_wait():
                if not self._told_to_stop:
                    del self._due[index]
                    self._running[index] = self._started(index)

    def _started(self, index: int) -> BaseProcess:
        name = "metrics"
        if index != _BESIDE:
            self._counts[index], self._signs_of_life[index] = _NOT_SERVING, 0.0
            name = f"worker-{index + 1}"
        process = multiprocessing.get_context("fork").Process(target=self._work_there, args=(index,), name=name)
        process.start()
        return process

    def _work_there(self, index: int) -> None:
        os.close(self._main_process_lives)
        # The main process's handlers do nothing here: until the worker has its own, a signal ends it.
        signal.signal(signal.SIGTERM, signal.SIG_DFL)
        signal.signal(signal.SIGINT, signal.SIG_IGN)  # a terminal sends it to all; the main process tells the workers
        signal.pthread_sigmask(signal.SIG_UNBLOCK, _SIGNALS)
        if index != _BESIDE:
            self._work(Place(index, self._listener, self._counts, self._signs_of_life, self._main_process))
        elif self._beside is not None:
            self._listener.close()
            self._beside(Beside(self._counts, self._signs_of_life, self._main_process))

    def _see_who_ended(self) -> None:
        wait([process.sentinel for process in self._running.values()], timeout=0.5)
        for index, process in list(self._running.items()):
            if not process.is_alive() and not self._told_to_stop:
                del self._running[index]
                self._replace(index, process.exitcode)
        if os.getpid() == 1:
            self._reap_orphans()

    def _reap_orphans(self) -> None:
        """As the first process of a container, let go of those whose own parent has ended: nobody else does (wait(2)).

        A worker is left alone, whose exit code is still needed.
        """
        workers = {process.pid for process in self._running.values()}
        while (ended := _ended_child()) is not None and ended not in workers:
            os.waitpid(ended, 0)

    def _replace(self, index: int, exit_code: int | None) -> None:
        if index == _BESIDE:
            # Never a reason to give up: requests are answered without it.
            _log.error("metrics_ended", exit_code=exit_code)
            self._due[index] = time.monotonic() + BESIDE_SECONDS
            return
        _log.error("worker_ended", worker=index + 1, exit_code=exit_code)
        self._failures = self._failures + 1 if self._counts[index] == _NOT_SERVING else 0
        # A worker that cannot start is tried less and less often.
        pause = RESTART_SECONDS * 2.0 ** max(0, self._failures - 1)
        self._due[index] = time.monotonic() + min(pause, MAX_RESTART_SECONDS)
        self._counts[index], self._signs_of_life[index] = _NOT_SERVING, 0.0

    def _end(self) -> None:
        deadline = time.monotonic() + self._stop_timeout
        for process in self._running.values():
            process.join(max(0.0, deadline - time.monotonic()))
            if process.is_alive():
                process.kill()
                process.join()


def _ended_child() -> int | None:
    """A process that has ended and waits for this one to let go of it; None if there is none."""
    try:
        ended = os.waitid(os.P_ALL, 0, os.WEXITED | os.WNOHANG | os.WNOWAIT)
    except ChildProcessError:
        return None
    return None if ended is None else ended.si_pid


@contextmanager
def _signals_wait() -> Iterator[None]:
    signal.pthread_sigmask(signal.SIG_BLOCK, _SIGNALS)
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_UNBLOCK, _SIGNALS)
