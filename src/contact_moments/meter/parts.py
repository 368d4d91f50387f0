"""What a request spends its time on, noted by the thread that works for it. Without traces nobody notes anything."""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Literal, NamedTuple

MOST = 100  # parts of a request: an import has thousands of transactions

_here = threading.local()


class Part(NamedTuple):
    """A part of the time of a request: from when until when, in nanoseconds since 1970.

    `writes` is how many shared a transaction.
    """

    name: Literal["handler", "wait for the writer", "transaction"]
    began: int
    ended: int
    writes: int = 0


class Answered(NamedTuple):
    """A request that was answered, without anything that its client chose. Times are as in `Part`.

    `route` is the path as the table has it, or `-`. `traceparent` is the header of W3C Trace Context, where it came
    from somebody who is believed.
    """

    method: str
    route: str
    status: int
    size: int
    began: int
    ended: int
    parts: list[Part]
    traceparent: str | None


@contextmanager
def noting(parts: list[Part]) -> Iterator[None]:
    """What this thread notes in the block is added to `parts`."""
    _here.parts = parts
    try:
        yield
    finally:
        _here.parts = None


def now() -> int:
    """The time of a part."""
    return time.time_ns()


def note(part: Part) -> None:
    """Note a part, if anybody wants to know."""
    parts: list[Part] | None = getattr(_here, "parts", None)
    if parts is not None and len(parts) < MOST:
        parts.append(part)
