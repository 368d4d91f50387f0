"""What counting costs: the same requests in this process, with metrics and without, in turn.

The time is the processor's, from the request to the line in the log: two hundredths of it are asked about, and
whatever else a machine does is more.
"""

import statistics
import time
from contextlib import closing

from tests.people.rows import add_person, add_session, add_token
from tests.support import LIST, VENDOR

from bench.measured import Figure
from bench.registers import Filled
from contact_moments.http_server.application import Application
from contact_moments.http_server.messages import Ends, Request
from contact_moments.meter.meter import UNMETERED, Meter
from contact_moments.meter.shared_rows import SharedRows
from contact_moments.pages import rendering
from contact_moments.register import Register
from contact_moments.server import create_app
from contact_moments.settings import Settings
from contact_moments.throttle.throttle import Throttle

ROUNDS, SECONDS = 200, 0.02  # of each, in turn
ENDS = Ends("127.0.0.1:8080", "127.0.0.1")


def figures(filled: Filled) -> list[Figure]:
    """A page for people and a page of the list, with metrics against without."""
    meter = Meter(SharedRows(1))
    meter.begin(0)
    with closing(Register(Settings(database_url=filled.url, log_level="error"))) as register:
        rendering.load()
        application = create_app(register, Throttle())
        asked = {"page for people": _page(register), "list page": _list_page(filled, register)}
        return [_figure(f"{what}, {filled.name}", application, one, meter) for what, one in asked.items()]


def _page(register: Register) -> Request:
    session = add_session(register, add_person(register, "editor"))
    headers = {"host": "127.0.0.1", "accept": "text/html", "sec-fetch-site": "none", "cookie": f"session={session}"}
    return Request("GET", "/", "", headers, "1.1", ENDS)


def _list_page(filled: Filled, register: Register) -> Request:
    client = filled.installation.add_client("contact_moment/view")["client_id"]
    scopes = frozenset({"contact_moment/view"})
    token = add_token(register, client, add_person(register, "registrar"), scopes)
    headers = {"host": "127.0.0.1", "accept": VENDOR, "authorization": f"Bearer {token}"}
    return Request("GET", LIST, "page=7", headers, "1.1", ENDS)


def _figure(what: str, application: Application, request: Request, meter: Meter) -> Figure:
    with_: list[float] = []
    without: list[float] = []
    for _ in range(ROUNDS):
        for one, times in ((meter, with_), (UNMETERED, without)):
            application.meter = one
            times.append(_microseconds(application, request))
    ratio = statistics.median(a / b for a, b in zip(with_, without, strict=True))
    how = f"{statistics.median(with_):.1f} / {statistics.median(without):.1f} µs of processor time"
    return Figure(f"{what}, with metrics / without", ratio, 1.02, "most", how)


def _microseconds(application: Application, request: Request) -> float:
    """What a request takes, on average over some milliseconds."""
    began, requests = time.process_time(), 0
    while (spent := time.process_time() - began) < SECONDS:
        for _ in range(5):
            answer = application.begin(request).answer(None)
            assert answer.status == 200
        requests += 5
    return spent / requests * 1e6
