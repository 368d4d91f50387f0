"""What is around each page of the administration: the list of all of them."""

from msgspec import Struct

from contact_moments.http_server.messages import Response
from contact_moments.http_server.pipeline import RequestContext
from contact_moments.http_server.problems import HttpError
from contact_moments.http_server.routes import SESSION, Route
from contact_moments.pages.rendering import see_other
from contact_moments.web.frame import SECTIONS, Section, opens


class Nav(Struct, frozen=True):
    """The list. `here` is the name of this page's section; `sections` are those that the person may open."""

    here: str
    sections: list[Section]


def nav(context: RequestContext, here: str) -> Nav:
    """The list, with what the person may open."""
    return Nav(here, _opened(context))


def show_administration(context: RequestContext) -> Response:
    """Lead to the first page of the administration. Raises `HttpError` (403) where the person may open none."""
    sections = _opened(context)
    if not sections:
        raise HttpError(403, "Your role does not allow this; an administrator can give you another one")
    return see_other(sections[0].path)


def _opened(context: RequestContext) -> list[Section]:
    return [one for one in SECTIONS if opens(context, one.path)]


PAGES = (Route("GET", "/admin", SESSION, show_administration, page=True),)
