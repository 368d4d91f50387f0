"""Requests that two servers could read differently, and limits of size: what is refused, however it is cut."""

import pytest

from contact_moments.http_server.limits import MAX_HEAD, MAX_HEADERS, MAX_TARGET
from tests.connections import Client, chunked, connected, get, post, statuses


@pytest.fixture
def client() -> Client:
    """A client, connected."""
    return connected()


def cut(sent: str, part: int) -> list[str]:
    """What is sent, in parts of this length."""
    return [sent[at : at + part] for at in range(0, len(sent), part)]


BROKEN = {
    "no request": ("hello\r\n\r\n", 400),
    "TLS": ("\x16\x03\x01\x02\x00\x01\x00\x01", 400),
    "no version": ("GET /quick\r\n\r\n", 400),
    "HTTP/2": ("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", 400),
    "HTTP/1.2": (get().replace("1.1", "1.2"), 400),
    "another protocol": (get().replace("HTTP", "RTSP"), 400),
    "two spaces": (get().replace("GET ", "GET  "), 400),
    "two spaces before the version": (get().replace(" HTTP", "  HTTP"), 400),
    "a relative target": (get("quick"), 400),
    "a target for all": (get("*"), 400),
    "a target of a proxy": (get("x:80"), 400),
    "a URL of another scheme": (get("ftp://x/quick"), 400),
    "a URL with a user": (get("http://u@x/quick"), 400),
    "a URL without a host": (get("http:///quick"), 400),
    "no Host": (get().replace("Host: x\r\n", ""), 400),
    "no Host in a URL": (get("http://x/quick").replace("Host: x\r\n", ""), 400),
    "two Hosts": (get(more="Host: x\r\n"), 400),
    "two Hosts in HTTP/1.0": (get(more="Host: x\r\n").replace("1.1", "1.0"), 400),
    "an empty Host": (get().replace("Host: x", "Host:"), 400),
    "a Host and an empty one": (get(more="Host:\r\n"), 400),
    "a path as Host": (get().replace("Host: x", "Host: x/y"), 400),
    "a list as Host": (get().replace("Host: x", "Host: x, y"), 400),
    "a user in Host": (get().replace("Host: x", "Host: u@x"), 400),
    "a port that is none": (get().replace("Host: x", "Host: x:y"), 400),
    "a long Host": (get().replace("Host: x", f"Host: {'x' * 301}"), 400),
    "a bare line feed": (get(more="A: b\nC: d\r\n"), 400),
    "bare line feeds": (get().replace("\r\n", "\n"), 400),
    "a bare carriage return": (get(more="A: b\rC: d\r\n"), 400),
    "a folded header": (get(more="A: b\r\n c\r\n"), 400),
    "a space in a name": (get(more="A B: c\r\n"), 400),
    "a space before a colon": (get(more="A : c\r\n"), 400),
    "no name": (get(more=": c\r\n"), 400),
    "NUL": (get(more="A: \0\r\n"), 400),
    "a control character": (get(more="A: \x01\r\n"), 400),
    "two lengths": (post("abc", more="Content-Length: 4\r\n"), 400),
    "a length twice": (post("abc", more="Content-Length: 3\r\n"), 400),
    "a list of lengths": (post("abc").replace(": 3", ": 3, 3"), 400),
    "a length with a sign": (post("abc").replace(": 3", ": +3"), 400),
    "no length": (post("abc").replace(": 3", ": abc"), 400),
    "a length with many zeros": (post("abc").replace(": 3", f": {'0' * 5000}3"), 400),
    "a huge length": (post("abc").replace(": 3", ": 99999999999999999999"), 400),
    "a length and chunks": (post("0\r\n\r\n", more="Transfer-Encoding: chunked\r\n"), 400),
    "gzip, chunked": (chunked("0\r\n\r\n").replace(": chunked", ": gzip, chunked"), 400),
    "chunked twice": (chunked("0\r\n\r\n").replace("\r\n\r\n", "\r\nTransfer-Encoding: chunked\r\n\r\n", 1), 400),
    "chunked, chunked": (chunked("0\r\n\r\n").replace(": chunked", ": chunked, chunked"), 400),
    "chunked, and nothing": (chunked("0\r\n\r\n").replace(": chunked", ": , chunked"), 400),
    "chunked and a tab": (chunked("0\r\n\r\n").replace(": chunked", ": chunked\t"), 400),
    "identity": (post("abc", more="Transfer-Encoding: identity\r\n"), 400),
    "identity without a length": (chunked().replace(": chunked", ": identity"), 400),
    "another coding": (chunked("0\r\n\r\n").replace(": chunked", ": xchunked"), 400),
    "chunks in HTTP/1.0": (chunked("0\r\n\r\n").replace("1.1", "1.0"), 400),
    "a broken chunk": (chunked("3\r\nabc\r\n", "xyz\r\n"), 400),
    "a chunk that is longer than it says": (chunked("2\r\nabc\r\n", "0\r\n\r\n"), 400),
    "a chunk with bare line feeds": (chunked("3\nabc\n0\n\n"), 400),
    "a chunk with a sign": (chunked("+3\r\nabc\r\n0\r\n\r\n"), 400),
    "a chunk that is longer than 64 bits": (chunked("f" * 17 + "\r\nabc"), 400),
    "a chunk with endless zeros": (chunked("0" * 2 * MAX_HEAD), 431),
    "a chunk with an endless extension": (chunked("3;" + "x" * 2 * MAX_HEAD), 431),
    "an unknown method": ("BREW /quick HTTP/1.1\r\nHost: x\r\n\r\n", 501),
    "a method in lower case": (get().replace("GET", "get"), 501),
    "large headers": (get(more="".join(f"X-{n}: {'x' * 1000}\r\n" for n in range(70))), 431),
    "an endless header": ("GET /quick HTTP/1.1\r\nX: " + "x" * (MAX_HEAD + 1), 431),
    "a long target": (get("/quick?" + "x" * MAX_TARGET), 414),
    "an endless target": ("GET /" + "x" * (MAX_HEAD + 1), 414),
}


