"""What the lists of the administration have in common: a search, pages, and days as people say them."""

from collections.abc import Sequence
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
    """Which rows a page shows. `q` is what was sought, and `older` and `newer` are addresses of other pages, if any."""

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


def shown(context: RequestContext, everything: Sequence[T], texts: Sequence[str]) -> Shown[T]:
    """The page that the address asks for, of those whose text has what is sought."""
    query = forms.read_query_all(context)
    q = query.one("q").strip()
    wanted = plain(q).rstrip()
    found = [one for one, text in zip(everything, texts, strict=True) if wanted in plain(text)]
    number = min(max(forms.number_in(query.one("page")) or 1, 1), max(-(-len(found) // ROWS), 1))
    rows = found[(number - 1) * ROWS : number * ROWS]
    first = (number - 1) * ROWS + 1 if rows else 0
    before = _address(context, q, number - 1) if number > 1 else ""
    after = _address(context, q, number + 1) if number * ROWS < len(found) else ""
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
