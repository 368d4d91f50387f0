"""The composition root of the server: settings become a register, a register an application, worker processes serve it.

The main process listens, starts the workers and replaces one that died; it serves nothing itself. It sets up the
register and opens nothing in it, so nothing that holds a connection or a lock crosses a fork. Each worker is kept on
one core: threads of one interpreter that move between cores fight for its lock (12,000 reads a second against 36,700,
measured).
"""

import asyncio
import contextlib
import ctypes
import gc
import multiprocessing
import os
import signal
import socket
import sys
import time
from collections.abc import Callable, Iterator, MutableSequence
from mmap import mmap
from multiprocessing.connection import wait
from multiprocessing.process import BaseProcess
from threading import Thread

from contact_moments.addresses import host_and_port
from contact_moments.errors import UnavailableError
from contact_moments.housekeeping import Housekeeping
from contact_moments.http_server.acceptor import Acceptor
from contact_moments.http_server.application import Application
from contact_moments.http_server.connection import Connection
from contact_moments.http_server.cross_origin import CrossOrigin
from contact_moments.http_server.forwarding import Forwarding, is_public_by_tls
from contact_moments.http_server.pipeline import Service
from contact_moments.http_server.readiness import Readiness
from contact_moments.http_server.routes import RouteTable
from contact_moments.http_server.worker import Worker
from contact_moments.log import Logger, RequestLog, configure_logging, frames_of
from contact_moments.register import Register
from contact_moments.routes import ROUTES
from contact_moments.settings import Settings
from contact_moments.throttle.throttle import Throttle

BACKLOG = 1024
RESTART_SECONDS = 1.0  # between a worker's end and its replacement, so that one that cannot start takes no core
LOOKED_AFTER_EVERY = 2.0  # seconds

_ARENAS = -8  # M_ARENA_MAX of mallopt(3)
_log = Logger("contact_moments.server")


def create_app(register: Register, throttle: Throttle) -> Application:
    """The application of one register."""
    readiness, forwarding = Readiness(register.check_ready, register.clock), Forwarding(register.settings)
    cross_origin = CrossOrigin((register.settings.cors_origins or "").split())
    service = Service(register, readiness, RouteTable(ROUTES), forwarding, throttle, cross_origin)
    return Application(service, RequestLog(register.settings))


def serve(settings: Settings, listens: Callable[[], None]) -> None:
    """Serve until SIGTERM or SIGINT; returns when the requests in progress are answered.

    Calls `listens` once the address is taken. Raises `UnavailableError` when the address cannot be listened on.
    """
    configure_logging(settings)
    if is_public_by_tls(settings) and not settings.trusted_proxies:
        _log.warning("no_trusted_proxies", consequence="clients share what others get wrong", see="docs/running.md")
    with _listening(settings.host, settings.port) as listener:
        listens()
        _Workers(settings, listener).run()


@contextlib.contextmanager
def _listening(host: str, port: int) -> Iterator[socket.socket]:
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        listener = socket.socket(family, kind, protocol)
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind(address)
        listener.listen(BACKLOG)
        listener.setblocking(False)
    except (OSError, UnicodeError) as fault:
        reason = getattr(fault, "strerror", None) or "the name is not known"
        raise UnavailableError(
            f"Cannot listen on {host_and_port(host, port)}: {reason}; choose another with --host and --port", "address"
        ) from None
    with listener:
        yield listener


