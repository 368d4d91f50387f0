"""Clients that misbehave, health, and the one shape of every error (wire rows 4, 7 and 16)."""

import json
import select
import socket
import struct
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, suppress
from typing import NamedTuple
from urllib.parse import urlsplit

import pytest
import requests

from tests.engines import Engine
from tests.support import LIST, PHONE, TOKEN, Api, Installation, Served, a_call, fetch

MIB = 1024 * 1024


def connected(url: str) -> socket.socket:
    """A connection to the server."""
    address = urlsplit(url)
    return socket.create_connection((address.hostname, address.port or 80), timeout=20)


def post_head(wire: Api, *headers: str) -> bytes:
    """The head of a POST of a phone call with these headers besides the token."""
    token = f"Authorization: {wire.session.headers['Authorization']!s}"
    return "\r\n".join([f"POST {PHONE} HTTP/1.1", "Host: x", token, *headers, "", ""]).encode()


def told_after(wire: Api, *parts: bytes) -> bytes:
    """What the server says to a client that sends these parts and then nothing more."""
    with connected(wire.url) as connection:
        for part in parts:
            connection.sendall(part)
        connection.shutdown(socket.SHUT_WR)
        return b"".join(iter(lambda: connection.recv(65536), b""))


# Slow clients and clients that hang up.


def test_slow_clients_do_not_stop_the_others(wire: Api) -> None:
    """Twelve half-sent bodies and 200 half-sent heads leave the server answering others within a second."""
    head = post_head(wire, "Content-Length: 1000")
    with ExitStack() as stack:
        for sent in [head + b'{"subject": '] * 12 + [head[:60]] * 200:
            stack.enter_context(connected(wire.url)).sendall(sent)
        started = time.monotonic()
        answers = [fetch("GET", f"{wire.url}{LIST}", headers=wire.session.headers) for _ in range(5)]
        taken = (time.monotonic() - started) / 5

    assert ([answer.status_code for answer in answers], taken < 1) == ([200] * 5, True)


def test_slow_clients_that_give_up_are_forgotten(wire: Api) -> None:
    """More half-sent bodies than the server has threads, given up, leave it as it was (row 4)."""
    for _ in range(4):
        with ExitStack() as stack:
            for _ in range(12):
                stack.enter_context(connected(wire.url)).sendall(post_head(wire, "Content-Length: 1000") + b"{")

    assert Api(wire.url, str(wire.session.headers["Authorization"]).removeprefix("Bearer ")).get().status_code == 200


WHOLE = json.dumps(a_call(subject="Broken off", reference=None)).encode()
CHUNK = b"%x\r\n%b\r\n" % (len(WHOLE), WHOLE)
CHUNKED = "Transfer-Encoding: chunked"
BROKEN_OFF = {
    "body shorter than its Content-Length": (f"Content-Length: {len(WHOLE) + 1}", WHOLE),
    "half a body": (f"Content-Length: {len(WHOLE)}", WHOLE[:-10]),
    "half a chunk": (CHUNKED, CHUNK[:-10]),
}


@pytest.mark.parametrize(("header", "body"), BROKEN_OFF.values(), ids=BROKEN_OFF)
def test_a_body_that_breaks_off_registers_nothing(wire: Api, header: str, body: bytes) -> None:
    """A body is registered only when all of it has come, even if what came is a whole call (row 4, RFC 9112 §8).

    Of a chunked body the server does not tell whether its last chunk came: there a whole call counts as one.
    """
    before = wire.register(reference=None)
    told_after(wire, post_head(wire, header), body)

    assert wire.register(reference=None) == before + 1


def test_a_client_that_does_not_wait_for_the_answer(wire: Api) -> None:
    """A client that hangs up before the answer does no harm."""
    for _ in range(20):
        with connected(wire.url) as connection:
            connection.sendall(post_head(wire, "Content-Length: 2") + b"{}")
            connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))

    assert wire.get(f"{LIST}/tags").status_code == 200


