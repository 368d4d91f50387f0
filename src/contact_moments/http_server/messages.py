"""A request as a handler sees it, and the answer that it gives. No server and no socket is in here."""

from collections.abc import Iterator
from typing import Any, Protocol

from msgspec import Struct, field, json

JSON = "application/json"
NOT_MODIFIED = 304

HeaderList = list[tuple[str, str]]


class RequestHeaders(Protocol):
    """The headers of a request, by lower-case name."""

    def get(self, key: str, default: Any = None) -> Any:
        """The value of a header, or `default`."""

    def __iter__(self) -> Iterator[str]:
        """The names."""


class Ends(Struct, frozen=True):
    """The two ends of a connection: the server's host and port as a URL has them, and the client's address.

    `peer` is empty where it is not known.
    """

    server: str = ""
    peer: str = ""


class Request(Struct, frozen=True):
    """A request without its body.

    `path` is percent-decoded; `query` is the text after the question mark, as it was sent. `version` is that of HTTP.
    """

    method: str
    path: str
    query: str
    headers: RequestHeaders
    version: str
    ends: Ends

    def header(self, name: str) -> str | None:
        """The value of a header, by its lower-case name."""
        value: str | None = self.headers.get(name)
        return value

    @property
    def has_body(self) -> bool:
        """Whether a body was announced, of whatever length above zero."""
        headers = self.headers
        return headers.get("content-length", "0") != "0" or headers.get("transfer-encoding") is not None


class Response(Struct):
    """An answer. `body` goes out as it is, unless the method was HEAD.

    `stream` makes the answer piece by piece instead. Each piece is made in a thread, when the ones before it are on
    their way: so none should be larger than about 64 KiB, and no transaction may stay open between two of them. A
    refusal that it raises is the answer as long as there was no piece. After that the connection is cut, so nobody
    takes the answer for complete.
    """

    body: bytes = b""
    status: int = 200
    media_type: str = JSON
    headers: HeaderList = field(default_factory=list)
    stream: Iterator[bytes] | None = None

    @property
    def has_content(self) -> bool:
        """Whether it can have a body, and headers that describe it (RFC 9110 §15.4.5)."""
        return self.status != NOT_MODIFIED


def json_response(value: Any, media_type: str = JSON, status: int = 200) -> Response:
    """An answer with `value` as JSON."""
    return Response(json.encode(value), status, media_type)
