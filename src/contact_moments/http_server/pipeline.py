"""The order of checks of a request (wire rule 7), as functions of the request alone.

`admit` says who may do what: is the register ready (503), the token (401), path (404), method (405), scope (403),
Accept (406), query (400), Content-Encoding (415). A page has checks of its own after its method (see `page_guard`).
`handle` runs the handler of an admitted request, which has its body by then.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING

from msgspec import Struct

from contact_moments.errors import ForbiddenError, UnauthenticatedError
from contact_moments.http_server import page_guard
from contact_moments.http_server.cookies import is_over_tls
from contact_moments.http_server.cross_origin import CrossOrigin
from contact_moments.http_server.forwarding import Forwarding
from contact_moments.http_server.messages import HeaderList, Request, Response
from contact_moments.http_server.negotiation import HTML, JSON, answer_type
from contact_moments.http_server.problems import HttpError
from contact_moments.http_server.query import Query, header_of_names, parse_query
from contact_moments.http_server.readiness import Readiness
from contact_moments.http_server.routes import PUBLIC, Parameters, Route, RouteTable
from contact_moments.model import Grant
from contact_moments.people import Actor, Language, Session
from contact_moments.throttle.throttle import Throttle

if TYPE_CHECKING:
    from contact_moments.register import Register

API = "/l/contact_moment_api"
LIST = f"{API}/contact_moment"
RELATIONS = f"{API}/relation"
OAUTH = "/l/oauth2"
METADATA = "/.well-known/oauth-authorization-server"

# Browsers call only by https from then on, pages and all else on this host (RFC 6797).
_BY_TLS = ("strict-transport-security", "max-age=31536000")

# What pages of other sites may call besides the API, if the operator allows these sites.
_CROSS_ORIGIN = frozenset({f"{OAUTH}/token", f"{OAUTH}/revoke", METADATA})

METHODS = frozenset(
    {"CONNECT", "DELETE", "GET", "HEAD", "OPTIONS", "PATCH", "POST", "PUT", "TRACE"}
    | {"QUERY", "CHECKIN", "CHECKOUT", "COPY", "LOCK", "MKCOL", "MOVE", "PROPFIND", "PROPPATCH"}
    | {"REPORT", "UNCHECKIN", "UNLOCK", "UPDATE", "VERSION-CONTROL"}
)


class Service(Struct, frozen=True):
    """What requests are answered with. `fault_page` makes the page about a refusal, with the request's id."""

    register: "Register"
    readiness: Readiness
    table: RouteTable
    forwarding: Forwarding
    throttle: Throttle
    cross_origin: CrossOrigin
    fault_page: Callable[["RequestContext", BaseException, str], Response] | None = None


class RequestContext(Struct):
    """A request with what the checks have found so far; its handler gets it after all of them.

    `of_api` tells whether the path is one of the API, and `guarded` whether it needs a register that is ready. `fresh`
    tells that this is known from the cache. `template` is the path as the table of routes has it, `grant` who asks
    (None on public routes, unless somebody has signed in), `media_type` what to answer with. `body` is filled in where
    the route takes one; `unknown_members` has the names of its members that were ignored. `session` is that of a page,
    also where somebody has only begun to sign in; then there is no `grant`. `language` is that of a page, and `form`
    the fields of the form that was sent, both once known.
    """

    service: Service
    request: Request
    of_api: bool = False
    guarded: bool = False
    fresh: bool = False
    template: str = "-"
    route: Route | None = None
    parameters: Parameters = {}
    grant: Grant | None = None
    media_type: str = JSON
    query: Query = {}
    body: bytes = b""
    unknown_members: list[str] = []
    session: Session | None = None
    language: Language | None = None
    form: Query | None = None

    def __post_init__(self) -> None:
        """Look at the path."""
        path = self.request.path
        self.of_api = path.startswith(API)
        self.guarded = self.of_api or path.startswith(OAUTH) or self.service.table.has_page(path)

    @property
    def register(self) -> "Register":
        """The register that the request is for."""
        return self.service.register

    @property
    def client(self) -> Grant:
        """Who asks, on a route with a scope."""
        assert self.grant is not None  # noqa: S101 - `admit` has seen to it
        return self.grant

    @property
    def actor(self) -> Actor:
        """Who asks, for the audit trail. Whoever has not sent a code yet has not shown who they are."""
        grant, session = self.grant, self.session
        address = self.service.forwarding.client_address(self.request)
        person = grant.person if grant else session.person if session and session.stage != "code" else None
        return Actor(
            account_id=None if person is None else person.id,
            client_id=None if grant is None else grant.client_id,
            address=None if address is None else str(address),
        )

    @property
    def cross_origin(self) -> bool:
        """Whether pages of other sites may call this too, besides the API, if the operator allows these sites."""
        return self.template in _CROSS_ORIGIN

    @property
    def for_people(self) -> bool:
        """Whether a refusal is read by a person: of a page, and of a path that is none if a browser asks."""
        if self.route is not None:
            return self.route.page
        path = self.request.path
        return (not path.startswith("/l/") or self.service.table.has_page(path)) and prefers_page(self.request)


