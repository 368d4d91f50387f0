"""The short way: a plain GET of the list, answered without the framework.

SQLite finds a page in less time than the framework takes to hand a request around. So where nothing is out of the
ordinary the page is answered here. Everything else goes the long way from its start, which alone knows how to refuse:
another path or method, a body, a scope, header or query that is not plain, a register that is not ready.
Both ways answer alike; a test compares them.
"""

import time
from collections.abc import Callable, Iterable
from typing import Any

from contact_moments.api.middleware import UNAVAILABLE, Env, Observe, bearer_token
from contact_moments.api.negotiation import answer_type
from contact_moments.api.query import parse_query
from contact_moments.api.readiness import Readiness
from contact_moments.api.resources import LIST, ContactMoments, Headers
from contact_moments.clients import Tokens
from contact_moments.errors import UnavailableError
from contact_moments.model import VIEW

Wsgi = Callable[[Env, Callable[..., Any]], Iterable[bytes]]


class ShortWay:
    """A WSGI application before `long_way`, for what all of the list's readers do."""

    def __init__(
        self, long_way: Wsgi, contact_moments: ContactMoments, readiness: Readiness, tokens: Tokens, observe: Observe
    ) -> None:
        self.long_way = long_way
        self._list = contact_moments
        self._readiness = readiness
        self._tokens = tokens
        self._observe = observe

    def __call__(self, env: Env, start_response: Callable[..., Any]) -> Iterable[bytes]:
        """Answer, or leave it to the long way."""
        if env["PATH_INFO"] == LIST and env["REQUEST_METHOD"] == "GET" and not _has_body(env):
            answer = self._answer(env)
            if answer is not None:
                body, headers = answer
                start_response("200 OK", headers)
                return [body]
        return self.long_way(env, start_response)

    def _answer(self, env: Env) -> tuple[bytes, Headers] | None:
        started = time.perf_counter()
        try:
            self._readiness.require()
            grant = self._tokens.grant(bearer_token(env))
            media_type = answer_type(env.get("HTTP_ACCEPT"))
            query = parse_query(env["QUERY_STRING"])
            if VIEW not in grant.scopes or media_type is None or not query.keys() <= self._list.parameters:
                return None
            page, more = self._list.page(query)
        except UnavailableError as fault:
            # The long way need not find out once more, for which it would take as long again.
            env[UNAVAILABLE] = fault
            return None
        except Exception:
            # Refusals and faults alike: the long way comes upon the same, and tells it.
            return None
        request_id = self._observe.request_id(env)
        body = page.body.encode()
        self._observe.log("GET", LIST, 200, started, request_id, grant)
        return body, [
            ("x-request-id", request_id),
            ("cache-control", "no-store"),
            ("vary", "Accept"),
            ("content-type", media_type),
            ("content-length", str(len(body))),
            *more,
        ]


def _has_body(env: Env) -> bool:
    return env.get("CONTENT_LENGTH", "0") not in {"", "0"} or "HTTP_TRANSFER_ENCODING" in env
