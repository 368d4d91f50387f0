"""`/admin/parked/{id}`: one parked registration: what was sent, as people read it, and which relations it lacks."""

from contact_moments.accounts import accounts
from contact_moments.http_server.messages import Response
from contact_moments.http_server.pipeline import RequestContext
from contact_moments.http_server.routes import Route
from contact_moments.model import DETAILS, PARKED_EDIT, RELATION_VIEW, JsonObject
from contact_moments.moments import parked_list
from contact_moments.moments.parked_list import Lacking, Parked
from contact_moments.moments.telling import facts
from contact_moments.pages import forms
from contact_moments.pages.rendering import PageData, page
from contact_moments.web.admin.nav import Nav, nav
from contact_moments.web.admin.parked import Row, rows
from contact_moments.web.admin.parked_filter import PATH
from contact_moments.web.frame import Frame, frame, opens
from contact_moments.web.requests import session_of
from contact_moments.web.shown import Field, Shower
from contact_moments.web.type_looks import look_of, looks_of

# What lists show of a contact moment too.
_LISTED = frozenset({"subject", "senderId", "recipients", "dateTime", "action_code", "tagIds"})


class AdminParkedOne(PageData, frozen=True):
    """The whole page. `acted_for` is for whom the client acted. `details` says that contents are shown too.

    `adds` and `opens` say that the person may add relations, and open them. `refused` says that it was refused again.
    """

    frame: Frame
    nav: Nav
    row: Row
    acted_for: str | None
    fields: list[Field]
    lacking: list[Lacking]
    details: bool
    adds: bool
    opens: bool
    refused: bool


def show_one(context: RequestContext) -> Response:
    """The page. Raises `NotFoundError` where nothing is parked under the id."""
    register = context.register
    found = parked_list.one(register.database, context.parameters["parked_id"])
    document = parked_list.document_of(found)
    (row,) = rows(context, [found])
    data = AdminParkedOne(
        frame=frame(context, "admin", PATH),
        nav=nav(context, "parked"),
        row=row,
        acted_for=_person(context, found),
        fields=_fields(context, found, document),
        lacking=parked_list.lacking(register.database, document),
        details=DETAILS in session_of(context).scopes,
        adds=opens(context, "/relation/new"),
        opens=RELATION_VIEW in session_of(context).scopes,
        refused=bool(forms.read_query_all(context).one("refused")),
    )
    return page(context, "admin_parked_one.html", data)


def _person(context: RequestContext, found: Parked) -> str | None:
    if found.account_id is None:
        return None
    names = {one.id: one.name for one in accounts.all_accounts(context.register.database)}
    return names.get(found.account_id, found.account_id)


def _fields(context: RequestContext, found: Parked, document: JsonObject) -> list[Field]:
    """What was sent; without a right to contents what lists show."""
    register, scopes = context.register, session_of(context).scopes
    type_ = register.types.by_id().get(found.type)
    shower = Shower(
        look_of(looks_of(context), found.type).titles, {} if type_ is None else type_.data.schema["properties"]
    )
    (told,) = facts(register.database, register.zone, [document], RELATION_VIEW in scopes)
    return [shower.field(one) for one in told if DETAILS in scopes or one.field in _LISTED]


PAGES = (Route("GET", f"{PATH}/{{parked_id:int}}", PARKED_EDIT, show_one, page=True),)
