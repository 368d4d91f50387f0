"""Entries with fields for the journal of systemd, by its own protocol (systemd.io/JOURNAL_NATIVE_PROTOCOL).

An entry is one datagram of fields. What a library would add, large entries by way of memory files, is not needed: a
line of the log is short.
"""

import atexit
import json
import os
import re
import socket
from collections.abc import Mapping
from functools import cache
from typing import TextIO

ADDRESS = "/run/systemd/journal/socket"
PREFIX = "CONTACT_MOMENTS_"

_PRIORITIES = {"debug": "7", "info": "6", "warning": "4"}  # of syslog(3); whatever else there is are faults
_FAULT = "3"
_NOT_IN_NAMES = re.compile("[^A-Z0-9_]")
_MAX_NAME = 64


def reads(stream: TextIO) -> bool:
    """Whether the journal reads what is written to a stream (systemd.exec(5), JOURNAL_STREAM)."""
    try:
        found = os.fstat(stream.fileno())
    except OSError:
        return False
    return os.environ.get("JOURNAL_STREAM") == f"{found.st_dev}:{found.st_ino}"


def priority(level: str) -> str:
    """The priority of syslog(3) for a level of ours."""
    return _PRIORITIES.get(level, _FAULT)


def send(message: str, level: str, fields: Mapping[str, object]) -> bool:
    """Send an entry; returns whether the journal took it. A field that is None is left out.

    Several threads and processes may send.
    """
    texts = {_name(name): _text(value) for name, value in fields.items() if value is not None}
    texts["MESSAGE"], texts["PRIORITY"] = message, priority(level)
    texts["SYSLOG_IDENTIFIER"] = "contact-moments"
    return post(b"".join(_field(name, text.encode(errors="backslashreplace")) for name, text in texts.items()))


def post(entry: bytes) -> bool:
    """Send an entry that is made; returns whether the journal took it."""
    try:
        _sender().sendto(entry, ADDRESS)
    except OSError:
        return False  # it is restarted just now, or has more than it can write
    return True


def _field(name: str, value: bytes) -> bytes:
    if b"\n" in value:
        # Its length instead of an equals sign, so that no value can begin another field.
        return b"%s\n%s%s\n" % (name.encode(), len(value).to_bytes(8, "little"), value)
    return b"%s=%s\n" % (name.encode(), value)


@cache
def _sender() -> socket.socket:
    sender = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
    sender.setblocking(False)
    atexit.register(sender.close)
    return sender


def _name(name: str) -> str:
    return (PREFIX + _NOT_IN_NAMES.sub("_", name.upper()))[:_MAX_NAME]


def _text(value: object) -> str:
    return value if isinstance(value, str) else json.dumps(value, default=str)
