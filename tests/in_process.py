"""The register called inside the test's own process: its application without sockets, its commands without processes.

`requests` sees no difference: an address such as `http://localhost:1` leads to an application that was opened with
`opened_at`. `Application` is the seam: one class knows the entry that the server calls.
"""

import io
import itertools
import json
import os
import socket
import struct
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from http.client import HTTPResponse, responses
from ipaddress import IPv4Address
from pathlib import Path
from subprocess import CompletedProcess
from typing import Any, NamedTuple, Protocol, TypeVar, cast
from urllib.parse import urlsplit

import pytest
import requests
from click.testing import CliRunner
from requests.adapters import HTTPAdapter
from urllib3 import HTTPHeaderDict
from urllib3 import HTTPResponse as ReceivedResponse

from contact_moments.cli import main
from contact_moments.http_server.application import Application as HttpApplication
from contact_moments.http_server.connection import Connection
from contact_moments.http_server.limits import MAX_BODY_PART, MAX_HELD, MAX_HELD_BY_STREAMS, MAX_UNREAD
from contact_moments.http_server.memory import MemoryBudget, UnreadAnswers
from contact_moments.http_server.open_connections import OpenConnections
from contact_moments.http_server.problems import OverloadedError
from contact_moments.http_server.worker import Kind, Worker
from contact_moments.register import Register
from contact_moments.server import create_app
from contact_moments.settings import PREFIX, Settings
from contact_moments.throttle.throttle import Throttle
from tests.canaries import look_at_answer, look_at_command

# Servers with sockets are at 127.0.0.1.
HOST = "http://localhost:"
# Where clients in this process connect from: one address after the other.
LOOPBACK = IPv4Address("127.1.0.0")

T = TypeVar("T")

Headers = list[tuple[str, bytes]]


class Answer(NamedTuple):
    """What the application answered: status, headers as it wrote them, and body."""

    status: int
    headers: list[tuple[str, str]]
    content: bytes

    def json(self) -> Any:
        """The body, decoded."""
        return json.loads(self.content)


class Application(Protocol):
    """An application that answers requests."""

    def send(self, method: str, target: str, headers: Headers, body: bytes) -> Answer:
        """Answer one request; `target` is path and query as they stand in the request line."""


class Connected:
    """An application at the other end of a connection without a socket: what is sent is parsed as the server does.

    Each connection comes from another address of this machine, unless `peer` names one: no test slows another down.
    """

    def __init__(self, application: HttpApplication) -> None:
        self._application = application

    def send(self, method: str, target: str, headers: Headers, body: bytes, peer: str | None = None) -> Answer:
        """Answer one request, on a connection of its own."""
        sent = [f"{method} {target} HTTP/1.1".encode(), *(name.encode() + b": " + value for name, value in headers)]
        if any(name.lower() == "transfer-encoding" for name, _ in headers):
            body = b"%x\r\n%b\r\n0\r\n\r\n" % (len(body), body) if body else b"0\r\n\r\n"
        transport, worker = Memory(peer or f"{LOOPBACK + next(_peers)}"), SteppedWorker()
        connection = Connection(self._application, worker)
        connection.connection_made(transport)
        connection.data_received(b"\r\n".join([*sent, b"", body]))
        worker.finish()
        answer = transport.received(method)
        assert answer is not None
        look_at_answer(method, target, answer.headers, answer.content)
        return answer


_peers = itertools.count()


def call(register: Register, method: str, target: str, body: bytes = b"", **headers: str) -> Answer:
    """Answer one request to a register that is open; underscores in the headers' names stand for dashes."""
    given = {name.replace("_", "-"): value.encode() for name, value in headers.items()}
    length = {"content-length": str(len(body)).encode()} if body else {}
    whole = [("host", b"127.0.0.1"), *(given | length).items()]
    return Connected(create_app(register, Throttle())).send(method, target, whole, body)


