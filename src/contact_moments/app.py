"""The composition root of the server: settings become a register, a register an application, served by Granian.

Workers are processes. Each builds its own register and application after it was started, so nothing that holds a
connection or a lock crosses a fork, and each is kept on one core: threads of one interpreter that wander over
cores fight for its lock (12,000 reads a second against 36,700, measured).
"""

import contextlib
import ctypes
import functools
import gc
import os
import signal
import socket
from typing import Any

from granian.constants import Interfaces
from granian.http import HTTP1Settings
from granian.log import LogLevels
from granian.server import Server

from contact_moments.api.routes import create_app
from contact_moments.api.short_way import Wsgi
from contact_moments.errors import UnavailableError
from contact_moments.log import configure_logging
from contact_moments.register import Register
from contact_moments.settings import Settings

HEADER_SECONDS = 15

_ARENAS = -8  # M_ARENA_MAX of mallopt(3)


def serve(settings: Settings) -> None:
    """Serve until SIGTERM or SIGINT; returns when requests in flight are answered.

    Raises `UnavailableError` when the address cannot be listened on.
    """
    configure_logging(settings)
    _refuse_taken_address(settings.host, settings.port)
    os.register_at_fork(after_in_child=_end_when_told)
    server = Server(
        "contact_moments",
        address=settings.host,
        port=settings.port,
        interface=Interfaces.WSGI,
        workers=settings.workers,
        blocking_threads=settings.threads,
        respawn_failed_workers=True,
        workers_kill_timeout=settings.stop_timeout,
        http1_settings=HTTP1Settings(header_read_timeout=HEADER_SECONDS * 1000),
        log_dictconfig=_GRANIAN_LOGGING,
        log_level=LogLevels.error,
        websockets=False,
    )
    server.serve(
        spawn_target=functools.partial(_run_worker, settings.pin_workers),
        target_loader=functools.partial(load_app, settings),
        wrap_loader=False,
    )


# Granian's lines go to the root logger, which gives them the shape of ours.
_GRANIAN_LOGGING: dict[str, Any] = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {},
    "handlers": {},
    "loggers": {"_granian": {"propagate": True}},
}


def load_app(settings: Settings) -> Wsgi:
    """Build the application inside a worker."""
    configure_logging(settings)
    app = create_app(Register(settings))
    # What is there now stays: the collector need not look through it again while requests wait.
    gc.collect()
    gc.freeze()
    return app


def _end_when_told() -> None:
    # A forked worker has the main process's handlers, which do nothing there, until Granian sets its own: a SIGTERM
    # that came while the application was built would be lost.
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def _run_worker(pin: bool, worker_id: int, *args: Any, **kwargs: Any) -> None:
    if pin and hasattr(os, "sched_setaffinity"):
        cores = sorted(os.sched_getaffinity(0))
        os.sched_setaffinity(0, {cores[(worker_id - 1) % len(cores)]})
        _let_threads_finish()
    _share_memory()
    Server._spawn_wsgi_worker(worker_id, *args, **kwargs)


def _let_threads_finish() -> None:
    # A thread that is woken waits until the one that runs has to wait, instead of taking its place at once only to find
    # that it holds the interpreter: half as many switches between threads while many register. Not allowed everywhere.
    # Where the operator has set another policy, that stands.
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


def _refuse_taken_address(host: str, port: int) -> None:
    # Granian's listeners share the port (SO_REUSEPORT), so that a second server would start beside the first.
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        with socket.socket(family, kind, protocol) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(address)
    except OSError as fault:
        reason = fault.strerror or "the name is not known"
        raise UnavailableError(
            f"Cannot listen on {host}:{port}: {reason}; choose another with --host and --port", "address"
        ) from None
