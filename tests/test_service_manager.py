"""What systemd is told of a server, by a socket that stands for systemd."""

import os
import signal
import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from contact_moments.http_server.service_manager import ServiceManager, ServiceReport
from tests.support import Installation
from tests.test_workers import children

pytestmark = pytest.mark.usefixtures("processes")

SECOND = 1_000_000  # microseconds


class Systemd:
    """Who waits for messages."""

    def __init__(self, address: str) -> None:
        self._socket = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        self._socket.bind(address)
        self._socket.setblocking(False)

    def lines(self) -> list[str]:
        """All lines that have come since the last time."""
        found: list[str] = []
        try:
            while True:
                found += self._socket.recv(4096).decode().split("\n")
        except BlockingIOError:
            return found

    def wait_for(self, line: str, seconds: float = 20) -> list[str]:
        """All lines that have come, once this one is among them."""
        found: list[str] = []
        deadline = time.monotonic() + seconds
        while line not in found:
            assert time.monotonic() < deadline, found
            time.sleep(0.02)
            found += self.lines()
        return found

    def close(self) -> None:
        """Wait no longer."""
        self._socket.close()


@contextmanager
def systemd_at(address: str) -> Iterator[Systemd]:
    """Wait at an address."""
    systemd = Systemd(address)
    try:
        yield systemd
    finally:
        systemd.close()


@pytest.fixture
def systemd(tmp_path: Path) -> Iterator[Systemd]:
    """It waits at a path."""
    with systemd_at(str(tmp_path / "notify")) as systemd:
        yield systemd


def manager(tmp_path: Path, **environment: str) -> ServiceManager:
    """The manager that a server sees in its environment."""
    return ServiceManager({"NOTIFY_SOCKET": str(tmp_path / "notify"), **environment})


def test_ready_is_told_once(systemd: Systemd, tmp_path: Path) -> None:
    """The server is ready when a worker answers, and not before."""
    report = ServiceReport(manager(tmp_path))

    report.tell([0.0, 0.0])
    before = systemd.lines()
    report.tell([0.0, time.monotonic()])
    report.tell([0.0, time.monotonic()])

    assert before == ["STATUS=0 of 2 workers answer"]
    assert systemd.lines() == ["STATUS=1 of 2 workers answer", "READY=1"]


@pytest.mark.parametrize(
    ("ages", "is_alive"),
    [((0.1, 0.1), True), ((0.1, None), True), ((0.1, 6.0), False), ((None, None), False), ((6.0, 6.0), False)],
    ids=["all answer", "one is replaced", "one hangs", "none serves", "all hang"],
)
def test_the_watchdog(systemd: Systemd, tmp_path: Path, ages: tuple[float | None, ...], is_alive: bool) -> None:
    """A sign of life is sent only while each worker that serves has turned its loop in half of the time given."""
    report = ServiceReport(manager(tmp_path, WATCHDOG_USEC=str(10 * SECOND)))

    report.tell([0.0 if age is None else time.monotonic() - age for age in ages])

    assert ("WATCHDOG=1" in systemd.lines()) == is_alive


@pytest.mark.parametrize(
    ("environment", "seconds"),
    [
        ({}, None),
        ({"WATCHDOG_USEC": "60000000"}, 60.0),
        ({"WATCHDOG_USEC": "60000000", "WATCHDOG_PID": str(os.getpid())}, 60.0),
        ({"WATCHDOG_USEC": "60000000", "WATCHDOG_PID": "1"}, None),
        ({"WATCHDOG_USEC": "0"}, None),
        ({"WATCHDOG_USEC": "soon"}, None),
    ],
)
def test_which_watchdog(environment: dict[str, str], seconds: float | None) -> None:
    """The watchdog's time is read from the environment, if it is meant for this process."""
    assert ServiceManager(environment).watchdog_seconds == seconds


@pytest.mark.parametrize("address", ["", "/nowhere/notify", "vsock:2:1234", "relative"])
def test_nobody_is_told(address: str) -> None:
    """Where nobody waits, telling does nothing."""
    ServiceManager({"NOTIFY_SOCKET": address}).tell("READY=1")


def test_an_abstract_address() -> None:
    """`@` stands for the NUL of an abstract address."""
    name = f"contact-moments-{os.getpid()}"
    with systemd_at(f"\0{name}") as systemd:
        ServiceManager({"NOTIFY_SOCKET": f"@{name}"}).tell("READY=1", "STATUS=x")

        assert systemd.lines() == ["READY=1", "STATUS=x"]


def test_somebody_who_does_not_read(systemd: Systemd, tmp_path: Path) -> None:
    """A manager that reads nothing does not stop the server."""
    told = manager(tmp_path)

    for _ in range(5_000):
        told.tell("WATCHDOG=1")

    assert systemd.lines()


def test_what_did_not_arrive_is_told_again(systemd: Systemd, tmp_path: Path) -> None:
    """Where systemd is behind with the messages of other services, it gets ours as soon as there is room again."""
    report = ServiceReport(manager(tmp_path, WATCHDOG_USEC=str(60 * SECOND)))
    others = manager(tmp_path)
    while others.tell("WATCHDOG=1", "STATUS=of another service"):
        pass

    report.tell([time.monotonic()])
    before = systemd.lines()
    report.tell([time.monotonic()])
    report.tell([time.monotonic()])

    assert "READY=1" not in before
    assert systemd.lines() == ["STATUS=1 of 1 workers answer", "READY=1", "WATCHDOG=1"]


@pytest.mark.slow
def test_a_server_from_its_start_to_its_end(
    registered: Installation, tmp_path: Path, systemd: Systemd, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It tells that it is ready once it answers, that it is alive, and that it stops; a worker's end in between too.

    While a worker hangs, it tells no more that it is alive.
    """
    monkeypatch.setenv("NOTIFY_SOCKET", str(tmp_path / "notify"))
    monkeypatch.setenv("WATCHDOG_USEC", str(2 * SECOND))
    with registered.serving("--workers", "2") as server:
        systemd.wait_for("STATUS=2 of 2 workers answer")
        systemd.wait_for("WATCHDOG=1")
        os.kill(children(server)[0], signal.SIGKILL)
        systemd.wait_for("STATUS=1 of 2 workers answer")
        systemd.wait_for("STATUS=2 of 2 workers answer")

        hanging = children(server)[0]
        os.kill(hanging, signal.SIGSTOP)
        systemd.wait_for("STATUS=1 of 2 workers answer")
        time.sleep(1.2)
        silent = systemd.lines()
        os.kill(hanging, signal.SIGCONT)
        systemd.wait_for("WATCHDOG=1")
    last = systemd.lines()

    assert "WATCHDOG=1" not in silent
    assert "STOPPING=1" in last
    assert "EXTEND_TIMEOUT_USEC=30000000" in last
