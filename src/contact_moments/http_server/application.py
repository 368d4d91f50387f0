"""The application: a request in, its answer out. A connection calls it, and so does a test."""

import re
import secrets
import time
from collections.abc import Callable, Iterator
from itertools import count

from contact_moments.errors import InvalidInputError, RegisterError
from contact_moments.http_server import problems
from contact_moments.http_server.messages import HeaderList, Request, Response
from contact_moments.http_server.pieces import close, next_piece
from contact_moments.http_server.pipeline import RequestContext, Service, admit, admits_at_once, common_headers
from contact_moments.http_server.problems import OverloadedError
from contact_moments.http_server.routes import BODY_SECONDS
from contact_moments.log import RequestLine, RequestLog
from contact_moments.meter.parts import Answered, Part, noting, now

_REQUEST_ID = re.compile(r"[A-Za-z0-9._-]{1,64}", re.ASCII)


class Application:
    """Answers the requests of one register."""

    def __init__(self, service: Service, log: RequestLog, trace: Callable[[Answered], None] | None = None) -> None:
        """`trace` is told of each request that was answered, if there are traces."""
        self.service = service
        self.log = log
        self.trace = trace
        self.meter = service.register.meter
        # Ids differ by the process and a number: nothing depends on their being hard to guess.
        self._process = secrets.token_hex(5)
        self._numbers = count(1)

    def begin(self, request: Request) -> "Exchange":
        """Begin to answer a request whose headers are there."""
        return Exchange(self, request, self._request_id(request))

    def _request_id(self, request: Request) -> str:
        """The client's own request id where it is harmless, or a new one."""
        given = request.headers.get("x-request-id", "")
        return given if _REQUEST_ID.fullmatch(given) else f"{self._process}-{next(self._numbers):x}"


