"""Times and the organisation's zone. No other module has to know about summer time.

Reading returns an instant (microseconds, see `clock`) and the offset that was sent. Showing returns local time in the
organisation's zone, without an offset, as the published API does. Zone data comes from the tzdata package, never from
the machine, so that two workers cannot disagree.
"""

import hashlib
import re
from datetime import UTC, date, datetime, time, timedelta, timezone, tzinfo
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

    `name` is its key. `digest` changes when a release of the data changes the zone's rules.
    """

    def __init__(self, name: str) -> None:
        """Raises `InvalidInputError` if the tz database has no such zone."""
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

    Returns the instant in microseconds, and the offset if one was sent. A text without an offset is local time of
    `zone`. If that time occurs twice, the earlier instant is returned; if it does not exist, the instant at which the
    clocks moved. Years 0001 and 9999 are refused, because conversion to another offset can leave the calendar.
    Raises `InvalidInputError`, which shows the form.
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


def day_begins(day: date, zone: Zone) -> int:
    """The instant at which a day of a zone begins, also of a day that `read_instant` refuses.

    Far from UTC the last moments that can be registered are in year 9999 of local time, and the first ones in year 1.
    """
    return _local_instant(datetime.combine(day, time.min), zone.info)


def _offset(text: str) -> timezone:
    if text == "Z":
        return UTC
    # In a query string, a `+` that was not percent-encoded arrives as a space (wire rule 11).
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
    # The clocks skipped this time. The two offsets give one instant before the move and one after it.
    naive = local.replace(tzinfo=UTC)
    return _move_between(_micros(naive - later_offset), _micros(naive - earlier_offset), info)


def _move_between(low: int, high: int, info: tzinfo) -> int:
    """The instant in (low, high] at which the zone's clocks moved: a binary search, to the second."""
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
    """The instant as a document stores it: to the microsecond if it is not a whole second, with `offset` or with `Z`.

    `read_instant` returns the same instant for it.
    """
    moment = _at(instant)
    # Near years 1 and 9999, write ±14:00 so that read_instant accepts it.
    if offset is None and not 1 < moment.year < 9999:
        offset = timezone(timedelta(hours=14 if moment.year == 1 else -14))
    text = moment.astimezone(offset or UTC).isoformat()
    return text.removesuffix("+00:00") + "Z" if text.endswith("+00:00") else text