def told_twice(wire: Api, head: bytes, body: bytes) -> str:
    """What becomes of a request on a connection that one with a slow body was refused on before."""
    with connected(wire.url) as connection, suppress(ConnectionError):
        connection.sendall(head)
        select.select([connection], [], [], 0.05)  # an early answer, or a client with time
        connection.sendall(body)
        if b"connection: close" in connection.recv(65536).lower():
            return "told that it closes"
        connection.sendall(head + body)
        return connection.recv(65536)[:12].decode() or "closed without a word"
    return "closed without a word"


def test_a_refused_post_leaves_the_connection_usable(wire: Api) -> None:
    """After a POST that is refused before its body has come a connection is usable, or the answer says it is not."""
    token = str(wire.session.headers["Authorization"]).encode()
    head = post_head(wire, f"Content-Length: {len(WHOLE)}").replace(token, b"Bearer expired")

    assert {told_twice(wire, head, WHOLE) for _ in range(20)} <= {"HTTP/1.1 401", "told that it closes"}


@pytest.mark.parametrize("path", ["/l//contact_moment_api/contact_moment", f"/{LIST}", f"/{LIST}/types", f"{LIST}//"])
def test_a_doubled_slash_is_no_way_around_the_token(shared: Served, path: str) -> None:
    """Without a token a path with a doubled slash is 401 or 404 as any other, and never a fault (rows 1 and 7)."""
    assert Api(shared.url, None).get(path).status_code in {401, 404}


# Health.


@pytest.mark.both_engines
@pytest.mark.parametrize(("path", "status"), [("/health/live", "live"), ("/health/ready", "ready")])
def test_health(shared: Served, path: str, status: str) -> None:
    """Supervisors need no token; the answer is not stored."""
    answer = fetch("GET", shared.url + path)

    assert (answer.status_code, answer.json(), answer.headers["Cache-Control"]) == (200, {"status": status}, "no-store")


class Broken(NamedTuple):
    """A server of a register in which something has been broken behind its back."""

    server: Served
    api: Api

    def sql(self, statement: str) -> None:
        """Change the register's database."""
        self.server.installation.sql(statement)

    def until(self, path: str, status: int) -> requests.Response:
        """The first answer with that status, within five seconds."""
        deadline = time.monotonic() + 5
        while (answer := self.api.get(path)).status_code != status and time.monotonic() < deadline:
            time.sleep(0.05)
        return answer


@pytest.fixture(scope="module")
def unready(engine: Engine, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Broken]:
    """A register that was rendered for another zone while it was served."""
    with engine.register(tmp_path_factory.mktemp("unready")).served_here() as server:
        broken = Broken(server, server.api())
        broken.sql("UPDATE register SET rendering = '1 Europe/Atlantis 0'")
        broken.until("/health/ready", 503)
        yield broken


@pytest.mark.slow
@pytest.mark.both_engines
def test_live_but_not_ready(unready: Broken) -> None:
    """A register that needs a command first is live, and not ready; calls and tokens are refused meanwhile."""
    paths = ["/health/live", "/health/ready", LIST]
    statuses = [unready.api.get(path).status_code for path in paths]
    token = fetch("POST", unready.server.url + TOKEN)

    assert [*statuses, token.status_code] == [200, 503, 503, 503]


@pytest.mark.both_engines
def test_not_ready_says_what_helps(unready: Broken) -> None:
    """A 503 names the command that helps, and says when to come again (row 16)."""
    answer = unready.api.get()

    assert ("contact-moments rebuild" in answer.json()["errors"], int(answer.headers["Retry-After"]) > 0) == (True,) * 2


# Row 16: the one shape of errors.


def in_shape(answer: requests.Response) -> tuple[int, list[str], bool, str]:
    """Status, the body's members, whether `errors` is a text that is not empty, and the type."""
    body = answer.json()
    text = body.get("errors")
    return answer.status_code, list(body), isinstance(text, str) and text != "", answer.headers["Content-Type"]


