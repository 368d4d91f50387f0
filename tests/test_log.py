"""The lines of the log: which are written, in what shape, and what happens when nobody reads them."""

import logging
import os
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any, TextIO

import pytest
from msgspec import json

from contact_moments.log import Logger, RequestLine, RequestLog, configure_logging
from contact_moments.settings import Settings

Pipe = tuple[int, TextIO]


@pytest.fixture
def pipe() -> Iterator[Pipe]:
    """A stream that can be read back."""
    reading, writing = os.pipe()
    with os.fdopen(writing, "w") as stream:
        yield reading, stream
    os.close(reading)
    # Else what other tests log would go to a stream that is closed.
    logging.getLogger().handlers.clear()


def written(pipe: Pipe, line: RequestLine, *, quiet: bool = False, **settings: Any) -> str:
    """What the log has after a line was written, with these settings."""
    _, stream = pipe
    chosen = Settings(log_format=settings.pop("log_format", "json"), **settings)
    configure_logging(chosen, stream)
    RequestLog(chosen, stream).write(line, quiet)
    return read_back(pipe)


def read_back(pipe: Pipe) -> str:
    """What was written to the pipe."""
    reading, stream = pipe
    stream.write("end\n")
    stream.flush()
    return os.read(reading, 65536).decode().removesuffix("end\n")


def a_line() -> RequestLine:
    """A request's line."""
    return RequestLine("GET", "/l/contact_moment_api/contact_moment", 200, 27, 0.25, "id-1", "client-1")


def test_json(pipe: Pipe) -> None:
    """A line is an object with these members and no others."""
    line = json.decode(written(pipe, a_line()))

    assert line.pop("timestamp").endswith("Z")
    assert line == {
        "event": "request",
        "level": "info",
        "method": "GET",
        "path": "/l/contact_moment_api/contact_moment",
        "status": 200,
        "bytes": 27,
        "milliseconds": 0.25,
        "request_id": "id-1",
        "client_id": "client-1",
    }


def test_text(pipe: Pipe) -> None:
    """People get the same in words."""
    line = written(pipe, a_line(), log_format="text")

    assert "request" in line
    assert "status=200" in line
    assert "{" not in line


@pytest.mark.parametrize(
    ("level", "quiet", "logged"),
    [
        ("debug", False, "info"),
        ("debug", True, "debug"),
        ("info", False, "info"),
        ("info", True, None),
        ("warning", False, None),
        ("error", False, None),
    ],
)
@pytest.mark.parametrize("log_format", ["json", "text"])
def test_levels(pipe: Pipe, log_format: str, level: str, quiet: bool, logged: str | None) -> None:
    """A quiet line is one for debugging; below the level that was chosen nothing is written."""
    text = written(pipe, a_line(), quiet=quiet, log_level=level, log_format=log_format)

    assert bool(text) == (logged is not None)
    assert (logged or "") in text


def test_a_line_of_ours(pipe: Pipe) -> None:
    """A line of the program has its fields and the three members of every line."""
    configure_logging(Settings(log_format="json"), pipe[1])
    Logger("contact_moments.test").warning("unavailable", code="busy", cause=None)

    line = json.decode(read_back(pipe))
    assert line.pop("timestamp").endswith("Z")
    assert line == {"event": "unavailable", "level": "warning", "code": "busy", "cause": None}


def test_a_line_of_a_library(pipe: Pipe) -> None:
    """A line of a library has the same shape."""
    configure_logging(Settings(log_format="json"), pipe[1])
    logging.getLogger("another").warning("Worker %s stopped", 7)

    line = json.decode(read_back(pipe))
    assert line.pop("timestamp").endswith("Z")
    assert line == {"event": "Worker 7 stopped", "level": "warning"}


@pytest.mark.parametrize("log_format", ["json", "text"])
def test_an_exception_of_a_library(pipe: Pipe, log_format: Any) -> None:
    """Of an exception the log has the kind and the place. Its text may hold personal data, so the log leaves it out."""
    configure_logging(Settings(log_format=log_format), pipe[1])
    try:
        raise ValueError("Wilhelmina Jansen")
    except ValueError:
        logging.getLogger("another").exception("Something failed")

    text = read_back(pipe)
    assert "ValueError" in text
    assert "test_an_exception_of_a_library" in text
    assert "Jansen" not in text


@pytest.mark.parametrize("name", ["authlib", "alembic", "another"])
def test_a_library_that_debugs(pipe: Pipe, name: str) -> None:
    """At the level `debug` no library logs its own debugging, which may hold tokens."""
    configure_logging(Settings(log_format="json", log_level="debug"), pipe[1])
    logging.getLogger(name).debug("a token")

    assert read_back(pipe) == ""


def test_nobody_reads_it() -> None:
    """A log whose reader is gone stops no request."""
    reading, writing = os.pipe()
    os.close(reading)
    with os.fdopen(writing, "w") as stream:
        RequestLog(Settings(log_format="json"), stream).write(a_line())


def test_a_full_pipe_gets_all_of_a_line(pipe: Pipe) -> None:
    """A line that is longer than what a pipe holds arrives whole, as its reader takes it."""
    reading, stream = pipe
    line = a_line()
    line.path = "x" * 200_000
    with ThreadPoolExecutor(1) as beside:
        writing = beside.submit(RequestLog(Settings(log_format="json"), stream).write, line)
        text = b""
        while not text.endswith(b"\n"):
            text += os.read(reading, 65536)
        writing.result()

    assert json.decode(text)["path"] == line.path
