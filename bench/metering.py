"""What counting costs: the same requests in this process, with metrics and without, in turn.

The time is the processor's, from the bytes of the request to those of the answer and the line in the log: two
hundredths of it are asked about, and whatever else a machine does is more.
"""

import gc
import os
import statistics
import time
from contextlib import closing
from pathlib import Path

from tests.in_process import Memory, SteppedWorker
from tests.people.rows import add_person, add_session, add_token
from tests.support import LIST, VENDOR

from bench.measured import Figure
from bench.registers import Filled
from contact_moments.http_server.application import Application
from contact_moments.http_server.connection import Connection
from contact_moments.log import RequestLog
from contact_moments.meter.meter import UNMETERED, Meter
from contact_moments.meter.shared_rows import SharedRows
from contact_moments.pages import rendering
from contact_moments.register import Register
from contact_moments.server import create_app
from contact_moments.settings import Settings
from contact_moments.throttle.throttle import Throttle

ROUNDS, SECONDS = 200, 0.03  # of each, in turn


def figures(filled: Filled) -> list[Figure]:
    """A page for people and a page of the list, with metrics against without."""
    meter = Meter(SharedRows(1))
    meter.begin(0)
    settings = Settings(database_url=filled.url, log_format="json")
    with closing(Register(settings)) as register, Path(os.devnull).open("w") as nowhere:
        rendering.load()
        gc.collect()
        gc.freeze()  # as a worker does
        application = create_app(register, Throttle())
        application.log = RequestLog(settings, nowhere)
        asked = {"page for people": _page(register), "list page": _list_page(filled, register)}
        return [_figure(f"{what}, {filled.name}", application, one, meter) for what, one in asked.items()]


def _page(register: Register) -> bytes:
    session = add_session(register, add_person(register, "editor"))
    return _request("/", f"Accept: text/html\r\nSec-Fetch-Site: none\r\nCookie: session={session}\r\n")


def _list_page(filled: Filled, register: Register) -> bytes:
    client = filled.installation.add_client("contact_moment/view")["client_id"]
    token = add_token(register, client, add_person(register, "registrar"), frozenset({"contact_moment/view"}))
    return _request(f"{LIST}?page=7", f"Accept: {VENDOR}\r\nAuthorization: Bearer {token}\r\n")


def _request(target: str, headers: str) -> bytes:
    return f"GET {target} HTTP/1.1\r\nHost: 127.0.0.1\r\n{headers}\r\n".encode()


def _figure(what: str, application: Application, request: bytes, meter: Meter) -> Figure:
    with_: list[float] = []
    without: list[float] = []
    turns = [(meter, with_), (UNMETERED, without)]
    for _ in range(ROUNDS):
        for one, times in turns:
            application.meter = one
            times.append(_microseconds(application, request))
        turns.reverse()
    ratio = statistics.median(a / b for a, b in zip(with_, without, strict=True))
    how = f"{statistics.median(with_):.1f} / {statistics.median(without):.1f} µs of processor time"
    return Figure(f"{what}, with metrics / without", ratio, 1.02, "most", how)


def _microseconds(application: Application, request: bytes) -> float:
    """What a request takes on a connection, on average over some milliseconds."""
    worker, transport = SteppedWorker(), Memory()
    connection = Connection(application, worker)
    connection.connection_made(transport)
    began, requests = time.process_time(), 0
    while time.process_time() - began < SECONDS:
        for _ in range(5):
            connection.data_received(request)
            worker.finish()
            assert transport.written.startswith(b"HTTP/1.1 200 ")
            transport.written = b""
        requests += 5
    # As a worker does a few times a second.
    application.meter.settle()
    spent = time.process_time() - began
    return spent / requests * 1e6