def shape(status: int) -> tuple[int, list[str], bool, str]:
    """What `in_shape` must be."""
    return status, ["errors"], True, "application/json"


PATHS = [LIST, f"{LIST}/types", f"{LIST}/tags", f"{PHONE}/schema", PHONE]
READS = PATHS[:4]
ERRORS = {
    **{f"401 {path}": ("POST" if path == PHONE else "GET", path, None, b"", 401) for path in PATHS},
    **{f"403 {path}": ("GET", path, "contact_moment/add", b"", 403) for path in READS},
    **{f"405 {path}": ("PUT", path, "", b"", 405) for path in PATHS},
    **{f"405 {path}": ("PUT", path, None, b"", 405) for path in (TOKEN, "/health/live", "/health/ready")},
    **{f"404 {path}": ("GET", path, "", b"", 404) for path in (f"{LIST}/x", f"{LIST}/type/X/schema", f"{PHONE}/x")},
    **{f"404 {path}": ("GET", path, None, b"", 404) for path in ("/x", "/l/oauth2/x", "/health", "/%00", "/é")},
    **{f"400 {query}": ("GET", f"{LIST}?{query}", "", b"", 400) for query in ("page=x", "since=x", "relationIds=x")},
    "400 many parameters": ("GET", f"{LIST}?{'a=1&' * 3000}", "", b"", 400),
    "400 no JSON": ("POST", PHONE, "", b"{", 400),
    "400 schema": ("POST", PHONE, "", b"{}", 400),
    "400 not addable": ("POST", f"{LIST}/type/ContactMomentEmail", "", b"{}", 400),
    "403 POST": ("POST", PHONE, "contact_moment/view", b"{}", 403),
    "404 type": ("POST", f"{LIST}/type/X", "", b"{}", 404),
    "413": ("POST", PHONE, "", b" " * (MIB + 1), 413),
}


@pytest.fixture(scope="module")
def token_for(shared: Served) -> Callable[[str], str]:
    """Gives a token with one scope, or with all for the empty text."""
    client = shared.installation.add_client()
    return lambda scope: shared.token(client, scope=scope)


@pytest.mark.parametrize(("method", "path", "scope", "body", "status"), ERRORS.values(), ids=ERRORS)
def test_the_shape_of_errors(
    shared: Served,
    token_for: Callable[[str], str],
    method: str,
    path: str,
    scope: str | None,
    body: bytes,
    status: int,
) -> None:
    """Every error of every route is exactly `{"errors": "…"}` with the right status and type (row 16)."""
    token = {} if scope is None else {"Authorization": f"Bearer {token_for(scope)}"}
    headers = {"Accept": "*/*", "Connection": "close"} | token
    answer = fetch(method, shared.url + path, headers=headers, data=body)

    assert in_shape(answer) == shape(status)


def test_the_shape_of_406(api: Api) -> None:
    """So is a refusal of what is accepted (row 16)."""
    assert in_shape(api.get(headers={"Accept": "text/html"})) == shape(406)


@pytest.mark.both_engines
def test_the_shape_of_503(unready: Broken) -> None:
    """So is what a register answers that is not ready (row 16)."""
    answer = fetch("GET", unready.server.url + LIST)

    assert in_shape(answer) == shape(503)


@pytest.mark.both_engines
def test_the_shape_of_500(registered: Installation) -> None:
    """So is a fault of ours, which names the request for the operator and nothing of the fault (row 16)."""
    with registered.served_here() as server:
        broken = Broken(server, server.api())
        broken.sql("UPDATE moment_type SET json_schema = 'Broken-7'")
        broken.sql("UPDATE register SET types_version = types_version + 1")
        broken.api.session.headers["Accept"] = "*/*"
        answer = broken.until(f"{LIST}/types", 500)

    told = [text in answer.text for text in (answer.headers["X-Request-Id"], "Broken-7", "Error")]
    assert (in_shape(answer), told) == (shape(500), [True, False, False])
