"""The composition root of the server: settings become a register, a register an application, worker processes serve it.

The main process listens and keeps the workers running; it serves nothing itself. It sets up the
register and opens nothing in it, so nothing that holds a connection or a lock crosses a fork. Each worker is kept on
one core: threads of one interpreter that move between cores fight for its lock (12,000 reads a second against 36,700,
measured).
"""

import asyncio
import contextlib
import ctypes
import gc
import os
import signal
import socket
import sys
from collections.abc import Callable, Iterator
from functools import partial

from contact_moments.addresses import host_and_port
from contact_moments.errors import UnavailableError
from contact_moments.housekeeping import Housekeeping
from contact_moments.http_server.acceptor import BACKLOG, Acceptor
from contact_moments.http_server.application import Application
from contact_moments.http_server.connection import Connection
from contact_moments.http_server.cross_origin import CrossOrigin
from contact_moments.http_server.descriptors import allow_descriptors, connections_per_worker
from contact_moments.http_server.forwarding import Forwarding, is_public_by_tls
from contact_moments.http_server.pipeline import Service
from contact_moments.http_server.processes import Place, WorkerProcesses
from contact_moments.http_server.readiness import Readiness
from contact_moments.http_server.routes import RouteTable
from contact_moments.http_server.service_manager import ServiceManager, ServiceReport
from contact_moments.http_server.worker import Worker
from contact_moments.log import Logger, RequestLog, configure_logging, frames_of
from contact_moments.meter.meter import Meter
from contact_moments.meter.shared_rows import SharedRows
from contact_moments.metrics import process
from contact_moments.metrics.sampling import Sampling
from contact_moments.pages import branding, rendering
from contact_moments.register import Register
from contact_moments.routes import ROUTES
from contact_moments.settings import Settings, variable
from contact_moments.throttle.throttle import Throttle
from contact_moments.traces.start import Traces
from contact_moments.traces.start import start as start_traces
from contact_moments.web import faults

_ARENAS = -8  # M_ARENA_MAX of mallopt(3)
_log = Logger("contact_moments.server")


def create_app(register: Register, throttle: Throttle, traces: Traces | None = None) -> Application:
    """The application of one register."""
    readiness, forwarding = Readiness(register.check_ready, register.clock), Forwarding(register.settings)
    cross_origin = CrossOrigin((register.settings.cors_origins or "").split())
    service = Service(register, readiness, RouteTable(ROUTES), forwarding, throttle, cross_origin, faults.page)
    return Application(service, RequestLog(register.settings), traces.tell if traces else None)


def serve(settings: Settings, listens: Callable[[], None]) -> None:
    """Serve until SIGTERM or SIGINT; returns when the requests in progress are answered.

    Calls `listens` once the address is taken. Raises `UnavailableError` when the address cannot be listened on, or when
    no worker can start.
    """
    configure_logging(settings)
    if is_public_by_tls(settings) and not settings.trusted_proxies:
        _log.warning("no_trusted_proxies", consequence="clients share what others get wrong", see="docs/running.md")
    with _listening(settings.host, settings.port) as listener, _metrics_listener(settings) as figures:
        listens()
        allow_descriptors(settings)
        # The same for all workers, also for those that replace others: they do not go on in another file.
        shared = SharedRows(settings.workers) if figures else None
        register = Register(settings, meter=Meter(shared))
        with contextlib.suppress(UnavailableError):
            register.database.require_in_place()
        # Once, and not in each worker while the first requests wait.
        rendering.load()
        branding.brand(settings)
        register.passwords.load()
        work = partial(_work, register, Throttle(), figures)
        beside = partial(process.tell, register, shared, figures) if shared and figures else None
        report = ServiceReport(ServiceManager(os.environ))
        if not WorkerProcesses(settings.workers, listener, work, settings.stop_timeout, report, beside).run():
            raise UnavailableError("No worker can start; the log says where each of them failed")


@contextlib.contextmanager
def _metrics_listener(settings: Settings) -> Iterator[socket.socket | None]:
    if not settings.metrics_port:
        yield None
        return
    names = f"{variable('metrics_host')} and {variable('metrics_port')}"
    with _listening(settings.metrics_host, settings.metrics_port, names) as listener:
        yield listener


@contextlib.contextmanager
def _listening(host: str, port: int, options: str = "--host and --port") -> Iterator[socket.socket]:
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
            f"Cannot listen on {host_and_port(host, port)}: {reason}; choose another with {options}", "address"
        ) from None
    with listener:
        yield listener


def _work(register: Register, throttle: Throttle, figures: socket.socket | None, place: Place) -> None:
    configure_logging(register.settings)
    if figures is not None:
        figures.close()
    register.meter.begin(place.index)
    try:
        _serve_requests(register, throttle, place)
    except Exception as fault:
        # Not its text, which multiprocessing would print: it may repeat what a client or the operator has written.
        _log.error("worker_failed", worker=place.index + 1, error=type(fault).__qualname__, frames=frames_of(fault))
        sys.exit(1)


def _serve_requests(register: Register, throttle: Throttle, place: Place) -> None:
    if register.settings.pin_workers:
        _keep_on_core(place.index)
    _share_memory()
    traces = start_traces()
    application = create_app(register, throttle, traces)
    housekeeping = Housekeeping(register)
    housekeeping.start()
    # What is there now stays: the collector need not look through it again while requests wait.
    gc.collect()
    gc.freeze()
    asyncio.run(_accept(application, register, place))
    register.meter.settle()
    housekeeping.stop()
    register.database.finish_notes()
    if traces is not None:
        traces.stop()


async def _accept(application: Application, register: Register, place: Place) -> None:
    settings, loop, stopped = register.settings, asyncio.get_running_loop(), asyncio.Event()
    worker = Worker(loop, settings.threads, connections_per_worker(settings))
    loop.add_signal_handler(signal.SIGTERM, stopped.set)
    loop.add_reader(place.main_process, _main_process_ended, loop, place.main_process, stopped)
    acceptor = Acceptor(place, lambda: Connection(application, worker), worker.connections)
    acceptor.when_one_is_refused = worker.connections.when_one_is_cut = partial(register.meter.shed, "connections")
    acceptor.start()
    Sampling(register).start(loop)
    await worker.serve(acceptor, stopped, settings.stop_timeout)


def _main_process_ended(loop: asyncio.AbstractEventLoop, descriptor: int, stopped: asyncio.Event) -> None:
    # It was killed. Whoever starts the server again needs the port, and nobody else would stop this worker.
    loop.remove_reader(descriptor)
    _log.error("main_process_ended")
    stopped.set()


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
