"""`/help`: which keys do what, and what else holds for all pages."""

from contact_moments.http_server.messages import Response
from contact_moments.http_server.pipeline import RequestContext
from contact_moments.pages.rendering import PageData, page, wants
from contact_moments.web.frame import Frame, frame
from contact_moments.web.requests import session_of


class Help(PageData, frozen=True):
    """The page. `keys` tells whether single keys do something; `zone` is that of all times."""

    frame: Frame
    keys: bool
    zone: str


def show_help(context: RequestContext) -> Response:
    """The page, or for a dialog what is on it."""
    keys = session_of(context).person.single_keys
    data = Help(frame(context, "other"), keys, context.register.settings.time_zone)
    return page(context, "_keyboard_dialog.html" if wants(context, "keys") else "help.html", data)
