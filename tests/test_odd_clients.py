"""Clients that ask for more than they read, offer other protocols, or write targets in other ways (RFC 9110, 9112)."""

from pathlib import Path

import pytest

from contact_moments.http_server.limits import MAX_EARLY_BODY, MAX_WAITING, WRITE_SECONDS
from contact_moments.log import RequestLog
from tests.connections import Client, chunked, connected, get, post, statuses

pytestmark = pytest.mark.slow


@pytest.fixture
def client() -> Client:
    """A client, connected."""
    return connected()


UPGRADE = "Connection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\nHTTP2-Settings: AAMAAABk\r\n"
UPGRADES = {
    "without a body": ([get("/quick", UPGRADE)], 0),
    "with a body": ([post("abc", more=UPGRADE)], 3),
    "with chunks": ([chunked("3\r\nabc\r\n", "0\r\n\r\n").replace("Host: x\r\n", f"Host: x\r\n{UPGRADE}")], 3),
    "in pieces": (list(post("abc", more=UPGRADE)), 3),
}


@pytest.mark.parametrize(("sent", "size"), UPGRADES.values(), ids=UPGRADES)
def test_an_upgrade_is_ignored(client: Client, sent: list[str], size: int) -> None:
    """A request that offers another protocol is answered in this one, body and all, and so is the next one."""
    answers = client.send(*sent, get())

    assert [(status, body["body"]) for status, _, body in answers] == [(200, size), (200, 0)]
    assert not client.transport.is_closing()


def test_many_upgrades_at_once(client: Client) -> None:
    """Each request may offer another protocol."""
    assert statuses(client.send(get(more=UPGRADE) * 2000)) == [200] * 2000


def test_a_tunnel(client: Client) -> None:
    """What follows a CONNECT is for somebody else: it is not answered."""
    assert statuses(client.send("CONNECT x:80 HTTP/1.1\r\nHost: x\r\n\r\n" + get())) == [404]
    assert client.transport.is_closing()


def test_nothing_is_done_after_the_last_answer(client: Client, tmp_path: Path) -> None:
    """Who is told that the connection ends sends the rest again: what came with it is not handled."""
    file = tmp_path / "log"
    with file.open("w") as stream:
        client.application.log = RequestLog(client.application.service.register.settings, stream)
        for sent in (post("abc", "/deaf") + post("abc"), get(more="Connection: close\r\n") + get()):
            other = Client(client.application)
            assert statuses(other.send(sent)) == [200]
    assert len(file.read_text().splitlines()) == 2


@pytest.mark.parametrize("size", [1, 3000])
def test_many_requests_behind_a_slow_one(client: Client, size: int) -> None:
    """However many there are, each is answered."""
    assert statuses(client.send(get("/slow") + get() * size)) == [200] * (size + 1)


def test_a_client_that_asks_without_reading(client: Client) -> None:
    """While a client does not read its answers, none is made for it, and its time runs; later it gets all of them."""
    client.transport.limit = 1000
    early = client.send(get() * 1000)
    idle = client.pass_time(WRITE_SECONDS - 1)
    client.transport.limit = 10**9
    client.connection.resume_writing()

    assert (len(early) < 10, idle, len(early) + len(client.send())) == (True, [], 1000)
    assert not client.transport.paused


def test_a_client_that_asks_without_reading_is_given_up(client: Client) -> None:
    """Its time is not put off by what else it has asked, nor by its having asked for the last time."""
    for last in ("", get(more="Connection: close\r\n")):
        other = Client(client.application)
        other.transport.limit = 1000
        other.send(get() * 1000 + last)
        other.pass_time(WRITE_SECONDS + 1)
        assert other.transport.is_closing()


def test_a_client_that_does_not_read_its_last_answer(client: Client) -> None:
    """A connection that is closed while its answer is not sent yet is given up after a while."""
    client.send(get(more="Connection: close\r\n"))

    assert client.connection.deadline == client.worker.time + WRITE_SECONDS


