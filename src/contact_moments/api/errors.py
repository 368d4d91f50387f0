"""The one place where refusals become responses: `{"errors": "one sentence"}` for every 4xx and 5xx (wire rule 16).

A client whose Accept prefers `application/problem+json` gets RFC 9457, with `errors` kept.
"""

import traceback
from http import HTTPStatus
from typing import Any

import falcon
from msgspec import json

from contact_moments.api.negotiation import JSON, PROBLEM, answer_type
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
from contact_moments.log import Logger
from contact_moments.storage.faults import driver_line

RETRY_SECONDS = "1"

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


class NotAcceptableError(RegisterError):
    """None of the media types that the client accepts is served."""

    code = "not_acceptable"


def add_error_handlers(app: falcon.App[Any, Any]) -> None:
    """Answer every refusal, every error of the framework, and every fault of ours in the one shape."""
    app.add_error_handler(Exception, _fault)
    app.add_error_handler(falcon.HTTPError, _framework_error)
    app.add_error_handler(RegisterError, _refusal)


def _refusal(req: falcon.Request, resp: falcon.Response, error: RegisterError, _: Any) -> None:
    status = 406 if isinstance(error, NotAcceptableError) else _status(error)
    if status == 401:
        resp.set_header("WWW-Authenticate", _challenge(req))
    elif isinstance(error, ForbiddenError):
        challenge = f'Bearer realm="contact moments", error="insufficient_scope", scope="{error.scope}"'
        resp.set_header("WWW-Authenticate", challenge)
    elif status == 503:
        resp.set_header("Retry-After", RETRY_SECONDS)
        _log.warning("unavailable", code=error.code, cause=_cause(error), request_id=req.context.request_id)
    _answer(req, resp, status, error.message, error.code)


def _cause(error: RegisterError) -> str:
    """What the database's driver said, in its first line: the rest can repeat values. Of other causes the kind."""
    other = type(error.__cause__).__qualname__ if error.__cause__ else error.message
    return driver_line(error.__cause__) or other


def _status(error: RegisterError) -> int:
    return next(status for kind, status in _STATUS.items() if isinstance(error, kind))


def _challenge(req: falcon.Request) -> str:
    # RFC 6750 §3.1: a request without authentication is not told an error code.
    bearer = (req.get_header("Authorization") or "").lower().startswith("bearer ")
    tried = ', error="invalid_token"' if bearer else ""
    return f'Bearer realm="contact moments"{tried}'


def _framework_error(req: falcon.Request, resp: falcon.Response, error: falcon.HTTPError, _: Any) -> None:
    resp.set_headers(error.headers or {})
    status = falcon.http_status_to_code(error.status)
    if req.method not in falcon.COMBINED_METHODS:
        status = 501  # RFC 9110 §15.6.2; Falcon answers 400
    words = {
        404: "There is nothing at this path; GET /openapi.json describes what there is",
        501: "This method is not known here",
        405: "This path does not answer this method; the Allow header names those that it does",
    }
    message = words.get(status) or error.description or HTTPStatus(status).phrase
    _answer(req, resp, status, message, HTTPStatus(status).phrase.lower().replace(" ", "_"))


def _fault(req: falcon.Request, resp: falcon.Response, error: Exception, _: Any) -> None:
    # Where it happened, and not the exception's text, which may repeat what was sent.
    frames = [f"{frame.filename}:{frame.lineno} {frame.name}" for frame in traceback.extract_tb(error.__traceback__)]
    _log.error("fault", error=type(error).__qualname__, frames=frames[-12:], request_id=req.context.request_id)
    message = f"Something went wrong here; tell the operator request id {req.context.request_id}"
    _answer(req, resp, 500, message, "internal_error")


def _answer(req: falcon.Request, resp: falcon.Response, status: int, message: str, code: str) -> None:
    resp.status = status
    resp.set_header("Vary", "Accept")
    resp.content_type = answer_type(req.get_header("Accept"), PROBLEM) or JSON
    body: dict[str, Any] = {"errors": message}
    if resp.content_type == PROBLEM:
        phrase = HTTPStatus(status).phrase
        body = {
            "type": "about:blank",
            "title": phrase,
            "status": status,
            "detail": message,
            "code": code,
        } | body
    resp.data = json.encode(body)