@pytest.mark.parametrize(("sent", "status"), BROKEN.values(), ids=BROKEN)
def test_what_is_no_request(sent: str, status: int) -> None:
    """It is refused in the API's shape, once, and the connection ends; nothing after it is read, however it is cut."""
    for part in (16 * 1024, 7):
        client = connected()
        answers = client.send(*cut(sent, part), get())

        assert (statuses(answers), list(answers[0][2])) == ([status], ["errors"]), part
        assert client.transport.is_closing() or client.transport.half_closed, part


@pytest.mark.parametrize("line", ["GET /quick\r\n", "GET /quick\n", "\r\nGET /quick\r\n", "PROPFIND /quick\r\n"])
@pytest.mark.parametrize("part", [16, 1])
def test_a_line_without_a_version(client: Client, line: str, part: int) -> None:
    """A request in HTTP/0.9 is refused when its line is there: nothing more will come."""
    assert statuses(client.send(*[line[at : at + part] for at in range(0, len(line), part)])) == [400]


@pytest.mark.parametrize("target", ["/quick?name=José", "/quické", "/quick#é", "http://x/quick?é"])
@pytest.mark.parametrize("part", [1024, 1])
def test_a_target_that_is_not_ascii(client: Client, target: str, part: int) -> None:
    """The client is told what to do, whatever the bytes of its characters are and however they are cut."""
    for encoding in ("utf-8", "latin-1"):
        sent, client = get(target).encode(encoding), Client(client.application)
        ((status, _, body),) = client.send(*[sent[at : at + part] for at in range(0, len(sent), part)])

        assert (status, body["errors"]) == (400, "Percent-encode each character of the target that is not ASCII")


UPGRADE = "\r\nConnection: Upgrade\r\nUpgrade: h2c\r\n"
WITH_AN_OFFER = {name: (sent.replace("\r\n", UPGRADE, 1), status) for name, (sent, status) in BROKEN.items()}


