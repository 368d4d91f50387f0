"""Calendars as text: events of iCalendar (RFC 5545), escaped and folded. Times are in UTC."""

import re
from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime

from msgspec import Struct

from contact_moments.times import exact_text
from contact_moments.visible import escaped

LONGEST_LINE = 75  # bytes, without the line end (RFC 5545 §3.1)
_SPECIAL = re.compile(r"[\\;,]")


class Event(Struct, frozen=True):
    """An event: on a day, or at an instant. `uid` stays the same as long as the event is the same."""

    uid: str
    on: date | int
    changed: int
    summary: str
    url: str


def calendar(name: str, events: Iterable[Event]) -> bytes:
    """A calendar with this name, as a file of type `text/calendar`."""
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Contact Moments//Follow-ups//EN",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        f"NAME:{_text(name)}",
        f"X-WR-CALNAME:{_text(name)}",
        "REFRESH-INTERVAL;VALUE=DURATION:PT1H",
        *(line for one in events for line in _event(one)),
        "END:VCALENDAR",
    ]
    return "".join(f"{folded}\r\n" for line in lines for folded in _folded(line)).encode()


def _event(one: Event) -> Iterator[str]:
    yield "BEGIN:VEVENT"
    yield f"UID:{one.uid}"
    yield f"DTSTAMP:{_instant(one.changed)}"
    if isinstance(one.on, int):
        yield f"DTSTART:{_instant(one.on)}"
        yield "DURATION:PT15M"
    else:
        yield f"DTSTART;VALUE=DATE:{one.on.isoformat().replace('-', '')}"
        yield "TRANSP:TRANSPARENT"
    yield f"SUMMARY:{_text(one.summary)}"
    yield f"URL:{one.url}"
    yield "END:VEVENT"


def _instant(at: int) -> str:
    text = datetime.fromisoformat(exact_text(at)).astimezone(UTC).replace(tzinfo=None, microsecond=0).isoformat()
    return text.replace("-", "").replace(":", "") + "Z"


def _text(text: str) -> str:
    """A text as a value (§3.3.11). What is no character to see, such as a line end, is written out."""
    return _SPECIAL.sub(r"\\\g<0>", escaped(text))


def _folded(line: str) -> Iterator[str]:
    """The line in pieces that are short enough; each but the first begins with a blank. No character is cut."""
    if len(line.encode()) <= LONGEST_LINE:
        yield line
        return
    piece, size = "", 0
    for character in line:
        more = len(character.encode())
        if size + more > LONGEST_LINE:
            yield piece
            piece, size = " ", 1
        piece, size = piece + character, size + more
    yield piece
