"""Lists of numbers with a name, tags and actions: their rows, and what is wrong with a name."""

from msgspec import Struct

from contact_moments import catalogue
from contact_moments.errors import InvalidInputError
from contact_moments.http_server.pipeline import RequestContext
from contact_moments.model import JsonObject
from contact_moments.pages.words import language_of, words_in
from contact_moments.strict_json import refuse_unstorable
from contact_moments.visible import is_blank
from contact_moments.web.admin.lists import Shown, Sought, part_of
from contact_moments.web.findings import Wrong

ROWS = 50  # on a page


class NamedRow(Struct, frozen=True):
    """A tag or an action. `double` tells that another one has the same name, `used` that contact moments have it."""

    id: int
    name: str
    used: bool
    double: bool


def asked(context: RequestContext, named: dict[int, str]) -> Shown[int]:
    """The ids on the page that the address asks for: of names that have what is sought, or of that number."""

    def find(sought: Sought) -> list[int]:
        return [id_ for id_, name in named.items() if sought.is_in(name, catalogue.words_of) or str(id_) == sought.q]

    return part_of(context, find, ROWS)


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
