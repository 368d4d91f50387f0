"""Servers of tests are forks of a process that has loaded the program: loading it takes a second of processor time.

Each is a process as any other: it has a session, folder, environment, umask and output of its own, and runs the program
from its main function to its exit code. Only what Python does before that is done once for all of them (`forker`).
"""

import atexit
import contextlib
import json
import os
import signal
import socket
import subprocess
import sys
from functools import cache
from pathlib import Path
from typing import Any, BinaryIO

# As it is before a test changes it.
_ENVIRONMENT = dict(os.environ)


class Forked:
    """A process that was forked, with what tests use of `subprocess.Popen`."""

    def __init__(self, told: socket.socket) -> None:
        """`told` says its number, and when it has ended its exit code."""
        self._told = told
        told.settimeout(60)
        self.pid = int(told.recv(20))
        self.returncode: int | None = None

    def poll(self) -> int | None:
        """Its exit code, once it has ended."""
        return self._look(0)

    def wait(self, timeout: float) -> int:
        """Wait for its end; returns its exit code. Raises `TimeoutExpired` as `Popen` does."""
        code = self._look(timeout)
        if code is None:
            raise subprocess.TimeoutExpired("contact-moments", timeout)
        return code

    def _look(self, seconds: float) -> int | None:
        if self.returncode is None:
            self._told.settimeout(seconds)
            with contextlib.suppress(BlockingIOError, TimeoutError):
                self.returncode = int(self._told.recv(20))
                self._told.close()
        return self.returncode

    def send_signal(self, number: int) -> None:
        """Send it a signal, unless it has ended."""
        if self.poll() is None:
            os.kill(self.pid, number)

    def terminate(self) -> None:
        """Tell it to stop."""
        self.send_signal(signal.SIGTERM)


class _Forker:
    """The process that forks, as tests ask it."""

    def __init__(self) -> None:
        self._control, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        with theirs:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "tests.forker", str(theirs.fileno())],
                cwd=Path(__file__).parent.parent,
                env=_ENVIRONMENT,
                pass_fds=[theirs.fileno()],
                stdin=subprocess.DEVNULL,
                start_new_session=True,
            )
        atexit.register(self._close)

    def fork(self, request: dict[str, Any], output: BinaryIO) -> Forked:
        """Another process."""
        ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        with theirs:
            socket.send_fds(self._control, [json.dumps(request).encode()], [output.fileno(), theirs.fileno()])
        return Forked(ours)

    def _close(self) -> None:
        # It ends once nobody can ask it any more.
        self._control.close()
        self._process.wait(20)


@cache
def _forker() -> _Forker:
    return _Forker()


def fork(words: list[str], folder: Path, environment: dict[str, str], output: BinaryIO) -> Forked:
    """Run the program with these arguments, as `python -m contact_moments` would; its output goes into a file."""
    umask = os.umask(0)
    os.umask(umask)
    request = {"words": words, "folder": str(folder), "environment": environment, "umask": umask}
    return _forker().fork(request, output)
