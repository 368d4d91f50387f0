"""`/admin/types`: the types of contact moments, in their order."""

from msgspec import Struct

from contact_moments.http_server.messages import Response
from contact_moments.http_server.pipeline import RequestContext
from contact_moments.http_server.routes import Route
from contact_moments.model import ADD, CATALOGUE_EDIT
from contact_moments.moments.types import CompiledType
from contact_moments.pages import forms
from contact_moments.pages.rendering import PageData, page
from contact_moments.web.admin.nav import Nav, nav
from contact_moments.web.frame import Frame, frame
from contact_moments.web.type_looks import TypeLook, looks_of

TYPES = "/admin/types"


class TypeRow(Struct, frozen=True):
    """A type: how it looks, how many fields of its own it has, and whether its schema cannot be used."""

    look: TypeLook
    place: int
    addable: bool
    fields: int
    broken: bool


class TypeList(PageData, frozen=True):
    """The whole page. `done` is what was done a moment ago, to the type `of`, if it is there.

    `registers` tells that the person may register contact moments.
    """

    frame: Frame
    nav: Nav
    rows: list[TypeRow]
    done: str
    of: TypeRow | None
    registers: bool


def show_types(context: RequestContext) -> Response:
    """All types."""
    query, looks = forms.read_query_all(context), looks_of(context)
    types = enumerate(context.register.types.by_id().values(), 1)
    rows = [_row(looks[one.data.id], place, one) for place, one in types if one.data.id in looks]
    data = TypeList(
        frame=frame(context, "admin"),
        nav=nav(context, "types"),
        rows=rows,
        done=query.one("done") if query.one("done") in ("added", "changed", "removed") else "",
        of=next((row for row in rows if row.look.id == query.one("of")), None),
        registers=ADD in context.client.scopes,
    )
    return page(context, "type_list.html", data)


def _row(look: TypeLook, place: int, one: CompiledType) -> TypeRow:
    return TypeRow(look, place, one.data.addable, len(one.own_fields), one.fault is not None)


PAGES = (Route("GET", TYPES, CATALOGUE_EDIT, show_types, page=True),)
