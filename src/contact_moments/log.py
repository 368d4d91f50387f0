"""Logs on stderr: JSON lines for programs, or readable lines for people. Never content, tokens or secrets.

Where stderr is the journal of systemd, lines are entries with fields there.

Our own lines (`Logger`) and those of libraries go through the standard library's logging, and have one shape:
`event`, `level`, `timestamp` and what the line is about. Authlib is cut off below a warning, because it logs tokens
when debugging. `RequestLog` writes the lines of requests.
"""

import logging
import os
import sys
import time
import traceback
from typing import Any, TextIO

import msgspec

from contact_moments import journal
from contact_moments.clock import SECOND, system_clock
from contact_moments.settings import Settings

_OWN = "contact_moments"
_FRAMES = 12
_JOURNAL = journal.PREFIX
_FIELDS = 9  # of a request in the journal, besides those that not every request has and the first
_COLOURS = {"debug": 36, "info": 32, "warning": 33, "error": 31}

_encode = msgspec.json.Encoder(enc_hook=str).encode


class _Timestamps:
    """The time in UTC as RFC 3339 has it. The text of a second is cached for all lines of that second."""

    def __init__(self) -> None:
        self._cached = (0, "")

    def now(self) -> str:
        """Now, to the microsecond."""
        second, microsecond = divmod(system_clock(), SECOND)
        cached = self._cached
        if cached[0] != second:
            self._cached = cached = (second, time.strftime("%Y-%m-%dT%H:%M:%S", time.gmtime(second)))
        return f"{cached[1]}.{microsecond:06d}Z"


_TIMESTAMPS = _Timestamps()


class Logger:
    """Writes lines of ours: an event, in one or two words, with fields. No field holds what a client sent.

    Its name begins with `contact_moments.`.
    """

    def __init__(self, name: str) -> None:
        self._logger = logging.getLogger(name)

    def debug(self, event: str, **fields: Any) -> None:
        """Log something that only helps to find a fault."""
        self._logger.debug(event, extra={"fields": fields})

    def info(self, event: str, **fields: Any) -> None:
        """Log something that is as it should be."""
        self._logger.info(event, extra={"fields": fields})

    def warning(self, event: str, **fields: Any) -> None:
        """Log something that the operator should know."""
        self._logger.warning(event, extra={"fields": fields})

    def error(self, event: str, **fields: Any) -> None:
        """Log a fault of the program."""
        self._logger.error(event, extra={"fields": fields})


def configure_logging(settings: Settings, stream: TextIO | None = None) -> None:
    """Set up logging for this process; called once, before anything is logged."""
    stream = stream or sys.stderr
    level = _level(settings)
    handler = _JournalEntries(stream) if _for_journal(settings, stream) else logging.StreamHandler(stream)
    handler.setFormatter(_TextLines(stream.isatty()) if _for_people(settings, stream) else _JsonLines())
    logging.basicConfig(handlers=[handler], level=max(level, logging.INFO), force=True)
    logging.getLogger(_OWN).setLevel(level)
    for noisy in ("authlib", "alembic"):
        logging.getLogger(noisy).setLevel(logging.WARNING)


def _level(settings: Settings) -> int:
    level: int = getattr(logging, settings.log_level.upper())
    return level


def _for_people(settings: Settings, stream: TextIO) -> bool:
    return settings.log_format == "text" or (settings.log_format == "auto" and stream.isatty())


def _for_journal(settings: Settings, stream: TextIO) -> bool:
    return settings.log_format == "auto" and journal.reads(stream)


class _JournalEntries(logging.StreamHandler[TextIO]):
    """Sends lines to the journal; one that it does not take goes to the stream, which leads there too."""

    def emit(self, record: logging.LogRecord) -> None:
        """As `logging.Handler` has it."""
        event, level, fields = record.getMessage(), record.levelname.lower(), _fields(record)
        if not journal.send(_text(event, fields), level, {"event": event, **fields}):
            super().emit(record)


class _JsonLines(logging.Formatter):
    """A line is a JSON object."""

    def format(self, record: logging.LogRecord) -> str:
        line = _fields(record) | {"event": record.getMessage(), "level": record.levelname.lower()}
        return _encode(line | {"timestamp": _TIMESTAMPS.now()}).decode()


class _TextLines(logging.Formatter):
    """A line is the time, the level, the event, and each field as `name=value`."""

    def __init__(self, coloured: bool) -> None:
        super().__init__()
        self._coloured = coloured

    def format(self, record: logging.LogRecord) -> str:
        level = record.levelname.lower()
        shown = f"\x1b[{_COLOURS.get(level, 31)}m{level:7}\x1b[0m" if self._coloured else f"{level:7}"
        return f"{_TIMESTAMPS.now()} {shown} {_text(record.getMessage(), _fields(record))}"


