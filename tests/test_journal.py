"""Entries in the journal of systemd, read by a socket that stands for it."""

import logging
import os
import socket
from collections.abc import Iterator
from pathlib import Path
from typing import Any, TextIO

import pytest
from msgspec import json

from contact_moments import journal
from contact_moments.log import Logger, RequestLog, configure_logging
from contact_moments.settings import Settings
from tests.test_log import Pipe, a_line, pipe, read_back

__all__ = ["pipe"]

pytestmark = pytest.mark.usefixtures("processes")


@pytest.fixture
def entries(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[socket.socket]:
    """The journal's socket."""
    address = str(tmp_path / "journal")
    monkeypatch.setattr(journal, "ADDRESS", address)
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as receiver:
        receiver.bind(address)
        receiver.setblocking(False)
        yield receiver


@pytest.fixture
def stream(pipe: Pipe, monkeypatch: pytest.MonkeyPatch) -> TextIO:
    """Stderr, where the journal reads it."""
    found = os.fstat(pipe[1].fileno())
    monkeypatch.setenv("JOURNAL_STREAM", f"{found.st_dev}:{found.st_ino}")
    return pipe[1]


def fields_of(entry: bytes) -> dict[str, str]:
    """An entry, read as the journal reads it."""
    found: dict[str, str] = {}
    while entry:
        line, _, entry = entry.partition(b"\n")
        name, equals, value = line.partition(b"=")
        if not equals:
            size = int.from_bytes(entry[:8], "little")
            value, entry = entry[8 : 8 + size], entry[8 + size :].removeprefix(b"\n")
        found[name.decode()] = value.decode()
    return found


def test_a_request(entries: socket.socket, stream: TextIO, pipe: Pipe) -> None:
    """A request is an entry with its fields; nothing is written to stderr besides."""
    RequestLog(Settings(), stream).write(a_line())

    assert fields_of(entries.recv(65536)) == {
        "MESSAGE": "request GET /l/contact_moment_api/contact_moment 200 0.25 ms",
        "PRIORITY": "6",
        "SYSLOG_IDENTIFIER": "contact-moments",
        "CONTACT_MOMENTS_EVENT": "request",
        "CONTACT_MOMENTS_METHOD": "GET",
        "CONTACT_MOMENTS_PATH": "/l/contact_moment_api/contact_moment",
        "CONTACT_MOMENTS_STATUS": "200",
        "CONTACT_MOMENTS_BYTES": "27",
        "CONTACT_MOMENTS_MILLISECONDS": "0.25",
        "CONTACT_MOMENTS_REQUEST_ID": "id-1",
        "CONTACT_MOMENTS_CLIENT_ID": "client-1",
    }
    assert read_back(pipe) == ""


def test_what_only_some_requests_have(entries: socket.socket, stream: TextIO) -> None:
    """Who has signed in, and that an answer broke off, are fields; a client that is not known is none."""
    line = a_line()
    line.client_id, line.account_id, line.is_cut = None, "7", True

    RequestLog(Settings(), stream).write(line)

    fields = fields_of(entries.recv(65536))
    assert "CONTACT_MOMENTS_CLIENT_ID" not in fields
    assert (fields["CONTACT_MOMENTS_ACCOUNT_ID"], fields["CONTACT_MOMENTS_IS_CUT"]) == ("7", "true")


@pytest.mark.parametrize("name", ["client_id", "request_id", "path"])
def test_a_request_cannot_begin_another_field(entries: socket.socket, stream: TextIO, name: str) -> None:
    """Whatever a field of a request holds, it stays in that field."""
    line = a_line()
    setattr(line, name, "x\nPRIORITY=0\nCONTACT_MOMENTS_STATUS=500")

    RequestLog(Settings(), stream).write(line)

    fields = fields_of(entries.recv(65536))
    assert (fields["PRIORITY"], fields["CONTACT_MOMENTS_STATUS"]) == ("6", "200")
    assert fields[f"CONTACT_MOMENTS_{name.upper()}"] == "x\nPRIORITY=0\nCONTACT_MOMENTS_STATUS=500"


@pytest.mark.parametrize(("level", "priority"), [("info", "6"), ("warning", "4"), ("error", "3")])
def test_a_line_of_ours(entries: socket.socket, stream: TextIO, level: str, priority: str) -> None:
    """The level is the entry's priority; a field that is None is left out."""
    configure_logging(Settings(), stream)

    getattr(Logger("contact_moments.test"), level)("unavailable", code="busy", cause=None, frames=["a", "b"])

    fields = fields_of(entries.recv(65536))
    assert (fields["CONTACT_MOMENTS_EVENT"], fields["PRIORITY"]) == ("unavailable", priority)
    assert fields["CONTACT_MOMENTS_FRAMES"] == '["a", "b"]'
    assert "CONTACT_MOMENTS_CAUSE" not in fields


def test_a_value_with_line_ends(entries: socket.socket, stream: TextIO) -> None:
    """A value cannot begin another field."""
    configure_logging(Settings(), stream)

    logging.getLogger("another").warning("first\nPRIORITY=0\n")

    fields = fields_of(entries.recv(65536))
    assert (fields["MESSAGE"], fields["PRIORITY"]) == ("first\nPRIORITY=0\n", "4")


def test_a_lone_surrogate(entries: socket.socket, stream: TextIO) -> None:
    """A text that UTF-8 cannot have is escaped."""
    configure_logging(Settings(), stream)

    Logger("contact_moments.test").warning("x", name="a\ud800")

    assert fields_of(entries.recv(65536))["CONTACT_MOMENTS_NAME"] == "a\\ud800"


def test_a_journal_that_is_away(stream: TextIO, pipe: Pipe, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """What the journal does not take goes to stderr as JSON, so that no line is lost."""
    monkeypatch.setattr(journal, "ADDRESS", str(tmp_path / "nobody"))
    configure_logging(Settings(), stream)

    Logger("contact_moments.test").warning("unavailable")
    RequestLog(Settings(), stream).write(a_line())

    assert [json.decode(line)["event"] for line in read_back(pipe).splitlines()] == ["unavailable", "request"]


@pytest.mark.parametrize("log_format", ["json", "text"])
def test_another_format(entries: socket.socket, stream: TextIO, pipe: Pipe, log_format: Any) -> None:
    """Where a format is named, lines have it, also in the journal."""
    RequestLog(Settings(log_format=log_format), stream)
    configure_logging(Settings(log_format=log_format), stream)

    Logger("contact_moments.test").warning("unavailable")

    assert "unavailable" in read_back(pipe)
    with pytest.raises(BlockingIOError):
        entries.recv(1)


def test_a_stream_that_is_not_the_journals(entries: socket.socket, pipe: Pipe, monkeypatch: pytest.MonkeyPatch) -> None:
    """A log that is redirected into a file stays there, though the service as such has a journal."""
    monkeypatch.setenv("JOURNAL_STREAM", "1:2")
    configure_logging(Settings(), pipe[1])

    Logger("contact_moments.test").warning("unavailable")

    assert json.decode(read_back(pipe))["event"] == "unavailable"
    with pytest.raises(BlockingIOError):
        entries.recv(1)
