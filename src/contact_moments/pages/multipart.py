"""Forms with a file: `multipart/form-data` (RFC 7578), as browsers write it and not otherwise.

The body is in memory already, and its size is limited by its route. So parts are found by seeking the boundary, and
what is not exactly as it must be is refused: text before the first boundary or after the last one, parts in parts,
encodings of the transfer, a name that is given twice or in another form. The name of a file is a text for people; it
never becomes a path.
"""

import re
from collections.abc import Iterator

from msgspec import Struct

from contact_moments.errors import Finding, InvalidInputError
from contact_moments.http_server.pipeline import RequestContext

MOST_PARTS = 20
MAX_HEAD = 4096  # bytes of the headers of a part
MAX_TEXT = 4096  # bytes of a field that is no file
MAX_NAME = 1000  # bytes of a name

_TYPE = re.compile(r'multipart/form-data; *boundary=(?:"([^"]{1,70})"|([^";, ]{1,70})) *', re.IGNORECASE)
# RFC 2046 §5.1.1. A blank may not be the last character.
_BOUNDARY = re.compile(r"[0-9A-Za-z'()+_,./:=? -]{0,69}[0-9A-Za-z'()+_,./:=?-]", re.ASCII)
_LINE = re.compile(rb"([A-Za-z-]{1,40}):[ \t]*([^\x00-\x1f\x7f]*)")
_DISPOSITION = re.compile(rb'form-data; *name="([^"]*)"(?:; *filename="([^"]*)")? *', re.IGNORECASE)
# How browsers write these characters in names (https://html.spec.whatwg.org, "multipart/form-data").
_ESCAPED = {"%22": '"', "%0D": "\r", "%0A": "\n"}
_PLAIN = {b"", b"7bit", b"8bit", b"binary"}
_BROKEN = "The form has not arrived as a browser sends it; open the page again and choose the file once more"


class Part(Struct, frozen=True):
    """A field of a form. `file` is the name of the file that it has; None for a text."""

    name: str
    content: bytes
    file: str | None = None

    @property
    def text(self) -> str:
        """The text of a field that is no file. Raises `InvalidInputError`."""
        if self.file is not None or len(self.content) > MAX_TEXT:
            raise _broken()
        return _decoded(self.content)


def read_parts(context: RequestContext) -> dict[str, Part]:
    """The fields of the form in a request's body, by name. Raises `InvalidInputError`."""
    return parts_of(context.request.header("content-type") or "", context.body)


def parts_of(content_type: str, body: bytes) -> dict[str, Part]:
    """The fields of a form by name. Raises `InvalidInputError` unless it is one, with each name once."""
    found: dict[str, Part] = {}
    for part in _parts(b"--" + _boundary(content_type), body):
        if part.name in found or len(found) == MOST_PARTS:
            raise _broken()
        found[part.name] = part
    return found


def _boundary(content_type: str) -> bytes:
    match = _TYPE.fullmatch(content_type.strip())
    boundary = (match[1] or match[2]) if match else ""
    if not _BOUNDARY.fullmatch(boundary):
        raise InvalidInputError("Send a form with a file: multipart/form-data, with its boundary")
    return boundary.encode()


def _parts(delimiter: bytes, body: bytes) -> Iterator[Part]:
    if not body.startswith(delimiter):
        raise _broken()
    at = len(delimiter)
    while body[at : at + 2] == b"\r\n":
        end = body.find(b"\r\n" + delimiter, at)
        if end < 0:
            raise _broken()
        yield _part(body, at + 2, end)
        at = end + 2 + len(delimiter)
    # What may follow the last boundary is the end of a line.
    if body[at : at + 5] not in (b"--", b"--\r\n"):
        raise _broken()


def _part(body: bytes, start: int, end: int) -> Part:
    """The part between two boundaries: its headers, an empty line, and its content."""
    head_end = body.find(b"\r\n\r\n", start, min(end, start + MAX_HEAD))
    if head_end < 0:
        raise _broken()
    headers = _headers(body[start:head_end])
    disposition = _DISPOSITION.fullmatch(headers.get(b"content-disposition", b""))
    if disposition is None or headers.get(b"content-transfer-encoding", b"").lower() not in _PLAIN:
        raise _broken()
    file = None if disposition[2] is None else _name(disposition[2])
    return Part(_name(disposition[1]), body[head_end + 4 : end], file)


def _headers(head: bytes) -> dict[bytes, bytes]:
    headers: dict[bytes, bytes] = {}
    for line in head.split(b"\r\n"):
        match = _LINE.fullmatch(line)
        if match is None or match[1].lower() in headers:
            raise _broken()
        headers[match[1].lower()] = match[2].strip()
    if headers.get(b"content-type", b"").lower().startswith(b"multipart/"):
        raise _broken()
    return headers


def _name(raw: bytes) -> str:
    if len(raw) > MAX_NAME:
        raise _broken()
    name = _decoded(raw)
    for written, character in _ESCAPED.items():
        name = name.replace(written, character)
    return name


def _decoded(raw: bytes) -> str:
    try:
        text = raw.decode()
    except UnicodeDecodeError:
        raise _broken() from None
    if "\x00" in text:
        raise _broken()
    return text


def _broken() -> InvalidInputError:
    return InvalidInputError(_BROKEN, findings=(Finding("", "format", "incomplete"),))
