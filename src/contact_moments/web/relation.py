"""`/relation/{id}`: who somebody is, how to reach them, who else has their numbers, a quick log, and their timeline."""

import re
from datetime import date

from msgspec import Struct
from msgspec.structs import replace

from contact_moments import relations
from contact_moments.errors import InvalidInputError
from contact_moments.http_server.messages import Response
from contact_moments.http_server.pipeline import RequestContext
from contact_moments.http_server.routes import PUBLIC, Route
from contact_moments.model import RELATION_EDIT, RELATION_VIEW, VIEW, Phone, Relation
from contact_moments.moments.follow_up_lines import Todo, todo_with
from contact_moments.moments.relation_figures import Figures, figures
from contact_moments.pages import forms
from contact_moments.pages.forms import MAX_FORM
from contact_moments.pages.rendering import PageData, page, see_other, wants
from contact_moments.phones import EXTENSION, readable
from contact_moments.relations.profile import Profile, profile
from contact_moments.web.back import to_list
from contact_moments.web.filter_bar import Active, active_filters
from contact_moments.web.filters import Filters, address, read_filters, search_of
from contact_moments.web.follow_ups import reader_of
from contact_moments.web.frame import Frame, frame, initials
from contact_moments.web.quick_log import QuickLog, log, quick_log
from contact_moments.web.reading import reading_of, rights_of, today
from contact_moments.web.requests import checked_database, session_of
from contact_moments.web.timeline import Results, results
from contact_moments.web.type_looks import TypeLook, looks_of

# A key in the form of E.164 is what RFC 3966 dials, with an extension too.
_DIALLED = re.compile(rf"\+[0-9]+(?:{EXTENSION}[0-9]+)?")
DONE = ("added", "changed", "archived", "unarchived", "merged")


class Reach(Struct, frozen=True):
    """A telephone number, and the address that dials it; None where it could not be read."""

    number: str
    dials: str | None


class RelationPage(PageData, frozen=True):
    """The whole page. `results` is None where a filter is not right, and for who may not see contact moments.

    `faults` has the code of what is wrong with a filter, by field; `done` what was done a moment ago, and `saved` the
    contact moment that was registered. `edits` says that the person may change relations, `sees` and `details` what of
    contact moments they may see.
    """

    frame: Frame
    one: Relation
    face: str
    profile: Profile
    reach: list[Reach]
    figures: Figures | None
    quick: QuickLog | None
    path: str
    filters: Filters
    active: list[Active]
    looks: list[TypeLook]
    faults: dict[str, str]
    results: Results | None
    sees: bool
    edits: bool
    done: str
    saved: int | None
    details: bool
    todo: Todo | None
    today: date


def show_relation(context: RequestContext) -> Response:
    """The page. Raises `NotFoundError`."""
    register, relation_id = context.register, context.parameters["relation_id"]
    found = profile(register.database, register.settings, relation_id)
    query, path = forms.read_query_all(context), f"/relation/{relation_id}"
    filters = replace(read_filters(query, rights_of(context).details), relation="")
    wanted, faults = search_of(replace(filters, relation=str(relation_id)), reading_of(context))
    try:
        cursor = query.one("cursor") or None
        timeline = results(context, wanted, filters, path, cursor) if _sees(context) and not faults else None
    except InvalidInputError:
        return see_other(address(path, filters))  # the cursor of another search
    data = _data(context, found, filters, timeline, {fault.field: fault.code for fault in faults})
    template = "_relation_timeline.html" if wants(context, "results") else "relation_page.html"
    return page(context, template, data, status=400 if faults else 200)


def _data(
    context: RequestContext, found: Profile, filters: Filters, timeline: Results | None, faults: dict[str, str]
) -> RelationPage:
    """What the page shows. Where a script asks for the timeline alone, the rest is not looked up."""
    query, one, path = forms.read_query_all(context), found.relation, f"/relation/{found.relation.id}"
    is_whole = not wants(context, "results")
    return RelationPage(
        frame=frame(context, "other", to_list(context, of_relations=False) if _sees(context) else ""),
        one=one,
        face=initials(one.name),
        profile=found,
        reach=[_reach(phone) for phone in one.phones],
        figures=_figures(context, one) if is_whole else None,
        quick=quick_log(context, one) if is_whole and one.available else None,
        path=path,
        filters=filters,
        active=active_filters(context, filters, path),
        looks=list(looks_of(context).values()),
        faults=faults,
        results=timeline,
        sees=_sees(context),
        edits=RELATION_EDIT in session_of(context).scopes,
        details=rights_of(context).details,
        done=next((done for done in DONE if done == query.one("done")), ""),
        saved=forms.number_in(query.one("saved")),
        todo=_todo(context, one) if is_whole and rights_of(context).details else None,
        today=today(context),
    )


def _sees(context: RequestContext) -> bool:
    return VIEW in session_of(context).scopes


def _figures(context: RequestContext, one: Relation) -> Figures | None:
    register = context.register
    if one.merged_into is not None or not _sees(context):
        return None
    return figures(register.database, register.zone, one.id, register.clock())


def _todo(context: RequestContext, one: Relation) -> Todo | None:
    register = context.register
    if one.merged_into is not None or not _sees(context):
        return None
    return todo_with(register.database, register.searches, one.id, rights_of(context), reader_of(context))


def _reach(phone: Phone) -> Reach:
    return Reach(readable(phone.number, phone.key), f"tel:{phone.key}" if _DIALLED.fullmatch(phone.key) else None)


def archive(context: RequestContext) -> Response:
    """Keep the relation out of new contact moments. Raises `NotFoundError`."""
    relation_id = context.parameters["relation_id"]
    relations.archive(checked_database(context), relation_id)
    return see_other(f"/relation/{relation_id}?done=archived")


def unarchive(context: RequestContext) -> Response:
    """Let the relation into new contact moments again. Raises `NotFoundError`."""
    relation_id = context.parameters["relation_id"]
    relations.unarchive(checked_database(context), relation_id)
    return see_other(f"/relation/{relation_id}?done=unarchived")


_PATH = "/relation/{relation_id:int}"

PAGES = (
    Route("GET", _PATH, RELATION_VIEW, show_relation, page=True),
    Route("POST", f"{_PATH}/archive", RELATION_EDIT, archive, page=True, further=(RELATION_VIEW,), max_body=MAX_FORM),
    Route(
        "POST", f"{_PATH}/unarchive", RELATION_EDIT, unarchive, page=True, further=(RELATION_VIEW,), max_body=MAX_FORM
    ),
    # Nobody's text is lost whose session has ended: it is asked for there.
    Route("POST", f"{_PATH}/log", PUBLIC, log, page=True, max_body=MAX_FORM),
)
