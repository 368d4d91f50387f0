"""Structured logs on stderr: JSON for programs, or readable lines for people. Never content, tokens or secrets.

Our own lines go through structlog; those of libraries come from the standard library's logging and are given the
same shape. Authlib's are cut off below a warning, because it logs tokens when debugging. The lines of requests are
written by `RequestLog`.
"""

import logging
import os
import sys
import time
from collections.abc import MutableMapping
from typing import Any, TextIO

import msgspec
import structlog

from contact_moments.clock import SECOND, system_clock
from contact_moments.settings import Settings

_encode = msgspec.json.Encoder(enc_hook=str).encode


class _Timestamps:
    """The time in UTC as RFC 3339 has it. What it makes of a second serves for all lines of that second."""

    def __init__(self) -> None:
        self._made = (0, "")

    def now(self) -> str:
        """Now, to the microsecond."""
        second, microsecond = divmod(system_clock(), SECOND)
        made = self._made
        if made[0] != second:
            self._made = made = (second, time.strftime("%Y-%m-%dT%H:%M:%S", time.gmtime(second)))
        return f"{made[1]}.{microsecond:06d}Z"


_TIMESTAMPS = _Timestamps()


def configure_logging(settings: Settings, stream: TextIO | None = None) -> None:
    """Set up logging for this process; called once, before anything is logged."""
    stream = stream or sys.stderr
    level = _level(settings)
    renderer: Any = structlog.dev.ConsoleRenderer(colors=stream.isatty()) if _for_people(settings, stream) else _json
    structlog.configure(
        processors=[_stamped, renderer],
        wrapper_class=structlog.make_filtering_bound_logger(level),
        logger_factory=structlog.WriteLoggerFactory(file=stream),
        cache_logger_on_first_use=True,
    )
    handler = logging.StreamHandler(stream)
    formatter = structlog.stdlib.ProcessorFormatter(foreign_pre_chain=[_stamped], processors=[_plain, renderer])
    handler.setFormatter(formatter)
    logging.basicConfig(handlers=[handler], level=max(level, logging.INFO), force=True)
    for noisy in ("authlib", "alembic"):
        logging.getLogger(noisy).setLevel(logging.WARNING)


def _level(settings: Settings) -> int:
    level: int = getattr(logging, settings.log_level.upper())
    return level


def _for_people(settings: Settings, stream: TextIO) -> bool:
    return settings.log_format == "text" or (settings.log_format == "auto" and stream.isatty())


def _stamped(_: Any, level: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    event["level"] = level
    event["timestamp"] = _TIMESTAMPS.now()
    return event


def _json(_: Any, __: str, event: MutableMapping[str, Any]) -> str:
    return _encode(event).decode()


def _plain(_: Any, __: str, event: MutableMapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in event.items() if not name.startswith("_")}


class RequestLine(msgspec.Struct):
    """What the log has of a request: never its query, a header or a body. `path` is the route as it was written."""

    method: str
    path: str
    status: int
    milliseconds: float
    request_id: str
    client_id: str | None
    event: str = "request"
    level: str = "info"
    timestamp: str = ""


class RequestLog:
    """A line per request. JSON goes straight to the stream: by way of structlog a line took four times as long."""

    def __init__(self, settings: Settings, stream: TextIO | None = None) -> None:
        stream = stream or sys.stderr
        self._level = _level(settings)
        self._for_people = _for_people(settings, stream)
        self._logger = structlog.get_logger("contact_moments.access").bind()
        self._file = stream.fileno()

    def write(self, line: RequestLine, quiet: bool = False) -> None:
        """Write a line; that of a quiet request when debugging only."""
        if self._level > (logging.DEBUG if quiet else logging.INFO):
            return
        line.level = "debug" if quiet else "info"
        if self._for_people:
            getattr(self._logger, line.level)(line.event, **_shown(line))
            return
        line.timestamp = _TIMESTAMPS.now()
        left = _encode(line) + b"\n"
        try:
            # One call for a line, so that those of several threads and workers do not mix; more where a pipe is full.
            while left:
                left = left[os.write(self._file, left) :]
        except OSError:
            pass  # nobody reads the log, or its disk is full: requests are answered all the same


def _shown(line: RequestLine) -> dict[str, Any]:
    return {name: getattr(line, name) for name in RequestLine.__struct_fields__[:6]}
