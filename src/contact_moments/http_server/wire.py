"""The bytes of HTTP/1.1 that a parser leaves to a server: what a target names, and how an answer is written."""

import re
from http import HTTPStatus
from urllib.parse import unquote

from contact_moments.http_server.messages import Request, Response

CONTINUE = b"HTTP/1.1 100 Continue\r\n\r\n"

# Python's own words for a status change with its releases.
PHRASES = {status.value: status.phrase for status in HTTPStatus} | {413: "Payload Too Large", 414: "URI Too Long"}
_STATUS_LINES = {status: f"HTTP/1.1 {status} {phrase}\r\n".encode() for status, phrase in PHRASES.items()}
_SCHEME_AND_HOST = re.compile(rb"https?://[^/?#]*", re.IGNORECASE)


def path_and_query(target: bytes) -> tuple[str, str]:
    """What a request's target names: the path, percent-decoded, and the query as it was sent.

    A proxy may send a whole URL (RFC 9112 §3.2.2). Slashes at the path's start count as one. A fragment is left out.
    """
    if not target.startswith(b"/"):
        target = _SCHEME_AND_HOST.sub(b"", target, count=1)
    path, _, query = target.partition(b"#")[0].partition(b"?")
    return _decoded(path), query.decode("latin-1")


def _decoded(path: bytes) -> str:
    text = unquote(path.decode("latin-1"), errors="replace") if b"%" in path else path.decode("utf-8", "replace")
    return f"/{text.lstrip('/')}" if text.startswith("//") else text


def rendered(response: Response, date: bytes, request: Request, close: bool) -> bytes:
    """An answer as it is sent, or the beginning of one that is streamed; `date` is the whole header."""
    lines = "".join([f"{name}: {value}\r\n" for name, value in response.headers])
    end = "connection: close\r\n\r\n" if close else "\r\n"
    head = f"{lines}{_framing(response, request)}{end}".encode("latin-1")
    body = response.body if response.stream is None else piece_of(request, response.body)
    return b"".join((_STATUS_LINES[response.status], date, head, b"" if request.method == "HEAD" else body))


def _framing(response: Response, request: Request) -> str:
    """How the end of the body is found (RFC 9112 §6.3): in HTTP/1.0, that of a stream is the end of the connection."""
    if not response.has_content:
        return ""
    if response.stream is None:
        return f"content-length: {len(response.body)}\r\n"
    return "transfer-encoding: chunked\r\n" if request.version == "1.1" else ""


def piece_of(request: Request, piece: bytes) -> bytes:
    """A piece of a streamed answer as it is sent; an empty one is the end."""
    if request.method == "HEAD":
        return b""
    return b"%x\r\n%b\r\n" % (len(piece), piece) if request.version == "1.1" else piece
