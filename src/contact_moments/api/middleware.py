"""What happens to every request before and after its handler, in the order of wire rule 7.

Request id and log line; for the API then: is the register ready (503), the token (401); after routing (404, 405)
the scope (403), Accept (406) and the query's unknown names. The handler does the rest.
"""

import re
import secrets
import time
from itertools import count
from typing import Any, NamedTuple

import falcon

from contact_moments.api.bodies import left_unread
from contact_moments.api.errors import NotAcceptableError
from contact_moments.api.negotiation import answer_type
from contact_moments.api.query import parse_query, unknown_names
from contact_moments.api.readiness import Readiness
from contact_moments.clients import Tokens
from contact_moments.errors import ForbiddenError, UnauthenticatedError
from contact_moments.log import RequestLine, RequestLog
from contact_moments.model import Grant

API = "/l/contact_moment_api"
OAUTH = "/l/oauth2"

Env = dict[str, Any]

# Where the short way leaves word: when it began, that the register is not available, what came of registering.
STARTED = "contact_moments.started"
UNAVAILABLE = "contact_moments.unavailable"
REFUSED = "contact_moments.refused"

_REQUEST_ID = re.compile(r"[A-Za-z0-9._-]{1,64}", re.ASCII)


class Refused(NamedTuple):
    """What came of registering the short way: whose call it was, and why it failed."""

    grant: Grant
    fault: Exception


class Observe:
    """A request id on every answer, and a line in the log."""

    def __init__(self, log: RequestLog) -> None:
        self._log = log
        # Ids are told apart by the process and a number: nothing rests on their being hard to guess.
        self._process = secrets.token_hex(5)
        self._numbers = count(1)

    def request_id(self, env: Env) -> str:
        """The client's request id where it is harmless, or a new one."""
        given: str = env.get("HTTP_X_REQUEST_ID", "")
        return given if _REQUEST_ID.fullmatch(given) else f"{self._process}-{next(self._numbers):x}"

    def process_request(self, req: falcon.Request, resp: falcon.Response) -> None:
        """Give the request its id."""
        context = req.context
        context.started = req.env.get(STARTED) or time.perf_counter()
        context.request_id = self.request_id(req.env)
        resp.set_header("X-Request-Id", context.request_id)

    def process_response(self, req: falcon.Request, resp: falcon.Response, *_: Any) -> None:
        """Log the request; health checks only when debugging."""
        if left_unread(req):
            resp.set_header("Connection", "close")
        if req.method == "OPTIONS" and resp.get_header("Allow"):
            resp.append_header("Allow", "OPTIONS")
        status, context = falcon.http_status_to_code(resp.status), req.context
        quiet = req.path.startswith("/health/") and status == 200
        grant: Grant | None = getattr(context, "grant", None)
        # The route as it was written, because a path that was not found can hold anything.
        self.log(req.method, req.uri_template or "-", status, context.started, context.request_id, grant, quiet)

    def log(
        self,
        method: str,
        path: str,
        status: int,
        started: float,
        request_id: str,
        grant: Grant | None,
        quiet: bool = False,
    ) -> None:
        """Write a request's line; `started` is of `time.perf_counter`."""
        milliseconds = round((time.perf_counter() - started) * 1000, 2)
        client_id = grant.client_id if grant else None
        self._log.write(RequestLine(method, path, status, milliseconds, request_id, client_id), quiet)


class Guard:
    """The checks that every call of the API shares; the answers' common headers."""

    def __init__(self, readiness: Readiness, tokens: Tokens) -> None:
        self._readiness = readiness
        self._tokens = tokens

    def process_request(self, req: falcon.Request, resp: falcon.Response) -> None:
        """Readiness and token, before it is told whether the path exists. OPTIONS needs neither."""
        # Falcon routes //l/… as it does /l/….
        path = f"/{req.path.lstrip('/')}"
        if not path.startswith((API, OAUTH)):
            return
        resp.set_header("Cache-Control", "no-store")
        if req.method == "OPTIONS":
            return
        if UNAVAILABLE in req.env:
            raise req.env[UNAVAILABLE]
        refused: Refused | None = req.env.get(REFUSED)
        if refused is None:
            self._readiness.require()
        if path.startswith(API):
            resp.set_header("Vary", "Accept")
            # Who was let in already is told what came of it, and not that the register has gone away meanwhile.
            req.context.grant = refused.grant if refused else self._tokens.grant(bearer_token(req.env))

    def process_resource(self, req: falcon.Request, resp: falcon.Response, resource: Any, _: Any) -> None:
        """Scope, Accept and unknown query parameters, for the methods that the resource has."""
        scope = getattr(resource, "scopes", {}).get(req.method)
        if scope is None:
            return
        if scope not in req.context.grant.scopes:
            raise ForbiddenError(f"The access token does not have the scope {scope}", scope)
        chosen = answer_type(req.env.get("HTTP_ACCEPT"), *resource.more_types)
        if chosen is None:
            raise NotAcceptableError(
                "Accept application/vnd.procurios.contact_moment+json; version=1, or application/json"
            )
        resp.content_type = chosen
        req.context.query = parse_query(req.query_string)
        unknown = unknown_names(req.context.query, resource.parameters)
        if unknown:
            resp.set_header("X-Unknown-Parameters", unknown)


def bearer_token(env: Env) -> str:
    """The token of the Authorization header. Raises `UnauthenticatedError` where there is none."""
    header: str = env.get("HTTP_AUTHORIZATION", "")
    # The scheme's name is case-insensitive (RFC 9110 §11.1).
    scheme, _, token = header.partition(" ")
    if scheme.lower() != "bearer" or not token.strip():
        raise UnauthenticatedError("Send an access token: Authorization: Bearer …; POST /l/oauth2/token gives one")
    return token.strip()
