"""Streamed answers on a connection: how they are sent, what they hold, and how they end."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from msgspec import json

from contact_moments.errors import ConflictError
from contact_moments.http_server import limits
from contact_moments.http_server.messages import Response
from contact_moments.http_server.pipeline import RequestContext
from contact_moments.http_server.routes import PUBLIC, Route
from contact_moments.log import RequestLog
from tests.connections import ROUTES, Client, PanicError, chunked, connected, get, post, statuses

MAX_BODY = 8 * 1024 * 1024
PIECE = b"x" * 1000


class Producer:
    """Makes as many pieces as a query says, and fails after them if `fault` is set."""

    def __init__(self) -> None:
        self.made = 0
        self.cleared_up = 0
        self.fault: BaseException | None = None

    def pieces(self, number: int) -> Iterator[bytes]:
        """An empty piece, then so many."""
        try:
            yield b""
            for _ in range(number):
                self.made += 1
                yield PIECE
            if self.fault is not None:
                raise self.fault
        finally:
            self.cleared_up += 1

    def answer(self, context: RequestContext) -> Response:
        """Stream."""
        number = int(context.request.query or len(context.body))
        return Response(stream=self.pieces(number), media_type="application/jsonl")


@pytest.fixture
def producer() -> Producer:
    """What makes the pieces."""
    return Producer()


@pytest.fixture
def client(producer: Producer) -> Client:
    """A client, connected."""
    streams = (
        Route("GET", "/stream", PUBLIC, producer.answer, streams=True),
        Route(
            "GET", "/l/oauth2/stream", PUBLIC, producer.answer, streams=True
        ),  # a path for which readiness is checked
        Route("GET", "/stream-at-once", PUBLIC, producer.answer, streams=True, quick=lambda _: True),
        Route("POST", "/lines", PUBLIC, producer.answer, max_body=MAX_BODY, body_seconds=60, streams=True),
    )
    return connected((*ROUTES, *streams))


def sent(client: Client, request: str) -> bytes:
    """Send a request, let all threads finish, and take what was written."""
    client.connection.data_received(request.encode())
    client.worker.finish()
    written, client.transport.written = client.transport.written, b""
    return written


def head_and_body(written: bytes) -> tuple[str, bytes]:
    """The head of an answer, and what comes after it."""
    head, _, body = written.partition(b"\r\n\r\n")
    return head.decode(), body


# How they are sent.


@pytest.mark.parametrize("path", ["/stream", "/stream-at-once"])
def test_in_chunks(client: Client, path: str) -> None:
    """Each piece is a chunk, empty ones are left out, and an empty chunk is the end."""
    head, body = head_and_body(sent(client, get(f"{path}?2")))

    assert "content-type: application/jsonl\r\nx-accel-buffering: no\r\ntransfer-encoding: chunked" in head
    assert "content-length" not in head
    assert body == b"3e8\r\n" + PIECE + b"\r\n3e8\r\n" + PIECE + b"\r\n0\r\n\r\n"


def test_requests_behind_a_stream(client: Client) -> None:
    """The connection stays, and what was asked meanwhile is answered afterwards, in its order."""
    client.connection.data_received((get("/stream?2") + get("/quick?1") + get("/stream?1") + get("/slow?2")).encode())
    client.worker.finish()
    contents = [answer.content for answer in iter(client.transport.received, None)]

    assert [len(one) for one in (contents[0], contents[2])] == [2000, 1000]
    assert [json.decode(one)["query"] for one in (contents[1], contents[3])] == ["1", "2"]
    assert client.connection.deadline == client.worker.time + limits.KEEP_ALIVE_SECONDS


def test_to_http_1_0(client: Client) -> None:
    """There the end of the connection is the end; until that comes, a connection that ends is reset."""
    client.connection.data_received(b"GET /stream?2 HTTP/1.0\r\n\r\n")
    client.worker.take_turn()
    resets = client.transport.breaks_off_by_reset
    client.worker.finish()
    head, body = head_and_body(client.transport.written)

    assert ("content-length" in head, "transfer-encoding" in head, "connection: close" in head) == (False, False, True)
    assert (body, resets, client.transport.breaks_off_by_reset) == (PIECE * 2, True, False)
    assert client.transport.is_closing()


def test_head(client: Client, producer: Producer) -> None:
    """HEAD has GET's headers and no body; no piece is made for nobody."""
    request = get("/stream?5")
    of_head, of_get = sent(client, request.replace("GET", "HEAD")), sent(client, request)

    assert [_without_id(of_head), b""] == [_without_id(of_get), head_and_body(of_head)[1]]
    assert (producer.made, producer.cleared_up) == (1 + 5, 2)
    assert statuses(client.send(get())) == [200]


