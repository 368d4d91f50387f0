"""The program as the first process of a container: signals reach it, and it lets go of processes that have ended."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.support import Installation, Server, free_port

pytestmark = pytest.mark.usefixtures("processes")

# Where the machine lets nobody make namespaces: `sysctl kernel.unprivileged_userns_clone=1` does on most.
NAMESPACE = ("unshare", "--user", "--map-root-user", "--fork", "--pid", "--mount-proc", "--kill-child")
# A process whose parent ends at once, so that the first process gets it. It ends a moment later.
ORPHAN = '(sleep 0.2 &); exec "$0" "$@"'

# A worker ends between the moment when the main process looks at its workers and that when it looks for orphans.
ENDS_MEANWHILE = """
import multiprocessing, os, socket
from contact_moments.http_server.processes import WorkerProcesses
from contact_moments.http_server.service_manager import ServiceManager, ServiceReport

orphan = multiprocessing.get_context("fork").Process(target=os._exit, args=(0,))
worker = multiprocessing.get_context("fork").Process(target=os._exit, args=(3,))
for process in (orphan, worker):
    process.start()
    os.waitid(os.P_PID, process.pid, os.WEXITED | os.WNOWAIT)
processes = WorkerProcesses(1, socket.socket(), print, 1, ServiceReport(ServiceManager({})))
processes._running[0] = worker
processes._reap_orphans()
worker.join(5)
print(worker.exitcode)
"""


@contextmanager
def started(installation: Installation, *words: str, **settings: str) -> Iterator[tuple[Server, int]]:
    """The program as the first process of a namespace, with an orphan; and its number outside of the namespace.

    The process of the server is `unshare`, which ends with the exit code of the program.
    """
    command = [*NAMESPACE, "sh", "-c", ORPHAN, sys.executable, "-m", "contact_moments", *words]
    log = installation.folder / "log"
    with log.open("wb") as out:
        process = subprocess.Popen(
            command, cwd=installation.folder, env=installation.environment(**settings), stdout=out, stderr=out
        )
    try:
        yield Server(installation, f"http://127.0.0.1:{settings.get('PORT')}", process, log), first_child(process)
    finally:
        process.kill()
        process.wait(20)


def first_child(process: subprocess.Popen[bytes]) -> int:
    """The number of the process that `unshare` starts."""
    deadline = time.monotonic() + 20
    while not (found := children(process.pid)):
        assert process.poll() is None
        assert time.monotonic() < deadline
        time.sleep(0.01)
    return found[0]


def children(pid: int) -> list[int]:
    """The child processes of a process; those too that have ended and that it has not let go of."""
    return [int(number) for number in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


def test_a_server(registered: Installation) -> None:
    """As first process the server lets go of what others have left behind, and SIGTERM ends it with exit code 0."""
    with started(registered, "serve", PORT=str(free_port())) as (server, first):
        server.wait_until_live()
        deadline = time.monotonic() + 10
        while len(children(first)) > 1 and time.monotonic() < deadline:
            time.sleep(0.1)
        left = children(first)
        os.kill(first, signal.SIGTERM)
        code = server.process.wait(30)

    assert len(left) == 1  # the worker
    assert code == 0, server.log()


def test_a_worker_is_not_taken_for_an_orphan(registered: Installation) -> None:
    """As first process too the server replaces a worker that has ended, and its log has the exit code."""
    with started(registered, "serve", PORT=str(free_port()), LOG_FORMAT="json") as (server, first):
        server.wait_until_live()
        deadline = time.monotonic() + 10
        while len(children(first)) > 1 and time.monotonic() < deadline:
            time.sleep(0.1)
        os.kill(children(first)[0], signal.SIGKILL)
        log = server.wait_for('"worker_ended"')
        server.wait_until_live()

    assert '"exit_code":-9' in log.replace(" ", "")


def test_a_worker_that_ends_meanwhile() -> None:
    """A worker that ends while the server looks for orphans keeps its exit code for those who replace it."""
    done = subprocess.run(
        [sys.executable, "-c", ENDS_MEANWHILE], capture_output=True, text=True, check=False, timeout=30
    )

    assert done.stdout == "3\n", done.stderr


def test_another_command(registered: Installation) -> None:
    """As first process a command that waits is ended by SIGTERM, as everywhere else."""
    os.mkfifo(registered.folder / "relations.csv")
    with started(registered, "relation", "import", "relations.csv") as (server, first):
        deadline = time.monotonic() + 20
        # It waits for somebody who writes into the pipe.
        while "wait_for_partner" not in Path(f"/proc/{first}/wchan").read_text() and time.monotonic() < deadline:
            time.sleep(0.05)
        os.kill(first, signal.SIGTERM)
        code = server.process.wait(10)

    assert code == 128 + signal.SIGTERM
