"""`/relation/{id}/merge`: which relation it is the same as, what merging would do, and merging it."""

from msgspec import Struct

from contact_moments.errors import ConflictError, InvalidInputError, RegisterError
from contact_moments.http_server.messages import Response
from contact_moments.http_server.pipeline import RequestContext
from contact_moments.http_server.routes import Route
from contact_moments.model import RELATION_EDIT, RELATION_VIEW, Relation
from contact_moments.moments.merge_preview import Preview, preview
from contact_moments.moments.merging import begin
from contact_moments.pages import forms
from contact_moments.pages.forms import MAX_FORM
from contact_moments.pages.rendering import PageData, page, see_other
from contact_moments.relations.list import get
from contact_moments.relations.profile import profile
from contact_moments.relations.typing import Hit, hits
from contact_moments.web.frame import Frame, frame
from contact_moments.web.requests import checked_database

MOST_HITS = 8


class Candidates(Struct, frozen=True):
    """Whom the typed text may mean, or who is alike where nothing was typed."""

    text: str
    found: list[Hit]


class Merge(PageData, frozen=True):
    """The whole page: whom to choose from, or what merging into `preview.into` would do.

    `grown` says that more contact moments would move than the person has seen, and `fault` what else is wrong.
    """

    frame: Frame
    one: Relation
    candidates: Candidates
    preview: Preview | None
    grown: bool
    fault: str


def show_merge(context: RequestContext) -> Response:
    """Choose, or look at what would happen."""
    one, query = _mergeable(context), forms.read_query_all(context)
    into = query.one("into")
    return _show(context, one, query.one("q").strip(), into) if into else _show(context, one, query.one("q").strip())


def merge(context: RequestContext) -> Response:
    """Merge, if what moves is what the person has seen."""
    one, form = _mergeable(context), forms.read_all(context)
    try:
        found = preview(context.register.database, one.id, _id(form.one("into")))
        if form.one("moments") != found.seen:
            return _show(context, one, "", form.one("into"), grown=True)
        begin(checked_database(context), one.id, found.into.id)
    except (InvalidInputError, ConflictError):
        return _show(context, one, "", form.one("into"))
    return see_other(f"/relation/{found.into.id}?done=merged")


def _mergeable(context: RequestContext) -> Relation:
    one = get(context.register.database, context.parameters["relation_id"])
    if one.merged_into is not None:
        raise ConflictError("This relation is merged into another already")
    return one


def _show(context: RequestContext, one: Relation, text: str, into: str = "", grown: bool = False) -> Response:
    found, fault = None, ""
    try:
        found = preview(context.register.database, one.id, _id(into)) if into else None
    except RegisterError as refusal:
        fault = "merged" if isinstance(refusal, ConflictError) else "unknown"
    candidates = Candidates(text, [] if found else _candidates(context, one, text))
    data = Merge(frame(context, "other", f"/relation/{one.id}"), one, candidates, found, grown, fault)
    return page(context, "merge.html", data, status=409 if grown else 422 if fault else 200)


def _id(text: str) -> int:
    """Raises `InvalidInputError` for what is no number."""
    number = forms.number_in(text)
    if number is None:
        raise InvalidInputError("into must be the number of a relation")
    return number


def _candidates(context: RequestContext, one: Relation, text: str) -> list[Hit]:
    """Whom the text means; without one those with the same name or number, as these are often the same."""
    register = context.register
    try:
        found = hits(register.database, register.settings, text or one.name, MOST_HITS + 1)
    except InvalidInputError:
        found = []
    if not text:
        known = {it.relation.id for it in found}
        sharing = profile(register.database, register.settings, one.id).sharing
        alike = {it.id: it for each in sharing for it in each.relations if it.id not in known}
        found += [Hit(it, "phone", "", ()) for it in alike.values()]
    return [it for it in found if it.relation.id != one.id][:MOST_HITS]


PAGES = (
    Route("GET", "/relation/{relation_id:int}/merge", RELATION_EDIT, show_merge, page=True, further=(RELATION_VIEW,)),
    Route(
        "POST",
        "/relation/{relation_id:int}/merge",
        RELATION_EDIT,
        merge,
        page=True,
        further=(RELATION_VIEW,),
        max_body=MAX_FORM,
    ),
)
