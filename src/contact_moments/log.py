"""Structured logs on stderr: JSON for programs, or readable lines for people. Never content, tokens or secrets.

Our own lines go through structlog; those of libraries come from the standard library's logging and are given the
same shape. Authlib's are cut off below a warning, because it logs tokens when debugging.
"""

import logging
import sys
import time
from collections.abc import MutableMapping
from typing import Any, TextIO

import msgspec
import structlog

from contact_moments.clock import SECOND, system_clock
from contact_moments.settings import Settings


class _Stamp:
    """Adds the level and the time in UTC (RFC 3339). What it makes of a second serves for all lines of that second."""

    def __init__(self) -> None:
        self._made = (0, "")

    def __call__(self, _: Any, level: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
        second, microsecond = divmod(system_clock(), SECOND)
        made = self._made
        if made[0] != second:
            self._made = made = (second, time.strftime("%Y-%m-%dT%H:%M:%S", time.gmtime(second)))
        event["level"] = level
        event["timestamp"] = f"{made[1]}.{microsecond:06d}Z"
        return event


def configure_logging(settings: Settings, stream: TextIO | None = None) -> None:
    """Set up logging for this process; called once, before anything is logged."""
    stream = stream or sys.stderr
    level = getattr(logging, settings.log_level.upper())
    as_text = settings.log_format == "text" or (settings.log_format == "auto" and stream.isatty())
    renderer: Any = structlog.dev.ConsoleRenderer(colors=stream.isatty()) if as_text else _json
    stamp = _Stamp()
    # Bytes where the lines are JSON: a request's line is a good part of what the request costs.
    structlog.configure(
        processors=[stamp, renderer if as_text else _json_bytes],
        wrapper_class=structlog.make_filtering_bound_logger(level),
        logger_factory=structlog.WriteLoggerFactory(stream) if as_text else structlog.BytesLoggerFactory(stream.buffer),
        cache_logger_on_first_use=True,
    )
    handler = logging.StreamHandler(stream)
    formatter = structlog.stdlib.ProcessorFormatter(foreign_pre_chain=[stamp], processors=[_plain, renderer])
    handler.setFormatter(formatter)
    logging.basicConfig(handlers=[handler], level=max(level, logging.INFO), force=True)
    for noisy in ("authlib", "alembic"):
        logging.getLogger(noisy).setLevel(logging.WARNING)


_encode = msgspec.json.Encoder(enc_hook=str).encode


def _json_bytes(_: Any, __: str, event: MutableMapping[str, Any]) -> bytes:
    return _encode(event)


def _json(_: Any, __: str, event: MutableMapping[str, Any]) -> str:
    return _encode(event).decode()


def _plain(_: Any, __: str, event: MutableMapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in event.items() if not name.startswith("_")}
