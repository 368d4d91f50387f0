"""The addresses of the timelines behind the figures of an overview."""

from datetime import date

from msgspec import Struct
from msgspec.structs import replace

from contact_moments.pages.forms import HOME
from contact_moments.web.filters import Filters, address, day_of

NONE = Filters()


class Behind(Struct, frozen=True):
    """Leads from figures of some days to their contact moments; `days` is None where a timeline has no such days."""

    days: tuple[str, str] | None

    def of(self, filters: Filters = NONE) -> str | None:
        """The address of what these filters find in the days."""
        return None if self.days is None else address(HOME, replace(filters, first=self.days[0], last=self.days[1]))


def behind(first: date, last: date) -> Behind:
    """What leads to the contact moments of some days.

    A timeline knows no days at the ends of the calendar. It begins and ends there where none are given.
    """
    begin = "" if first == date.min else first.isoformat()
    end = "" if last == date.max else last.isoformat()
    return Behind((begin, end) if all(day_of(one) for one in (begin, end) if one) else None)
