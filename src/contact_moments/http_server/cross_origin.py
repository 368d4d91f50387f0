"""Which pages of other sites a browser may let call the API (CORS, Fetch standard §3.2). By default none."""

from collections.abc import Iterable

from contact_moments.http_server.messages import HeaderList, Request, Response

# What a page may read of an answer, and what it may send.
_EXPOSED = "ETag, Link, Retry-After, X-Changes, X-Request-Id, X-Unknown-Members, X-Unknown-Parameters"
_ALLOWED = "Accept, Authorization, Content-Type, Idempotency-Key, If-None-Match, X-Request-Id"
_REMEMBERED = "600"  # seconds


class CrossOrigin:
    """The origins that the operator allows. Cookies play no part: the API takes none."""

    def __init__(self, origins: Iterable[str]) -> None:
        """`origins` are as a browser sends them: scheme, host, and the port if it is not the scheme's own."""
        self._origins = frozenset(origins)

    def headers(self, request: Request, response: Response) -> HeaderList:
        """The headers for a browser that an answer of the API to `request` needs besides its own."""
        return self._headers(request, response) if self._origins else []

    def _headers(self, request: Request, response: Response) -> HeaderList:
        origin = request.header("origin")
        if origin is None or origin not in self._origins:
            return [("vary", "Origin")]
        headers: HeaderList = [("vary", "Origin"), ("access-control-allow-origin", origin)]
        if request.method != "OPTIONS" or request.header("access-control-request-method") is None:
            return [*headers, ("access-control-expose-headers", _EXPOSED)]
        return [
            *headers,
            ("access-control-allow-methods", dict(response.headers).get("allow", "")),
            ("access-control-allow-headers", _ALLOWED),
            ("access-control-max-age", _REMEMBERED),
        ]
