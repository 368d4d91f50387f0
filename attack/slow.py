"""Clients that send slowly, say nothing, or read slowly."""

import asyncio
import socket
import time
from contextlib import suppress

from attack.finding import Finding, is_, others_go_on, within
from attack.others import watched
from attack.talk import GONE, PATIENCE, Told, drip, has_ended, read_answer
from attack.target import Target, allow_descriptors

HTTP_2_REQUEST = (
    b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"
    b"\x00\x00\x00\x04\x00\x00\x00\x00\x00"  # SETTINGS
    b"\x00\x00\x05\x01\x04\x00\x00\x00\x01\x83\x86\x84\x41\x00"  # HEADERS of a POST, without the stream's end
)


async def http_2(target: Target, short: bool) -> list[Finding]:
    """Requests in HTTP/2 whose body never comes, then closed connections."""
    count = 10 if short else 40
    async with watched(target) as seen:
        told = await asyncio.gather(*(_sends(target, [HTTP_2_REQUEST], 0.0) for _ in range(count)))
        before = target.processor_time()
        await asyncio.sleep(1 if short else 3)
        taken = target.processor_time() - before
    # A worker that goes round and round takes all of each second that it gets.
    busy = within("the worker is idle afterwards, but for other clients", taken / (1 if short else 3), 0.5, spare=0.4)
    return [is_("HTTP/2 is refused", {one.status for one in told}, {400}), busy, *others_go_on(seen)]


async def slow_bodies(target: Target, short: bool) -> list[Finding]:
    """Bodies at a byte a second, of strangers and of clients, with a length and in chunks."""
    count = 5 if short else 25
    bytes_, chunks = [b"x"] * 25, [b"1\r\nx\r\n"] * 25
    chunked, length = "Transfer-Encoding: chunked", "Content-Length: 1000"
    path = "/l/contact_moment_api/contact_moment/type/ContactMomentPhone"
    slow = [
        [target.stranger_head(length), *bytes_],
        [target.stranger_head(chunked), *chunks],
        [target.head("POST", path, length), *bytes_],
        [target.head("POST", path, chunked), *chunks],
    ]
    async with watched(target) as seen:
        told = await asyncio.gather(*(_sends(target, parts, 1.0) for parts in slow * count))
    return [*_cut("a slow body", told, {408}), *others_go_on(seen)]


async def slow_heads(target: Target, short: bool) -> list[Finding]:
    """Headers at a byte a second."""
    parts = [b"GET /health/live HTTP/1.1\r\nHost: x\r\nX: ", *[b"x"] * 25]
    async with watched(target) as seen:
        told = await asyncio.gather(*(_sends(target, parts, 1.0) for _ in range(20 if short else 200)))
    return [*_cut("a slow head", told, {0}), *others_go_on(seen)]


async def silent(target: Target, short: bool) -> list[Finding]:
    """Connections that send nothing, more than the server takes."""
    count = 500 if short else min(5000, allow_descriptors() - 200)
    async with watched(target) as seen:
        told = await asyncio.gather(*(_says_nothing(target, number) for number in range(count)))
    return [*_cut("a silent connection", told, {0}), *others_go_on(seen)]


async def idle(target: Target, short: bool) -> list[Finding]:
    """Connections that are kept alive, idle for a minute."""
    reader, writer = await target.connect("127.0.0.2")
    request = target.head("GET", "/health/live")
    writer.write(request)
    first = await read_answer(reader)
    await asyncio.sleep(5 if short else 61)
    writer.write(request)
    second = await read_answer(reader)
    writer.transport.abort()
    return [is_("an idle connection lives for a minute", [first.status, second.status], [200, 200])]


async def slow_readers(target: Target, short: bool) -> list[Finding]:
    """Clients that ask for the description again and again, and do not read it."""
    count = 20 if short else 200
    before = target.memory()
    async with watched(target) as seen:
        tasks = [asyncio.create_task(_reads_nothing(target)) for _ in range(count)]
        await asyncio.sleep(1 if short else 12)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
    grown = target.memory() - before
    return [Finding("memory stays bounded", grown < 100, f"{grown:.0f} MiB more"), *others_go_on(seen)]


async def _sends(target: Target, parts: list[bytes], every: float) -> Told:
    """What a client is told that sends parts slowly, and when its connection ends."""
    began = time.monotonic()
    try:
        reader, writer = await target.connect()
    except OSError:
        return Told(closed=True)
    dripping = asyncio.create_task(drip(writer, parts, every))
    told = Told()
    with suppress(TimeoutError):
        told = await asyncio.wait_for(read_answer(reader), PATIENCE)
    told.seconds = time.monotonic() - began
    told.closed = told.closed or await has_ended(reader, 10)
    dripping.cancel()
    writer.transport.abort()
    return told


async def _says_nothing(target: Target, number: int) -> Told:
    await asyncio.sleep(number / 2000)
    return await _sends(target, [], 0.0)


async def _reads_nothing(target: Target) -> None:
    with socket.socket() as raw, suppress(*GONE):
        raw.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        raw.setblocking(False)
        loop = asyncio.get_running_loop()
        await loop.sock_connect(raw, (target.host, target.port))
        request = b"GET /openapi.json HTTP/1.1\r\nHost: localhost\r\n\r\n" * 100
        while True:
            await loop.sock_sendall(raw, request)
            await asyncio.sleep(0.1)


def _cut(what: str, told: list[Told], statuses: set[int]) -> list[Finding]:
    return [
        is_(f"{what}: {' or '.join(str(one) for one in statuses)}", {one.status for one in told}, statuses),
        is_(f"{what} is cut", {one.closed for one in told}, {True}),
        within(f"{what} is cut after 15 s", max(one.seconds for one in told), 17.0),
    ]