def _without_id(written: bytes) -> list[str]:
    return [one for one in head_and_body(written)[0].split("\r\n") if not one.startswith(("x-request-id", "date"))]


@pytest.mark.parametrize("version", ["1.0", "1.1"])
def test_no_pieces(client: Client, version: str) -> None:
    """An answer without pieces is an empty one."""
    head, body = head_and_body(sent(client, get("/stream?0").replace("1.1", version)))

    assert ("content-length: 0" in head, "transfer-encoding" in head, body) == (True, False, b"")


def test_the_first_piece_is_there_before_the_second(client: Client) -> None:
    """Nothing waits for the end."""
    client.connection.data_received(get("/stream?3").encode())
    lengths = []
    while client.worker.take_turn():
        lengths.append(len(head_and_body(client.transport.written)[1]))

    assert lengths == [1007, 2014, 3021, 3026]


# What goes wrong.


@pytest.mark.parametrize(("fault", "status"), [(ConflictError("No"), 409), (PanicError(), 500)])
@pytest.mark.parametrize("path", ["/stream", "/stream-at-once"])
def test_the_first_piece_fails(
    client: Client, producer: Producer, path: str, fault: BaseException, status: int
) -> None:
    """That is an answer like any other, and the connection stays."""
    producer.fault = fault

    assert statuses(client.send(get(f"{path}?0"))) == [status]
    assert statuses(client.send(get())) == [200]


@pytest.mark.parametrize("version", ["1.0", "1.1"])
@pytest.mark.parametrize("fault", [ConflictError("No"), PanicError()])
def test_a_later_piece_fails(client: Client, producer: Producer, fault: BaseException, version: str) -> None:
    """What was made is sent, and the connection breaks off: nobody takes the answer for complete."""
    producer.fault = fault
    body = head_and_body(sent(client, (get("/stream?2") + get()).replace("1.1", version)))[1]

    assert body == (PIECE * 2 if version == "1.0" else (b"3e8\r\n" + PIECE + b"\r\n") * 2)
    assert (client.transport.is_closing(), client.transport.breaks_off_by_reset) == (True, version == "1.0")


def test_the_log(client: Client, producer: Producer, tmp_path: Path) -> None:
    """A line is written at the end, with all bytes of the body, and says so if it was cut."""
    file = tmp_path / "log"
    with file.open("w") as stream:
        client.application.log = RequestLog(client.application.service.register.settings, stream)
        client.connection.data_received(get("/stream?3").encode())
        client.worker.take_turn()
        early = file.read_text()
        client.worker.finish()
        sent(client, get("/stream?3").replace("GET", "HEAD"))
        producer.fault = PanicError()
        sent(client, get("/stream?2"))
    lines = [json.decode(line) for line in file.read_text().splitlines()]

    assert early == ""
    assert [(line["status"], line["bytes"], line.get("is_cut")) for line in lines] == [
        (200, 3000, None),
        (200, 0, None),
        (200, 2000, True),
    ]


# What a client may take.


def test_a_client_that_does_not_read(client: Client, producer: Producer) -> None:
    """No more is made than its connection holds, and it holds no thread; when it reads again, it gets the rest."""
    client.transport.limit = 3000
    client.connection.data_received(get("/stream?9").encode())
    client.worker.finish()
    early, client.transport.limit = producer.made, 10**9
    client.connection.resume_writing()
    client.worker.finish()
    answer = client.transport.received()

    assert (early, producer.made, answer and len(answer.content)) == (3, 9, 9000)


def test_a_client_that_does_not_read_is_given_up(client: Client, producer: Producer) -> None:
    """Its time is that of any client that does not read its answer; then what makes the pieces clears up."""
    client.transport.limit = 3000
    client.connection.data_received(get("/stream?9").encode())
    client.worker.finish()
    client.transport.written = b""
    client.pass_time(limits.WRITE_SECONDS - 1)
    early = client.transport.is_closing()
    client.pass_time(2)
    client.connection.connection_lost(None)
    client.worker.finish()

    assert (early, client.transport.is_closing(), producer.made, producer.cleared_up) == (False, True, 3, 1)


