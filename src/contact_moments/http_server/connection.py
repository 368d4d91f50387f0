"""One HTTP/1.1 connection: bytes in, answers out (RFC 9112).

`parser` finds the requests, and `request_queue` answers them. What is decided here: how long a client may take, how
much is read ahead, and when a connection ends.
"""

import asyncio
from typing import Any

from contact_moments.addresses import group_of, read_address
from contact_moments.errors import RegisterError
from contact_moments.http_server import limits
from contact_moments.http_server.application import Application
from contact_moments.http_server.forwarding import ends_of
from contact_moments.http_server.incoming import Incoming
from contact_moments.http_server.memory import Share
from contact_moments.http_server.messages import Request, Response
from contact_moments.http_server.parser import RequestParser
from contact_moments.http_server.problems import HttpError, OverloadedError, report
from contact_moments.http_server.request_queue import RequestQueue
from contact_moments.http_server.small_chunks import RestingParser
from contact_moments.http_server.streaming import StreamedAnswer
from contact_moments.http_server.wire import CONTINUE, rendered
from contact_moments.http_server.worker import Worker


class Connection(asyncio.BufferedProtocol):
    """A client's connection. `OpenConnection` says what its attributes are.

    It receives in the worker's buffer, so no more than that is read at once before others have their turn.
    """

    def __init__(self, application: Application, worker: Worker) -> None:
        self._application = application
        self._worker = worker
        self._parser = RequestParser(self)
        self._resting = RestingParser(self._parser, worker, self.read_or_pause)
        self._queue = RequestQueue(self, worker)
        self._share = Share(worker.memory)
        self._transport: Any = None
        self._arriving: Incoming | None = None
        self._reads = True
        self._dropped = 0
        self._has_answered = self._stops = False
        self.writes_slowly = False
        self.origin = ""
        self.deadline = 0.0
        self.is_idle = True

    # The event loop calls these.

    def connection_made(self, transport: Any) -> None:
        """A client has connected."""
        self._transport = transport
        transport.set_write_buffer_limits(limits.MAX_BUFFERED)
        ends = self._parser.ends = ends_of(transport)
        address = read_address(ends.peer)
        self.origin = group_of(address) if address else ""
        self._worker.connections.add(self)
        self._allow(limits.HEADER_SECONDS)

    def connection_lost(self, _: Exception | None) -> None:
        """The connection is gone."""
        self._reads = False
        self._queue.waiting.clear()
        self._queue.abandon()
        self._share.give_back()
        self._worker.unread.give_back(self)
        self._worker.connections.discard(self)

    def get_buffer(self, _: int) -> memoryview:
        """Where the next bytes are put."""
        return self._worker.buffer[: limits.MAX_PART if self._arriving is None else self._arriving.part_size]

    def buffer_updated(self, size: int) -> None:
        """They have arrived there, and are used before another connection receives."""
        self.data_received(bytes(self._worker.buffer[:size]))

    def data_received(self, data: bytes) -> None:
        """Bytes have arrived."""
        if not self._reads:
            self._drop(len(data))
            return
        self.is_idle = False
        self._queue.turn_left = limits.MAX_TURN
        try:
            refusal = self._resting.feed(data, self._arriving)
            if self._parser.head_size > limits.LARGE_BODY and not self._share.set_head(self._parser.head_size):
                refusal = OverloadedError()
            if refusal is not None:
                self._cannot_read(refusal)
            self.read_or_pause()
        except Exception as fault:
            self.fail(fault)

    def eof_received(self) -> bool:
        """The client sends no more; what it has asked is still answered. Returns whether the connection stays open."""
        if self._arriving is not None:
            self._cannot_read(self._arriving.missing_end())
        last = self._queue.last()
        if last is not None:
            last.keep_alive = False
        return last is not None

    def pause_writing(self) -> None:
        """The client reads its answers too slowly: no more requests are read or begun."""
        self.writes_slowly = True
        self.read_or_pause()
        self._allow(limits.WRITE_SECONDS)
        if not self._worker.unread.hold(self, self._transport.get_write_buffer_size()):
            self._transport.abort()

    def resume_writing(self) -> None:
        """The client has caught up."""
        self.writes_slowly = False
        self._worker.unread.give_back(self)
        current = self._queue.current
        if current is None:
            self._allow(limits.KEEP_ALIVE_SECONDS)
        elif current.wanted and not current.complete:
            self._allow(current.exchange.body_seconds)
        else:
            self.deadline = 0.0
        self._queue.proceed()

    # The parser calls these.

    def request_begins(self) -> None:
        """A request begins."""
        if self._queue.current is None and not self.writes_slowly:
            self._allow(limits.HEADER_SECONDS)

    def headers_arrived(self, request: Request, keep_alive: bool, fault: RegisterError | None) -> None:
        """The headers are there: the request can be checked."""
        if not self._reads:
            return
        incoming = self._arriving = Incoming(self._application.begin(request), request, keep_alive, fault)
        if self._share.head:
            self._share.set_head(0)
        if self._queue.current is not None:
            self._hold(incoming, limits.REQUEST_SIZE)
        self._queue.waiting.append(incoming)
        self._queue.start_next()

    def body_arrived(self, part: bytes) -> None:
        """A part of the body."""
        incoming = self._arriving
        if incoming is not None and self._reads:
            incoming.body += part
            # A body may come in chunks of a byte: this is all that most of them need.
            if len(incoming.body) > incoming.small:
                self._take_much(incoming, len(part))

    def request_arrived(self) -> None:
        """The request is there to its end."""
        incoming, self._arriving = self._arriving, None
        if incoming is not None and self._reads:
            incoming.complete = True
            self._queue.take_body(incoming)
            if self._queue.waiting:
                self._queue.start_next()

    # The worker calls these.

    def expire(self) -> None:
        """The deadline has passed."""
        incoming = self._queue.current
        if incoming is not None and incoming.wanted and not incoming.complete and not self.writes_slowly:
            self.send(incoming, incoming.exchange.refuse(HttpError(408, "The body did not arrive in time")))
        else:
            self._transport.abort()

    def stop(self) -> None:
        """The server stops: end when what has been asked is answered. A client that has just come may still ask."""
        if self._queue.last() is not None:
            return
        if self._has_answered and self.is_idle:
            self._transport.close()
        elif not self._stops:
            self._stops = True
            self._allow(limits.STOP_SECONDS)

    def cut(self) -> None:
        """The place is needed for another connection."""
        self._transport.abort()

    # The queue calls these.

    def reserve(self, incoming: Incoming) -> None:
        """Have memory for a large body that was announced: were it found part by part, many would end half read."""
        if incoming.announced > limits.LARGE_BODY and incoming.fault is None:
            self._hold(incoming, incoming.announced)

    def expect_body(self, incoming: Incoming) -> None:
        """The body of a request is waited for."""
        self._allow(incoming.exchange.body_seconds)
        if not incoming.body and incoming.request.headers.get("expect", "").lower() == "100-continue":
            self._transport.write(CONTINUE)

    def send(self, incoming: Incoming, response: Response) -> None:
        """Write the answer of the request in progress, or its beginning, and end if it is the last."""
        streamed = None
        if response.stream is not None:
            streamed = StreamedAnswer(self, self._transport, self._worker, incoming, response.stream)
        self._queue.streamed = streamed
        if self._transport.is_closing():
            self._queue.abandon()
            return
        close = self._is_last(incoming)
        self._transport.write(rendered(response, self._worker.date(), incoming.request, close))
        if streamed is None:
            self._answered(incoming, close)
        else:
            streamed.proceed()

    def end_stream(self, incoming: Incoming, whole: bool) -> None:
        """That was all of a streamed answer; or it breaks off, and its end is missing."""
        self._queue.streamed = None
        if whole:
            self._answered(incoming, self._is_last(incoming))
            self._queue.proceed()
        elif not self._transport.is_closing():
            self._end(left_unread=False)

    def _is_last(self, incoming: Incoming) -> bool:
        return incoming.left_unread or not incoming.keep_alive or self._worker.stopping

    def _answered(self, incoming: Incoming, close: bool) -> None:
        if self._transport.is_closing():
            return
        if incoming.held:
            self._share.add(-incoming.held)
        self._queue.current = None
        self._has_answered = True
        if close:
            self._end(incoming.left_unread)
        elif not self.writes_slowly:
            self.is_idle = not self._parser.in_head
            self._allow(limits.KEEP_ALIVE_SECONDS if self.is_idle else limits.HEADER_SECONDS)

    def read_or_pause(self) -> None:
        """Read from the client only what can be used soon: the rest waits with the client, not in memory."""
        arriving = self._arriving
        early = arriving is not None and not arriving.wanted and len(arriving.body) > limits.MAX_EARLY_BODY
        if early or self.writes_slowly or self._resting.rests or len(self._queue.waiting) > limits.MAX_WAITING:
            self._transport.pause_reading()
        else:
            self._transport.resume_reading()

    def fail(self, fault: BaseException) -> None:
        """A fault of ours that no answer tells of: the client must not wait for one."""
        report(fault, "-")
        self._transport.abort()

    def _cannot_read(self, fault: RegisterError) -> None:
        """What arrives is no request, or not to its end: that is answered, after what came before, and is the last."""
        if not self._reads:
            return
        incoming = self._arriving
        self._arriving, self._reads = None, False
        if incoming is None:
            request = Request("-", "-", "", self._parser.headers, "1.1", self._parser.ends)
            incoming = Incoming(self._application.begin(request), request, keep_alive=False, fault=fault)
            self._queue.waiting.append(incoming)
        else:
            incoming.fault = fault
            self._queue.take_body(incoming)
        self._queue.start_next()

    def _take_much(self, incoming: Incoming, more: int) -> None:
        if len(incoming.body) > limits.LARGE_BODY and not incoming.announced:
            self._hold(incoming, more)
        incoming.check_size()
        self._queue.take_body(incoming)

    def _hold(self, incoming: Incoming, size: int) -> None:
        incoming.held += size
        if not self._share.add(size, incoming.exchange.leaves_room):
            incoming.fault = incoming.fault or OverloadedError()

    def _end(self, left_unread: bool) -> None:
        """Close, but not before a client that is still sending has read its answer (RFC 9112 §9.6)."""
        self._reads, self._arriving = False, None
        self._queue.waiting.clear()
        self._share.give_back()
        if left_unread and self._transport.can_write_eof():
            self._allow(limits.LINGER_SECONDS)
            self._transport.write_eof()
        else:
            self._allow(limits.WRITE_SECONDS)
            self._transport.close()

    def _drop(self, size: int) -> None:
        """What comes after the last answer. Who sends without an end does not read."""
        self._dropped += size
        if self._dropped > limits.MAX_DROPPED:
            self._transport.abort()

    def _allow(self, seconds: float) -> None:
        self.deadline = self._worker.now() + seconds
