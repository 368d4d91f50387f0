"""Times and the organisation's zone: the only module that knows that summer time exists.

What is read is an instant (microseconds, see `clock`) and the offset that was sent; what is shown is local time
in the organisation's zone, without an offset, as the API's page has it. Zone data comes from the tzdata
package and never from the machine, so that two workers cannot disagree.
"""

import hashlib
import re
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from importlib import resources
from zoneinfo import ZoneInfo

from contact_moments.clock import SECOND
from contact_moments.errors import InvalidInputError

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)
_FORM = re.compile(
    r"(\d{4})-(\d\d)-(\d\d)"
    r"(?:[T ](\d\d):(\d\d):(\d\d)(?:\.(\d{1,9}))?(Z|[-+ ]\d\d(?::?\d\d)?)?)?",
    re.ASCII,
)
_HELP = "must be a date and time like 2020-01-31T13:45:00, with an optional offset like +02:00"


class Zone:
    """A zone of the tz database, read from the tzdata package.

    `name` is its key, `digest` tells its rules apart from those of another release of the data.
    """

    def __init__(self, name: str) -> None:
        """Raise `InvalidInputError` when the tz database has no such zone."""
        data = _zone_data(name)
        self.name = name
        self.digest = hashlib.sha256(data).hexdigest()[:12]
        with resources.files("tzdata.zoneinfo").joinpath(name).open("rb") as file:
            self.info = ZoneInfo.from_file(file, key=name)


def _zone_data(name: str) -> bytes:
    parts = name.split("/")
    try:
        if "" in parts or ".." in parts or "." in parts:
            raise FileNotFoundError
        data = resources.files("tzdata.zoneinfo").joinpath(*parts).read_bytes()
    except (OSError, ValueError):
        data = b""
    if not data.startswith(b"TZif"):
        raise InvalidInputError(f"{name!r} is no zone of the tz database; use a name like Europe/Amsterdam")
    return data


def read_instant(text: str, zone: Zone) -> tuple[int, timezone | None]:
    """Read a `dateTime` or a `since` (wire rules 11 and 19).

    Returns the instant in microseconds, and the offset when one was sent. Without one the text is local time of
    `zone`: of an hour that happens twice the earlier instant, of an hour that does not exist the instant at which
    the clocks moved. Years 0001 and 9999 are refused, because shifting them leaves the calendar.
    Raises `InvalidInputError` saying what the form is.
    """
    match = _FORM.fullmatch(text)
    if match is None:
        raise InvalidInputError(_HELP)
    *parts, fraction, offset_text = match.groups()
    try:
        year, month, day, hour, minute, second = (int(part or 0) for part in parts)
        local = datetime(year, month, day, hour, minute, second)  # noqa: DTZ001 - the zone comes below
        local = local.replace(microsecond=int(((fraction or "") + "000000")[:6]))
        offset = _offset(offset_text) if offset_text else None
    except ValueError:
        raise InvalidInputError(_HELP) from None
    if not 1 < local.year < 9999:
        raise InvalidInputError("must lie between the years 0002 and 9998")
    instant = _local_instant(local, zone.info) if offset is None else _micros(local.replace(tzinfo=offset))
    return instant, offset


def _offset(text: str) -> timezone:
    if text == "Z":
        return UTC
    # A `+` in a query string that was not percent-encoded arrives as a space (wire rule 11).
    sign = -1 if text[0] == "-" else 1
    hours, minutes = int(text[1:3]), int(text[-2:] if len(text) > 3 else 0)
    if hours > 23 or minutes > 59:
        raise ValueError("offset out of range")
    return timezone(sign * timedelta(hours=hours, minutes=minutes))


def _local_instant(local: datetime, info: tzinfo) -> int:
    before = local.replace(tzinfo=info, fold=0)
    after = local.replace(tzinfo=info, fold=1)
    earlier_offset, later_offset = before.utcoffset(), after.utcoffset()
    assert earlier_offset is not None  # noqa: S101 - for the type checker: a ZoneInfo always has an offset
    assert later_offset is not None  # noqa: S101
    if earlier_offset >= later_offset:
        return _micros(before)
    # The clocks skipped this hour; fold=0 reads it with the offset from before, so it lies after the move.
    naive = local.replace(tzinfo=UTC)
    return _move_between(_micros(naive - later_offset), _micros(naive - earlier_offset), info)


def _move_between(low: int, high: int, info: tzinfo) -> int:
    """The instant in (low, high] at which the zone's clocks moved, by halving to the second."""
    low_second, high_second = low // SECOND, high // SECOND
    offset = _at(low_second * SECOND).astimezone(info).utcoffset()
    while high_second - low_second > 1:
        middle = (low_second + high_second) // 2
        if _at(middle * SECOND).astimezone(info).utcoffset() == offset:
            low_second = middle
        else:
            high_second = middle
    return high_second * SECOND


def _micros(moment: datetime) -> int:
    return (moment - _EPOCH) // _MICROSECOND


def _at(instant: int) -> datetime:
    return _EPOCH + timedelta(microseconds=instant)


def local_text(instant: int, zone: Zone) -> str:
    """The instant as the list shows it: `yyyy-mm-ddThh:mm:ss`, local time of `zone`, no offset (rule 13)."""
    return _at(instant).astimezone(zone.info).replace(tzinfo=None, microsecond=0).isoformat()


def exact_text(instant: int, offset: timezone | None = None) -> str:
    """The instant as it is kept: to the microsecond where there is one, with `offset`, or `Z` without.

    `read_instant` reads it back. At either end of the years that it reads, UTC can be in a year that it does not;
    there the text has an offset that is not.
    """
    moment = _at(instant)
    if offset is None and not 1 < moment.year < 9999:
        offset = timezone(timedelta(hours=14 if moment.year == 1 else -14))
    text = moment.astimezone(offset or UTC).isoformat()
    return text.removesuffix("+00:00") + "Z" if text.endswith("+00:00") else text
