"""From bytes to requests (RFC 9112). llhttp parses, by way of `httptools`; what it leaves open is decided here."""

import re
from functools import lru_cache
from typing import Protocol

import httptools

from contact_moments.errors import InvalidInputError, RegisterError
from contact_moments.http_server.limits import MAX_HEAD, MAX_HEADERS, MAX_TARGET
from contact_moments.http_server.messages import Ends, Request
from contact_moments.http_server.problems import HttpError
from contact_moments.http_server.wire import path_and_query

NOT_HTTP = InvalidInputError("This is not a request in HTTP/1.1")
BAD_TARGET = InvalidInputError("Percent-encode each character of the target that is not ASCII")
BAD_HOST = InvalidInputError("Send one Host header, with the name or address of this server")
BAD_CODING = InvalidInputError("The only Transfer-Encoding is chunked, once, in HTTP/1.1")
TOO_LARGE_HEAD = HttpError(431, f"The headers are larger than {MAX_HEAD} bytes")
TOO_LONG_TARGET = HttpError(
    414, f"The target is longer than {MAX_TARGET} bytes; write lists with commas, or ask in parts"
)
NO_SUCH_METHOD = HttpError(501, "This method is not known here")

MAX_HOST = 300  # characters
MAX_DIGITS = 20  # of a Content-Length: llhttp takes any number of zeros before it

_PLAIN_GET = re.compile(rb"GET (/[!\"$-~]{0,%d}) HTTP/1\.1\r\n" % (MAX_TARGET - 1))
# RFC 9112 §3, and how such a line may begin.
_REQUEST_LINE = re.compile(rb"[!#$%&'*+.^_`|~0-9A-Za-z-]+ [!-~]+ HTTP/1\.[01]\r\n")
_LINE_BEGINS = re.compile(rb"[!#$%&'*+.^_`|~0-9A-Za-z-]+(?: (?:[!-~]+(?: [HTP/1.0]{0,8}\r?)?)?)?")
_RAW_TARGET = re.compile(rb"[!#$%&'*+.^_`|~0-9A-Za-z-]+ [!-~]*[\x80-\xff]")
_LINE_ENDS = {"1.0": b" HTTP/1.0\r\n", "1.1": b" HTTP/1.1\r\n"}
_EMPTY_LINE = re.compile(rb"\r\n\r\n")
_LAST_EMPTY_LINE = re.compile(rb"\r\n\r\n(?!\r\n)")  # many empty lines in a body take as long as one
_HOST = re.compile(r"(?:\[[0-9A-Fa-f:.]+\]|(?:[A-Za-z0-9._~!$&'()*+,;=-]|%[0-9A-Fa-f]{2})+)(?::[0-9]*)?")
_ABSOLUTE = re.compile(rb"https?://([^/?#]+)(?:[/?#].*)?", re.IGNORECASE)


@lru_cache(maxsize=256)
def _is_host(text: str) -> bool:
    """Whether a Host header names a host (RFC 9110 §7.2). Several in one text have a blank between them."""
    return _HOST.fullmatch(text) is not None


class Receiver(Protocol):
    """Whom the parser tells what it has found."""

    def request_begins(self) -> None:
        """The first byte of a request is there."""

    def headers_arrived(self, request: Request, keep_alive: bool, fault: RegisterError | None) -> None:
        """The headers of a request are there; `fault` is why it must not be answered."""

    def body_arrived(self, part: bytes) -> None:
        """A part of its body is there."""

    def request_arrived(self) -> None:
        """It is there to its end."""


