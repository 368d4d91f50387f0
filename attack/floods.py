"""More work than a server can do: large registrations, and requests without a pause."""

import asyncio
import time
from contextlib import suppress

from attack.finding import Finding, is_, others_go_on, within
from attack.others import Seen, watched
from attack.talk import GONE, Told, ask
from attack.target import MIB, Target

MEMORY = 200  # MiB that a worker may take more than it had


async def large_registrations(target: Target, short: bool) -> list[Finding]:
    """1,500 registrations of nearly a MiB at once: more than are held at a time, so some are refused."""
    return await _registrations(target, 60 if short else 1500, MIB - 1000, too_many=True)


async def many_registrations(target: Target, short: bool) -> list[Finding]:
    """Many small registrations at once, each on a connection of its own."""
    return await _registrations(target, 200 if short else 3000, 100)


async def _registrations(target: Target, count: int, size: int, too_many: bool = False) -> list[Finding]:
    before = target.memory()
    request = target.registration(size)
    async with watched(target) as seen:
        told = await asyncio.gather(*(ask(target, request) for _ in range(count)))
    grown = target.memory() - before
    refused = [one for one in told if one.status == 503]
    answered = [one for one in told if one.status == 200]
    return [
        is_("each is registered or refused", {one.status for one in told} <= {200, 503}, True),
        is_("a refusal says when to try again", {"retry-after" in one.headers for one in refused} <= {True}, True),
        within("what is registered is so within five seconds", _worst(answered), 5.0),
        within("what is refused is so within five seconds", _worst(refused), 5.0),
        Finding("memory stays bounded", grown < MEMORY, f"{grown:.0f} MiB more"),
        Finding("some are registered", bool(answered), f"{len(answered)} of {count}"),
        Finding("what is too much is refused", bool(refused) or not too_many, f"{len(refused)} of {count}"),
        is_("liveness is always answered", seen.failed.get("live", []), []),
        within("liveness within a second", seen.worst("live"), 1.0),
        *await _recovered(target),
    ]


def _worst(told: list[Told]) -> float:
    return max((one.waited for one in told), default=0.0)


async def _recovered(target: Target) -> list[Finding]:
    """Normal service, five seconds after."""
    began = time.monotonic()
    while True:
        told = await ask(target, target.registration())
        after = time.monotonic() - began
        if (told.status, told.seconds < 0.5) == (200, True) or after > 20:
            return [within("normal service five seconds after", after, 5.0)]
        await asyncio.sleep(0.1)


async def pipelined(target: Target, short: bool) -> list[Finding]:
    """Strangers that send requests without waiting for answers, and throw the answers away."""
    request = b"GET /health/live HTTP/1.1\r\nHost: localhost\r\n\r\n" * 4000
    return others_go_on(await _flooded(target, request, 10 if short else 50, 1 if short else 6))


async def descriptions(target: Target, short: bool) -> list[Finding]:
    """Strangers that ask for the description all the time."""
    request = b"GET /openapi.json HTTP/1.1\r\nHost: localhost\r\n\r\n"
    return others_go_on(await _flooded(target, request, 10 if short else 100, 1 if short else 5))


async def tiny_chunks(target: Target, short: bool) -> list[Finding]:
    """Strangers whose bodies come in chunks of one byte."""
    request = target.stranger_head("Transfer-Encoding: chunked") + b"1\r\nx\r\n" * 60_000 + b"0\r\n\r\n"
    return others_go_on(await _flooded(target, request, 5 if short else 20, 1 if short else 5))


async def _flooded(target: Target, request: bytes, count: int, seconds: float) -> Seen:
    async with watched(target) as seen:
        tasks = [asyncio.create_task(_send_all_the_time(target, request)) for _ in range(count)]
        await asyncio.sleep(seconds)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
    return seen


async def _send_all_the_time(target: Target, request: bytes) -> None:
    while True:
        with suppress(*GONE):
            reader, writer = await target.connect()
            try:
                while not reader.at_eof():
                    writer.write(request)
                    await asyncio.gather(writer.drain(), reader.read(MIB))
            finally:
                writer.transport.abort()
        await asyncio.sleep(0.01)
