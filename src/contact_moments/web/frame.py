"""What is around the pages of who has signed in: the rail with its links, and the menu."""

from typing import Literal
from urllib.parse import quote

from msgspec import Struct

from contact_moments.http_server.pipeline import RequestContext
from contact_moments.http_server.routes import SESSION
from contact_moments.pages.forms import HOME

Here = Literal["timeline", "search", "register", "account", "docs", "other"]


class Frame(Struct, frozen=True):
    """The rail and the menu. `here` is the link that leads to this page, and `back` an address for the link back.

    `timeline`, `register`, `add_relation` and `account` tell whether the person may go there; `at` is the address of
    this page.
    """

    here: Here
    back: str
    at: str
    initials: str
    timeline: bool
    register: bool
    add_relation: bool
    account: bool


def frame(context: RequestContext, here: Here, back: str = "") -> Frame:
    """The frame of a page, with links to what the person may see."""
    name = context.session.person.name if context.session else ""
    return Frame(
        here=here,
        back=back,
        at=_address(context),
        initials=initials(name),
        timeline=_opens(context, "/"),
        register=_opens(context, "/register"),
        add_relation=_opens(context, "/relation/new"),
        account=_opens(context, "/account"),
    )


def initials(name: str) -> str:
    """The first letters of the first and the last word of a name."""
    words = name.split()
    return "".join(one[0] for one in (words[:1] + words[1:][-1:])).upper()


def _opens(context: RequestContext, path: str) -> bool:
    """Whether whoever asks may open the page at a path."""
    found, _ = context.service.table.find(path)
    route = found.methods.get("GET") if found else None
    if route is None or context.grant is None:
        return False
    return {route.scope, *route.further} <= context.grant.scopes | {SESSION}


def _address(context: RequestContext) -> str:
    """The address of this page; that of the first page where it is not one that can be opened."""
    request = context.request
    found, _ = context.service.table.find(request.path)
    if found is None or "GET" not in found.methods:
        return HOME
    return quote(request.path) + (f"?{request.query}" if request.query else "")
