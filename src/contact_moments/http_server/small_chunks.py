"""Bodies in small chunks: they get a part of the event loop's time, and no more of it.

A chunk may have one byte (RFC 9112 §7.1), and takes as long to parse as a large one. So strangers who send such bodies
could keep the loop busy for everybody. What their chunks have taken is added up for all of them together, and who has
sent some rests for a multiple of it: nothing more is read from that client meanwhile.
"""

from collections.abc import Callable

from contact_moments.errors import RegisterError
from contact_moments.http_server.incoming import Incoming
from contact_moments.http_server.parser import RequestParser
from contact_moments.http_server.worker import Worker

SHARE = 0.1  # of the loop's time
LONGEST = 5.0  # seconds of rest
SMALL = 0.00005  # seconds of the processor for a part of a body: in larger chunks it takes less


class RestingParser:
    """Feeds a connection's parser; `rests` tells that nothing more should be read until `go_on` is called."""

    __slots__ = ("_go_on", "_parser", "_until", "_worker", "rests")

    def __init__(self, parser: RequestParser, worker: Worker, go_on: Callable[[], object]) -> None:
        self._parser = parser
        self._worker = worker
        self._go_on = go_on
        self._until = 0.0
        self.rests = False

    def feed(self, data: bytes, arriving: Incoming | None) -> RegisterError | None:
        """As `RequestParser.feed`, of a connection on which the body of `arriving` is on its way."""
        if arriving is None or arriving.announced:
            return self._parser.feed(data)
        # What the thread itself took: it may have waited for the interpreter meanwhile.
        began = self._worker.spent()
        refusal = self._parser.feed(data)
        taken = self._worker.spent() - began
        if taken > SMALL:
            self._rest(taken / SHARE)
        return refusal

    def _rest(self, seconds: float) -> None:
        """Rest once those who rest already have gone on: one after the other, however many there are."""
        now = self._worker.now()
        self._until = self._worker.chunks_until = min(max(self._worker.chunks_until, now) + seconds, now + LONGEST)
        if not self.rests:
            self.rests = True
            self._worker.later(self._until - now, self._wake)

    def _wake(self) -> None:
        left = self._until - self._worker.now()
        if left > SMALL:
            self._worker.later(left, self._wake)
        else:
            self.rests = False
            self._go_on()
