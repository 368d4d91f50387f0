"""Lists of numbers with a name, tags and actions: one page at a time, with a search; and what is wrong with a name."""

from urllib.parse import urlencode

from msgspec import Struct

from contact_moments import catalogue
from contact_moments.errors import InvalidInputError
from contact_moments.http_server.pipeline import RequestContext
from contact_moments.model import JsonObject
from contact_moments.pages import forms
from contact_moments.pages.words import language_of, words_in
from contact_moments.strict_json import refuse_unstorable
from contact_moments.visible import is_blank
from contact_moments.web.findings import Wrong
from contact_moments.words import plain

ROWS = 50  # on a page


class NamedRow(Struct, frozen=True):
    """A tag or an action. `double` tells that another one has the same name, `used` that contact moments have it."""

    id: int
    name: str
    used: bool
    double: bool


class ListPage(Struct, frozen=True):
    """Which rows of how many are shown; `q` is what was sought, `before` and `after` the addresses of others."""

    q: str
    total: int
    first: int
    last: int
    before: str
    after: str


class Asked(Struct, frozen=True):
    """The ids that an address asks for, in their order, and where the others are."""

    ids: list[int]
    page: ListPage


def asked(context: RequestContext, named: dict[int, str]) -> Asked:
    """The page that the address asks for, of those whose name has what is sought, or whose number it is."""
    query = forms.read_query_all(context)
    q = query.one("q").strip()
    wanted = plain(q).rstrip()
    found = [id_ for id_, name in named.items() if wanted in catalogue.words_of(name) or str(id_) == q]
    last_page = max(-(-len(found) // ROWS), 1)
    number = min(max(forms.number_in(query.one("page")) or 1, 1), last_page)
    ids = found[(number - 1) * ROWS : number * ROWS]
    first = (number - 1) * ROWS + 1 if ids else 0
    before = _address(context, q, number - 1) if number > 1 else ""
    after = _address(context, q, number + 1) if number < last_page else ""
    return Asked(ids, ListPage(q, len(found), first, first + len(ids) - 1 if ids else 0, before, after))


def _address(context: RequestContext, q: str, number: int) -> str:
    parts = {"q": q} if q else {}
    return f"{context.request.path}?{urlencode(parts | {'page': str(number)})}"


def rows_of(named: dict[int, str], ids: list[int], used: set[int]) -> list[NamedRow]:
    """The rows of a page."""
    doubles = catalogue.doubles(named)
    return [NamedRow(id_, named[id_], id_ in used, id_ in doubles) for id_ in ids]


def name_faults(
    context: RequestContext, named: dict[int, str], name: str, sure: bool, own: int | None = None
) -> list[Wrong]:
    """What is wrong with a name; that another one has it too is told unless somebody is `sure`."""
    code = _name_fault(name)
    if code is not None:
        return [wrong(context, "name", code)]
    same = own is not None and named.get(own) == name
    other = None if sure or same else catalogue.same_name(named, name, own)
    return [] if other is None else [wrong(context, "name", "double", other)]


def _name_fault(name: str) -> str | None:
    try:
        refuse_unstorable(name)
    except InvalidInputError:
        return "characters"
    if is_blank(name):
        return "blank"
    return "long" if len(name) > catalogue.MAX_NAME else None


def wrong(context: RequestContext, field: str, code: str, number: int | str = "") -> Wrong:
    """What is wrong with a field, in words."""
    faults: JsonObject = words_in(language_of(context))["named_faults"]
    return Wrong(field, faults[field][code].format(number=number))
