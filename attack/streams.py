"""Streamed answers: clients that stop reading, and bodies that come slowly, on the call that puts many relations."""

import asyncio
import json
import socket
from contextlib import suppress

from attack.finding import Finding, is_, others_go_on
from attack.others import watched
from attack.talk import GONE
from attack.target import Target

LINES = "/l/contact_moment_api/relation"
SECONDS = 5
MOST_GROWN = 100  # MiB


async def streams(target: Target, short: bool) -> list[Finding]:
    """Many lines whose answers nobody reads, and lines that come byte by byte, for five seconds."""
    count = 3 if short else 8
    begun: list[bytes] = []
    before = target.memory()
    async with watched(target) as seen:
        unread = [asyncio.create_task(_reads_nothing(target, number, begun)) for number in range(count)]
        slow = [asyncio.create_task(_sends_slowly(target, number)) for number in range(count)]
        await _until_begun(begun, count)
        await asyncio.sleep(1 if short else SECONDS)
        for task in (*unread, *slow):
            task.cancel()
        await asyncio.gather(*unread, *slow, return_exceptions=True)
    grown = target.memory() - before
    return [
        # Others may be told that the server is too busy (503).
        is_("an answer that nobody reads has begun", b"HTTP/1.1 200" in begun, True),
        Finding("memory stays bounded", grown < MOST_GROWN, f"{grown:.0f} MiB more"),
        *others_go_on(seen),
    ]


async def _until_begun(begun: list[bytes], count: int) -> None:
    for _ in range(100):
        if len(begun) >= count:
            return
        await asyncio.sleep(0.1)


def _body(number: int, lines: int) -> bytes:
    made = ({"externalId": f"attack-{number}-{line}", "name": "x" * 300} for line in range(lines))
    return b"".join(json.dumps(one).encode() + b"\n" for one in made)


async def _reads_nothing(target: Target, number: int, begun: list[bytes]) -> None:
    """Send lines, all of which are refused at length, and read nothing but how the answer begins."""
    body = _body(number, 3_000)
    with socket.socket() as raw, suppress(*GONE):
        raw.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        raw.setblocking(False)
        loop = asyncio.get_running_loop()
        await loop.sock_connect(raw, (target.host, target.port))
        await loop.sock_sendall(raw, target.head("PUT", LINES, f"Content-Length: {len(body)}") + body)
        begun.append(await loop.sock_recv(raw, 12))
        await asyncio.Event().wait()


async def _sends_slowly(target: Target, number: int) -> None:
    """Send a line at once, and the rest byte by byte."""
    body = _body(number, 100)
    _, writer = await target.connect()
    try:
        writer.write(target.head("PUT", LINES, f"Content-Length: {len(body)}") + body[:400])
        for byte in body[400:]:
            writer.write(bytes([byte]))
            await writer.drain()
            await asyncio.sleep(0.2)
    except GONE:
        pass
    finally:
        writer.transport.abort()
