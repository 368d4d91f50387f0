"""One connection's talk with a server: bytes out, answers in."""

import asyncio
import time
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass, field

from attack.target import Target

PATIENCE = 40.0  # seconds after which an answer is given up
GONE = (ConnectionError, asyncio.IncompleteReadError, OSError)

Sender = Callable[[asyncio.StreamWriter], Awaitable[None]]


@dataclass
class Told:
    """What a client was told: `status` is that of its first answer, or 0; `seconds` how long until it came.

    `waited` is how much of that passed after all was sent. `closed` tells whether the server ended the connection.
    """

    status: int = 0
    seconds: float = 0.0
    waited: float = 0.0
    closed: bool = False
    headers: dict[str, str] = field(default_factory=dict)
    body: bytes = b""


async def read_answer(reader: asyncio.StreamReader) -> Told:
    """The next answer; that of a connection that ends first has the status 0."""
    told = Told()
    try:
        lines = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
        told.status = int(lines[0].split()[1])
        told.headers = {name.lower(): value for name, _, value in (line.partition(": ") for line in lines[1:-2])}
        told.body = await reader.readexactly(int(told.headers.get("content-length", 0)))
    except GONE:
        told.closed = True
    return told


async def ask(target: Target, sent: bytes, source: str | None = None, wait_for_end: float = 0.0) -> Told:
    """Send bytes on a connection of its own; `wait_for_end`: seconds in which the server may end the connection."""
    began = time.monotonic()
    try:
        reader, writer = await target.connect(source)
    except OSError:
        return Told(closed=True, seconds=time.monotonic() - began)
    try:
        answer = asyncio.create_task(read_answer(reader))
        writer.write(sent)
        with suppress(*GONE):
            await writer.drain()
        drained = time.monotonic()
        told = await asyncio.wait_for(answer, PATIENCE)
        told.seconds, told.waited = time.monotonic() - began, time.monotonic() - drained
        if wait_for_end and not told.closed:
            told.closed = await has_ended(reader, wait_for_end)
        return told
    except TimeoutError:
        return Told(seconds=PATIENCE)
    finally:
        writer.transport.abort()


async def has_ended(reader: asyncio.StreamReader, seconds: float) -> bool:
    """Whether the server ends the connection within these seconds."""
    with suppress(TimeoutError, *GONE):
        while await asyncio.wait_for(reader.read(65536), seconds):
            pass
        return True
    return reader.at_eof() or reader.exception() is not None


async def drip(writer: asyncio.StreamWriter, parts: list[bytes], every: float) -> None:
    """Send parts, one after each pause, as long as somebody takes them."""
    with suppress(*GONE):
        for part in parts:
            if writer.transport.is_closing():
                return
            writer.write(part)
            await asyncio.sleep(every)
