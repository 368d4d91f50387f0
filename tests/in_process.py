"""The register called inside the test's own process: its application without sockets, its commands without processes.

`requests` sees no difference: an address such as `http://localhost:1` leads to an application that was opened with
`opened_at`. `Application` is the seam: one class knows the entry that the server calls.
"""

import io
import itertools
import os
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from http.client import responses
from pathlib import Path
from subprocess import CompletedProcess
from typing import Any, NamedTuple, Protocol
from urllib.parse import unquote_to_bytes, urlsplit

import pytest
import requests
from click.testing import CliRunner
from contact_moments.api.routes import create_app
from requests.adapters import HTTPAdapter
from urllib3 import HTTPHeaderDict, HTTPResponse

from contact_moments.cli import main
from contact_moments.register import Register
from contact_moments.settings import PREFIX, Settings

# Servers with sockets are at 127.0.0.1.
HOST = "http://localhost:"

Headers = list[tuple[str, bytes]]


class Answer(NamedTuple):
    """What the application answered: status, headers as it wrote them, and body."""

    status: int
    headers: list[tuple[str, str]]
    content: bytes


class Application(Protocol):
    """An application that answers requests."""

    def send(self, method: str, target: str, headers: Headers, body: bytes) -> Answer:
        """Answer one request; `target` is path and query as they stand in the request line."""


class WsgiApplication:
    """A WSGI application, called as Granian calls it."""

    def __init__(self, app: Callable[..., Iterable[bytes]]) -> None:
        self._app = app

    def send(self, method: str, target: str, headers: Headers, body: bytes) -> Answer:
        """Answer one request."""
        started: list[tuple[str, list[tuple[str, str]]]] = []

        def start(status: str, given: list[tuple[str, str]], *_: Any) -> None:
            started.append((status, given))

        content = b"".join(self._app(_environment(method, target, headers, body), start))
        status, given = started[0]
        return Answer(int(status[:3]), given, content)


def _environment(method: str, target: str, headers: Headers, body: bytes) -> dict[str, Any]:
    path, _, query = target.partition("?")
    fields: dict[str, Any] = {}
    for name, value in headers:
        _add_header(fields, name.upper().replace("-", "_"), value)
    return fields | {
        "REQUEST_METHOD": method,
        "SCRIPT_NAME": "",
        "PATH_INFO": unquote_to_bytes(path).decode("latin-1"),
        "QUERY_STRING": query,
        "SERVER_NAME": "127.0.0.1",
        "SERVER_PORT": "80",
        "SERVER_PROTOCOL": "HTTP/1.1",
        "REMOTE_ADDR": "127.0.0.1",
        "wsgi.url_scheme": "http",
        "wsgi.input": io.BytesIO(body),
        "wsgi.errors": io.StringIO(),
        "wsgi.input_terminated": True,
        "wsgi.multithread": True,
        "wsgi.multiprocess": False,
        "wsgi.run_once": False,
        "wsgi.version": (1, 0),
    }


def _add_header(fields: dict[str, Any], name: str, value: bytes) -> None:
    key = name if name in {"CONTENT_TYPE", "CONTENT_LENGTH"} else f"HTTP_{name}"
    # Granian gives the empty text for a value with anything but visible ASCII, and one comma between two lines.
    text = value.decode() if all(byte == 9 or 32 <= byte < 127 for byte in value) else ""
    fields[key] = f"{fields[key]},{text}" if key in fields else text


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
    registers = [Register(settings) for _ in range(workers)]
    try:
        registers[0].prepare()
        with opened_at(Workers([WsgiApplication(create_app(one)) for one in registers])) as address:
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


def _received(method: str, answer: Answer) -> HTTPResponse:
    headers = HTTPHeaderDict(answer.headers)
    headers.setdefault("content-length", str(len(answer.content)))
    return HTTPResponse(
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
    return CompletedProcess(words, done.exit_code, done.stdout, done.stderr)