class _Workers:
    """The worker processes, from the main process."""

    def __init__(self, settings: Settings, listener: socket.socket) -> None:
        self._settings = settings
        self._listener = listener
        # Of each worker how many connections it has: in memory that they share.
        self._counts = memoryview(mmap(-1, 4 * settings.workers)).cast("i")
        # The same for all workers, also for those that replace others: they do not go on in another file.
        self._register = Register(settings)
        with contextlib.suppress(UnavailableError):
            self._register.database.require_in_place()
        self._throttle = Throttle()
        self._running: dict[int, BaseProcess] = {}
        self._told_to_stop = False

    def run(self) -> None:
        """Keep all workers running until told to stop, and then let them end."""
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, self._stop)
        for index in range(self._settings.workers):
            self._start(index)
        while not self._told_to_stop:
            self._replace_ended()
        self._end()

    def _stop(self, *_: object) -> None:
        self._told_to_stop = True
        for process in self._running.values():
            process.terminate()

    def _start(self, index: int) -> None:
        process = multiprocessing.get_context("fork").Process(
            target=_work,
            args=(self._register, self._listener, self._counts, self._throttle, index),
            name=f"worker-{index + 1}",
        )
        self._counts[index] = 0
        process.start()
        self._running[index] = process
        if self._told_to_stop:  # the signal came before it was in the list
            process.terminate()

    def _replace_ended(self) -> None:
        wait([process.sentinel for process in self._running.values()], timeout=0.5)
        for index, process in list(self._running.items()):
            if self._told_to_stop or process.is_alive():
                continue
            _log.error("worker_ended", worker=index + 1, exit_code=process.exitcode)
            time.sleep(RESTART_SECONDS)
            if not self._told_to_stop:
                self._start(index)

    def _end(self) -> None:
        deadline = time.monotonic() + self._settings.stop_timeout
        for process in self._running.values():
            process.join(max(0.0, deadline - time.monotonic()))
            if process.is_alive():
                process.kill()
                process.join()


def _work(
    register: Register, listener: socket.socket, counts: MutableSequence[int], throttle: Throttle, index: int
) -> None:
    # The main process's handlers do nothing here: until the loop has its own, a signal ends the worker.
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # a terminal sends it to all; the main process tells the workers
    configure_logging(register.settings)
    try:
        _serve_requests(register, listener, counts, throttle, index)
    except Exception as fault:
        # Not its text, which multiprocessing would print: it may repeat what a client or the operator has written.
        _log.error("worker_failed", worker=index + 1, error=type(fault).__qualname__, frames=frames_of(fault))
        sys.exit(1)


def _serve_requests(
    register: Register, listener: socket.socket, counts: MutableSequence[int], throttle: Throttle, index: int
) -> None:
    settings = register.settings
    if settings.pin_workers:
        _keep_on_core(index)
    _share_memory()
    application = create_app(register, throttle)
    Thread(target=_look_after, args=(register,), daemon=True).start()
    Housekeeping(register).start()
    # What is there now stays: the collector need not look through it again while requests wait.
    gc.collect()
    gc.freeze()
    asyncio.run(_accept(application, listener, settings.threads, counts, index))


def _look_after(register: Register) -> None:
    while True:
        time.sleep(LOOKED_AFTER_EVERY)
        register.database.look_after()


async def _accept(
    application: Application, listener: socket.socket, threads: int, counts: MutableSequence[int], index: int
) -> None:
    loop, stopped = asyncio.get_running_loop(), asyncio.Event()
    worker = Worker(loop, threads)
    loop.add_signal_handler(signal.SIGTERM, stopped.set)
    acceptor = Acceptor(listener, lambda: Connection(application, worker), worker.connections, counts, index)
    acceptor.start()
    await worker.serve(acceptor, stopped)


def _keep_on_core(index: int) -> None:
    if hasattr(os, "sched_setaffinity"):
        cores = sorted(os.sched_getaffinity(0))
        os.sched_setaffinity(0, {cores[index % len(cores)]})
        _let_threads_finish()


def _let_threads_finish() -> None:
    # A thread that is woken waits until the one that runs has to wait, instead of taking its place at once only to find
    # that it holds the interpreter. Not allowed everywhere. Where the operator has set another policy, that stands.
    if not hasattr(os, "SCHED_BATCH") or os.sched_getscheduler(0) != os.SCHED_OTHER:
        return
    with contextlib.suppress(OSError):
        os.sched_setscheduler(0, os.SCHED_BATCH, os.sched_param(0))


def _share_memory() -> None:
    # glibc gives threads heaps of their own. One interpreter runs one thread at a time, so two are enough, take less
    # memory, and what is used all the time stays in the processor's cache. Elsewhere there is no such function.
    mallopt = getattr(ctypes.CDLL(None), "mallopt", None)
    if mallopt is not None:
        mallopt(_ARENAS, 2)