def _text(event: str, fields: dict[str, Any]) -> str:
    return " ".join([event, *(f"{name}={value}" for name, value in fields.items())])


def _fields(record: logging.LogRecord) -> dict[str, Any]:
    """The fields of a line. Of an exception that a library logs: its kind, and where it happened."""
    fields: dict[str, Any] = getattr(record, "fields", {})
    fault = record.exc_info[1] if record.exc_info else None
    return fields if fault is None else fields | {"error": type(fault).__qualname__, "frames": frames_of(fault)}


def frames_of(fault: BaseException) -> list[str]:
    """Where an exception happened: the innermost calls, at most 12. Not its text, which may repeat what was sent."""
    frames = traceback.extract_tb(fault.__traceback__)[-_FRAMES:]
    return [f"{frame.filename}:{frame.lineno} {frame.name}" for frame in frames]


class RequestLine(msgspec.Struct):
    """What the log has of a request: never its query, a header or a body. `path` is the route's own text.

    `bytes` is how many the answer's body has; with `is_cut` these were not all. `account_id` is there if somebody has
    signed in, or a client acts for them.
    """

    method: str
    path: str
    status: int
    bytes: int
    milliseconds: float
    request_id: str
    client_id: str | None
    is_cut: bool | msgspec.UnsetType = msgspec.UNSET
    account_id: str | msgspec.UnsetType = msgspec.UNSET
    event: str = "request"
    level: str = "info"
    timestamp: str = ""


class RequestLog:
    """Writes a line per request. JSON goes straight to the stream: through the logging module it takes longer."""

    def __init__(self, settings: Settings, stream: TextIO | None = None) -> None:
        stream = stream or sys.stderr
        self._level = _level(settings)
        self._for_people = _for_people(settings, stream)
        self._logger = Logger(f"{_OWN}.access")
        self._file = stream.fileno()
        self._for_journal = _for_journal(settings, stream)

    def write(self, line: RequestLine, quiet: bool = False) -> None:
        """Write a line; that of a quiet request at the level `debug`."""
        if self._level > (logging.DEBUG if quiet else logging.INFO):
            return
        line.level = "debug" if quiet else "info"
        if self._for_people:
            (self._logger.debug if quiet else self._logger.info)(line.event, **_shown(line))
            return
        if self._for_journal and _send(line):
            return
        line.timestamp = _TIMESTAMPS.now()
        left = _encode(line) + b"\n"
        try:
            # One call for a line, so that lines of several threads and workers do not mix; more if a pipe is full.
            while left:
                left = left[os.write(self._file, left) :]
        except OSError:
            pass  # nobody reads the log, or its disk is full: requests are answered all the same


def _send(line: RequestLine) -> bool:
    # As a whole: `journal.send` takes three times as long, and some requests take no more than 30 microseconds.
    message = f"{line.event} {line.method} {line.path} {line.status} {line.milliseconds} ms"
    priority = journal.priority(line.level)
    always = (
        f"MESSAGE={message}\nPRIORITY={priority}\nSYSLOG_IDENTIFIER=contact-moments\n{_JOURNAL}EVENT={line.event}\n"
        f"{_JOURNAL}METHOD={line.method}\n{_JOURNAL}PATH={line.path}\n{_JOURNAL}STATUS={line.status}\n"
        f"{_JOURNAL}BYTES={line.bytes}\n{_JOURNAL}MILLISECONDS={line.milliseconds}\n"
        f"{_JOURNAL}REQUEST_ID={line.request_id}\n"
    )
    lines = [always]
    if line.client_id is not None:
        lines.append(f"{_JOURNAL}CLIENT_ID={line.client_id}\n")
    if line.account_id is not msgspec.UNSET:
        lines.append(f"{_JOURNAL}ACCOUNT_ID={line.account_id}\n")
    if line.is_cut is not msgspec.UNSET:
        lines.append(f"{_JOURNAL}IS_CUT={str(line.is_cut).lower()}\n")
    entry = "".join(lines)
    if entry.count("\n") != _FIELDS + len(lines):
        return journal.send(message, line.level, {"event": line.event, **_shown(line)})
    return journal.post(entry.encode(errors="backslashreplace"))


def _shown(line: RequestLine) -> dict[str, Any]:
    fields = {name: getattr(line, name) for name in RequestLine.__struct_fields__[:9]}
    return {name: value for name, value in fields.items() if value is not msgspec.UNSET}
