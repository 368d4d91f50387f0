"""What happens to every request before and after its handler, in the order of wire rule 7.

Request id and log line; for the API then: is the register ready (503), the token (401); after routing (404, 405)
the scope (403), Accept (406) and the query's unknown names. The handler does the rest.
"""

import re
import secrets
import time
from itertools import count
from typing import Any

import falcon
import structlog

from contact_moments.api.bodies import left_unread
from contact_moments.api.errors import NotAcceptableError
from contact_moments.api.negotiation import answer_type
from contact_moments.api.query import parse_query, unknown_names
from contact_moments.api.readiness import Readiness
from contact_moments.clients import Tokens
from contact_moments.errors import ForbiddenError, UnauthenticatedError
from contact_moments.model import Grant

API = "/l/contact_moment_api"
OAUTH = "/l/oauth2"

_REQUEST_ID = re.compile(r"[A-Za-z0-9._-]{1,64}", re.ASCII)


class Observe:
    """A request id on every answer, and a line in the log: never the query, a header or a body."""

    def __init__(self) -> None:
        self._log = structlog.get_logger("contact_moments.access").bind()
        # Ids are told apart by the process and a number: nothing rests on their being hard to guess.
        self._process = secrets.token_hex(5)
        self._numbers = count(1)

    def process_request(self, req: falcon.Request, resp: falcon.Response) -> None:
        """Take the client's request id where it is harmless, or make one."""
        given, context = req.env.get("HTTP_X_REQUEST_ID", ""), req.context
        harmless = _REQUEST_ID.fullmatch(given)
        context.request_id = request_id = given if harmless else f"{self._process}-{next(self._numbers):x}"
        context.started = time.perf_counter()
        resp.set_header("X-Request-Id", request_id)

    def process_response(self, req: falcon.Request, resp: falcon.Response, *_: Any) -> None:
        """Log the request; health checks only when debugging."""
        if left_unread(req):
            resp.set_header("Connection", "close")
        if req.method == "OPTIONS" and resp.get_header("Allow"):
            resp.append_header("Allow", "OPTIONS")
        status, context = falcon.http_status_to_code(resp.status), req.context
        write = self._log.debug if req.path.startswith("/health/") and status == 200 else self._log.info
        grant: Grant | None = getattr(context, "grant", None)
        write(
            "request",
            method=req.method,
            # The route as it was written, because a path that was not found can hold anything.
            path=req.uri_template or "-",
            status=status,
            milliseconds=round((time.perf_counter() - context.started) * 1000, 2),
            request_id=context.request_id,
            client_id=grant.client_id if grant else None,
        )


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
        self._readiness.require()
        if path.startswith(API):
            resp.set_header("Vary", "Accept")
            req.context.grant = self._tokens.grant(_bearer_token(req))

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


def _bearer_token(req: falcon.Request) -> str:
    # The scheme's name is case-insensitive (RFC 9110 §11.1).
    header: str = req.env.get("HTTP_AUTHORIZATION", "")
    scheme, _, token = header.partition(" ")
    if scheme.lower() != "bearer" or not token.strip():
        raise UnauthenticatedError("Send an access token: Authorization: Bearer …; POST /l/oauth2/token gives one")
    return token.strip()