class SteppedWorker(Worker):
    """A worker without a loop: what would run in a thread waits until `finish`, and time stands still."""

    def __init__(self, max_connections: int = 10**6) -> None:
        self.time = 1000.0
        self.now = lambda: self.time
        self.spent = self._spent
        self.connections = OpenConnections(max_connections, self.now)
        self.memory = MemoryBudget(MAX_HELD, MAX_HELD_BY_STREAMS)
        self.unread = UnreadAnswers(MAX_UNREAD)
        self.stopping = False
        self.overloaded: set[Kind] = set()
        self.kinds: list[Kind] = []
        self.buffer = memoryview(bytearray(MAX_BODY_PART))
        self.chunks_until = 0.0
        self._date = (0, b"")
        self._in_threads_until = 0.0
        self.due: list[tuple[float, Callable[[], object]]] = []
        self.later = lambda seconds, work: self.due.append((seconds, work))
        self._work: deque[Callable[[], None]] = deque()
        self.soon = lambda work: self._work.append(lambda: void(work()))

    def run(
        self,
        work: Callable[[], T],
        then: Callable[[T], object],
        failed: Callable[[BaseException], object],
        kind: Kind = "request",
    ) -> None:
        """Note that `work` is to be run, and then `then` with its result; or `failed`, where there is too much."""
        self.kinds.append(kind)
        if kind in self.overloaded and kind != "stream":
            self._work.append(lambda: void(failed(OverloadedError())))
        else:
            self._work.append(lambda: _run(work, then, failed))

    def takes(self, kind: Kind) -> bool:
        """Whether more work of this kind would be done soon."""
        return kind not in self.overloaded

    def _spent(self) -> float:
        return self.now()

    def tick(self, seconds: float) -> float:
        """Let time pass; returns the time."""
        self.time += seconds
        return self.time

    def wake(self) -> float:
        """Do what was due first of what waits for its time; returns how long it would have waited."""
        seconds, work = self.due.pop(0)
        self.time += seconds
        work()
        return seconds

    def finish(self) -> None:
        """Do what was noted."""
        while self.take_turn():
            pass

    def take_turn(self) -> bool:
        """Do the first thing that was noted; returns whether there was one."""
        if self._work:
            self._work.popleft()()
            return True
        return False


def _run(work: Callable[[], T], then: Callable[[T], object], failed: Callable[[BaseException], object]) -> None:
    try:
        result = work()
    except BaseException as fault:
        failed(fault)
    else:
        then(result)


def void(_: object) -> None:
    """Nothing is made of it."""


class Memory:
    """A transport that keeps what is written to it."""

    def __init__(self, peer: str | None = "127.0.0.1", server: str = "127.0.0.1") -> None:
        self._ends = {"peername": peer and (peer, 50000), "sockname": (server, 80), "socket": self}
        self.breaks_off_by_reset = False
        self.written = b""
        self.paused = False
        self.half_closed = False
        self.limit = 10**9
        self.connection: Connection | None = None
        self._closing = False

    def get_extra_info(self, name: str) -> Any:
        """The address of either end, or what stands for the socket."""
        return self._ends[name]

    def setsockopt(self, level: int, option: int, value: bytes) -> None:
        """Note what the system does at the end."""
        assert (level, option) == (socket.SOL_SOCKET, socket.SO_LINGER)
        self.breaks_off_by_reset = struct.unpack("ii", value) == (1, 0)

    def write(self, data: bytes) -> None:
        """Keep it."""
        assert (self._closing, self.half_closed) == (False, False)
        self.written += data
        if self.connection is not None and len(self.written) - len(data) <= self.limit < len(self.written):
            self.connection.pause_writing()

    def set_write_buffer_limits(self, high: int) -> None:
        """What is written is never too much, except beyond `limit`."""

    def get_write_buffer_size(self) -> int:
        """How much was written and not read."""
        return len(self.written)

    def is_closing(self) -> bool:
        """Whether it was closed."""
        return self._closing

    def close(self) -> None:
        """Nothing more is written, or read."""
        self._closing = True

    def abort(self) -> None:
        """As `close`: everything is written at once."""
        self._closing = True

    def can_write_eof(self) -> bool:
        """It can be closed for writing only."""
        return True

    def write_eof(self) -> None:
        """Nothing more is written."""
        self.half_closed = True

    def pause_reading(self) -> None:
        """Nothing is read for a while."""
        self.paused = True

    def resume_reading(self) -> None:
        """Reading goes on."""
        self.paused = False

    def received(self, method: str = "GET") -> Answer | None:
        """Take the next answer from what was written, if there is one."""
        if not self.written:
            return None
        stream = io.BytesIO(self.written)
        response = HTTPResponse(cast("socket.socket", _Readable(stream)), method=method)
        response.begin()
        content = response.read() if method != "HEAD" else b""
        answer = Answer(response.status, response.getheaders(), content)
        self.written = self.written[stream.tell() :]
        return answer

    def answers(self) -> list[tuple[int, dict[str, str], Any]]:
        """Take all answers: status, headers by lower-case name, JSON body (of HEAD nothing)."""
        found = []
        while self.written:
            # Of HEAD there is no body, and so the next answer begins at once.
            head = self.written.partition(b"\r\n\r\n")[2]
            answer = self.received("HEAD" if head.startswith(b"HTTP/1.1 ") else "GET")
            assert answer is not None
            headers = {name.lower(): value for name, value in answer.headers}
            found.append((answer.status, headers, json.loads(answer.content) if answer.content else None))
        return found


