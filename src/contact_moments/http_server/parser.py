"""From bytes to requests (RFC 9112). llhttp parses, by way of `httptools`; what it leaves open is decided here."""

import re
from typing import Protocol

import httptools

from contact_moments.errors import InvalidInputError, RegisterError
from contact_moments.http_server.messages import Ends, Request
from contact_moments.http_server.problems import HttpError
from contact_moments.http_server.wire import path_and_query

MAX_HEAD = 64 * 1024  # bytes of a request's first line and headers, and of what is between the parts of its body

NOT_HTTP = InvalidInputError("This is not a request in HTTP/1.1")
_PLAIN_GET = re.compile(rb"GET (/[!\"$-~]*) HTTP/1\.1\r\n")
_REQUEST_LINE = re.compile(rb"[!#$%&'*+.^_`|~0-9A-Za-z-]+ \S+ HTTP/1\.[01]\r\n")  # RFC 9112 §3


class Receiver(Protocol):
    """Whom the parser tells what it has found."""

    def request_begins(self) -> None:
        """The first byte of a request is there."""

    def headers_arrived(self, request: Request, version: str, keep_alive: bool) -> None:
        """The headers of a request are there."""

    def body_arrived(self, part: bytes) -> None:
        """A part of its body is there."""

    def request_arrived(self) -> None:
        """It is there to its end."""


class RequestParser:
    """Parses the bytes of one connection between these `ends`.

    Clients that read send the same headers with each request. So the headers of a GET are kept, as bytes and as
    llhttp has read them: when the next one has the same bytes, only its first line is read.
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
        self._receiver.headers_arrived(self._request("GET", target, "1.1"), "1.1", keep_alive=True)
        self._receiver.request_arrived()

    def _parse(self, data: bytes) -> RegisterError | None:
        while data:
            self._head_size += len(data)
            self._found_headers = False
            try:
                self._parser.feed_data(data)
                data = b""
            except httptools.HttpParserUpgrade as upgrade:
                data = self._without_upgrade() + data[upgrade.args[0] :]
            except httptools.HttpParserCallbackError as fault:
                raise fault.__context__ or fault from None
            except httptools.HttpParserInvalidMethodError:
                known = not self._found_headers and _REQUEST_LINE.match(data) is not None
                return HttpError(501, "This method is not known here") if known else NOT_HTTP
            except httptools.HttpParserError:
                return NOT_HTTP
        too_large = self._head_size > MAX_HEAD
        return HttpError(431, f"The headers are larger than {MAX_HEAD} bytes") if too_large else None

    def _without_upgrade(self) -> bytes:
        """The head of a request that offers another protocol, without the offer, for a new parser.

        A server may ignore the offer (RFC 9110 §7.8). llhttp cannot: it takes the body for the other protocol.
        """
        method, version = self._parser.get_method(), self._parser.get_http_version().encode()
        self._parser = httptools.HttpRequestParser(self)
        if method == b"CONNECT":
            return b""
        lines = [f"{name}: {value}\r\n" for name, value in self.headers.items() if name != "upgrade"]
        return b"%b %b HTTP/%b\r\n%b\r\n" % (method, self._url, version, "".join(lines).encode("latin-1"))

    # httptools calls these.

    def on_message_begin(self) -> None:
        """A request begins."""
        self._url, self.headers, self._in_body, self._between_requests = b"", {}, False, False
        self._receiver.request_begins()

    def on_url(self, url: bytes) -> None:
        """The request's target, or a part of it."""
        self._url += url

    def on_header(self, name: bytes, value: bytes) -> None:
        """A header. One that comes several times is a list (RFC 9110 §5.3). What comes after the body is no header."""
        if self._in_body:
            return
        key, text = name.decode("latin-1").lower(), value.decode("latin-1")
        before = self.headers.get(key)
        self.headers[key] = text if before is None else f"{before}, {text}"

    def on_headers_complete(self) -> None:
        """The headers are there."""
        self._head_size, self._in_body, self._found_headers = 0, True, True
        method = self._parser.get_method().decode("latin-1")
        tunnel = method == "CONNECT"
        if self._parser.should_upgrade() and not tunnel:
            return
        version = self._parser.get_http_version()
        if version == "1.0":
            self.headers.pop("expect", None)  # RFC 9110 §10.1.1
        request = self._request(method, self._url, version)
        keep_alive = self._parser.should_keep_alive() and not tunnel
        self._receiver.headers_arrived(request, version, keep_alive)

    def _request(self, method: str, target: bytes, version: str) -> Request:
        path, query = path_and_query(target)
        return Request(method, path, query, self.headers, version, self.ends)

    def on_body(self, part: bytes) -> None:
        """A part of the body."""
        self._head_size = 0
        self._receiver.body_arrived(part)

    def on_message_complete(self) -> None:
        """The request is there to its end."""
        self._between_requests = True
        if not self._parser.should_upgrade() or self._parser.get_method() == b"CONNECT":
            self._receiver.request_arrived()
