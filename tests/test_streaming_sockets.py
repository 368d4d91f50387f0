"""Streamed answers on real sockets: what a client sees, and what the server holds for it."""

import asyncio
import http.client
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing, contextmanager
from functools import partial
from queue import Queue
from typing import NamedTuple, cast

import pytest

from contact_moments.http_server.acceptor import Acceptor
from contact_moments.http_server.application import Application
from contact_moments.http_server.connection import Connection
from contact_moments.http_server.messages import Response
from contact_moments.http_server.pipeline import RequestContext
from contact_moments.http_server.routes import PUBLIC, Route
from contact_moments.http_server.worker import Worker
from tests.connections import application, get

PIECE = b"x" * 50_000


class Producer:
    """Makes pieces without an end, or fails after some."""

    def __init__(self) -> None:
        self.made = 0
        self.fails_after = 10**9
        self.cleared_up = threading.Event()

    def pieces(self) -> Iterator[bytes]:
        """As many as a query says."""
        try:
            for _ in range(self.fails_after):
                self.made += 1
                yield PIECE
            raise ValueError
        finally:
            self.cleared_up.set()

    def answer(self, _: RequestContext) -> Response:
        """Stream."""
        return Response(stream=self.pieces())


@pytest.fixture
def producer() -> Producer:
    """What makes the pieces."""
    return Producer()


@pytest.fixture
def address(processes: None, producer: Producer) -> Iterator[tuple[str, int]]:
    """Where a worker in this process answers."""
    with served(streaming(producer)) as address:
        yield address


def streaming(producer: Producer) -> Application:
    """An application that streams."""
    return application([Route("GET", "/stream", PUBLIC, producer.answer, streams=True)])


@contextmanager
def served(what: Application, stop_timeout: float = 5.0) -> Iterator[tuple[str, int]]:
    """Serve an application on a port of this machine, with a loop in a thread."""
    places: Queue[tuple[str, int]] = Queue()
    stop: list[Callable[[], object]] = []

    async def serve() -> None:
        loop, stopped = asyncio.get_running_loop(), asyncio.Event()
        worker = Worker(loop, 2, 100)
        server = await loop.create_server(lambda: Connection(what, worker), "127.0.0.1", 0)
        stop.append(partial(loop.call_soon_threadsafe, stopped.set))
        places.put(server.sockets[0].getsockname())
        await worker.serve(cast("Acceptor", Listening(server)), stopped, stop_timeout)

    thread = threading.Thread(target=asyncio.run, args=(serve(),))
    thread.start()
    yield places.get(timeout=10)
    stop[0]()
    thread.join(10)


class Listening(NamedTuple):
    """What accepts connections, as a worker sees it."""

    server: asyncio.Server

    def close(self) -> None:
        """Accept no more."""
        self.server.close()

    def show_life(self) -> None:
        """There is no main process."""

    def opening(self) -> int:
        """None is half open."""
        return 0


def until(holds: Callable[[], bool]) -> None:
    """Wait until something holds, for ten seconds at most."""
    deadline = time.monotonic() + 10
    while not holds():
        assert time.monotonic() < deadline
        time.sleep(0.01)


def asking(address: tuple[str, int], version: str = "1.1") -> socket.socket:
    """A client that has sent its request."""
    client = socket.create_connection(address, timeout=10)
    client.sendall(get("/stream").replace("1.1", version).encode())
    return client


def test_a_client_that_does_not_read(address: tuple[str, int], producer: Producer) -> None:
    """No more is made than the buffers between the two hold; when it reads again, it gets all of that, and more."""
    with asking(address) as client:
        until(lambda: producer.made > 2)
        seen = -1
        while seen != producer.made:
            seen = producer.made
            time.sleep(0.3)
        assert seen * len(PIECE) < 50_000_000
        received = 0
        while received < (seen + 10) * len(PIECE):
            received += len(client.recv(1_000_000))
    assert producer.cleared_up.wait(10)


def test_a_client_that_leaves(address: tuple[str, int], producer: Producer) -> None:
    """Making pieces ends soon."""
    with asking(address) as client:
        client.recv(1000)
    assert producer.cleared_up.wait(10)


def test_it_breaks_off(address: tuple[str, int], producer: Producer) -> None:
    """A client of HTTP/1.1 sees that the last chunk is missing, and has what was sent before."""
    producer.fails_after = 3
    with closing(http.client.HTTPConnection(*address, timeout=10)) as connection:
        connection.request("GET", "/stream")
        with connection.getresponse() as answer, pytest.raises(http.client.IncompleteRead) as caught:
            answer.read()

    assert caught.value.partial == PIECE * 3


def test_it_breaks_off_for_http_1_0(address: tuple[str, int], producer: Producer) -> None:
    """There a connection that ends would be a complete answer: it is reset."""
    producer.fails_after = 3
    with asking(address, "1.0") as client, pytest.raises(ConnectionResetError):
        list(iter(lambda: client.recv(100_000), b""))


@pytest.mark.parametrize("version", ["1.0", "1.1"])
def test_the_server_stops(processes: None, producer: Producer, version: str) -> None:
    """When its time is over, what is not complete breaks off, and shows that it does."""
    with ExitStack() as stack:
        with served(streaming(producer), stop_timeout=0.1) as address:
            client = stack.enter_context(asking(address, version))
            client.recv(1000)
        if version == "1.0":
            with pytest.raises(ConnectionResetError):
                list(iter(lambda: client.recv(10**6), b""))
        else:
            assert not b"".join(iter(lambda: client.recv(10**6), b"")).endswith(b"0\r\n\r\n")
