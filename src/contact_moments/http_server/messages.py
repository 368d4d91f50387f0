"""A request as a handler sees it, and the answer that it gives. No server and no socket is in here."""

from typing import Any, Protocol

from msgspec import Struct, field, json

JSON = "application/json"

HeaderList = list[tuple[str, str]]


class RequestHeaders(Protocol):
    """The headers of a request, by lower-case name."""

    def get(self, key: str, default: Any = None) -> Any:
        """The value of a header, or `default`."""


class Request(Struct, frozen=True):
    """A request without its body.

    `path` is percent-decoded; `query` is the text after the question mark, as it was sent. `scheme` is `http`: TLS ends
    at the proxy. `server` is the address that was connected to.
    """

    method: str
    path: str
    query: str
    headers: RequestHeaders
    scheme: str
    server: str

    def header(self, name: str) -> str | None:
        """The value of a header, by its lower-case name."""
        value: str | None = self.headers.get(name)
        return value

    @property
    def address(self) -> str:
        """Scheme and host as the client named them, such as `http://127.0.0.1:8080`."""
        return f"{self.scheme}://{self.header('host') or self.server}"

    @property
    def has_body(self) -> bool:
        """Whether a body was announced, of whatever length above zero."""
        headers = self.headers
        return headers.get("content-length", "0") != "0" or headers.get("transfer-encoding") is not None


class Response(Struct):
    """An answer. `body` goes out as it is, unless the method was HEAD."""

    body: bytes = b""
    status: int = 200
    media_type: str = JSON
    headers: HeaderList = field(default_factory=list)


def json_response(value: Any, media_type: str = JSON, status: int = 200) -> Response:
    """An answer with `value` as JSON."""
    return Response(json.encode(value), status, media_type)
