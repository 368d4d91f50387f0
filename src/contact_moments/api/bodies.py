"""Request bodies: read within limits, whatever their Content-Type says (wire rule 4)."""

from typing import Any

import falcon

from contact_moments.errors import TooLargeError
from contact_moments.strict_json import parse_json

MAX_BODY = 1024 * 1024


def read_json(req: falcon.Request) -> Any:
    """The body as decoded JSON. Raises `TooLargeError` or `InvalidInputError`."""
    return parse_json(read_body(req, MAX_BODY))


def read_body(req: falcon.Request, limit: int) -> bytes:
    """The body, chunked or not. Raises `TooLargeError` above `limit` bytes."""
    if (req.content_length or 0) > limit:
        raise _too_large(limit)
    # The server's own stream ends where the body ends (wsgi.input_terminated); Falcon's bounded one takes a
    # chunked body for an empty one.
    stream, parts, room = req.env["wsgi.input"], [], limit + 1
    while room and (part := stream.read(room)):
        parts.append(part)
        room -= len(part)
    if not room:
        raise _too_large(limit)
    return b"".join(parts)


def _too_large(limit: int) -> TooLargeError:
    return TooLargeError(f"The body is larger than {limit} bytes")
