"""One HTTP/1.1 connection: bytes in, requests to the application, answers back (RFC 9112).

llhttp parses, by way of `httptools`. What is here is what a parser does not decide: when a request begins to be
answered, what runs on the event loop and what in a thread, how long a client may take, and when a connection ends.

The requests of a connection are answered one after the other. A request is checked as soon as its headers are there,
so nobody waits for the body of a stranger. What takes no more than a moment is answered on the loop; everything that
may wait (for a writer, a disk, a database server) runs in a thread.
"""

import asyncio
import re
from collections import deque
from functools import partial
from http import HTTPStatus
from typing import Any

import httptools

from contact_moments.errors import InvalidInputError, RegisterError, TooLargeError
from contact_moments.http_server.application import Application, Exchange, decoded_path
from contact_moments.http_server.messages import Request, Response
from contact_moments.http_server.problems import HttpError, report
from contact_moments.http_server.worker import Worker

HEADER_SECONDS = 15
BODY_SECONDS = 15
KEEP_ALIVE_SECONDS = 75
WRITE_SECONDS = 30
LINGER_SECONDS = 5
MAX_HEAD = 64 * 1024  # bytes of a request's first line and headers

_STATUS_LINES = {status.value: f"HTTP/1.1 {status.value} {status.phrase}\r\n".encode() for status in HTTPStatus}
_CONTINUE = b"HTTP/1.1 100 Continue\r\n\r\n"
_REQUEST_LINE = re.compile(rb"[!#$%&'*+.^_`|~0-9A-Za-z-]+ \S+ HTTP/1\.[01]\r\n")  # RFC 9112 §3
_NOT_HTTP = InvalidInputError("This is not a request in HTTP/1.1")


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
        self._parser = httptools.HttpRequestParser(self)
        self._transport: Any = None
        self._server = ""
        self._url = b""
        self._headers: dict[str, str] = {}
        self._head_size = 0
        self._arriving: _Incoming | None = None
        self._current: _Incoming | None = None
        self._waiting: deque[_Incoming] = deque()
        self._reads = True
        self.deadline = 0.0

    # The event loop calls these.

    def connection_made(self, transport: Any) -> None:
        """A client has connected."""
        self._transport = transport
        host, port = transport.get_extra_info("sockname")[:2]
        self._server = f"{host}:{port}"
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
        if self._arriving is None:
            self._head_size += len(data)
        try:
            self._parser.feed_data(data)
        except httptools.HttpParserUpgrade:
            self._reads = False  # RFC 9110 §7.8: a server may ignore it, but what follows is in another protocol
        except httptools.HttpParserCallbackError as fault:
            report(fault.__context__ or fault, "-")
            self._transport.abort()
        except httptools.HttpParserInvalidMethodError:
            known = self._current is None and _REQUEST_LINE.match(data) is not None
            self._cannot_read(HttpError(501, "This method is not known here") if known else _NOT_HTTP)
        except httptools.HttpParserError:
            self._cannot_read(_NOT_HTTP)
        if self._head_size > MAX_HEAD:
            self._cannot_read(HttpError(431, f"The headers are larger than {MAX_HEAD} bytes"))

    def eof_received(self) -> bool:
        """The client sends no more; what it has asked is still answered. Returns whether the connection stays open."""
        if self._arriving is not None:
            announced = "content-length" in self._headers
            missing = "is shorter than its Content-Length" if announced else "has no last chunk"
            self._cannot_read(InvalidInputError(f"The body {missing}"))
        busy = self._current is not None or bool(self._waiting)
        last = self._waiting[-1] if self._waiting else self._current
        if last is not None:
            last.keep_alive = False
        return busy

    def pause_writing(self) -> None:
        """The client reads its answers too slowly: no more requests are read."""
        self._transport.pause_reading()
        self._allow(WRITE_SECONDS)

    def resume_writing(self) -> None:
        """The client has caught up."""
        self._transport.resume_reading()
        self._allow(KEEP_ALIVE_SECONDS)

    # The parser calls these.

    def on_message_begin(self) -> None:
        """A request begins."""
        self._url = b""
        self._headers = {}
        if self._current is None:
            self._allow(HEADER_SECONDS)

    def on_url(self, url: bytes) -> None:
        """The request's target, or a part of it."""
        self._url += url

    def on_header(self, name: bytes, value: bytes) -> None:
        """A header. One that comes several times is a list (RFC 9110 §5.3)."""
        key, text = name.decode("latin-1").lower(), value.decode("latin-1")
        before = self._headers.get(key)
        self._headers[key] = text if before is None else f"{before}, {text}"

    def on_headers_complete(self) -> None:
        """The headers are there: the request can be checked."""
        self._head_size = 0
        path, _, query = self._url.partition(b"?")
        method = self._parser.get_method().decode("latin-1")
        request = Request(method, decoded_path(path), query.decode("latin-1"), self._headers, "http", self._server)
        incoming = _Incoming(self._application.begin(request), request, self._parser.should_keep_alive())
        if self._parser.get_http_version() not in {"1.0", "1.1"}:
            incoming.fault = _NOT_HTTP
        self._arriving = incoming
        self._waiting.append(incoming)
        self._start_next()

    def on_body(self, part: bytes) -> None:
        """A part of the body."""
        incoming = self._arriving
        if incoming is not None and self._reads:
            incoming.size += len(part)
            incoming.body.append(part)
            self._take_body(incoming)

    def on_message_complete(self) -> None:
        """The request is there to its end."""
        incoming, self._arriving = self._arriving, None
        if incoming is not None and self._reads:
            incoming.complete = True
            self._take_body(incoming)

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
        while self._current is None and self._waiting:
            incoming = self._current = self._waiting.popleft()
            self._admit(incoming)

    def _admit(self, incoming: _Incoming) -> None:
        exchange = incoming.exchange
        self.deadline = 0.0
        if incoming.fault is not None:
            self._send(incoming, exchange.refuse(incoming.fault))
        elif exchange.admits_at_once():
            self._admitted(incoming, exchange.admit())
        elif incoming.has_body:
            self._worker.run(exchange.admit, partial(self._admitted, incoming))
        else:
            self._worker.run(exchange.answer, partial(self._send, incoming))

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
                self._transport.write(_CONTINUE)

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
            self._worker.run(handle, partial(self._send, incoming))

    def _cannot_read(self, fault: RegisterError) -> None:
        """What arrives is no request, or not to its end: that is answered, after what came before, and is the last."""
        incoming = self._arriving
        if incoming is None:
            request = Request("-", "-", "", self._headers, "http", self._server)
            incoming = _Incoming(self._application.begin(request), request, keep_alive=False)
            self._waiting.append(incoming)
        incoming.fault = fault
        self._arriving, self._head_size, self._reads = None, 0, False
        self._take_body(incoming)
        self._start_next()

    def _send(self, incoming: _Incoming, response: Response) -> None:
        """Write the answer of the request in progress, and go on with the next, or end."""
        if self._transport.is_closing():
            return
        left_unread = incoming.has_body and not (incoming.wanted and incoming.complete)
        close = left_unread or incoming.fault is not None or not incoming.keep_alive or self._worker.stopping
        self._transport.write(_rendered(response, self._worker.date(), incoming.request.method == "HEAD", close))
        self._current = None
        if not close:
            self._allow(KEEP_ALIVE_SECONDS)
            self._start_next()
        else:
            self._end(left_unread)

    def _end(self, left_unread: bool) -> None:
        """Close, but not before a client that is still sending has read its answer (RFC 9112 §9.6)."""
        self._reads = False
        self._waiting.clear()
        if left_unread and self._transport.can_write_eof():
            self._allow(LINGER_SECONDS)
            self._transport.write_eof()
        else:
            self._transport.close()

    def _allow(self, seconds: float) -> None:
        self.deadline = self._worker.now() + seconds


def _rendered(response: Response, date: bytes, is_head: bool, close: bool) -> bytes:
    lines = "".join([f"{name}: {value}\r\n" for name, value in response.headers])
    end = "connection: close\r\n\r\n" if close else "\r\n"
    head = f"{lines}content-length: {len(response.body)}\r\n{end}".encode("latin-1")
    return b"".join((_STATUS_LINES[response.status], date, head, b"" if is_head else response.body))
