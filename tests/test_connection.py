"""A connection, fed with bytes: pipelining, bodies, deadlines, limits and endings (RFC 9112)."""

import json
from collections.abc import Callable

import pytest

from contact_moments.http_server.limits import HEADER_SECONDS, KEEP_ALIVE_SECONDS, WRITE_SECONDS
from contact_moments.http_server.routes import BODY_SECONDS
from tests.connections import MAX_BODY, Client, chunked, connected, get, post, statuses


@pytest.fixture
def client() -> Client:
    """A client, connected."""
    return connected()


def test_keep_alive(client: Client) -> None:
    """A connection serves one request after the other, and stays open."""
    first, second = client.send(get("/quick?1")), client.send(get("/slow?2"))

    assert [answer[2]["query"] for answer in first + second] == ["1", "2"]
    assert not client.transport.is_closing()


def test_pipelined_requests(client: Client) -> None:
    """Requests that arrive together are answered in their order, whatever each takes."""
    answers = client.send(get("/slow?1") + get("/quick?2") + post("abc") + get("/quick?4"))

    assert [(answer[2]["query"], answer[2]["body"]) for answer in answers] == [("1", 0), ("2", 0), ("", 3), ("4", 0)]


@pytest.mark.parametrize("request_text", [get("/slow?q"), post("abc"), chunked("3\r\nabc\r\n", "0\r\n\r\n")])
def test_byte_by_byte(client: Client, request_text: str) -> None:
    """However a request is cut into pieces, it is the same request."""
    answers = client.send(*request_text)

    assert statuses(answers) == [200]


@pytest.mark.parametrize(("more", "closes"), [("Connection: close\r\n", True), ("", False)])
def test_the_client_ends_it(client: Client, more: str, closes: bool) -> None:
    """Connection: close is answered with the same."""
    ((_, headers, _),) = client.send(get(more=more))

    assert (client.transport.is_closing(), headers.get("connection") == "close") == (closes, closes)


def test_http_1_0(client: Client) -> None:
    """HTTP/1.0 is answered, and the connection closed."""
    assert statuses(client.send("GET /quick HTTP/1.0\r\n\r\n")) == [200]
    assert client.transport.is_closing()


def test_head(client: Client) -> None:
    """HEAD has GET's headers and no body."""
    head = client.send("HEAD /quick?q HTTP/1.1\r\nHost: x\r\n\r\n" + get("/quick?q"))

    assert head[0][1]["content-length"] == str(len(json.dumps(head[1][2], separators=(",", ":"))) + 1)


def test_expect_continue(client: Client) -> None:
    """A client that asks whether it may send its body is told so, and refused before it has sent one too large."""
    client.connection.data_received(post("", more="Expect: 100-continue\r\n", length=3).encode())
    assert client.transport.written == b"HTTP/1.1 100 Continue\r\n\r\n"
    client.transport.written = b""
    assert statuses(client.send("abc")) == [200]
    assert statuses(client.send(post("", more="Expect: 100-continue\r\n", length=MAX_BODY + 1))) == [413]


TOO_LARGE = {
    "announced": [post("", length=MAX_BODY + 1)],
    "announced, sent": [post("x" * (MAX_BODY + 1))],
    "announced, huge": [post("", length=2**62)],
    "chunked": [chunked(), "65\r\n" + "x" * 101 + "\r\n"],
    "many chunks": [chunked(), *(["a\r\n" + "x" * 10 + "\r\n"] * 11)],
}


@pytest.mark.parametrize("parts", TOO_LARGE.values(), ids=TOO_LARGE)
def test_a_body_that_is_too_large(client: Client, parts: list[str]) -> None:
    """It is refused at once, what still comes is read and dropped, and then the connection ends."""
    ((status, headers, body),) = client.send(*parts)

    assert (status, headers["connection"], list(body)) == (413, "close", ["errors"])
    assert client.transport.half_closed
    assert client.send("x" * 5_000_000) == []
    client.connection.eof_received()
    client.pass_time(60)
    assert client.transport.is_closing()


@pytest.mark.parametrize("path", ["/deaf", "/nothing"])
def test_a_body_that_nobody_reads(client: Client, path: str) -> None:
    """The answer does not wait for it, and the connection ends."""
    ((_, headers, _),) = client.send(post("", path=path, length=50))

    assert (headers["connection"], client.transport.half_closed) == ("close", True)


