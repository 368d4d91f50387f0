"""The filters of a timeline: from the query of an address to a search, and back to an address.

The address is the state: links, bookmarks and the Back button need nothing else. Names that are not known are ignored.
"""

import re
from collections.abc import Iterator
from datetime import date, timedelta
from urllib.parse import urlencode

from msgspec import Struct
from msgspec.structs import replace

from contact_moments.errors import InvalidInputError
from contact_moments.model import CHANNELS, FOLLOW_UP_STATES, MAX_ID, Question, Search
from contact_moments.moments.search_query import read_question
from contact_moments.moments.typed_values import NotReadableError, day_in
from contact_moments.pages.forms import Fields, number_in
from contact_moments.times import Zone, day_begins
from contact_moments.web.requests import FieldFault

PERIODS = ("today", "yesterday", "7d", "month", "custom")
ME = "me"
MOST_VALUES, LONGEST = 50, 500  # of one filter, and characters of a value

_CODE = re.compile(r"-?[0-9]{1,18}", re.ASCII)


class Filters(Struct, frozen=True):
    """The filters as an address has them, as texts; empty is no filter. `first` and `last` are days, both included."""

    q: str = ""
    types: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    sender: str = ""
    relation: str = ""
    action: str = ""
    channel: str = ""
    followup: str = ""
    period: str = ""
    first: str = ""
    last: str = ""

    @property
    def is_custom(self) -> bool:
        """Whether the two days count."""
        return self.period == "custom" or (not self.period and bool(self.first or self.last))

    @property
    def is_none(self) -> bool:
        """Whether nothing is filtered."""
        return not list(self._pairs())

    @property
    def query(self) -> str:
        """The query of an address, without its question mark."""
        return urlencode(list(self._pairs()))

    def _pairs(self) -> Iterator[tuple[str, str]]:
        singles = {"sender": self.sender, "relation": self.relation, "action": self.action, "channel": self.channel}
        singles["followup"] = self.followup
        singles |= {"from": self.first, "to": self.last} if self.is_custom else {"period": self.period}
        several = {"q": (self.q,), "type": self.types, "tag": self.tags}
        for name, values in (several | {name: (value,) for name, value in singles.items()}).items():
            yield from ((name, one) for one in values if one)

    def without(self, name: str, value: str = "") -> "Filters":
        """These without one of them."""
        match name:
            case "type":
                return replace(self, types=tuple(one for one in self.types if one != value))
            case "tag":
                return replace(self, tags=tuple(one for one in self.tags if one != value))
            case "period":
                return replace(self, period="", first="", last="")
            case _:
                return replace(self, **{name: ""})

    def with_tag(self, tag: int) -> "Filters":
        """These with one more tag."""
        return replace(self, tags=tuple(dict.fromkeys([*self.tags, str(tag)])))


def address(path: str, filters: Filters, **more: str) -> str:
    """The address of a timeline at a path; `more` are further parameters."""
    query = "&".join(one for one in (filters.query, urlencode(more)) if one)
    return f"{path}?{query}" if query else path


def read_filters(fields: Fields, details: bool) -> Filters:
    """The filters in a query. Without `details` those are none that would tell what the person may not see."""
    return Filters(
        q=fields.one("q").strip(),
        types=_several(fields, "type"),
        tags=_several(fields, "tag"),
        sender=fields.one("sender").strip(),
        relation=fields.one("relation").strip(),
        action=fields.one("action").strip(),
        channel=fields.one("channel").strip() if details else "",
        followup=fields.one("followup").strip() if details else "",
        period=fields.one("period").strip(),
        first=fields.one("from").strip(),
        last=fields.one("to").strip(),
    )


def _several(fields: Fields, name: str) -> tuple[str, ...]:
    found = dict.fromkeys(value for one in fields.all(name) if (value := one.strip()))
    # One more is too many, and is told; an address could have thousands.
    return tuple(found)[: MOST_VALUES + 1]


