"""The short way: a plain GET of the list and a plain registration, answered without the framework.

SQLite finds a page in less time than the framework takes to hand a request around. So where nothing is out of the
ordinary the answer is made here. Everything else goes the long way from its start, which alone knows how to refuse:
another path or method, a body that is not announced, a scope, header or query that is not plain, a register that is
not ready. Both ways answer alike; a test compares them.
"""

import io
import time
from collections.abc import Callable, Iterable
from typing import Any

from contact_moments.api.bodies import MAX_BODY, idempotency_key
from contact_moments.api.middleware import REFUSED, STARTED, UNAVAILABLE, Env, Observe, Refused, bearer_token
from contact_moments.api.negotiation import answer_type
from contact_moments.api.query import parse_query
from contact_moments.api.readiness import Readiness
from contact_moments.api.resources import LIST, OF_TYPE, ContactMoments, Headers, OfType
from contact_moments.clients import Tokens
from contact_moments.errors import UnavailableError
from contact_moments.model import ADD, VIEW, Call, Grant
from contact_moments.strict_json import parse_json

Wsgi = Callable[[Env, Callable[..., Any]], Iterable[bytes]]
Answer = tuple[bytes, Headers]

_TYPES = OF_TYPE.removesuffix("{type_id}")


class ShortWay:
    """A WSGI application before `long_way`, for what all readers of the list and all who register do."""

    def __init__(
        self,
        long_way: Wsgi,
        listing: ContactMoments,
        adding: OfType,
        readiness: Readiness,
        tokens: Tokens,
        observe: Observe,
    ) -> None:
        self.long_way = long_way
        self._listing = listing
        self._adding = adding
        self._readiness = readiness
        self._tokens = tokens
        self._observe = observe

    def __call__(self, env: Env, start_response: Callable[..., Any]) -> Iterable[bytes]:
        """Answer, or leave it to the long way."""
        answer = self._answer(env)
        if answer is None:
            return self.long_way(env, start_response)
        body, headers = answer
        start_response("200 OK", headers)
        return [body]

    def _answer(self, env: Env) -> Answer | None:
        method, path = env["REQUEST_METHOD"], env["PATH_INFO"]
        if method == "GET" and path == LIST and not _has_body(env):
            return self._page(env)
        if method == "POST" and path.startswith(_TYPES) and not env["QUERY_STRING"]:
            return self._registered(env)
        return None

    def _page(self, env: Env) -> Answer | None:
        started = env[STARTED] = time.perf_counter()
        try:
            grant, media_type = self._admitted(env, VIEW)
            query = parse_query(env["QUERY_STRING"])
            if media_type is None or not query.keys() <= self._listing.parameters:
                return None
            page, more = self._listing.page(query)
        except UnavailableError as fault:
            # The long way need not find out once more, for which it would take as long again.
            env[UNAVAILABLE] = fault
            return None
        except Exception:
            # Refusals and faults alike: the long way comes upon the same, and tells it.
            return None
        return self._told(env, LIST, started, grant, media_type, page.body.encode(), more)

    def _registered(self, env: Env) -> Answer | None:
        started = env[STARTED] = time.perf_counter()
        try:
            grant, media_type = self._admitted(env, ADD)
            call = self._call(env, grant) if media_type else None
            submission = self._adding.register.registrar.submission(call) if call else None
        except UnavailableError as fault:
            env[UNAVAILABLE] = fault
            return None
        except Exception:
            return None
        if media_type is None or call is None:
            return None
        try:
            body = self._adding.registered(call, submission)
        except Exception as fault:
            # The long way tells it, and must not register it once more.
            env[REFUSED] = Refused(grant, fault)
            return None
        return self._told(env, OF_TYPE, started, grant, media_type, body, [])

    def _admitted(self, env: Env, scope: str) -> tuple[Grant, str | None]:
        """The grant, and the media type to answer with; None where the long way should refuse. Raises refusals."""
        self._readiness.require()
        grant = self._tokens.grant(bearer_token(env))
        return grant, answer_type(env.get("HTTP_ACCEPT")) if scope in grant.scopes else None

    def _call(self, env: Env, grant: Grant) -> Call | None:
        length = _length(env)
        if not length:
            return None
        raw = env["wsgi.input"].read(length)
        # For the long way, if it comes to that.
        env["wsgi.input"] = io.BytesIO(raw)
        if len(raw) < length:
            return None
        return Call(env["PATH_INFO"][len(_TYPES) :], parse_json(raw), grant, idempotency_key(env))

    def _told(
        self, env: Env, path: str, started: float, grant: Grant, media_type: str, body: bytes, more: Headers
    ) -> Answer:
        request_id = self._observe.request_id(env)
        self._observe.log(env["REQUEST_METHOD"], path, 200, started, request_id, grant)
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


def _length(env: Env) -> int:
    """The length of the body in bytes; 0 where it is not announced, or is out of the ordinary."""
    text: str = env.get("CONTENT_LENGTH", "")
    plain = text.isascii() and text.isdigit() and len(text) < 8 and "HTTP_TRANSFER_ENCODING" not in env
    return int(text) if plain and int(text) <= MAX_BODY else 0
