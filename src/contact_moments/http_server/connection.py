"""One HTTP/1.1 connection: bytes in, requests to the application, answers back (RFC 9112).

`parser` finds the requests. What is decided here: when a request begins to be answered, what runs on the event loop
and what in a thread, how long a client may take, how much is read ahead, and when a connection ends.

The requests of a connection are answered one after the other. A request is checked as soon as its headers are there,
so nobody waits for the body of a stranger. What takes no more than a moment is answered on the loop; everything that
may wait (for a writer, a disk, a database server) runs in a thread.
"""

import asyncio
from collections import deque
from collections.abc import Callable
from functools import partial
from typing import Any, TypeVar

from contact_moments.errors import InvalidInputError, RegisterError, TooLargeError
from contact_moments.http_server.application import Application, Exchange
from contact_moments.http_server.forwarding import ends_of
from contact_moments.http_server.messages import Request, Response
from contact_moments.http_server.parser import NOT_HTTP, RequestParser
from contact_moments.http_server.problems import HttpError, report
from contact_moments.http_server.wire import CONTINUE, rendered
from contact_moments.http_server.worker import Worker

HEADER_SECONDS = 15
BODY_SECONDS = 15
KEEP_ALIVE_SECONDS = 75
WRITE_SECONDS = 30
LINGER_SECONDS = 5
MAX_EARLY_BODY = 64 * 1024  # bytes that are read of a body before its request is admitted
MAX_WAITING = 32  # requests that are read while another is in progress

T = TypeVar("T")


class _Incoming:
    """A request as far as it has arrived; `fault` is why it cannot be read."""

    __slots__ = ("body", "complete", "exchange", "fault", "has_body", "keep_alive", "request", "size", "wanted")

    def __init__(self, exchange: Exchange, request: Request, keep_alive: bool) -> None:
        self.exchange = exchange
        self.request = request
        self.has_body = request.has_body
        self.keep_alive = keep_alive
        self.body: list[bytes] = []
        self.size = 0
        self.complete = False
        self.wanted = False
        self.fault: RegisterError | None = None