@pytest.mark.parametrize(("sent", "status"), WITH_AN_OFFER.values(), ids=WITH_AN_OFFER)
def test_what_is_no_request_with_an_offer(sent: str, status: int) -> None:
    """An offer of another protocol makes none of it a request."""
    for part in (16 * 1024, 7):
        answers = connected().send(*cut(sent, part), get())

        assert statuses(answers) == [status], part


BAD_LINES = ("GET  /quick HTTP/1.1", "GET /quick  HTTP/1.1", "GET /quick RTSP/1.1", "\nGET  /quick HTTP/1.1")
BEFORE = {
    "nothing": "",
    "an empty line": "\r\n",
    "a GET": get(),
    "a POST": post("abc"),
    "a body with an empty line": post("a\r\n\r\n"),
    "chunks": chunked("5\r\na\r\n\r\n\r\n0\r\n\r\n"),
    "chunks, and empty lines": chunked("3\r\nabc\r\n0\r\n\r\n\r\n\r\n"),
    "a body that begins as an empty line": post("\r"),
    "a body of an empty line": post("\r\n"),
    "a trailer": chunked("3\r\nabc\r\n0\r\nA: b\r\n\r\n"),
    "an offer": get(more=UPGRADE[2:]),
    "an offer with a body": post("abc", more=UPGRADE[2:]),
}


@pytest.mark.parametrize("part", [10**6, 7, 1])
@pytest.mark.parametrize("before", BEFORE.values(), ids=BEFORE)
def test_a_bad_line_among_good_ones(before: str, part: int) -> None:
    """It is refused whatever comes before or after it, and however it is cut; a good one is answered."""
    for line in (*BAD_LINES, "GET /quick HTTP/1.1"):
        sent = before + get().replace("GET /quick HTTP/1.1", line) + get() + get()
        answers = connected().send(*cut(sent, part))

        expected = [200] * before.count("HTTP") + ([400] if line in BAD_LINES else [200] * 3)
        assert statuses(answers) == expected, line


LIMITS = {
    "a target": (get("/quick?" + "x" * (MAX_TARGET - 7)), 200),
    "a target, one more": (get("/quick?" + "x" * (MAX_TARGET - 6)), 414),
    "headers": (get(more=f"X: {'x' * (MAX_HEAD - len(get()) - 5)}\r\n"), 200),
    "headers, one more": (get(more=f"X: {'x' * (MAX_HEAD - len(get()) - 4)}\r\n"), 431),
    "a number of headers": (get(more="".join(f"X-{n}: x\r\n" for n in range(MAX_HEADERS - 1))), 200),
    "headers, one too many": (get(more="".join(f"X-{n}: x\r\n" for n in range(MAX_HEADERS))), 431),
    "one header too often": (get(more="X: x\r\n" * MAX_HEADERS), 431),
}


@pytest.mark.parametrize("part", [1000, 16 * 1024, 10**6])
@pytest.mark.parametrize(("sent", "status"), LIMITS.values(), ids=LIMITS)
def test_the_largest_that_is_taken(client: Client, sent: str, status: int, part: int) -> None:
    """A limit is where it is said to be, however the request is cut, also behind another one."""
    client.send(get())
    answers = client.send(*cut(sent, part))

    assert statuses(answers) == [status]


ENCODINGS = {"gzip": 415, "identity, gzip": 415, "x": 415, "identity": 200, "Identity": 200, "": 200}


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_encoded_bodies(client: Client, encoding: str) -> None:
    """A body comes as it is; without a body the header means nothing."""
    ((status, headers, _),) = client.send(post("abc", more=f"Content-Encoding: {encoding}\r\n"))
    without = client.send(get(more=f"Content-Encoding: {encoding}\r\n")) if status == 200 else []

    assert status == ENCODINGS[encoding]
    assert headers.get("accept-encoding") == ("identity" if status == 415 else None)
    assert statuses(without) == [200] * len(without)
