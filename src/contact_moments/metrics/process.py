"""The process that tells the figures. The main process starts it beside the workers, and again when it has ended.

It is a process of its own, because the main process forks and so can have no threads, and because making the text
would hold up the requests of a worker for milliseconds.
"""

import asyncio
import signal
import socket
import sys
import time
from functools import partial

from contact_moments.http_server.processes import Beside
from contact_moments.log import Logger, configure_logging, frames_of
from contact_moments.meter.shared_rows import SharedRows
from contact_moments.metrics.endpoint import Endpoint
from contact_moments.metrics.readings import Readings, read
from contact_moments.register import Register

FRESH = 1.0  # seconds for which a text is told again: several scrapers cost no more than one

_log = Logger("contact_moments.metrics")


def tell(register: Register, shared: SharedRows, listener: socket.socket, beside: Beside) -> None:
    """Answer at `listener` until told to stop, or until the main process has ended."""
    configure_logging(register.settings)
    try:
        asyncio.run(_serve(register, shared, listener, beside))
    except Exception as fault:
        # Not its text, which multiprocessing would print: it may repeat what the operator has written.
        _log.error("metrics_failed", error=type(fault).__qualname__, frames=frames_of(fault))
        sys.exit(1)


async def _serve(register: Register, shared: SharedRows, listener: socket.socket, beside: Beside) -> None:
    # Loaded in this process only, and not before it is needed.
    from contact_moments.metrics import exposition  # noqa: PLC0415

    loop, stopped = asyncio.get_running_loop(), asyncio.Event()
    loop.add_signal_handler(signal.SIGTERM, stopped.set)
    loop.add_reader(beside.main_process, stopped.set)
    readings = Readings(partial(read, register))
    kept = b"", float("-inf")

    async def text() -> bytes:
        nonlocal kept
        if time.monotonic() - kept[1] > FRESH:
            reading = await readings.latest()
            kept = exposition.text(shared, beside.connections(), beside.answering(), reading), time.monotonic()
        return kept[0]

    await Endpoint(text, exposition.MEDIA_TYPE).serve(listener, stopped)
