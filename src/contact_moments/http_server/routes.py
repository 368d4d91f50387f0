"""The table of routes: for each method and path who may use it, and which function handles it."""

import re
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any

from msgspec import Struct

from contact_moments.errors import RegisterError
from contact_moments.http_server.messages import Response
from contact_moments.http_server.query import ARRAYS
from contact_moments.model import ALL_SCOPES, MAX_ID, SCOPES

if TYPE_CHECKING:
    from contact_moments.http_server.pipeline import RequestContext

PUBLIC = "public"
SESSION = "session"
SETTING_UP = "setting up"
BODY_SECONDS = 15

_TEXT = r"[^/\x00-\x1f\x7f-\x9f]*"  # PostgreSQL takes no NUL

Handler = Callable[["RequestContext"], Response]
Parameters = dict[str, Any]


class Route(Struct, frozen=True):
    """One row: `scope` is what the access token must have, or `PUBLIC` where no token is asked for.

    A `page` is for people: its scope is what the role of who has signed in must have, or `SESSION` where signing in is
    enough, or `SETTING_UP` where a second factor may still be missing. `further` are scopes that it
    must have too.

    A path has parameters in braces; `{name:int}` is a positive integer. `query` has the names of the query parameters
    that the handler knows, `media_types` what it can answer with besides the usual two. `max_body` is the most bytes of
    a body that it takes (0 where it reads none), and `body_seconds` how long that may take to arrive. `quick` tells
    whether answering takes well under a millisecond: such requests need no thread, unless the disk is slow. `instant`
    says that no disk is asked at all, `apart` that it has threads of its own, so overload does not refuse it, and
    `streams` that the answer is made piece by piece. `refuse_body` answers where the body is too large or not complete,
    if not as usual. An `upload` leaves half of the memory for large bodies to others. A `background` request is made by
    a page by itself, so it does not keep a session from ending.
    """

    method: str
    path: str
    scope: str
    handler: Handler
    query: frozenset[str] = frozenset()
    arrays: frozenset[str] = ARRAYS
    media_types: tuple[str, ...] = ()
    max_body: int = 0
    body_seconds: float = BODY_SECONDS
    quick: Callable[["RequestContext"], bool] | None = None
    instant: bool = False
    apart: bool = False
    streams: bool = False
    refuse_body: Callable[["RequestContext", RegisterError], Response] | None = None
    page: bool = False
    upload: bool = False
    background: bool = False
    further: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        """Raise `ValueError` for a scope that does not exist: the server does not start with such a route."""
        known = (*ALL_SCOPES, SESSION, SETTING_UP) if self.page else SCOPES
        further = ALL_SCOPES if self.page and self.scope in ALL_SCOPES else ()
        if (self.scope != PUBLIC and self.scope not in known) or not set(further).issuperset(self.further):
            raise ValueError(f"{self.method} {self.path} names no scope; give it one of {', '.join(known)}, or PUBLIC")


class Path:
    """The routes of one path, by method.

    HEAD is answered by the route of GET, and the server leaves the body out (RFC 9110 §9.3.2). OPTIONS is answered for
    every path, to everybody.
    """

    def __init__(self, template: str) -> None:
        self.template = template
        self.methods = {"OPTIONS": Route("OPTIONS", template, PUBLIC, self._options)}

    def add(self, route: Route) -> None:
        """Add a route of this path. Raises `ValueError` where its method has one already."""
        for method in (route.method, "HEAD") if route.method == "GET" else (route.method,):
            if method in self.methods:
                raise ValueError(f"{method} {route.path} is in the table of routes twice")
            self.methods[method] = route

    @property
    def is_page(self) -> bool:
        """Whether one of them is a page."""
        return any(route.page for route in self.methods.values())

    @property
    def allowed(self) -> str:
        """The methods, for the `Allow` header."""
        return ", ".join([*sorted(self.methods.keys() - {"OPTIONS"}), "OPTIONS"])

    def _options(self, _: "RequestContext") -> Response:
        return Response(headers=[("allow", self.allowed)])


class _WholeServer(Path):
    """What `OPTIONS *` asks about: which methods there are on some path (RFC 9110 §9.3.7)."""

    def __init__(self, paths: Iterable[Path]) -> None:
        super().__init__("*")
        self._methods = {method for path in paths for method in path.methods}

    @property
    def allowed(self) -> str:
        return ", ".join(sorted(self._methods))


class RouteTable:
    """All routes, found by path."""

    def __init__(self, routes: Iterable[Route]) -> None:
        """Raise `ValueError` where a method of a path is in the table twice."""
        self.routes = tuple(routes)
        self.paths: dict[str, Path] = {}
        for route in self.routes:
            self.paths.setdefault(route.path, Path(route.path)).add(route)
        literal = {template: path for template, path in self.paths.items() if "{" not in template}
        self._literal = {template.removesuffix("/"): path for template, path in literal.items()}
        self._literal["*"] = _WholeServer(self.paths.values())
        self._patterns = [(_Pattern(path.template), path) for path in self.paths.values() if "{" in path.template]

    def find(self, path: str) -> tuple[Path | None, Parameters]:
        """The routes of a percent-decoded path, and its parameters. A slash at its end makes no difference (rule 1)."""
        plain = path.removesuffix("/")
        found = self._literal.get(plain)
        if found is not None:
            return found, {}
        for pattern, one in self._patterns:
            parameters = pattern.match(plain)
            if parameters is not None:
                return one, parameters
        return None, {}

    def has_page(self, path: str) -> bool:
        """Whether there is a page at a path, by whatever method."""
        found, _ = self.find(path)
        return found is not None and found.is_page


class _Pattern:
    """A path with parameters. An id that cannot exist matches nothing, and no parameter has control characters."""

    def __init__(self, template: str) -> None:
        parts = re.split(r"\{(\w+)(:int)?\}", template)
        text = re.escape(parts[0])
        for name, kind, literal in zip(parts[1::3], parts[2::3], parts[3::3], strict=True):
            text += f"(?P<{name}>{'[0-9]{1,19}' if kind else _TEXT}){re.escape(literal)}"
        self._regex = re.compile(text)
        self._integers = [name for name, kind in zip(parts[1::3], parts[2::3], strict=True) if kind]

    def match(self, path: str) -> Parameters | None:
        match = self._regex.fullmatch(path)
        if match is None:
            return None
        parameters: Parameters = match.groupdict()
        for name in self._integers:
            parameters[name] = int(parameters[name])
            if not 1 <= parameters[name] <= MAX_ID:
                return None
        return parameters
