"""Which period the overview is of: as chosen in its form, which is in the address."""

from datetime import date
from urllib.parse import urlencode

from msgspec import Struct

from contact_moments.moments import named_periods
from contact_moments.moments.named_periods import Compared
from contact_moments.moments.periods import Period
from contact_moments.moments.typed_values import NotReadableError, day_in
from contact_moments.pages.forms import Fields
from contact_moments.web.requests import FieldFault

OWN = "custom"
CHOICES = (*named_periods.NAMES, OWN)


class Choice(Struct, frozen=True):
    """The form as it was sent. `first` and `last` are texts, which count where `name` is that of one's own days."""

    name: str
    first: str
    last: str

    @property
    def query(self) -> str:
        """The query of an address with the same choice."""
        days = {"from": self.first, "to": self.last} if self.name == OWN else {}
        return urlencode({"period": self.name} | days)


def read_choice(fields: Fields) -> Choice:
    """The choice in a query; days without a period are one's own."""
    first, last = fields.one("from").strip(), fields.one("to").strip()
    name = fields.one("period").strip() or (OWN if first or last else named_periods.USUAL)
    return Choice(name, first, last)


def period_of(choice: Choice, today: date, everything: Period | None) -> Compared | list[FieldFault]:
    """The period that was chosen, or what is wrong with the choice."""
    if choice.name not in CHOICES:
        return [FieldFault("period", "period")]
    if choice.name != OWN:
        return named_periods.named(choice.name, today, everything)
    first, last = _day(choice.first), _day(choice.last)
    if first is None or last is None:
        return [FieldFault(name, "day") for name, day in (("from", first), ("to", last)) if day is None]
    return [FieldFault("to", "order")] if first > last else named_periods.own(first, last)


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(day_in(text))
    except NotReadableError:
        return None
