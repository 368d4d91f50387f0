"""The program of an earlier release: its commands, and its server."""

import contextlib
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import requests

from tests.support import free_port

# One process for all commands: each of its own takes a second to begin.
_COMMANDS = """
import contextlib, io, json, sys
from contact_moments.cli import main
def run(what):
    if isinstance(what, str):
        exec(what, {})
        return ""
    try:
        main(what)
    except SystemExit as left:
        return str(left.code or "")
for line in sys.stdin:
    out, err = (io.TextIOWrapper(io.BytesIO(), encoding="utf-8", write_through=True) for _ in range(2))
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        fault = run(json.loads(line)) or ""
    told = [one.buffer.getvalue().decode() for one in (out, err)]
    print(json.dumps({"out": told[0], "fault": fault and fault + told[1]}), flush=True)
"""


@dataclass
class Release:
    """An earlier release: the folder of its source, a register of it, and a Python with the libraries that it needs."""

    source: Path
    folder: Path
    url: str
    python: str = sys.executable
    _commands: subprocess.Popen[str] | None = None

    def run(self, *words: str) -> str:
        """Run a command; returns what it prints."""
        return self._ask(list(words))

    def run_code(self, code: str) -> None:
        """Run Python with the modules of the release."""
        self._ask(code)

    def _ask(self, what: list[str] | str) -> str:
        self._commands = self._commands or subprocess.Popen(
            [self.python, "-c", _COMMANDS],
            cwd=self.folder,
            env=self._environment(),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        assert self._commands.stdin is not None
        assert self._commands.stdout is not None
        print(json.dumps(what), file=self._commands.stdin, flush=True)
        answer: dict[str, str] = json.loads(self._commands.stdout.readline())
        assert answer["fault"] == "", (what, answer)
        return answer["out"]

    def close(self) -> None:
        """End the process of the commands."""
        if self._commands:
            self._commands.communicate()

    def write(self, name: str, text: str) -> str:
        """Write a file that a command reads; returns its name."""
        (self.folder / name).write_text(text, encoding="utf-8")
        return name

    @contextlib.contextmanager
    def served(self) -> Iterator[str]:
        """Serve the register; yields the server's address."""
        port = free_port()
        command = [self.python, "-m", "contact_moments", "serve", "--port", str(port)]
        with (self.folder / "log").open("wb") as log:
            process = subprocess.Popen(
                command, cwd=self.folder, env=self._environment(), stdout=log, stderr=log, start_new_session=True
            )
        try:
            _wait_until_ready(f"http://127.0.0.1:{port}")
            yield f"http://127.0.0.1:{port}"
        finally:
            process.send_signal(signal.SIGTERM)
            process.wait(timeout=40)

    def _environment(self) -> dict[str, str]:
        own = {name: value for name, value in os.environ.items() if not name.startswith("CONTACT_MOMENTS_")}
        return own | {
            "PYTHONPATH": str(self.source),
            "CONTACT_MOMENTS_DATABASE_URL": self.url,
            "CONTACT_MOMENTS_LOG_LEVEL": "error",
        }


def _wait_until_ready(url: str) -> None:
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline:
        with contextlib.suppress(requests.ConnectionError, requests.Timeout):
            if requests.get(f"{url}/health/ready", timeout=5).status_code == 200:
                return
        time.sleep(0.1)
    raise AssertionError("not ready")