def test_requests_wait_with_the_client(client: Client) -> None:
    """While one is in progress, only a few more are read."""
    client.connection.data_received((get("/slow") * (MAX_WAITING + 2)).encode())
    paused = client.transport.paused
    answers = client.send()

    assert (paused, client.transport.paused, len(answers)) == (True, False, MAX_WAITING + 2)


@pytest.mark.parametrize("path", ["/echo", "/hearing"])
def test_a_body_waits_with_the_client(client: Client, path: str) -> None:
    """While it is not known whether a body is wanted, little of it is read; then it is refused, or dropped."""
    client.connection.data_received((get("/slow") + post("", path, length=10**9)).encode())
    for _ in range(2):
        client.connection.data_received(b"x" * MAX_EARLY_BODY)
    paused = client.transport.paused
    answers = statuses(client.send())

    assert (paused, client.transport.paused, answers) == (True, False, [200, 413 if path == "/echo" else 200])


@pytest.mark.parametrize("path", ["/panic", "/panic-at-once"])
def test_a_panic(client: Client, path: str) -> None:
    """What is no Exception is answered as any fault of ours."""
    assert statuses(client.send(get(path) + get())) == [500, 200]


@pytest.mark.parametrize("path", ["/unwritable", "/unwritable-at-once"])
def test_an_answer_that_cannot_be_written(client: Client, path: str) -> None:
    """The client does not wait for it: the connection ends."""
    assert client.send(get(path)) == []
    assert client.transport.is_closing()


def test_trailers(client: Client) -> None:
    """Fields after a body are no headers of the request (RFC 9110 §6.5.1), and not endless."""
    last = "3\r\nabc\r\n0\r\n"
    ((status, _, body),) = client.send(chunked(f"{last}Accept: text/html\r\nContent-Type: x\r\n\r\n"))
    assert (status, body["accept"]) == (200, None)
    assert statuses(client.send(chunked(f"{last}X: "), *["x" * 4096] * 20)) == [431]


TARGETS = {
    "/quick?a=1": "a=1",
    "http://x/quick?a=1": "a=1",
    "HTTPS://x:80/quick": "",
    "/quick?a#b?c": "a",
    "/quick#b": "",
    "//quick": "",
    "/%71uick": "",
}


def test_the_host_of_a_whole_url_counts(client: Client) -> None:
    """The header is another one's, if there are two (RFC 9112 §3.2.2)."""
    ((_, _, body),) = client.send(get("http://y:81/quick"))

    assert body["host"] == "y:81"


@pytest.mark.parametrize("method", ["OPTIONS", "PUT", "DELETE"])
def test_a_target_for_the_whole_server(client: Client, method: str) -> None:
    """OPTIONS tells of all methods; nothing else is answered for everything."""
    ((status, headers, _),) = client.send(get("*").replace("GET", method))
    whole = (200, "GET, HEAD, OPTIONS, POST")

    assert (status, headers.get("allow")) == (whole if method == "OPTIONS" else (400, None))


def test_a_body_in_chunks_of_a_byte(client: Client) -> None:
    """It is a body as any other."""
    body = "1\r\nx\r\n" * 50_000 + "0\r\n\r\n"

    assert [answer[2]["body"] for answer in client.send(chunked(body, path="/large"))] == [50_000]


@pytest.mark.parametrize("target", TARGETS)
def test_targets(client: Client, target: str) -> None:
    """A target may be a whole URL, as a proxy sends it (RFC 9112 §3.2.2); a fragment is left out."""
    ((status, _, body),) = client.send(get(target))

    assert (status, body["query"]) == (200, TARGETS[target])


def test_http_1_0_has_no_interim_answer(client: Client) -> None:
    """A client of HTTP/1.0 is not told to continue (RFC 9110 §10.1.1), nor that the connection stays open."""
    head = post("", more="Expect: 100-continue\r\nConnection: keep-alive\r\n", length=3).replace("1.1", "1.0")
    client.connection.data_received(head.encode())
    before = client.transport.written

    assert (before, statuses(client.send("abc")), client.transport.is_closing()) == (b"", [200], True)
