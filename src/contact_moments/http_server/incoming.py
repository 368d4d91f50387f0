"""A request as far as it has arrived."""

from contact_moments.errors import InvalidInputError, RegisterError, TooLargeError
from contact_moments.http_server.application import Exchange
from contact_moments.http_server.limits import LARGE_BODY, MAX_BODY_PART, MAX_CHUNKS_PART, MAX_PART
from contact_moments.http_server.messages import Request


class Incoming:
    """A request, and what has come of its body.

    `announced` is the length of its body, where it was told before, and `held` how many bytes of it are counted. As
    long as it has no more than `small` bytes, there is nothing to decide. `wanted` tells whether it was admitted and
    its body is waited for; `fault` is why it cannot be read to its end.
    """

    __slots__ = (
        "announced",
        "body",
        "complete",
        "exchange",
        "fault",
        "has_body",
        "held",
        "keep_alive",
        "max_body",
        "request",
        "small",
        "wanted",
    )

    def __init__(self, exchange: Exchange, request: Request, keep_alive: bool, fault: RegisterError | None) -> None:
        self.exchange = exchange
        self.request = request
        self.has_body = request.has_body
        self.announced = int(request.headers.get("content-length", 0)) if self.has_body and fault is None else 0
        self.max_body = 0
        self.small = LARGE_BODY
        self.keep_alive = keep_alive
        self.fault = fault
        # One piece, however many there come: a body may come in chunks of one byte.
        self.body = bytearray()
        self.held = 0
        self.complete = False
        self.wanted = False

    @property
    def part_size(self) -> int:
        """How much is read of the body at once: no more than the rest of it, because requests may follow."""
        if not self.announced:
            return MAX_CHUNKS_PART
        return min(MAX_BODY_PART, max(MAX_PART, self.announced - len(self.body)))

    @property
    def left_unread(self) -> bool:
        """Whether more of the body may come than has been read."""
        return self.fault is not None or (self.has_body and not (self.wanted and self.complete))

    def missing_end(self) -> InvalidInputError:
        """The fault of a body whose sender sends no more."""
        announced = self.request.header("content-length") is not None
        return InvalidInputError(
            f"The body {'is shorter than its Content-Length' if announced else 'has no last chunk'}"
        )

    def want(self) -> None:
        """The request was admitted, and its body is waited for."""
        self.wanted = True
        self.max_body = self.exchange.max_body
        self.small = min(LARGE_BODY, self.max_body)
        self.check_size()

    def take_body(self) -> bytes:
        """The body, which is not kept here: a streamed answer may take long."""
        body, self.body = bytes(self.body), bytearray()
        return body

    def check_size(self) -> None:
        """Find fault with a body that is larger than its route takes."""
        if self.wanted and self.fault is None and max(self.announced, len(self.body)) > self.max_body:
            self.fault = TooLargeError(f"The body is larger than {self.max_body} bytes")