class Reading(Struct, frozen=True):
    """What filters are read with: where and when, which types there are, and which relation the person is.

    `today` is the local day of the instant `now`.
    """

    zone: Zone
    today: date
    types: frozenset[str]
    me: int | None
    now: int


def search_of(filters: Filters, reading: Reading) -> tuple[Search, list[FieldFault]]:
    """What the filters ask for, and which of them ask for something that cannot be."""
    faults = list(_faults(filters, reading))
    if faults:
        return Search(), faults
    first, last = _days(filters, reading.today)
    search = Search(
        question=_question(filters.q),
        types=tuple(sorted(filters.types)) or None,
        tags=tuple(sorted({int(one) for one in filters.tags})) or None,
        senders=_sender(filters, reading),
        relations=(int(filters.relation),) if filters.relation else None,
        actions=(int(filters.action),) if filters.action else None,
        channels=(filters.channel,) if filters.channel else None,
        follow_ups=tuple(one for one in FOLLOW_UP_STATES if one == filters.followup) or None,
        now=reading.now if filters.followup == "due" else 0,
        first=None if first is None else day_begins(first, reading.zone),
        until=None if last is None else day_begins(last + timedelta(days=1), reading.zone),
    )
    return search, []


def _faults(filters: Filters, reading: Reading) -> Iterator[FieldFault]:
    try:
        _question(filters.q)
    except InvalidInputError:
        yield FieldFault("q", "question")
    right = {
        "type": len(filters.types) <= MOST_VALUES and reading.types.issuperset(filters.types),
        "tag": len(filters.tags) <= MOST_VALUES and all(map(_is_id, filters.tags)),
        "sender": not filters.sender or filters.sender == ME or _is_id(filters.sender),
        "relation": not filters.relation or _is_id(filters.relation),
        "action": not filters.action or code_in(filters.action) is not None,
        "channel": not filters.channel or filters.channel in CHANNELS,
        "followup": not filters.followup or filters.followup in FOLLOW_UP_STATES,
        "period": not filters.period or filters.period in PERIODS,
    }
    yield from (FieldFault(name, name) for name, is_right in right.items() if not is_right)
    if filters.sender == ME and reading.me is None:
        yield FieldFault("sender", "no_me")
    if filters.is_custom:
        yield from _day_faults(filters)


def _day_faults(filters: Filters) -> Iterator[FieldFault]:
    days = {name: day_of(text) for name, text in (("from", filters.first), ("to", filters.last)) if text}
    yield from (FieldFault(name, "day") for name, day in days.items() if day is None)
    first, last = days.get("from"), days.get("to")
    if first is not None and last is not None and first > last:
        yield FieldFault("to", "order")


def _question(q: str) -> Question | None:
    return read_question(q) if q else None


def _is_id(text: str) -> bool:
    return 1 <= (number_in(text) or 0) <= MAX_ID


def code_in(text: str) -> int | None:
    """The code of an action, which may be negative; None for what is none."""
    return int(text) if _CODE.fullmatch(text) else None


def _sender(filters: Filters, reading: Reading) -> tuple[int, ...] | None:
    if filters.sender == ME and reading.me is not None:
        return (reading.me,)
    return (int(filters.sender),) if filters.sender else None


def day_of(text: str) -> date | None:
    """A day that has a beginning and an end in the calendar; None for other texts."""
    try:
        found = date.fromisoformat(day_in(text))
    except NotReadableError:
        return None
    return found if 2 < found.year < 9998 else None


def _days(filters: Filters, today: date) -> tuple[date | None, date | None]:
    """The first and the last day of the period."""
    if filters.is_custom:
        return day_of(filters.first), day_of(filters.last)
    yesterday = today - timedelta(days=1)
    next_month = (today.replace(day=1) + timedelta(days=32)).replace(day=1)
    periods: dict[str, tuple[date | None, date | None]] = {
        "today": (today, today),
        "yesterday": (yesterday, yesterday),
        "7d": (today - timedelta(days=6), today),
        "month": (today.replace(day=1), next_month - timedelta(days=1)),
    }
    return periods.get(filters.period, (None, None))
