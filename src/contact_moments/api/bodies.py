"""Request bodies: read within limits, whatever their Content-Type says (wire rule 4)."""

import re
from typing import Any

import falcon

from contact_moments.errors import InvalidInputError, TooLargeError
from contact_moments.strict_json import parse_json

MAX_BODY = 1024 * 1024
MAX_KEY = 255

_KEY = re.compile(rf'"([ !#-\[\]-~]{{1,{MAX_KEY}}})"|([!#-~][ -~]{{0,{MAX_KEY - 1}}})')


def read_json(req: falcon.Request) -> Any:
    """The body as decoded JSON. Raises `TooLargeError` or `InvalidInputError`."""
    return parse_json(read_body(req, MAX_BODY))


def idempotency_key(env: dict[str, Any]) -> str | None:
    """The Idempotency-Key, with or without the quotes of a structured field. Raises `InvalidInputError`.

    As the IETF's draft-ietf-httpapi-idempotency-key-header has it, §2.1.
    """
    given: str | None = env.get("HTTP_IDEMPOTENCY_KEY")
    if given is None:
        return None
    match = _KEY.fullmatch(given.strip())
    if match is None:
        raise InvalidInputError(f"Idempotency-Key must be 1 to {MAX_KEY} printable ASCII characters")
    return match[1] or match[2]


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
    body = b"".join(parts)
    # The server's stream ends as quietly where a connection breaks off.
    if len(body) < (req.content_length or 0):
        raise InvalidInputError("The body is shorter than its Content-Length")
    req.context.body_read = True
    return body


def left_unread(req: falcon.Request) -> bool:
    """Whether the request has a body that was not read to its end; its connection is of no further use then."""
    has_body = bool(req.content_length) or "HTTP_TRANSFER_ENCODING" in req.env
    return has_body and not getattr(req.context, "body_read", False)


def _too_large(limit: int) -> TooLargeError:
    return TooLargeError(f"The body is larger than {limit} bytes")
