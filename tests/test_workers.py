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
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from tests.support import Installation, Server, fetch, free_port

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("processes"), pytest.mark.long]

CONNECTIONS = 16
REQUEST = b"GET /health/live HTTP/1.1\r\nHost: x\r\n\r\n"
# A server whose workers cannot start.
FAILING = """
from contact_moments import cli, server
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


def test_every_worker_gets_its_share(registered: Installation) -> None:
    """Connections that are opened together do not all go to one worker."""
    with registered.serving("--workers", "2") as server:
        deadline = time.monotonic() + 20
        while len(shares(server)) < 2:  # the other one is not there yet
            assert time.monotonic() < deadline
        found = [shares(server) for _ in range(3)]

    assert [sum(one) for one in found] == [CONNECTIONS] * 3
    assert max(map(max, found)) <= CONNECTIONS * 3 // 4


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


def children(server: Server) -> list[int]:
    """The worker processes."""
    process = server.process.pid
    return [int(one) for one in Path(f"/proc/{process}/task/{process}/children").read_text().split()]


def events(log: str, event: str) -> list[dict[str, object]]:
    """The lines of a log in JSON that tell of an event."""
    lines = [json.loads(line) for line in log.splitlines() if line.startswith("{")]
    return [line for line in lines if line["event"] == event]
