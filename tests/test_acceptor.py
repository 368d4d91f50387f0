"""A worker that accepts connections: what the other workers know of it."""

import asyncio
import socket
import time

from contact_moments.http_server.acceptor import Acceptor
from contact_moments.http_server.open_connections import OpenConnections
from contact_moments.http_server.processes import Place
from tests.test_limits import Place as Held


async def counted_after_a_pause(held: int) -> int:
    """How many connections others see of a worker that has so many, once it has waited for them and accepted one."""
    connections = OpenConnections(100, time.monotonic)
    for _ in range(held):
        connections.add(Held("a"))
    counts = memoryview(bytearray(8)).cast("i")
    signs_of_life = memoryview(bytearray(8)).cast("d")
    with socket.create_server(("127.0.0.1", 0)) as listener:
        listener.setblocking(False)
        acceptor = Acceptor(Place(0, listener, counts, signs_of_life, 0), asyncio.Protocol, connections)
        acceptor.start()
        _, writer = await asyncio.open_connection(*listener.getsockname())
        await asyncio.sleep(0.1)
        writer.close()
        await asyncio.sleep(0.1)
        acceptor.close()
    return counts[0]


def test_a_pause_keeps_the_count(processes: None) -> None:
    """A worker that lets others go first still has its connections."""
    assert asyncio.run(counted_after_a_pause(5)) >= 5
