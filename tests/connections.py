"""A connection that a test holds both ends of, and requests to send on it."""

from collections.abc import Iterable
from functools import cache
from typing import Any

from contact_moments.http_server.application import Application
from contact_moments.http_server.connection import Connection
from contact_moments.http_server.cross_origin import CrossOrigin
from contact_moments.http_server.forwarding import Forwarding
from contact_moments.http_server.messages import Response, json_response
from contact_moments.http_server.pipeline import RequestContext, Service
from contact_moments.http_server.readiness import Readiness
from contact_moments.http_server.routes import PUBLIC, Route, RouteTable
from contact_moments.log import RequestLog
from contact_moments.register import Register
from contact_moments.settings import read_settings
from contact_moments.throttle.throttle import Throttle
from tests.in_process import Memory, SteppedWorker

MAX_BODY = 100


def echo(context: RequestContext) -> Response:
    """What was asked, and the body that came with it."""
    request = context.request
    told = {"method": request.method, "query": request.query, "body": len(context.body)}
    return json_response(told | {"accept": request.header("accept"), "host": request.header("host")})


def at_once(_: RequestContext) -> bool:
    """Needs no thread."""
    return True


class PanicError(BaseException):
    """What a library in Rust raises."""


def panic(_: RequestContext) -> Response:
    """Fails as a library in Rust does."""
    raise PanicError


def unwritable(_: RequestContext) -> Response:
    """Answers with a header that HTTP cannot have."""
    return Response(headers=[("x", "\u20ac")])


ROUTES = (
    Route("GET", "/quick", PUBLIC, echo, quick=at_once),
    Route("GET", "/instant", PUBLIC, echo, instant=True),
    Route("GET", "/apart", PUBLIC, echo, apart=True),
    Route("GET", "/slow", PUBLIC, echo),
    Route("POST", "/echo", PUBLIC, echo, max_body=MAX_BODY),
    Route("POST", "/large", PUBLIC, echo, max_body=10**6, body_seconds=60),
    Route("POST", "/deaf", PUBLIC, echo, quick=at_once),
    Route("POST", "/hearing", PUBLIC, echo),
    Route("GET", "/panic", PUBLIC, panic),
    Route("GET", "/panic-at-once", PUBLIC, panic, quick=at_once),
    Route("GET", "/unwritable", PUBLIC, unwritable),
    Route("GET", "/unwritable-at-once", PUBLIC, unwritable, quick=at_once),
)


class Client:
    """A connection with the ends of it that a test holds: what is sent, what is answered, time, threads."""

    def __init__(self, application: Application, worker: SteppedWorker | None = None) -> None:
        self.application = application
        self.worker = worker or SteppedWorker()
        self.transport = Memory()
        self.connection = Connection(application, self.worker)
        self.transport.connection = self.connection
        self.connection.connection_made(self.transport)

    def send(self, *parts: str | bytes) -> list[tuple[int, dict[str, str], Any]]:
        """Send bytes, let all threads finish, and return the answers to them."""
        for part in parts:
            self.connection.data_received(part.encode() if isinstance(part, str) else part)
        self.worker.finish()
        return self.transport.answers()

    def pass_time(self, seconds: float) -> list[tuple[int, dict[str, str], Any]]:
        """Let time pass; returns what is answered because of it."""
        self.worker.time += seconds
        if 0 < self.connection.deadline < self.worker.time:
            self.connection.expire()
        return self.transport.answers()


def connected(routes: Iterable[Route] = ROUTES) -> Client:
    """A client of an application of its own, with these routes."""
    return Client(application(routes))


def application(routes: Iterable[Route]) -> Application:
    """An application with these routes."""
    register = nowhere()
    readiness = Readiness(lambda: None, register.clock)
    forwarding = Forwarding(register.settings)
    service = Service(register, readiness, RouteTable(routes), forwarding, Throttle(), CrossOrigin(()))
    return Application(service, RequestLog(register.settings))


@cache
def nowhere() -> Register:
    """A register that is not there: no route of these tests asks it."""
    return Register(read_settings(database_url="sqlite:////nowhere/register.db"))


def get(path: str = "/quick", more: str = "") -> str:
    """A request without a body."""
    return f"GET {path} HTTP/1.1\r\nHost: x\r\n{more}\r\n"


def post(body: str, path: str = "/echo", more: str = "", length: int | None = None) -> str:
    """A request with a body."""
    size = len(body) if length is None else length
    return f"POST {path} HTTP/1.1\r\nHost: x\r\nContent-Length: {size}\r\n{more}\r\n{body}"


def chunked(*parts: str, path: str = "/echo") -> str:
    """A request with a body in chunks, as they are."""
    return f"POST {path} HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n{''.join(parts)}"


def statuses(answers: list[tuple[int, dict[str, str], Any]]) -> list[int]:
    """The statuses of answers."""
    return [status for status, _, _ in answers]