@pytest.mark.parametrize("turns", [0, 1, 2])
def test_a_client_that_leaves(client: Client, producer: Producer, turns: int) -> None:
    """No piece is made after the one in progress, be it the first, and what makes them clears up."""
    client.connection.data_received(get("/stream?9").encode())
    for _ in range(turns):
        client.worker.take_turn()
    client.transport.close()
    client.connection.connection_lost(None)
    client.worker.finish()

    assert (producer.made, producer.cleared_up) == (turns + 1, 1)


def test_a_client_that_sends_no_more(client: Client) -> None:
    """It gets the whole answer, and then the connection ends."""
    client.connection.data_received(get("/stream?3").encode())
    client.worker.take_turn()
    assert client.connection.eof_received()
    client.worker.finish()
    answer = client.transport.received()

    assert (answer and len(answer.content), client.transport.is_closing()) == (3000, True)


def test_the_server_stops(client: Client) -> None:
    """A stream in progress goes on, and then the connection ends."""
    client.connection.data_received(get("/stream?3").encode())
    client.worker.take_turn()
    client.worker.stopping = True
    client.connection.stop()
    client.worker.finish()
    answer = client.transport.received()

    assert (answer and len(answer.content), client.transport.is_closing()) == (3000, True)


def test_it_is_in_progress(client: Client) -> None:
    """While pieces are made, the client may wait as long as it likes, and its place is not given to another."""
    client.connection.data_received(get("/stream?3").encode())
    client.worker.take_turn()

    assert (client.connection.deadline, client.connection.is_idle) == (0.0, False)


@pytest.mark.parametrize(
    "request_text", [get("/stream?1"), get("/l/oauth2/stream?1"), post("", "/lines", length=MAX_BODY)]
)
def test_too_many_streams(client: Client, request_text: str) -> None:
    """Another is refused, before its body is read; those that have begun go on."""
    client.connection.data_received(get("/stream?3").encode())
    client.worker.take_turn()
    client.worker.overloaded.add("stream")
    refused = statuses(Client(client.application, client.worker).send(request_text))
    answer = client.transport.received()

    assert (refused, answer and len(answer.content)) == ([503], 3000)


def test_bodies_of_streams_leave_memory_to_others(client: Client) -> None:
    """They take half of it at most, until their answers end."""
    budget = client.worker.memory
    others = [Client(client.application, client.worker) for _ in range(3)]
    for one in others[:2]:
        one.connection.data_received(post("", "/lines", length=MAX_BODY).encode())
    assert budget.held == limits.MAX_HELD_BY_STREAMS
    assert statuses(others[2].send(post("", "/lines", length=MAX_BODY))) == [503]
    assert statuses(client.send(post("x" * 50_000, "/large"))) == [200]
    others[1].connection.connection_lost(None)
    others[2].connection.connection_lost(None)
    held = budget.held
    others[0].connection.data_received(b"x" * MAX_BODY)
    client.worker.take_turn()
    during = budget.held
    others[0].connection.connection_lost(None)

    assert (held, during, budget.held) == (MAX_BODY, MAX_BODY, 0)


@pytest.mark.parametrize("way", ["length", "chunks"])
def test_a_body_that_is_too_large(client: Client, way: str) -> None:
    """The route takes 8 MiB, and not a byte more."""
    for more, status in ((0, 200), (1, 413)):
        body = "x" * (MAX_BODY + more)
        if way == "length":
            text = post(body, "/lines?1")
        else:
            text = chunked(f"{len(body):x}\r\n{body}\r\n0\r\n\r\n", path="/lines?1")
        other = Client(client.application, client.worker)
        head, _ = head_and_body(sent(other, text))
        assert head.startswith(f"HTTP/1.1 {status} ")


def test_a_body_that_is_too_slow(client: Client) -> None:
    """The route takes 60 seconds for it."""
    client.send(post("x", "/lines", length=MAX_BODY))
    early = client.pass_time(59)

    assert (early, statuses(client.pass_time(2))) == ([], [408])
