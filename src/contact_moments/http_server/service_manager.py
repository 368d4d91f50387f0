"""What systemd is told of the server: that it serves, how many workers answer, that it is alive, and that it stops.

The protocol (sd_notify(3)) is a datagram of lines for each message, so no library is needed. Only the main process
speaks. What it says of a worker is what that worker's event loop has shown, so a server that hangs falls silent, and
systemd starts it again.
"""

import os
import socket
import time
from collections.abc import Iterable, Mapping

SILENT_SECONDS = 30.0  # a worker that shows no life for so long does not answer, where systemd names no other time

_READY = "READY=1"
_SIGN_OF_LIFE = "WATCHDOG=1"


class ServiceManager:
    """Whoever has started the server and waits for messages: systemd, or nobody."""

    def __init__(self, environment: Mapping[str, str]) -> None:
        self._address = _address(environment.get("NOTIFY_SOCKET", ""))
        self.watchdog_seconds = _watchdog_seconds(environment)

    def tell(self, *lines: str) -> bool:
        """Send one message; returns false if somebody waits for messages and did not get it. It never waits itself."""
        if self._address is None:
            return True
        try:
            with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as sender:
                sender.setblocking(False)
                sender.sendto("\n".join(lines).encode(), self._address)
        except OSError:
            return False  # systemd reads the messages of all services at one address, and is behind with them
        return True


def _address(text: str) -> str | None:
    # `@` stands for the NUL with which an abstract address begins. Other kinds are for virtual machines.
    if text.startswith("@"):
        return f"\0{text[1:]}"
    return text if text.startswith("/") else None


def _watchdog_seconds(environment: Mapping[str, str]) -> float | None:
    """Within how many seconds the manager wants a sign of life; None if it does not."""
    microseconds = environment.get("WATCHDOG_USEC", "")
    if not (microseconds.isascii() and microseconds.isdigit()) or int(microseconds) == 0:
        return None
    meant_for = environment.get("WATCHDOG_PID", "")
    return int(microseconds) / 1e6 if meant_for in {"", str(os.getpid())} else None


def answering(signs_of_life: Iterable[float], silent_seconds: float = SILENT_SECONDS) -> int:
    """How many workers serve and do not hang, by when each last showed life (monotonic seconds; 0: it is not there)."""
    oldest = time.monotonic() - silent_seconds
    return sum(sign > oldest for sign in signs_of_life if sign)


class ServiceReport:
    """What the service manager knows of the workers; it is told what changes, again until it has got it."""

    def __init__(self, manager: ServiceManager) -> None:
        self._manager = manager
        half = (manager.watchdog_seconds or 2 * SILENT_SECONDS) / 2
        self._silent_seconds = half
        self._pause = half / 2 if manager.watchdog_seconds else None
        self._next_sign = 0.0
        self._is_ready = False
        self._status = ""

    def tell(self, signs_of_life: Iterable[float]) -> None:
        """Tell what is new. Of each worker: when it last showed life (monotonic seconds), 0 if it does not serve."""
        now = time.monotonic()
        signs = list(signs_of_life)
        number = answering(signs, self._silent_seconds)
        status = f"{number} of {len(signs)} workers answer"
        is_alive = bool(number) and number == sum(sign > 0 for sign in signs)
        lines = [*self._status_lines(status), *self._ready_lines(number), *self._watchdog_lines(is_alive, now)]
        # What was not taken is new the next time too: a start that systemd does not hear of would never end.
        if lines and self._manager.tell(*lines):
            self._remember(lines, status, now)

    def tell_stopping(self, seconds: float) -> None:
        """Tell that the server stops, and how long that may take."""
        self._manager.tell("STOPPING=1", f"EXTEND_TIMEOUT_USEC={round(seconds * 1e6)}", "STATUS=Stopping")

    def _remember(self, lines: list[str], status: str, now: float) -> None:
        self._status = status
        self._is_ready = self._is_ready or _READY in lines
        if _SIGN_OF_LIFE in lines:
            self._next_sign = now + (self._pause or 0)

    def _ready_lines(self, number: int) -> list[str]:
        return [_READY] if number and not self._is_ready else []

    def _status_lines(self, status: str) -> list[str]:
        return [f"STATUS={status}"] if status != self._status else []

    def _watchdog_lines(self, is_alive: bool, now: float) -> list[str]:
        # Only while each worker that has begun to serve answers: one that hangs keeps its clients waiting.
        return [_SIGN_OF_LIFE] if is_alive and self._pause is not None and now >= self._next_sign else []
