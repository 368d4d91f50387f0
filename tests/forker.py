"""The process that servers of tests are forks of: it loads the program, and forks when asked to (see `forking`)."""

import contextlib
import gc
import json
import os
import signal
import socket
import sys
import time
from importlib import import_module
from typing import Any

from contact_moments.cli import main
from contact_moments.pages import rendering

_MOST = 150_000  # bytes of a request
_MOST_OPEN = 1024  # descriptors of this process, which has a few


def serve(control: socket.socket) -> None:
    """Fork a process for each request, until nobody is there who asks."""
    for name in ("contact_moments.cli.serve", "contact_moments.server"):
        import_module(name)
    rendering.load()
    gc.collect()
    gc.freeze()
    # Nobody waits for those that look after others.
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    while True:
        message, descriptors, *_ = socket.recv_fds(control, _MOST, 2)
        if not message:
            return
        if os.fork() == 0:
            os.close(control.detach())
            look_after(json.loads(message), *descriptors)
        for one in descriptors:
            os.close(one)


def look_after(request: dict[str, Any], output: int, told: int) -> None:
    """Run the program in another process; tell its number, and when it has ended its exit code."""
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    process = os.fork()
    if process == 0:
        become(request, output)
        main(request["words"], prog_name="contact-moments")
    os.close(output)
    with socket.socket(fileno=told) as to, contextlib.suppress(OSError):
        to.send(str(process).encode())
        _, status = os.waitpid(process, 0)
        to.send(str(os.waitstatus_to_exitcode(status)).encode())
    os._exit(0)


def become(request: dict[str, Any], output: int) -> None:
    """Give this process what was asked for, and nothing of the one that it is a fork of."""
    os.setsid()
    os.umask(request["umask"])
    os.chdir(request["folder"])
    os.environ.clear()
    os.environ.update(request["environment"])
    time.tzset()
    sys.argv = ["contact-moments", *request["words"]]
    for stream in (sys.stdout, sys.stderr):
        os.dup2(output, stream.fileno())
    os.closerange(3, _MOST_OPEN)


if __name__ == "__main__":
    serve(socket.socket(fileno=int(sys.argv[1])))