class _Readable(NamedTuple):
    """What `http.client` reads an answer from."""

    stream: io.BytesIO

    def makefile(self, _: str) -> "_Unclosed":
        """The stream, which is read from again afterwards."""
        return _Unclosed(self.stream)


class _Unclosed(io.BufferedIOBase):
    def __init__(self, stream: io.BytesIO) -> None:
        self._stream = stream

    def readline(self, size: int | None = -1) -> bytes:
        return self._stream.readline(size)

    def read(self, size: int | None = -1) -> bytes:
        return self._stream.read(size)


class Workers:
    """Several applications of one register that take turns, as the workers of a server do."""

    def __init__(self, applications: list[Application]) -> None:
        self._applications = itertools.cycle(applications)
        self._turn = threading.Lock()

    def send(self, method: str, target: str, headers: Headers, body: bytes) -> Answer:
        """Let the application whose turn it is answer."""
        with self._turn:
            application = next(self._applications)
        return application.send(method, target, headers, body)


_numbers = itertools.count(1)
_open: dict[str, Application] = {}


@contextmanager
def opened_at(application: Application) -> Iterator[str]:
    """Give an application an address; returns the address, which is gone at the end."""
    address = f"{HOST}{next(_numbers)}"
    _open[address] = application
    try:
        yield address
    finally:
        del _open[address]


@contextmanager
def served_in_process(settings: Settings, workers: int = 1) -> Iterator[str]:
    """The address of a register that is served in this process; each worker has an application of its own."""
    registers, throttle = [Register(settings) for _ in range(workers)], Throttle()
    try:
        registers[0].prepare()
        with opened_at(Workers([Connected(create_app(one, throttle)) for one in registers])) as address:
            yield address
    finally:
        for one in registers:
            one.close()


class _Adapter(HTTPAdapter):
    """Hands the requests of a session to the application at their address."""

    def send(self, request: requests.PreparedRequest, *_: Any, **__: Any) -> requests.Response:
        """Answer what `requests` has prepared, as a server's HTTP library would."""
        assert request.url is not None
        assert request.method is not None
        address = urlsplit(request.url)
        request.headers.setdefault("Host", address.netloc)
        body = _whole(request.body)
        answer = _open[f"http://{address.netloc}"].send(request.method, request.path_url, _encoded(request), body)
        return self.build_response(request, _received(request.method, answer))


def _encoded(request: requests.PreparedRequest) -> Headers:
    items: Iterable[tuple[str, str | bytes]] = request.headers.items()
    return [(name, value.encode("latin-1") if isinstance(value, str) else value) for name, value in items]


def _whole(body: Any) -> bytes:
    if body is None or isinstance(body, bytes):
        return body or b""
    return body.encode() if isinstance(body, str) else b"".join(body)


def _received(method: str, answer: Answer) -> ReceivedResponse:
    headers = HTTPHeaderDict(answer.headers)
    headers.setdefault("content-length", str(len(answer.content)))
    return ReceivedResponse(
        body=io.BytesIO(b"" if method == "HEAD" else answer.content),
        headers=headers,
        status=answer.status,
        reason=responses[answer.status],
        version=11,
        request_method=method,
        preload_content=False,
    )


def new_session() -> requests.Session:
    """A session that reaches applications in this process, and servers by sockets."""
    session = requests.Session()
    # Nobody's proxies and passwords have a part in the tests.
    session.trust_env = False
    session.mount(HOST, _Adapter())
    return session


def run_command(
    folder: Path, settings: dict[str, str], words: tuple[str, ...], stdin: str | None = None
) -> CompletedProcess[str]:
    """Run a command in this process, in a folder; an exception that is no message is raised.

    Not for several threads at once: the folder and the environment are the process's.
    """
    environment: dict[str, str | None] = dict.fromkeys(name for name in os.environ if name.startswith(PREFIX))
    environment |= {f"{PREFIX}{name}": value for name, value in settings.items()}
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        done = CliRunner(env=environment).invoke(
            main, words, input=stdin, catch_exceptions=False, prog_name="contact-moments"
        )
    look_at_command(words, done.stdout, done.stderr)
    return CompletedProcess(words, done.exit_code, done.stdout, done.stderr)
