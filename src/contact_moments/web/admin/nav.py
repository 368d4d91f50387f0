"""What is around each page of the administration: the list of all of them."""

from msgspec import Struct

from contact_moments.http_server.messages import Response
from contact_moments.http_server.pipeline import RequestContext
from contact_moments.http_server.problems import HttpError
from contact_moments.http_server.routes import SESSION, Route
from contact_moments.moments import parked_list
from contact_moments.moments.parked_list import Wanted
from contact_moments.pages.rendering import see_other
from contact_moments.web.frame import SECTIONS, Section, opens

MOST_WAITING = 1000  # that are counted


class Entry(Struct, frozen=True):
    """A section in the list; `waiting` is how many things wait there for somebody, as people read it."""

    name: str
    path: str
    waiting: str


class Nav(Struct, frozen=True):
    """The list. `here` is the name of this page's section; `sections` are those that the person may open."""

    here: str
    sections: list[Entry]


def nav(context: RequestContext, here: str) -> Nav:
    """The list, with what the person may open."""
    return Nav(here, [Entry(one.name, one.path, _waiting(context, one)) for one in _opened(context)])


def _waiting(context: RequestContext, section: Section) -> str:
    """How many are parked; nothing for other sections, and where there are none."""
    if section.name != "parked":
        return ""
    number = parked_list.number(context.register.database, Wanted(), most=MOST_WAITING)
    return f"{MOST_WAITING - 1}+" if number == MOST_WAITING else str(number or "")


def show_administration(context: RequestContext) -> Response:
    """Lead to the first page of the administration. Raises `HttpError` (403) where the person may open none."""
    sections = _opened(context)
    if not sections:
        raise HttpError(403, "Your role does not allow this; an administrator can give you another one")
    return see_other(sections[0].path)


def _opened(context: RequestContext) -> list[Section]:
    return [one for one in SECTIONS if opens(context, one.path)]


PAGES = (Route("GET", "/admin", SESSION, show_administration, page=True),)