class Exchange:
    """One request on its way to its answer: `admit`, then `handle` with the body.

    Every answer, refusals included, is completed and logged in one place; one that is streamed is logged at its end.
    `sent` is how many bytes of a body there were so far.
    """

    __slots__ = ("_application", "_context", "_handled_at", "_parts", "_request_id", "_started", "_status", "sent")

    def __init__(self, application: Application, request: Request, request_id: str) -> None:
        self._application = application
        self._request_id = request_id
        self._started = time.perf_counter()
        self._context = RequestContext(application.service, request)
        self._status = 0
        self._handled_at = 0
        self._parts: list[Part] = []
        self.sent = 0

    @property
    def max_body(self) -> int:
        """The most bytes that the handler takes, of an admitted request; 0 where it reads no body."""
        route = self._context.route
        return route.max_body if route else 0

    @property
    def body_seconds(self) -> float:
        """How long the body of an admitted request may take to arrive."""
        route = self._context.route
        return route.body_seconds if route else BODY_SECONDS

    def admits_at_once(self) -> bool:
        """Whether `admit` asks the database nothing."""
        return admits_at_once(self._context)

    def handles_at_once(self, disk_is_quick: bool) -> bool:
        """Whether `handle` takes well under a millisecond and waits for nothing."""
        route = self._context.route
        if route is None or route.instant:
            return route is not None
        return disk_is_quick and route.quick is not None and route.quick(self._context)

    @property
    def apart(self) -> bool:
        """Whether `handle` runs in threads that overload leaves free."""
        route = self._context.route
        return route is not None and route.apart

    @property
    def streams(self) -> bool:
        """Whether the answer is made piece by piece."""
        route = self._context.route
        return route is not None and route.streams

    @property
    def leaves_room(self) -> bool:
        """Whether it may hold less memory than others: what takes much of it leaves the rest to them."""
        route = self._context.route
        return route is not None and (route.streams or route.upload)

    def admit(self) -> Response | None:
        """Run the checks that come before the body. Returns the answer where one of them refuses."""
        try:
            admit(self._context)
        except BaseException as fault:
            return self.refuse(fault)
        return None

    def handle(self, body: bytes = b"") -> Response:
        """The answer to an admitted request."""
        if self._application.trace is None:
            return self._handled(body)
        self._handled_at = now()
        with noting(self._parts):
            return self._handled(body)

    def _handled(self, body: bytes) -> Response:
        route = self._context.route
        assert route is not None  # noqa: S101 - the caller has admitted it
        self._context.body = body
        try:
            response = route.handler(self._context)
            if response.stream is not None:
                self._begin_stream(response, response.stream)
        except BaseException as fault:  # a panic in a library in Rust is no Exception
            return self.refuse(fault)
        return self._completed(response, failed=False)

    def _begin_stream(self, response: Response, pieces: Iterator[bytes]) -> None:
        """Make the first piece before anything is sent. A refusal is an answer like any other then."""
        first = next_piece(pieces)
        if first is None:
            response.stream = None
        elif self._context.request.method == "HEAD":
            close(pieces)
            response.stream = iter(())
        response.body = first or b""

    def answer(self, refuse_stream: OverloadedError | None) -> Response:
        """Both, one after the other, of a request without a body. `refuse_stream`: why no stream can be begun."""
        refusal = self.admit()
        if refusal is None and refuse_stream is not None and self.streams:
            refusal = self.refuse(refuse_stream)
        return refusal or self.handle()

    def refuse_body(self, fault: RegisterError) -> Response:
        """The answer where the body is too large or not complete."""
        route = self._context.route
        if route is None or route.refuse_body is None or not isinstance(fault, InvalidInputError):
            return self.refuse(fault)
        return self._completed(route.refuse_body(self._context, fault), failed=False)

    def refuse(self, fault: BaseException) -> Response:
        """The answer where something went wrong."""
        self.report(fault)
        if isinstance(fault, RegisterError):
            self._application.meter.refused(fault.code)
        return self._completed(self._refusal(fault), failed=True)

    def _refusal(self, fault: BaseException) -> Response:
        context, page = self._context, self._application.service.fault_page
        if page is not None and context.for_people:
            return page(context, fault, self._request_id)
        return problems.problem(context.request, fault, self._request_id)

    def report(self, fault: BaseException) -> None:
        """Log what the operator should know of."""
        problems.report(fault, self._request_id)

    def end_stream(self, whole: bool) -> None:
        """A streamed answer has been made to its end; or it was cut."""
        self._log(is_cut=not whole)

    def _completed(self, response: Response, failed: bool) -> Response:
        own: HeaderList = [("x-request-id", self._request_id)]
        if response.has_content:
            own.append(("content-type", response.media_type))
        if response.stream is not None:
            own.append(("x-accel-buffering", "no"))  # nginx would keep pieces until it has some KiB
        if self._context.of_api or self._context.cross_origin:
            own += self._application.service.cross_origin.headers(self._context.request, response)
        response.headers = [*own, *common_headers(self._context, failed), *response.headers]
        self._status = response.status
        self.sent = 0 if self._context.request.method == "HEAD" else len(response.body)
        if response.stream is None:
            self._log()
        return response

    def _log(self, is_cut: bool = False) -> None:
        context, status = self._context, self._status
        seconds = time.perf_counter() - self._started
        milliseconds = round(seconds * 1000, 2)
        grant = context.grant
        client_id = grant.client_id if grant else None
        # The template and not the path, because a path that was not found can hold anything.
        quiet = context.template.startswith("/health/") and status == 200
        method = context.request.method
        self._application.meter.request(method, context.template, status, seconds)
        line = RequestLine(method, context.template, status, self.sent, milliseconds, self._request_id, client_id)
        if is_cut:
            line.is_cut = True
        if grant is not None and grant.person is not None:
            line.account_id = grant.person.id
        self._application.log.write(line, quiet)
        if self._application.trace is not None:
            self._trace(self._application.trace, seconds)

    def _trace(self, trace: Callable[[Answered], None], seconds: float) -> None:
        context, ended = self._context, now()
        request, began = context.request, ended - int(seconds * 1e9)
        # Anybody can send this header, and would decide what is kept, and beside whose spans.
        believed = self._application.service.forwarding.is_from_proxy(request)
        parent = request.header("traceparent") if believed else None
        if self._handled_at:
            self._parts.insert(0, Part("handler", self._handled_at, ended))
        trace(Answered(request.method, context.template, self._status, self.sent, began, ended, self._parts, parent))