class Connection(asyncio.Protocol):
    """A client's connection. `deadline` is when it is given up (on the loop's clock), or 0 for never."""

    def __init__(self, application: Application, worker: Worker) -> None:
        self._application = application
        self._worker = worker
        self._parser = RequestParser(self)
        self._transport: Any = None
        self._arriving: _Incoming | None = None
        self._current: _Incoming | None = None
        self._waiting: deque[_Incoming] = deque()
        self._reads = True
        self._writes_slowly = False
        self.deadline = 0.0

    # The event loop calls these.

    def connection_made(self, transport: Any) -> None:
        """A client has connected."""
        self._transport = transport
        self._parser.ends = ends_of(transport)
        self._worker.connections.add(self)
        self._allow(HEADER_SECONDS)

    def connection_lost(self, _: Exception | None) -> None:
        """The connection is gone."""
        self._reads = False
        self._waiting.clear()
        self._worker.connections.discard(self)

    def data_received(self, data: bytes) -> None:
        """Bytes have arrived."""
        if not self._reads:
            return
        try:
            refusal = self._parser.feed(data)
            if refusal is not None:
                self._cannot_read(refusal)
            self._read_or_pause()
        except Exception as fault:
            self._fail(fault)

    def eof_received(self) -> bool:
        """The client sends no more; what it has asked is still answered. Returns whether the connection stays open."""
        if self._arriving is not None:
            announced = self._arriving.request.header("content-length") is not None
            missing = "is shorter than its Content-Length" if announced else "has no last chunk"
            self._cannot_read(InvalidInputError(f"The body {missing}"))
        busy = self._current is not None or bool(self._waiting)
        last = self._waiting[-1] if self._waiting else self._current
        if last is not None:
            last.keep_alive = False
        return busy

    def pause_writing(self) -> None:
        """The client reads its answers too slowly: no more requests are read or begun."""
        self._writes_slowly = True
        self._read_or_pause()
        self._allow(WRITE_SECONDS)

    def resume_writing(self) -> None:
        """The client has caught up."""
        self._writes_slowly = False
        self._allow(KEEP_ALIVE_SECONDS if self._current is None else BODY_SECONDS)
        self._start_next()
        self._read_or_pause()

    # The parser calls these.

    def request_begins(self) -> None:
        """A request begins."""
        if self._current is None and not self._writes_slowly:
            self._allow(HEADER_SECONDS)

    def headers_arrived(self, request: Request, version: str, keep_alive: bool) -> None:
        """The headers are there: the request can be checked."""
        if not self._reads:
            return
        # A client of HTTP/1.0 would have to be told that the connection stays open.
        incoming = _Incoming(self._application.begin(request), request, keep_alive and version == "1.1")
        if version not in {"1.0", "1.1"}:
            incoming.fault = NOT_HTTP
        self._arriving = incoming
        self._waiting.append(incoming)
        self._start_next()

    def body_arrived(self, part: bytes) -> None:
        """A part of the body."""
        incoming = self._arriving
        if incoming is not None and self._reads:
            incoming.size += len(part)
            incoming.body.append(part)
            self._take_body(incoming)

    def request_arrived(self) -> None:
        """The request is there to its end."""
        incoming, self._arriving = self._arriving, None
        if incoming is not None and self._reads:
            incoming.complete = True
            self._take_body(incoming)
            if self._waiting:
                self._start_next()

    # The worker calls this.

    def expire(self) -> None:
        """The deadline has passed."""
        incoming = self._current
        if incoming is not None and incoming.wanted and not incoming.complete:
            self._send(incoming, incoming.exchange.refuse(HttpError(408, "The body did not arrive in time")))
        else:
            self._transport.abort()

    def stop(self) -> None:
        """The server stops: end when the request that is in progress has been answered."""
        if self._current is None and not self._waiting:
            self._transport.close()

    # From a request to its answer.

    def _start_next(self) -> None:
        while self._current is None and self._waiting and not self._writes_slowly:
            incoming = self._current = self._waiting.popleft()
            self._admit(incoming)

    def _read_or_pause(self) -> None:
        """Read from the client only what can be used soon: the rest waits with the client, not in memory."""
        arriving = self._arriving
        early = arriving is not None and not arriving.wanted and arriving.size > MAX_EARLY_BODY
        if early or self._writes_slowly or len(self._waiting) > MAX_WAITING:
            self._transport.pause_reading()
        else:
            self._transport.resume_reading()

    def _in_thread(self, incoming: _Incoming, work: Callable[[], T], then: Callable[[_Incoming, T], None]) -> None:
        self._worker.run(work, partial(self._after_thread, incoming, then), self._fail)

    def _after_thread(self, incoming: _Incoming, then: Callable[[_Incoming, T], None], result: T) -> None:
        try:
            then(incoming, result)
            self._start_next()
            self._read_or_pause()
        except Exception as fault:
            self._fail(fault)

    def _fail(self, fault: BaseException) -> None:
        """A fault of ours that no answer tells of: the client must not wait for one."""
        report(fault, "-")
        self._transport.abort()

    def _admit(self, incoming: _Incoming) -> None:
        exchange = incoming.exchange
        self.deadline = 0.0
        if incoming.fault is not None:
            self._send(incoming, exchange.refuse(incoming.fault))
        elif exchange.admits_at_once():
            self._admitted(incoming, exchange.admit())
        elif incoming.has_body:
            self._in_thread(incoming, exchange.admit, self._admitted)
        else:
            self._in_thread(incoming, exchange.answer, self._send)

    def _admitted(self, incoming: _Incoming, refusal: Response | None) -> None:
        if refusal is not None:
            self._send(incoming, refusal)
        elif not incoming.has_body or not incoming.exchange.max_body:
            self._handle(incoming, b"")
        else:
            incoming.wanted = True
            self._allow(BODY_SECONDS)
            self._take_body(incoming)
            waits = incoming.request.headers.get("expect", "").lower() == "100-continue"
            if waits and incoming is self._current and not incoming.size:
                self._transport.write(CONTINUE)

    def _take_body(self, incoming: _Incoming) -> None:
        """Go on with what has arrived of a body that is wanted."""
        if not incoming.wanted or incoming is not self._current:
            return
        exchange = incoming.exchange
        announced = int(incoming.request.headers.get("content-length", 0))
        if incoming.fault is not None:
            self._send(incoming, exchange.refuse_body(incoming.fault))
        elif max(incoming.size, announced) > exchange.max_body:
            self._send(
                incoming, exchange.refuse_body(TooLargeError(f"The body is larger than {exchange.max_body} bytes"))
            )
        elif incoming.complete:
            self._handle(incoming, b"".join(incoming.body))

    def _handle(self, incoming: _Incoming, body: bytes) -> None:
        exchange, handle = incoming.exchange, partial(incoming.exchange.handle, body)
        self.deadline = 0.0
        if exchange.handles_at_once() and self._worker.loop_is_quick():
            self._send(incoming, self._worker.run_on_loop(handle))
        else:
            self._in_thread(incoming, handle, self._send)

    def _cannot_read(self, fault: RegisterError) -> None:
        """What arrives is no request, or not to its end: that is answered, after what came before, and is the last."""
        if not self._reads:
            return
        incoming = self._arriving
        if incoming is None:
            request = Request("-", "-", "", self._parser.headers, "1.1", self._parser.ends)
            incoming = _Incoming(self._application.begin(request), request, keep_alive=False)
            self._waiting.append(incoming)
        incoming.fault = fault
        self._arriving, self._reads = None, False
        self._take_body(incoming)
        self._start_next()

    def _send(self, incoming: _Incoming, response: Response) -> None:
        """Write the answer of the request in progress, and end if it is the last."""
        if self._transport.is_closing():
            return
        left_unread = incoming.has_body and not (incoming.wanted and incoming.complete)
        close = left_unread or incoming.fault is not None or not incoming.keep_alive or self._worker.stopping
        self._transport.write(rendered(response, self._worker.date(), incoming.request.method == "HEAD", close))
        self._current = None
        if close:
            self._end(left_unread or incoming.fault is not None)
        elif not self._writes_slowly:
            self._allow(KEEP_ALIVE_SECONDS)

    def _end(self, left_unread: bool) -> None:
        """Close, but not before a client that is still sending has read its answer (RFC 9112 §9.6)."""
        self._reads, self._arriving = False, None
        self._waiting.clear()
        if left_unread and self._transport.can_write_eof():
            self._allow(LINGER_SECONDS)
            self._transport.write_eof()
        else:
            self._allow(WRITE_SECONDS)
            self._transport.close()

    def _allow(self, seconds: float) -> None:
        self.deadline = self._worker.now() + seconds
