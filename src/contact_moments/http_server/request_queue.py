"""The requests of a connection, from their headers to their answers, one after the other.

A request is checked as soon as its headers are there, so nobody waits for the body of a stranger. What takes no more
than a moment is answered on the loop; everything that may wait (for a writer, a disk, a database server) runs in a
thread.
"""

from collections import deque
from collections.abc import Callable
from functools import partial
from typing import Protocol, TypeVar

from contact_moments.http_server.incoming import Incoming
from contact_moments.http_server.limits import LARGE_BODY, MAX_TURN
from contact_moments.http_server.messages import Response
from contact_moments.http_server.problems import OverloadedError
from contact_moments.http_server.streaming import StreamedAnswer
from contact_moments.http_server.worker import Kind, Worker

T = TypeVar("T")


class Client(Protocol):
    """Whom the requests come from."""

    writes_slowly: bool
    deadline: float  # 0 while the server is at work: the client may wait as long as it likes

    def reserve(self, incoming: Incoming) -> None:
        """Have memory for a large body that was announced, or find fault with it."""

    def expect_body(self, incoming: Incoming) -> None:
        """The body of a request is waited for."""

    def send(self, incoming: Incoming, response: Response) -> None:
        """Answer the request in progress."""

    def read_or_pause(self) -> None:
        """Read on, if what comes can be used soon."""

    def fail(self, fault: BaseException) -> None:
        """There is no answer."""


class RequestQueue:
    """The request in progress, if there is one, and those that wait for it.

    `streamed` is the rest of its answer, if that is streamed. `turn_left` is how many requests can be begun before
    others have their turn.
    """

    __slots__ = ("_client", "_turn_is_due", "_worker", "current", "streamed", "turn_left", "waiting")

    def __init__(self, client: Client, worker: Worker) -> None:
        self._client = client
        self._worker = worker
        self.turn_left = MAX_TURN
        self._turn_is_due = False
        self.waiting: deque[Incoming] = deque()
        self.current: Incoming | None = None
        self.streamed: StreamedAnswer | None = None

    def last(self) -> Incoming | None:
        """The request that came last."""
        return self.waiting[-1] if self.waiting else self.current

    def abandon(self) -> None:
        """Make no more of an answer that is made piece by piece."""
        if self.streamed is not None:
            self.streamed.abandon()

    def start_next(self) -> None:
        """Begin to answer what waits. After some requests others have their turn, however many have come at once."""
        while self.current is None and self.waiting and not self._client.writes_slowly:
            if not self.turn_left:
                self._end_turn()
                return
            self.turn_left -= 1
            incoming = self.current = self.waiting.popleft()
            self._admit(incoming)

    def _end_turn(self) -> None:
        if not self._turn_is_due:
            self._turn_is_due = True
            self._worker.soon(self._take_turn)

    def _take_turn(self) -> None:
        self._turn_is_due = False
        self.proceed()

    def proceed(self) -> None:
        """Go on, in a turn of its own."""
        self.turn_left = MAX_TURN
        try:
            if self.streamed is not None:
                self.streamed.proceed()
            self.start_next()
            self._client.read_or_pause()
        except Exception as fault:
            self._client.fail(fault)

    def take_body(self, incoming: Incoming) -> None:
        """Go on with what has arrived of a body, if it is wanted."""
        if not incoming.wanted or incoming is not self.current:
            return
        if incoming.fault is not None:
            self._client.send(incoming, incoming.exchange.refuse_body(incoming.fault))
        elif incoming.complete:
            self._handle(incoming, incoming.take_body())

    def _admit(self, incoming: Incoming) -> None:
        exchange = incoming.exchange
        self._client.deadline = 0.0
        if incoming.fault is not None:
            self._client.send(incoming, exchange.refuse(incoming.fault))
        elif exchange.admits_at_once():
            self._admitted(incoming, exchange.admit())
        elif incoming.has_body:
            self._in_thread(incoming, exchange.admit, self._admitted)
        else:
            refuse_stream = None if self._worker.takes("stream") else OverloadedError()
            self._in_thread(incoming, partial(exchange.answer, refuse_stream), self._client.send)

    def _admitted(self, incoming: Incoming, refusal: Response | None) -> None:
        if refusal is not None:
            self._client.send(incoming, refusal)
        elif incoming.exchange.streams and not self._worker.takes("stream"):
            self._client.send(incoming, incoming.exchange.refuse(OverloadedError()))
        elif not incoming.has_body or not incoming.exchange.max_body:
            self._handle(incoming, b"")
        elif incoming.announced > LARGE_BODY and not self._worker.takes("large"):
            self._client.send(incoming, incoming.exchange.refuse(OverloadedError()))
        else:
            incoming.want()
            self._client.reserve(incoming)
            if incoming.complete or incoming.fault is not None:
                self.take_body(incoming)
            else:
                self._client.expect_body(incoming)

    def _handle(self, incoming: Incoming, body: bytes) -> None:
        exchange, handle = incoming.exchange, partial(incoming.exchange.handle, body)
        self._client.deadline = 0.0
        if exchange.handles_at_once(self._worker.loop_is_quick()):
            self._client.send(incoming, self._worker.run_on_loop(handle))
        else:
            kind: Kind = "health" if exchange.apart else "large" if len(body) > LARGE_BODY else "request"
            self._in_thread(incoming, handle, self._client.send, kind)

    def _in_thread(
        self, incoming: Incoming, work: Callable[[], T], then: Callable[[Incoming, T], None], kind: Kind = "request"
    ) -> None:
        after = partial(self._after_thread, incoming, then)
        self._worker.run(work, after, partial(self._not_run, incoming), kind)

    def _after_thread(self, incoming: Incoming, then: Callable[[Incoming, T], None], result: T) -> None:
        try:
            then(incoming, result)
        except Exception as fault:
            self._client.fail(fault)
        else:
            self.proceed()

    def _not_run(self, incoming: Incoming, fault: BaseException) -> None:
        if isinstance(fault, OverloadedError):
            self._after_thread(incoming, self._client.send, incoming.exchange.refuse(fault))
        else:
            self._client.fail(fault)