def prefers_page(request: Request) -> bool:
    """Whether the client would rather have a page than JSON: browsers do."""
    return answer_type(request.header("accept"), HTML) == HTML


def admits_at_once(context: RequestContext) -> bool:
    """Whether `admit` asks the database nothing, because what it needs was asked a moment ago."""
    if not context.guarded:
        return True
    context.fresh = context.service.readiness.is_fresh()
    if not context.fresh:
        return False
    if not context.of_api:
        return page_guard.admits_at_once(context)
    token = _bearer_token(context.request)
    if token is None:
        return True
    context.grant = context.register.tokens.cached(token)
    return context.grant is not None


def admit(context: RequestContext) -> None:
    """Check the request and find its route. Raises the refusal of the first check that fails."""
    request, table = context.request, context.service.table
    if request.method != "OPTIONS":
        _authenticate(context)
    path, context.parameters = table.find(request.path)
    if request.method not in METHODS:
        raise HttpError(501, "This method is not known here")  # RFC 9110 §15.6.2
    if path is None:
        raise HttpError(404, "There is nothing at this path; GET /openapi.json describes what there is")
    context.template = path.template
    route = context.route = path.methods.get(request.method)
    if route is None:
        message = "This path does not answer this method; the Allow header names those that it does"
        raise HttpError(405, message, [("allow", path.allowed)])
    if route.page:
        page_guard.check(context, route)
    elif route.scope != PUBLIC:
        _check_scoped(context, route)
    if route.max_body:
        _refuse_encoded(request)


def _check_scoped(context: RequestContext, route: Route) -> None:
    request, grant = context.request, context.grant
    if grant is None or route.scope not in grant.scopes:
        raise ForbiddenError(f"The access token does not have the scope {route.scope}", route.scope)
    chosen = answer_type(request.header("accept"), *route.media_types)
    if chosen is None:
        raise HttpError(406, "Accept application/vnd.procurios.contact_moment+json; version=1, or application/json")
    context.media_type = chosen
    context.query = parse_query(request.query, route.arrays)


def _refuse_encoded(request: Request) -> None:
    codings = (request.header("content-encoding") or "identity").split(",")
    if any(one.strip().lower() not in {"", "identity"} for one in codings):
        # RFC 9110 §12.5.3: the header says what would have been taken.
        message = "Send the body as it is, without Content-Encoding"
        raise HttpError(415, message, [("accept-encoding", "identity")])


def _authenticate(context: RequestContext) -> None:
    """Find out who asks, of a path of the API. The register's readiness comes first, for OAuth's paths too."""
    readiness = context.service.readiness
    if context.fresh:
        readiness.require_cached()
    elif context.guarded:
        readiness.require()
    if context.grant is not None or not context.of_api:
        return
    token = _bearer_token(context.request)
    if token is None:
        raise UnauthenticatedError("Send an access token: Authorization: Bearer …; POST /l/oauth2/token gives one")
    context.grant = context.register.tokens.grant(token)


def _bearer_token(request: Request) -> str | None:
    """The token of the Authorization header. The scheme's name is case-insensitive (RFC 9110 §11.1)."""
    scheme, _, token = (request.header("authorization") or "").partition(" ")
    return token.strip() or None if scheme.lower() == "bearer" else None


def common_headers(context: RequestContext, failed: bool) -> HeaderList:
    """The headers that an answer has besides those of its handler."""
    headers: HeaderList = []
    # A cache may keep some refusals for a while, unless it is told not to (RFC 9110, section 15.1).
    if failed or context.guarded:
        headers.append(("cache-control", "no-store"))
    route = context.route
    if route is not None and route.page:
        headers.append(("vary", "Cookie"))
    elif failed or (route is not None and route.scope != PUBLIC):
        headers.append(("vary", "Accept"))
    if context.for_people and _is_by_tls(context):
        headers.append(_BY_TLS)
    if context.query and route is not None:
        unknown = [name for name in context.query if name not in route.query]
        headers += _naming("x-unknown-parameters", unknown)
    return headers + _naming("x-unknown-members", context.unknown_members)


def _is_by_tls(context: RequestContext) -> bool:
    request, forwarding = context.request, context.service.forwarding
    return forwarding.is_private(request) and is_over_tls(request, forwarding)


def _naming(header: str, names: list[str]) -> HeaderList:
    """A header with these names, unless there is none to tell."""
    told = header_of_names(names) if names else ""
    return [(header, told)] if told else []
