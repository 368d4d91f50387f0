"""Where Prometheus reads the figures: one path, one method, and little that a client may take."""

import asyncio
import os
import signal
import socket
import time
from array import array
from collections.abc import AsyncIterator, Iterator
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from pathlib import Path

import pytest
import requests
from prometheus_client.parser import text_string_to_metric_families

from contact_moments.http_server.processes import Beside
from contact_moments.log import configure_logging
from contact_moments.meter.shared_rows import SharedRows
from contact_moments.metrics import endpoint, exposition
from contact_moments.metrics.endpoint import MAX_CONNECTIONS, MAX_HEAD, Endpoint
from contact_moments.settings import Settings
from tests.support import TOKEN, Installation, Server, free_port

pytestmark = pytest.mark.usefixtures("processes")

LARGE = b"x" * 20_000_000


class Counting:
    """Figures that count how often they are made."""

    def __init__(self, text: bytes = b"figures\n") -> None:
        self.text = text
        self.made = 0

    async def __call__(self) -> bytes:
        """The text, after a moment."""
        self.made += 1
        await asyncio.sleep(0.05)
        return self.text


@asynccontextmanager
async def serving(text: Counting) -> AsyncIterator[int]:
    """The port of an endpoint that tells this text."""
    stopped, listener = asyncio.Event(), socket.create_server(("127.0.0.1", 0))
    port: int = listener.getsockname()[1]
    running = asyncio.ensure_future(Endpoint(text, "text/plain").serve(listener, stopped))
    try:
        yield port
    finally:
        stopped.set()
        await running


