"""Ranks: the busiest tags, actions and senders, each with a bar."""

from collections.abc import Callable

from msgspec import Struct

from contact_moments.moments.overview import InTime, Rank
from contact_moments.web.overview.figures import Change, change


class Row(Struct, frozen=True):
    """A line of a rank. `width` is that of its bar, in percent."""

    name: str
    count: int
    before: int
    change: Change | None
    width: float
    address: str | None


def ranked(found: list[Rank], is_compared: bool, address: Callable[[int], str | None]) -> list[Row]:
    """The lines of a rank; `address` leads to what is behind one. What has no name any more has its number."""
    most = max((one.count for one in found), default=0)
    return [_row(one.name or str(one.id), (one.count, one.before), most, is_compared, address(one.id)) for one in found]


def follow_up_rows(now: InTime, before: InTime, is_compared: bool, names: dict[str, str]) -> list[Row]:
    """Follow-ups in time, late and open, as a rank has lines; none where there were none at all."""
    counts = {
        names["in_time"]: (now.in_time, before.in_time),
        names["late"]: (now.late, before.late),
        names["open"]: (now.open, before.open),
    }
    most = max(count for count, _ in counts.values())
    if not most:
        return []
    return [_row(name, pair, most, is_compared, None) for name, pair in counts.items()]


def _row(name: str, counts: tuple[int, int], most: int, is_compared: bool, address: str | None) -> Row:
    count, before = counts
    return Row(
        name, count, before, change(count, before) if is_compared else None, round(count / most * 100, 1), address
    )
