"""What the lists of the administration have in common: a search, pages, and days as people say them."""

from collections.abc import Callable, Sequence
from datetime import date, datetime
from typing import Generic, TypeVar
from urllib.parse import urlencode

from msgspec import Struct

from contact_moments.http_server.pipeline import RequestContext
from contact_moments.pages import forms
from contact_moments.times import local_text
from contact_moments.words import plain

ROWS = 25  # on a page, as on the timeline

T = TypeVar("T")


class Pages(Struct, frozen=True):
    """Which rows a page shows. `q` is what was sought; `before` and `after` are addresses of other pages, if any."""

    q: str
    total: int
    first: int
    last: int
    before: str
    after: str


class Shown(Struct, Generic[T], frozen=True):
    """The rows of one page, and where the others are."""

    rows: list[T]
    pages: Pages


class Sought(Struct, frozen=True):
    """What is sought in a list: as it was typed, and its words, with a blank before each."""

    q: str
    words: str

    def is_in(self, text: str, words_of: Callable[[str], str] = plain) -> bool:
        """Whether a text has it. What has no words, such as a sign, is sought as it is."""
        return self.words in words_of(text) if self.words else self.q.casefold() in text.casefold()


def shown(context: RequestContext, everything: Sequence[T], texts: Sequence[str]) -> Shown[T]:
    """The page that the address asks for, of those whose text has what is sought."""
    pairs = list(zip(everything, texts, strict=True))
    return part_of(context, lambda sought: [one for one, text in pairs if sought.is_in(text)])


def part_of(context: RequestContext, find: Callable[[Sought], list[T]], most: int = ROWS) -> Shown[T]:
    """The page that the address asks for, of those that `find` gives; it has at most so many rows."""
    query = forms.read_query_all(context)
    q = query.one("q").strip()
    found = find(Sought(q, plain(q).rstrip()))
    last_page = max(-(-len(found) // most), 1)
    number = min(max(forms.number_in(query.one("page")) or 1, 1), last_page)
    rows = found[(number - 1) * most : number * most]
    first = (number - 1) * most + 1 if rows else 0
    before = _address(context, q, number - 1) if number > 1 else ""
    after = _address(context, q, number + 1) if number < last_page else ""
    return Shown(rows, Pages(q, len(found), first, first + len(rows) - 1 if rows else 0, before, after))


def _address(context: RequestContext, q: str, number: int) -> str:
    parts = {"q": q} if q else {}
    return f"{context.request.path}?{urlencode(parts | {'page': str(number)})}"


def local(context: RequestContext, instant: int | None) -> datetime | None:
    """An instant as a clock in the organisation's zone shows it; None for none."""
    return None if instant is None else datetime.fromisoformat(local_text(instant, context.register.zone))


def today(context: RequestContext) -> date:
    """The day in the organisation's zone."""
    return datetime.fromisoformat(local_text(context.register.clock(), context.register.zone)).date()
