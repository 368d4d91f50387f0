"""Refusals and faults as responses: `{"errors": "one sentence"}` for every 4xx and 5xx (wire rule 16).

A client whose Accept prefers `application/problem+json` gets RFC 9457, with `errors` kept. This is the only place
that knows which refusal has which status.
"""

from typing import Any

from msgspec import json

from contact_moments.errors import (
    ConflictError,
    ForbiddenError,
    GoneError,
    InvalidInputError,
    KeyReusedError,
    NotFoundError,
    RegisterError,
    TooLargeError,
    UnauthenticatedError,
    UnavailableError,
)
from contact_moments.http_server.messages import HeaderList, Request, Response
from contact_moments.http_server.negotiation import JSON, PROBLEM, answer_type
from contact_moments.http_server.wire import PHRASES
from contact_moments.log import Logger, frames_of
from contact_moments.refusals import logged_cause

RETRY_SECONDS = "1"
BUSY_SECONDS = "2"

_BUSY_MESSAGE = "The server is busy; nothing was done; try again in a moment"
# The answer to a client that there is no place for: its request is not read.
BUSY = (
    "HTTP/1.1 503 Service Unavailable\r\ncontent-type: application/json\r\nconnection: close\r\n"
    f"retry-after: {BUSY_SECONDS}\r\ncontent-length: {len(_BUSY_MESSAGE) + 13}\r\n\r\n"
    f'{{"errors":"{_BUSY_MESSAGE}"}}'
).encode()

# The first class that matches counts, so a subclass stands before the class that it extends.
_STATUS: dict[type[RegisterError], int] = {
    TooLargeError: 413,
    InvalidInputError: 400,
    GoneError: 410,
    NotFoundError: 404,
    KeyReusedError: 422,
    ConflictError: 409,
    UnauthenticatedError: 401,
    ForbiddenError: 403,
    UnavailableError: 503,
}

_log = Logger("contact_moments.api")


class HttpError(RegisterError):
    """A refusal that only HTTP has: no such path, no such method, no acceptable media type."""

    def __init__(self, status: int, message: str, headers: HeaderList | None = None, code: str | None = None) -> None:
        super().__init__(message, code or PHRASES[status].lower().replace(" ", "_"))
        self.status = status
        self.headers = headers or []


class OverloadedError(HttpError):
    """There is more to do than can be done in about two seconds. Nothing was done."""

    def __init__(self) -> None:
        super().__init__(503, _BUSY_MESSAGE, [("retry-after", BUSY_SECONDS)], "overloaded")


def problem(request: Request, fault: BaseException, request_id: str) -> Response:
    """The answer to a request that ended in `fault`: a refusal with its own status, anything else as 500."""
    if not isinstance(fault, RegisterError):
        message = f"Something went wrong here; tell the operator request id {request_id}"
        return _rendered(request, 500, message, "internal_error", [])
    status = status_of(fault)
    return _rendered(request, status, fault.message, fault.code, _headers(request, fault, status))


def status_of(fault: RegisterError) -> int:
    """The HTTP status of a refusal."""
    if isinstance(fault, HttpError):
        return fault.status
    return next((status for kind, status in _STATUS.items() if isinstance(fault, kind)), 400)


def report(fault: BaseException, request_id: str) -> None:
    """Log what the operator should know of: that the register is unavailable, and faults of ours."""
    if isinstance(fault, UnavailableError):
        _log.warning("unavailable", code=fault.code, cause=logged_cause(fault), request_id=request_id)
    elif not isinstance(fault, RegisterError):
        _log.error("fault", error=type(fault).__qualname__, frames=frames_of(fault), request_id=request_id)


def _headers(request: Request, fault: RegisterError, status: int) -> HeaderList:
    if isinstance(fault, HttpError):
        return fault.headers
    if isinstance(fault, ForbiddenError):
        challenge = f'Bearer realm="contact moments", error="insufficient_scope", scope="{fault.scope}"'
        return [("www-authenticate", challenge)]
    if status == 401:
        # RFC 6750 §3.1: a request without authentication is not told an error code.
        bearer = (request.header("authorization") or "").lower().startswith("bearer ")
        tried = ', error="invalid_token"' if bearer else ""
        return [("www-authenticate", f'Bearer realm="contact moments"{tried}')]
    return [("retry-after", RETRY_SECONDS)] if status == 503 else []


def _rendered(request: Request, status: int, message: str, code: str, headers: HeaderList) -> Response:
    media_type = answer_type(request.header("accept"), PROBLEM) or JSON
    body: dict[str, Any] = {"errors": message}
    if media_type == PROBLEM:
        body = {
            "type": "about:blank",
            "title": PHRASES[status],
            "status": status,
            "detail": message,
            "code": code,
        } | body
    return Response(json.encode(body), status, media_type, headers)
