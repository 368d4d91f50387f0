"""Requests that two servers could read differently, and those that are too large: each is refused and cut."""

import asyncio

from tests.support import PHONE, TOKEN

from attack.finding import Finding, is_
from attack.talk import ask
from attack.target import Target

HOST = "Host: localhost\r\n"
CHUNKED = "Transfer-Encoding: chunked\r\n"
WHOLE = "3\r\nabc\r\n0\r\n\r\n"


def _get(headers: str = HOST, line: str = "GET /health/live HTTP/1.1", end: str = "\r\n") -> str:
    return f"{line}\r\n{headers}{end}"


def _post(headers: str, body: str = "abc", version: str = "1.1") -> str:
    return f"POST {TOKEN} HTTP/{version}\r\n{HOST}{headers}\r\n{body}"


REFUSED: dict[str, tuple[str, int]] = {
    "HTTP/2": ("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", 400),
    "no Host": (_get(""), 400),
    "two Hosts": (_get(HOST * 2), 400),
    "a Host that is none": (_get("Host: a/b\r\n"), 400),
    "an empty Host": (_get("Host:\r\n"), 400),
    "bare line feeds": (_get().replace("\r\n", "\n"), 400),
    "one bare line feed": (_get(HOST + "A: b\nC: d\r\n"), 400),
    "a folded header": (_get(HOST + "A: b\r\n c\r\n"), 400),
    "a space before the colon": (_get(HOST + "A : b\r\n"), 400),
    "NUL in a value": (_get(HOST + "A: \0\r\n"), 400),
    "a control character in a value": (_get(HOST + "A: \x01\r\n"), 400),
    "HTTP/1.2": (_get(line="GET /health/live HTTP/1.2"), 400),
    "another protocol": (_get(line="GET /health/live RTSP/1.1"), 400),
    "two spaces in the first line": (_get(line="GET  /health/live HTTP/1.1"), 400),
    "a method in lower case": (_get(line="get /health/live HTTP/1.1"), 501),
    "a relative target": (_get(line="GET health/live HTTP/1.1"), 400),
    "gzip, chunked": (_post("Transfer-Encoding: gzip, chunked\r\n", WHOLE), 400),
    "identity": (_post("Transfer-Encoding: identity\r\nContent-Length: 3\r\n"), 400),
    "chunked twice": (_post(CHUNKED * 2, WHOLE), 400),
    "chunked, chunked": (_post("Transfer-Encoding: chunked, chunked\r\n", WHOLE), 400),
    "chunked and a length": (_post(CHUNKED + "Content-Length: 3\r\n", WHOLE), 400),
    "chunked in HTTP/1.0": (_post(CHUNKED, WHOLE, "1.0"), 400),
    "two lengths": (_post("Content-Length: 3\r\nContent-Length: 3\r\n"), 400),
    "a list of lengths": (_post("Content-Length: 3, 3\r\n"), 400),
    "a length with a sign": (_post("Content-Length: +3\r\n"), 400),
    "a broken chunk": (_post(CHUNKED, "3\r\nabc\r\nxyz\r\n\r\n"), 400),
    "a chunk longer than it says": (_post(CHUNKED, "2\r\nabc\r\n0\r\n\r\n"), 400),
    "a chunk's line feed alone": (_post(CHUNKED, "3\nabc\n0\n\n"), 400),
    "headers of 66 KiB": (_get(HOST + "".join(f"X-{n}: {'x' * 1000}\r\n" for n in range(66))), 431),
    "a header without an end": (_get(HOST + "X: " + "x" * 70_000, end=""), 431),
    "1,000 headers": (_get(HOST + "a:b\r\n" * 1000), 431),
    "a target of 17 KiB": (_get(line=f"GET /{'x' * 17 * 1024} HTTP/1.1"), 414),
    "a body of 5 MB, announced": (_post("Content-Length: 5000000\r\n", "x" * 5_000_000), 413),
}


async def framing(target: Target, _: bool) -> list[Finding]:
    """Each is refused with its status, and the connection is cut."""
    found = []
    for name, (sent, status) in REFUSED.items():
        told = await ask(target, sent.encode("latin-1"), wait_for_end=10)
        found.append(is_(f"{name}: {status} and close", (told.status, told.closed), (status, True)))
    return found + await _with_a_token(target)


async def _with_a_token(target: Target) -> list[Finding]:
    whole = target.registration().partition(b"\r\n\r\n")[2]
    chunk = b"%x\r\n%b\r\n" % (len(whole), whole)
    sent = {
        "a body of 5 MB": (target.head("POST", PHONE, "Content-Length: 5000000") + b" " * 5_000_000, 413),
        "a chunked body of 5 MB": (
            target.head("POST", PHONE, "Transfer-Encoding: chunked") + (b"10000\r\n%b\r\n" % (b" " * 65536)) * 80,
            413,
        ),
        "gzip": (target.head("POST", PHONE, "Content-Length: 2", "Content-Encoding: gzip") + b"{}", 415),
    }
    found = []
    for name, (request, status) in sent.items():
        told = await ask(target, request, wait_for_end=10)
        found.append(is_(f"{name}: {status} and close", (told.status, told.closed), (status, True)))
    head = target.head("POST", PHONE, "Transfer-Encoding: chunked")
    for name, end in (("no last chunk", b""), ("half a last chunk", b"0\r\n")):
        found.append(is_(f"{name}: 400", await _broken_off(target, head + chunk + end), 400))
    return found


async def _broken_off(target: Target, sent: bytes) -> int:
    """The status that a client gets which sends no more than this."""
    reader, writer = await target.connect()
    writer.write(sent)
    writer.write_eof()
    line = await asyncio.wait_for(reader.readline(), 20)
    writer.transport.abort()
    return int(line.split()[1]) if line else 0