@asynccontextmanager
async def connected(port: int) -> AsyncIterator[tuple[asyncio.StreamReader, asyncio.StreamWriter]]:
    """A connection to it."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port, limit=1024)
    try:
        yield reader, writer
    finally:
        writer.close()
        with suppress(ConnectionError):
            await writer.wait_closed()


async def answer_to(port: int, request: bytes) -> bytes:
    """All that comes back, until the connection ends."""
    async with connected(port) as (reader, writer):
        writer.write(request)
        with suppress(ConnectionError):
            return await reader.read()
    return b""


def asked(request: bytes, text: Counting | None = None) -> bytes:
    """The answer to one request."""

    async def ask() -> bytes:
        async with serving(text or Counting()) as port:
            return await answer_to(port, request)

    return asyncio.run(ask())


@pytest.mark.parametrize(
    ("request_line", "status"),
    [
        (b"GET /metrics HTTP/1.1\r\n", b"200"),
        (b"GET /metrics?x=1 HTTP/1.0\r\n", b"200"),
        (b"GET / HTTP/1.1\r\n", b"404"),
        (b"GET /metrics/ HTTP/1.1\r\n", b"404"),
        (b"GET /l/contact_moment_api/contact_moment HTTP/1.1\r\n", b"404"),
        (b"POST /metrics HTTP/1.1\r\n", b"405"),
        (b"HEAD /metrics HTTP/1.1\r\n", b"405"),
        (b"GET /metrics\r\n", b"400"),
        (b"\x16\x03\x01\r\n", b"400"),
        (b"X" * (MAX_HEAD + 1), b"400"),
    ],
)
def test_only_the_figures(request_line: bytes, status: bytes) -> None:
    """`GET /metrics` has an answer, and everything else a refusal; then the connection ends."""
    answer = asked(request_line + b"host: x\r\n\r\n")

    assert answer.startswith(b"HTTP/1.1 " + status)


def test_the_answer_to_head() -> None:
    """A refusal of HEAD has no body: a client would take it for the next answer."""
    assert asked(b"HEAD /metrics HTTP/1.1\r\nhost: x\r\n\r\n").endswith(b"\r\n\r\n")


def test_a_client_that_sends_no_more() -> None:
    """Who has sent a request and closes its own half of the connection gets the answer."""

    async def ask() -> bytes:
        async with serving(Counting()) as port, connected(port) as (reader, writer):
            writer.write(b"GET /metrics HTTP/1.0\r\n\r\n")
            writer.write_eof()
            return await reader.read()

    assert asyncio.run(ask()).endswith(b"figures\n")


def test_a_worker_that_hangs() -> None:
    """It is none of those that serve; its connections are open all the same."""
    now, none = time.monotonic(), 2**31 - 1
    counts, signs_of_life = array("i", [2, 3, none]), array("d", [now, now - 60, 0.0])
    beside = Beside(memoryview(counts), memoryview(signs_of_life), 0)

    text = exposition.text(SharedRows(3), beside.connections(), beside.answering(), None).decode()

    assert ("\ncontact_moments_workers 1.0\n" in text, "\ncontact_moments_connections 5.0\n" in text) == (True, True)


def test_figures_that_cannot_be_made(capfd: pytest.CaptureFixture[str]) -> None:
    """Where making the text fails, the answer is 500 without the reason, and the log has the place."""

    class Failing(Counting):
        async def __call__(self) -> bytes:
            raise RuntimeError("a secret")

    configure_logging(Settings(log_format="json"))
    answer = asked(b"GET /metrics HTTP/1.1\r\n\r\n", Failing())

    assert answer.startswith(b"HTTP/1.1 500")
    log = capfd.readouterr().err
    assert ("metrics_failed" in log, "secret" in log) == (True, False)


def test_who_asks_at_the_same_time() -> None:
    """Several who ask at the same time get one text, which is made once."""

    class Held(Counting):
        async def __call__(self) -> bytes:
            self.made += 1
            await all_have_asked.wait()
            return self.text

    text, all_have_asked = Held(), asyncio.Event()

    async def ask() -> list[bytes]:
        async with serving(text) as port, AsyncExitStack() as stack:
            clients = [await stack.enter_async_context(connected(port)) for _ in range(5)]
            for _, writer in clients:
                writer.write(b"GET /metrics HTTP/1.1\r\n\r\n")
            for _ in range(100):  # turns of the loop, however long they take: what was sent has arrived
                await asyncio.sleep(0)
            all_have_asked.set()
            return [await reader.read() for reader, _ in clients]

    answers = asyncio.run(ask())

    assert [answer.endswith(b"figures\n") for answer in answers] == [True] * 5
    assert text.made == 1


def test_many_connections() -> None:
    """More connections than there may be are cut off, and a place is free again when one has ended."""

    async def ask() -> tuple[bytes, bytes]:
        async with serving(Counting()) as port:
            async with AsyncExitStack() as stack:
                for _ in range(MAX_CONNECTIONS):
                    await stack.enter_async_context(connected(port))
                refused = await answer_to(port, b"GET /metrics HTTP/1.1\r\n\r\n")
            await asyncio.sleep(0.1)
            return refused, await answer_to(port, b"GET /metrics HTTP/1.1\r\n\r\n")

    refused, taken = asyncio.run(ask())

    assert refused == b""
    assert taken.startswith(b"HTTP/1.1 200")


@pytest.mark.parametrize("request_", [b"GET /metr", b"GET /metrics HTTP/1.1\r\n\r\n"], ids=["sends", "reads"])
def test_slow_clients(request_: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    """Who does not send a whole request, or does not read the answer, is cut off after a while."""
    monkeypatch.setattr(endpoint, "SECONDS", 0.2)

    async def hold() -> float:
        async with serving(Counting(LARGE)) as port, connected(port) as (reader, writer):
            began = time.monotonic()
            writer.write(request_)
            with suppress(ConnectionError):
                await asyncio.sleep(0.4)
                assert len(await reader.read()) < len(LARGE)
            return time.monotonic() - began

    assert asyncio.run(hold()) < 5  # not ten


@pytest.fixture
def port() -> int:
    """Where the figures are."""
    return free_port()


@pytest.fixture
def metered(registered: Installation, port: int) -> Iterator[Server]:
    """A server with two workers that tells figures."""
    with registered.serving("--workers", "2", METRICS_PORT=str(port)) as server:
        yield server


def figures(port: int) -> dict[str, float]:
    """Every figure: name and labels as they are written, and value."""
    answer = requests.get(f"http://127.0.0.1:{port}/metrics", timeout=10)
    assert answer.status_code == 200
    families = text_string_to_metric_families(answer.text)
    return {f"{one.name}{sorted(one.labels.items())}": one.value for family in families for one in family.samples}


def until(port: int, name: str, value: float) -> dict[str, float]:
    """The figures, once one of them has this value."""
    deadline = time.monotonic() + 15
    labels = "" if "[" in name else "[]"
    while (found := figures(port)).get(f"contact_moments_{name}{labels}") != value:
        assert time.monotonic() < deadline, found
        time.sleep(0.2)
    return found


def children(server: Server) -> list[int]:
    """The processes of a server besides its main one, the oldest first."""
    main = server.process.pid
    return [int(one) for one in Path(f"/proc/{main}/task/{main}/children").read_text().split()]


@pytest.mark.slow
@pytest.mark.both_engines
def test_a_server(metered: Server, port: int) -> None:
    """A server tells its figures at the port of their own, and nowhere else."""
    metered.api().get()

    until(port, "workers", 2)
    found = until(port, f"requests_total{[('method', 'POST'), ('route', TOKEN), ('status', '200')]}", 1)
    assert (found["contact_moments_ready[]"], found["contact_moments_database_up[]"]) == (1, 1)
    assert found["contact_moments_database_size_bytes[]"] > 100_000
    assert requests.get(f"{metered.url}/metrics", timeout=10).status_code == 404
    assert requests.get(f"http://127.0.0.1:{port}/health/live", timeout=10).status_code == 404


@pytest.mark.slow
def test_processes_that_end(metered: Server, port: int) -> None:
    """After a worker and the process of the figures were killed, no counter is smaller, and both are there again."""
    metered.api().get()
    until(port, "workers", 2)
    before = until(port, f"requests_total{[('method', 'POST'), ('route', TOKEN), ('status', '200')]}", 1)
    for process in (children(metered)[0], children(metered)[-1]):
        os.kill(process, signal.SIGKILL)
    metered.wait_for("metrics_ended")
    deadline = time.monotonic() + 15
    while len(children(metered)) < 3:
        assert time.monotonic() < deadline
        time.sleep(0.1)

    after = until(port, "worker_replacements_total", 1)
    counters = [name for name in before if "_total" in name or "_bucket" in name or "_count" in name]
    assert [name for name in counters if after[name] < before[name]] == []


@pytest.mark.slow
def test_while_the_database_is_away(metered: Server, port: int) -> None:
    """What the workers have counted is told all the same, and that the database does not answer."""
    until(port, "database_up", 1)
    database = metered.installation.database
    database.rename(database.with_suffix(".away"))

    found = until(port, "database_up", 0)
    assert found["contact_moments_ready[]"] == 0
    assert found["contact_moments_workers[]"] == 2
    assert "contact_moments_database_size_bytes[]" not in found
    database.with_suffix(".away").rename(database)


@pytest.mark.slow
def test_the_main_process_is_killed(registered: Installation, port: int) -> None:
    """The process of the figures ends with it, and leaves the port to the next server."""
    server = registered.start(METRICS_PORT=str(port))
    processes = children(server)
    os.kill(server.process.pid, signal.SIGKILL)
    server.process.wait(20)
    deadline = time.monotonic() + 20
    while any(Path(f"/proc/{one}").exists() for one in processes):
        assert time.monotonic() < deadline
        time.sleep(0.05)

    socket.create_server(("127.0.0.1", port)).close()


def test_an_address_that_is_taken(registered: Installation, port: int) -> None:
    """A server does not start where its figures cannot be told, and says which settings choose another place."""
    with socket.create_server(("127.0.0.1", port)):
        done = registered.try_run("serve", "--port", str(free_port()), METRICS_PORT=str(port))

    assert done.returncode == 1
    assert "choose another with CONTACT_MOMENTS_METRICS_HOST and CONTACT_MOMENTS_METRICS_PORT" in done.stderr