def test_a_broken_request_after_a_good_one(client: Client) -> None:
    """What came before it is answered first."""
    assert statuses(client.send(get("/slow") + post("abc") + "nonsense\r\n\r\n")) == [200, 200, 400]


@pytest.mark.parametrize("sent", [post("ab", length=3), chunked("2\r\nab\r\n"), chunked("5\r\nab")])
def test_the_client_leaves_before_the_end(client: Client, sent: str) -> None:
    """A body whose end is missing is refused, also where its last chunk is all that is missing."""
    client.send(sent)
    client.connection.eof_received()
    ((status, _, body),) = client.transport.answers()

    assert (status, "body" in body["errors"]) == (400, True)


def test_the_client_leaves_after_its_request(client: Client) -> None:
    """A client that sends no more still gets its answer."""
    client.connection.data_received(get("/slow").encode())
    assert client.connection.eof_received()
    client.worker.finish()

    assert statuses(client.transport.answers()) == [200]
    assert client.transport.is_closing()


def test_a_slow_disk_does_not_hold_the_loop(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    """After a slow answer on the loop, answers come from threads for a second; then the loop is tried again."""
    monkeypatch.setattr(client.worker, "now", lambda: client.worker.tick(0.03))
    client.connection.data_received(get().encode())
    monkeypatch.setattr(client.worker, "now", lambda: client.worker.time)
    client.connection.data_received((get() + get()).encode())
    before, after = len(client.transport.answers()), len(client.send())
    client.worker.time += 1.1
    client.connection.data_received(get().encode())

    assert (before, after, len(client.transport.answers())) == (1, 2, 1)


def test_what_asks_no_disk_does_not_mind_a_slow_one(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is answered on the loop all the same."""
    monkeypatch.setattr(client.worker, "loop_is_quick", lambda: False)
    client.connection.data_received((get("/instant") + get()).encode())

    assert len(client.transport.answers()) == 1


def test_a_client_that_has_gone_already(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    """A connection whose other end is not known any more does no harm."""
    other = Client(client.application)
    monkeypatch.setattr(other.transport, "get_extra_info", {"sockname": ("127.0.0.1", 80)}.get)
    other.connection.connection_made(other.transport)

    assert statuses(other.send(get())) == [200]


def test_an_answer_for_nobody(client: Client) -> None:
    """A connection that is lost while its request is handled gets no answer, and does no harm."""
    client.connection.data_received((get("/slow") + get("/slow")).encode())
    client.transport.close()
    client.connection.connection_lost(None)
    client.worker.finish()

    assert client.transport.written == b""
    assert len(client.worker.connections) == 0


SILENT: dict[str, tuple[list[str], float, int | None]] = {
    "nothing": ([], HEADER_SECONDS, None),
    "half a request line": (["GET /qu"], HEADER_SECONDS, None),
    "half the headers": (["GET /quick HTTP/1.1\r\nHost"], HEADER_SECONDS, None),
    "no more after a request": ([get()], KEEP_ALIVE_SECONDS, None),
    "half the second request": ([get(), "GET /quick"], HEADER_SECONDS, None),
    "half a body": ([post("a", length=3)], BODY_SECONDS, 408),
    "half a chunk": ([chunked("5\r\na")], BODY_SECONDS, 408),
}


@pytest.mark.parametrize(("sent", "seconds", "status"), SILENT.values(), ids=SILENT)
def test_a_silent_client(client: Client, sent: list[str], seconds: float, status: int | None) -> None:
    """It is given up after a while, and not before; one whose body is missing is told."""
    client.send(*sent)
    before = client.pass_time(seconds - 0.5), client.transport.is_closing()
    after = statuses(client.pass_time(1))

    assert before == ([], False)
    assert after == ([] if status is None else [status])
    assert client.transport.is_closing() or client.transport.half_closed


def test_a_body_byte_by_byte_has_one_deadline(client: Client) -> None:
    """A byte a second does not put it off."""
    client.send(post("a", length=90))
    answers = [answer for _ in range(BODY_SECONDS + 2) for answer in client.send("a") + client.pass_time(1)]

    assert statuses(answers) == [408]


def test_a_request_in_progress_has_no_deadline(client: Client) -> None:
    """However long the register takes, the client waits as long as it likes."""
    client.connection.data_received(get("/slow").encode())
    assert client.pass_time(600) == []
    client.worker.finish()

    assert statuses(client.transport.answers()) == [200]


def test_a_client_that_does_not_read(client: Client) -> None:
    """Nothing more is read from it, and it is given up after a while; one that reads again goes on."""
    paused = []
    for change in (client.connection.pause_writing, client.connection.resume_writing, client.connection.pause_writing):
        change()
        paused.append(client.transport.paused)
    client.pass_time(WRITE_SECONDS + 1)

    assert (paused, client.transport.is_closing()) == ([True, False, True], True)


@pytest.mark.parametrize("busy", [False, True])
def test_the_server_stops(client: Client, busy: bool) -> None:
    """What is idle is closed at once; what is in progress is answered first."""
    client.send(get())
    if busy:
        client.connection.data_received(get("/slow").encode())
    client.worker.stopping = True
    client.connection.stop()
    assert client.transport.is_closing() == (not busy)
    client.worker.finish()

    assert [(status, headers["connection"]) for status, headers, _ in client.transport.answers()] == (
        [(200, "close")] if busy else []
    )
    assert client.transport.is_closing()


CHECKS: dict[str, Callable[[str], bool]] = {"x-request-id": bool, "date": lambda text: text.endswith(" GMT")}


def test_headers_of_every_answer(client: Client) -> None:
    """Each answer has a request id, a date, its type and its length."""
    for status, headers, _ in client.send(get() + get("/nothing")):
        assert [name for name, holds in CHECKS.items() if not holds(headers[name])] == [], status
        assert headers["content-type"] == "application/json"


def test_a_header_that_comes_twice_is_a_list(client: Client) -> None:
    """Two lines of a header count as one with a comma (RFC 9110 §5.3)."""
    accept = "Accept: text/html\r\nAccept: application/problem+json\r\n"
    ((_, headers, _),) = client.send(get("/nothing", accept))

    assert headers["content-type"] == "application/problem+json"


HEADERS = "Accept: text/a\r\n"
AFTER_A_GET = {
    "the same": [get("/quick?2", HEADERS)],
    "another path": [get("/slow?2", HEADERS), get("/nothing", HEADERS)],
    "other headers": [get("/quick?2", "Accept: text/b\r\n"), get("/quick?3", HEADERS)],
    "in two parts": [get("/quick?2", HEADERS)[:30], get("/quick?2", HEADERS)[30:], get("/quick?2", HEADERS)[:30]],
    "two at once": [get("/quick?2", HEADERS) * 2, get("/quick?2", HEADERS) * 2, get("/quick?4", HEADERS)],
    "after a POST": [post("abc"), get("/quick?2", HEADERS)],
    "only a first line": ["GET /quick?2 HTTP/1.1\r\n"],
    "with a line before": ["\r\n", get("/quick?2", HEADERS)],
    "another method": [get("/quick?2", HEADERS).replace("GET", "HEAD"), get("/quick?2", HEADERS).replace("GET", "PUT")],
    "a whole URL": [get("http://x/quick?2", HEADERS)],
    "HTTP/1.0": [get("/quick?2", HEADERS).replace("1.1", "1.0")],
    "a space in the target": [get("/quick?2 3", HEADERS)],
    "a target with a line break": [get("/quick?2\rX: y", HEADERS)],
    "a body": [get("/quick?2", "Content-Length: 3\r\n") + "abc", get("/quick?2", "Content-Length: 3\r\n") + "abc"],
    "close": [get("/quick?2", "Connection: close\r\n"), get("/quick?2", "Connection: close\r\n")],
    "another protocol": [get("/quick?2", "Connection: Upgrade\r\nUpgrade: h2c\r\n")] * 3,
    "in a body": [post("x", length=99), get("/quick?2", HEADERS), get("/quick?2", HEADERS)],
}


@pytest.mark.parametrize("sent", AFTER_A_GET.values(), ids=AFTER_A_GET)
def test_headers_that_come_again(sent: list[str]) -> None:
    """What comes after a GET is read as it is byte by byte, its headers repeated or not."""
    first, (used, plain) = get("/quick?1", HEADERS), (connected(), connected())
    answers, expected = used.send(first, *sent), plain.send(*"".join([first, *sent]))

    assert [(answer[0], answer[2]) for answer in answers] == [(answer[0], answer[2]) for answer in expected]
    assert used.transport.is_closing() == plain.transport.is_closing()
