"""What is around the pages of who has signed in: the rail with its links, and the menu."""

from typing import Literal
from urllib.parse import quote

from msgspec import Struct

from contact_moments.http_server.pipeline import RequestContext
from contact_moments.http_server.routes import SESSION
from contact_moments.pages.forms import HOME


class Section(Struct, frozen=True):
    """A page of the administration: what it is called in the words, and its path."""

    name: str
    path: str


# In the order of the list beside each of them.
SECTIONS = (
    Section("types", "/admin/types"),
    Section("tags", "/admin/tags"),
    Section("actions", "/admin/actions"),
    Section("import_relations", "/admin/import/relations"),
    Section("import_moments", "/admin/import/moments"),
    Section("clients", "/admin/clients"),
    Section("people", "/admin/people"),
    Section("parked", "/admin/parked"),
    Section("trail", "/admin/trail"),
    Section("state", "/admin/state"),
)

Here = Literal["timeline", "search", "register", "follow_ups", "overview", "admin", "account", "docs", "other"]


class Frame(Struct, frozen=True):
    """The rail and the menu. `here` is the link that leads to this page, and `back` an address for the link back.

    `timeline` and the others that are true or false tell whether the person may go there; `at` is the address of this
    page.
    """

    here: Here
    back: str
    at: str
    initials: str
    timeline: bool
    register: bool
    follow_ups: bool
    overview: bool
    admin: bool
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
        timeline=opens(context, "/"),
        register=opens(context, "/register"),
        follow_ups=opens(context, "/follow-ups"),
        overview=opens(context, "/overview"),
        admin=any(opens(context, one.path) for one in SECTIONS),
        add_relation=opens(context, "/relation/new"),
        account=opens(context, "/account"),
    )


def initials(name: str) -> str:
    """The first letters of the first and the last word of a name."""
    words = name.split()
    return "".join(one[0] for one in (words[:1] + words[1:][-1:])).upper()


def opens(context: RequestContext, path: str) -> bool:
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
