"""The worker processes of a server: each gets its share of connections, and one that ends is replaced."""

import json
import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections import Counter
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path
from statistics import median
from urllib.parse import urlsplit

import pytest

from contact_moments.http_server.processes import MAX_FAILURES
from tests.support import Installation, Server, fetch, free_port

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("processes"), pytest.mark.long]

# A server that may open few files.
LIMITED = """
import resource
from contact_moments import cli
resource.setrlimit(resource.RLIMIT_NOFILE, (100, 300))
cli.main()
"""
CONNECTIONS = 16
REQUEST = b"GET /health/live HTTP/1.1\r\nHost: x\r\n\r\n"
# A server whose workers cannot start.
FAILING = """
from contact_moments import cli, server
from contact_moments.http_server import processes
def create_app(*_):
    raise RuntimeError("a secret")
server.create_app = create_app
cli.main()
"""


def shares(server: Server) -> list[int]:
    """Of connections that are opened together: how many each worker has."""
    address = urlsplit(server.url)
    with ExitStack() as stack:
        opened = [stack.enter_context(socket.socket()) for _ in range(CONNECTIONS)]
        for connection in opened:
            connection.setblocking(False)
            connection.connect_ex((address.hostname, address.port))
        time.sleep(0.5)
        for connection in opened:
            connection.setblocking(True)
            connection.sendall(REQUEST)
        answers = [connection.recv(65536) for connection in opened]
    # The first part of a request's id is the worker's.
    return list(Counter(re.findall(rb"x-request-id: (\w+)-", b"".join(answers))).values())


def is_shared(found: list[list[int]]) -> bool:
    """Whether most of the times no worker had more than three quarters."""
    return bool(found) and median(map(max, found)) <= CONNECTIONS * 3 // 4


def test_every_worker_gets_its_share(registered: Installation) -> None:
    """Connections that are opened together do not all go to one worker, unless the other one has no core just then."""
    with registered.serving("--workers", "2") as server:
        deadline = time.monotonic() + 20
        while len(shares(server)) < 2:  # the other one is not there yet
            assert time.monotonic() < deadline
        found: list[list[int]] = []
        while not is_shared(found[-7:]) and len(found) < 42:
            found += [shares(server) for _ in range(7)]

    assert {sum(one) for one in found} == {CONNECTIONS}
    assert is_shared(found[-7:]), found


def test_a_worker_that_is_killed_is_replaced(registered: Installation) -> None:
    """No request finds nobody, the log tells of it, and soon there are as many as before."""
    with registered.serving("--workers", "2", LOG_FORMAT="json") as server:
        first = children(server)
        os.kill(first[0], signal.SIGKILL)
        answers = {fetch("GET", f"{server.url}/health/live").status_code for _ in range(20)}
        deadline = time.monotonic() + 10
        while len(children(server)) < 2 or first[0] in children(server):
            assert time.monotonic() < deadline
            time.sleep(0.1)
        log = server.log()

    assert answers == {200}
    assert [line for line in events(log, "worker_ended") if (line["worker"], line["exit_code"]) == (1, -9)] != []


def test_a_worker_that_cannot_start(registered: Installation) -> None:
    """The log tells where it failed, and not with which words; the server stops when it is told to."""
    process = subprocess.Popen(
        [sys.executable, "-c", FAILING, "serve", "--port", str(free_port())],
        cwd=registered.folder,
        env=registered.environment(LOG_FORMAT="json"),
        stderr=subprocess.PIPE,
        text=True,
    )
    assert process.stderr is not None
    lines = [process.stderr.readline() for _ in range(3)]
    process.terminate()
    rest = process.communicate(timeout=20)[1]

    assert ["worker_failed" in lines[1], "worker_ended" in lines[2], process.returncode] == [True, True, 0]
    assert "secret" not in "".join(lines) + rest


def test_a_server_whose_workers_cannot_start(registered: Installation) -> None:
    """After some attempts it ends, with an exit code that tells of it."""
    script = FAILING.replace("cli.main()", "processes.RESTART_SECONDS = 0.01\ncli.main()")
    done = subprocess.run(
        [sys.executable, "-c", script, "serve", "--port", str(free_port())],
        cwd=registered.folder,
        env=registered.environment(LOG_FORMAT="json"),
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )

    assert (done.returncode, len(events(done.stderr, "worker_failed"))) == (1, MAX_FAILURES)
    assert "No worker can start" in done.stderr


def test_the_main_process_is_killed(registered: Installation) -> None:
    """Its workers end, and leave the port to the next server."""
    server = registered.start("--workers", "2")
    workers = children(server)
    os.kill(server.process.pid, signal.SIGKILL)
    server.process.wait(20)
    deadline = time.monotonic() + 20
    while any(Path(f"/proc/{worker}").exists() for worker in workers):
        assert time.monotonic() < deadline
        time.sleep(0.05)

    with socket.socket() as listener:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind(("127.0.0.1", urlsplit(server.url).port))


def test_clients_that_connect_while_the_server_stops(registered: Installation) -> None:
    """Who has connected is answered, and told that the connection ends; an idle one is closed; nobody else gets in."""
    with registered.serving() as server, connected(server) as idle, connected(server) as fresh:
        idle.sendall(REQUEST)
        idle.recv(65536)
        server.process.send_signal(signal.SIGTERM)
        ends = idle.recv(65536)
        with pytest.raises(ConnectionError):
            connected(server)
        fresh.sendall(REQUEST)
        answer = fresh.recv(65536)

    assert (ends, answer[:12], b"connection: close" in answer) == (b"", b"HTTP/1.1 200", True)


def test_few_descriptors(registered: Installation) -> None:
    """A server raises its limit as far as it may, and takes as many connections as it has descriptors for.

    Who comes then takes the place of an idle one; the log tells of it once.
    """
    limited = replace(registered, program=("-c", LIMITED))
    with limited.serving(LOG_FORMAT="json") as server, ExitStack() as stack:
        for _ in range(400):
            stack.enter_context(connected(server))
        answers = {fetch("GET", f"{server.url}/health/live").status_code for _ in range(20)}
        lines = events(server.log(), "connections_full")

    assert answers == {200}
    assert [line["limit"] for line in lines] == [300 - 64 - 4 * 32]


def connected(server: Server) -> socket.socket:
    """A connection to the server."""
    address = urlsplit(server.url)
    return socket.create_connection((address.hostname, address.port or 80), timeout=20)


def children(server: Server) -> list[int]:
    """The worker processes."""
    process = server.process.pid
    return [int(one) for one in Path(f"/proc/{process}/task/{process}/children").read_text().split()]


def events(log: str, event: str) -> list[dict[str, object]]:
    """The lines of a log in JSON that tell of an event."""
    lines = [json.loads(line) for line in log.splitlines() if line.startswith("{")]
    return [line for line in lines if line["event"] == event]
