"""The bytes of HTTP/1.1 that a parser leaves to a server: what a target names, and how an answer is written."""

import re
from http import HTTPStatus
from urllib.parse import unquote

from contact_moments.http_server.messages import Response

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


def rendered(response: Response, date: bytes, is_head: bool, close: bool) -> bytes:
    """An answer as it is sent; `date` is the whole header."""
    lines = "".join([f"{name}: {value}\r\n" for name, value in response.headers])
    end = "connection: close\r\n\r\n" if close else "\r\n"
    head = f"{lines}content-length: {len(response.body)}\r\n{end}".encode("latin-1")
    return b"".join((_STATUS_LINES[response.status], date, head, b"" if is_head else response.body))