class RequestParser:
    """Parses the bytes of one connection between these `ends`.

    Clients that read send the same headers with each request. So the headers of a GET are kept, as bytes and as
    llhttp has read them: when the next one has the same bytes, only its first line is read. `head_size` is how many
    bytes have come of headers that are not complete, and `in_head` whether any have.
    """

    def __init__(self, receiver: Receiver) -> None:
        self._receiver = receiver
        self.ends = Ends()
        self._parser = httptools.HttpRequestParser(self)
        self._url = b""
        self.headers: dict[str, str] = {}
        self._between_requests = True
        self._in_body = False
        self._head_size = 0
        self._header_count = 0
        self.head_size = 0
        self.in_head = False
        self._seen = b""
        self._last_bytes = b""
        self._body_left = 0
        self._odd_method = False
        self._found_headers = False
        self._kept: tuple[bytes, dict[str, str]] | None = None

    def feed(self, data: bytes) -> RegisterError | None:
        """Parse bytes. Returns why they cannot be read, if so: then nothing more can. Raises as the receiver does."""
        get = _PLAIN_GET.match(data) if self._between_requests else None
        if get is None:
            return self._parse(data)
        headers = data[get.end() :]
        if self._kept is not None and headers == self._kept[0]:
            self._repeat(get[1], self._kept[1])
            return None
        refusal = self._parse(data)
        whole = self._between_requests and data.find(b"\r\n\r\n") == len(data) - 4
        self._kept = (headers, self.headers) if whole else None
        return refusal

    def _repeat(self, target: bytes, headers: dict[str, str]) -> None:
        """A GET with the headers of an earlier one. Had that ended the connection, nothing more would be parsed."""
        self.headers, self._head_size = headers, 0
        self._receiver.request_begins()
        self._receiver.headers_arrived(self._request("GET", target, "1.1"), keep_alive=True, fault=None)
        self._receiver.request_arrived()

    def _parse(self, data: bytes) -> RegisterError | None:
        if self._odd_method:
            self._seen += data
            return self._unknown_method()
        while data:
            if self._body_left:
                part, data = data[: self._body_left], data[self._body_left :]
            else:
                part = self._next_part(data)
                data = data[len(part) :]
                # The bytes of a head, from this part or from as many as it came in.
                self._seen = part if self._between_requests or self._in_body else self._seen + part
                self._last_bytes = (self._last_bytes + part)[-3:]
                self._head_size += len(part)
                self._found_headers = False
            try:
                self._parser.feed_data(part)
            except httptools.HttpParserUpgrade as upgrade:
                data = self._without_upgrade() + part[upgrade.args[0] :] + data
            except httptools.HttpParserCallbackError as fault:
                if isinstance(fault.__context__, HttpError):
                    return fault.__context__
                raise fault.__context__ or fault from None
            except httptools.HttpParserInvalidMethodError:
                return NOT_HTTP if self._found_headers else self._unknown_method()
            except httptools.HttpParserError:
                return self._fault_of_line() or NOT_HTTP
            refusal = self._fault_of_line() if self.in_head and b"\n" in part else None
            if refusal is not None:
                return refusal
        self.head_size = 0 if self._in_body else self._head_size
        return TOO_LARGE_HEAD if self._head_size > MAX_HEAD else None

    def _fault_of_line(self) -> RegisterError | None:
        """What is wrong with the first line of a head. llhttp waits for a version where the line has none."""
        line = self._seen.lstrip(b"\r\n")
        if self._in_body or _REQUEST_LINE.match(line):
            return None
        return BAD_TARGET if _RAW_TARGET.match(line) else NOT_HTTP

    def _next_part(self, data: bytes) -> bytes:
        """The bytes up to where another request may begin. llhttp does not tell where one did.

        A head and a body in chunks both end with an empty line, so each request begins behind one or behind a body
        whose length is known.
        """
        if self._between_requests and data[0] in b"\r\n":
            return data[: len(data) - len(data.lstrip(b"\r\n"))]
        ends = _LAST_EMPTY_LINE if self._in_body and not self._between_requests else _EMPTY_LINE
        end = ends.search(self._last_bytes + data)
        return data if end is None else data[: end.end() - len(self._last_bytes)]

    def _unknown_method(self) -> RegisterError | None:
        """What llhttp makes of a method that it does not know. None as long as the line is not there to its end."""
        self._odd_method, self.head_size = True, len(self._seen)
        if len(self._seen) <= MAX_TARGET and _LINE_BEGINS.fullmatch(self._seen):
            return None
        return NO_SUCH_METHOD if _REQUEST_LINE.match(self._seen) else NOT_HTTP

    def _without_upgrade(self) -> bytes:
        """The head of a request that offers another protocol, without the offer, for a new parser.

        A server may ignore the offer (RFC 9110 §7.8). llhttp cannot: it takes the body for the other protocol. The
        first line stays as it came: it is checked when it comes back.
        """
        method = self._parser.get_method()
        self._parser, self._last_bytes = httptools.HttpRequestParser(self), b""
        if method == b"CONNECT":
            return b""
        self.headers.pop("upgrade", None)
        line = self._seen.lstrip(b"\r\n").partition(b"\r\n")[0]
        return b"%b\r\n%b\r\n" % (line, "".join(_lines(self.headers)).encode("latin-1"))

    # httptools calls these.

    def on_message_begin(self) -> None:
        """A request begins."""
        self._url, self.headers, self._in_body, self._between_requests = b"", {}, False, False
        self._header_count, self._body_left, self.in_head = 0, 0, True
        self._receiver.request_begins()

    def on_url(self, url: bytes) -> None:
        """The request's target, or a part of it."""
        self._url += url
        if len(self._url) > MAX_TARGET:
            raise TOO_LONG_TARGET

    def on_header(self, name: bytes, value: bytes) -> None:
        """A header. One that comes several times is a list (RFC 9110 §5.3). What comes after the body is no header."""
        if self._in_body:
            return
        self._header_count += 1
        if self._header_count > MAX_HEADERS:
            raise HttpError(431, f"There are more than {MAX_HEADERS} headers")
        key, text = name.decode("latin-1").lower(), value.decode("latin-1")
        before = self.headers.get(key)
        self.headers[key] = text if before is None else f"{before}, {text}"

    def on_headers_complete(self) -> None:
        """The headers are there."""
        self._head_size, self._in_body, self._found_headers = 0, True, True
        self.in_head = False
        method = self._parser.get_method().decode("latin-1")
        tunnel = method == "CONNECT"
        if self._parser.should_upgrade() and not tunnel:
            return
        version = self._parser.get_http_version()
        if version == "1.0":
            self.headers.pop("expect", None)  # RFC 9110 §10.1.1
        fault = self._fault(method, version)
        if fault is None:
            self._body_left = int(self.headers.get("content-length", 0))
        # A client of HTTP/1.0 would have to be told that the connection stays open.
        keep_alive = version == "1.1" and self._parser.should_keep_alive() and not tunnel
        self._receiver.headers_arrived(self._request(method, self._url, version), keep_alive, fault)

    def _fault(self, method: str, version: str) -> RegisterError | None:
        """Why a request that llhttp takes must not be answered: another server could read it differently."""
        headers = self.headers
        end = _LINE_ENDS.get(version)
        line = b"%b %b%b" % (self._parser.get_method(), self._url, end or b"")
        if end is None or not self._seen.lstrip(b"\r\n").startswith(line):
            return NOT_HTTP
        if len(self._seen) > MAX_HEAD and len(line) + sum(map(len, _lines(headers))) + 2 > MAX_HEAD:
            return TOO_LARGE_HEAD
        host = headers.get("host")
        if not (len(host) <= MAX_HOST and _is_host(host)) if host is not None else version == "1.1":
            return BAD_HOST
        if len(headers.get("content-length", "")) > MAX_DIGITS:
            return NOT_HTTP
        if "transfer-encoding" in headers and (version, headers["transfer-encoding"].lower()) != ("1.1", "chunked"):
            return BAD_CODING
        return None if self._url.startswith(b"/") else self._other_target(method)

    def _other_target(self, method: str) -> RegisterError | None:
        """A target that is no path (RFC 9112 §3.2). The host of a whole URL counts, and not the header."""
        if method == "CONNECT" or (method, self._url) == ("OPTIONS", b"*"):
            return None
        absolute = _ABSOLUTE.fullmatch(self._url)
        host = absolute[1].decode("latin-1") if absolute else ""
        if len(host) > MAX_HOST or not _is_host(host):
            return NOT_HTTP
        self.headers["host"] = host
        return None

    def _request(self, method: str, target: bytes, version: str) -> Request:
        path, query = path_and_query(target)
        return Request(method, path, query, self.headers, version, self.ends)

    def on_body(self, part: bytes) -> None:
        """A part of the body."""
        self._head_size = 0
        if self._body_left:
            self._body_left -= len(part)
        self._receiver.body_arrived(part)

    def on_message_complete(self) -> None:
        """The request is there to its end."""
        self._between_requests = True
        if not self._parser.should_upgrade() or self._parser.get_method() == b"CONNECT":
            self._receiver.request_arrived()


def _lines(headers: dict[str, str]) -> list[str]:
    return [f"{name}: {value}\r\n" for name, value in headers.items()]
