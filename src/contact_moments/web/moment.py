"""`/moment/{id}`: everything about a contact moment, its versions side by side, and what is left of a withdrawn one."""

from msgspec import Struct

from contact_moments.errors import GoneError, NotFoundError
from contact_moments.http_server.messages import Response
from contact_moments.http_server.pipeline import RequestContext
from contact_moments.http_server.routes import Route
from contact_moments.model import DETAILS, EDIT, REASONS, RELATION_VIEW, VIEW, WITHDRAW, JsonObject
from contact_moments.moments.comparison import compare
from contact_moments.moments.telling import MOST_VERSIONS, Asked, Buried, Telling, Told, telling, tombstone
from contact_moments.moments.timeline import Named
from contact_moments.pages import forms
from contact_moments.pages.forms import Fields, is_number
from contact_moments.pages.rendering import PageData, page
from contact_moments.web.back import to_list
from contact_moments.web.follow_up_card import CHANGED, Card, Sent, card_of
from contact_moments.web.frame import Frame, frame
from contact_moments.web.requests import session_of
from contact_moments.web.shown import COMMON, ChangedField, Field, Shower
from contact_moments.web.type_looks import TypeLook, look_of, looks_of

MOST_RECIPIENTS = 100  # that are shown at once
LONGEST_FACT = 120  # characters of a text that stands among the facts; a longer one is read as contents are
_ELSEWHERE = COMMON | {"contents"}  # on the page


class Compared(Struct, frozen=True):
    """Two versions side by side, the earlier one first. `equal` are fields: name, and title of an own field."""

    earlier: Told
    later: Told
    changed: list[ChangedField]
    equal: list[tuple[str, str]]


class Withdrawing(Struct, frozen=True):
    """The form that withdraws, as it was sent: the reason, and what is wrong, by field."""

    reasons: tuple[str, ...]
    reason: str
    faults: dict[str, str]


class Moment(PageData, frozen=True):
    """The whole page. `texts` are read as contents are, and `own` stand among the facts.

    `recipients` are the first of `recipient_count`, unless `all` were asked for. `relations` and `correctable` say that
    the person may open relations, and correct this.
    """

    frame: Frame
    moment: Telling
    subject: str
    look: TypeLook
    stamp: str
    texts: list[Field]
    own: list[Field]
    sender: Named
    recipients: list[Named]
    recipient_count: int
    all: bool
    action: Named | None
    tags: list[Named]
    reference: str
    compared: Compared | None
    relations: bool
    correctable: bool
    withdrawing: Withdrawing | None
    follow_up: Card
    saved: bool


class Withdrawn(PageData, frozen=True):
    """What is left of a withdrawn contact moment."""

    frame: Frame
    left: Buried


def show_moment(context: RequestContext) -> Response:
    """The page; 410 for a withdrawn moment, and 404 for what the person may not see."""
    try:
        return moment_page(context, Withdrawing(REASONS, "", {}))
    except GoneError:
        register = context.register
        left = tombstone(register.database, register.zone, context.parameters["moment_id"])
        return page(context, "withdrawn.html", Withdrawn(frame(context, "other", "/"), left), status=410)


def moment_page(context: RequestContext, withdrawing: Withdrawing, sent: Sent | None = None) -> Response:
    """The page with the form that withdraws, and that of its follow-up. Raises `NotFoundError` or `GoneError`."""
    scopes, query = session_of(context).scopes, forms.read_query_all(context)
    if DETAILS not in scopes:
        raise NotFoundError("There is no contact moment with this id")
    register = context.register
    moment_id: int = context.parameters["moment_id"]
    told = telling(register.database, register.zone, moment_id, RELATION_VIEW in scopes, _asked(query))
    card = card_of(context, moment_id, sent)
    data = _data(context, told, query, withdrawing if WITHDRAW in scopes else None, card)
    status = 409 if card.said == CHANGED else 422 if withdrawing.faults or card.texts else 200
    return page(context, "moment.html", data, status=status)


def _asked(query: Fields) -> Asked:
    most = None if query.one("all") else MOST_VERSIONS
    return Asked(most, _version(query.one("a")), _version(query.one("b")))


def _version(text: str) -> int | None:
    return int(text) if is_number(text) and len(text) < 10 else None


def _data(context: RequestContext, told: Telling, query: Fields, withdrawing: Withdrawing | None, card: Card) -> Moment:
    scopes, look = session_of(context).scopes, look_of(looks_of(context), told.type)
    shower = Shower(look.titles, _properties(context, told.type))
    own = [shower.field(one) for one in told.facts if one.field not in _ELSEWHERE]
    contents = [shower.field(one) for one in told.facts if one.field == "contents"]
    recipients = told.value("recipients") or ()
    return Moment(
        frame=frame(context, "other", to_list(context, of_relations=True)),
        moment=told,
        subject=told.value("subject") or "",
        look=look,
        stamp=told.at.replace(tzinfo=context.register.zone.info).isoformat(timespec="minutes"),
        texts=contents + [one for one in own if _is_long(one)],
        own=[one for one in own if not _is_long(one)],
        sender=told.value("senderId"),
        recipients=list(recipients if query.one("all") else recipients[:MOST_RECIPIENTS]),
        recipient_count=len(recipients),
        all=bool(query.one("all")),
        action=told.value("action_code"),
        tags=list(told.value("tagIds") or ()),
        reference=told.value("reference") or "",
        compared=_compared(told, shower),
        relations=RELATION_VIEW in scopes,
        correctable=EDIT in scopes and _is_addable(context, told.type),
        withdrawing=withdrawing,
        follow_up=card,
        saved=bool(query.one("saved")),
    )


def _is_long(one: Field) -> bool:
    text = one.shown.value
    return one.shown.kind == "json" or (isinstance(text, str) and (len(text) > LONGEST_FACT or "\n" in text))


def _properties(context: RequestContext, type_id: str) -> JsonObject:
    found = context.register.types.by_id().get(type_id)
    properties: JsonObject = {} if found is None else found.data.schema["properties"]
    return properties


def _is_addable(context: RequestContext, type_id: str) -> bool:
    found = context.register.types.by_id().get(type_id)
    return found is not None and found.data.addable


def _compared(told: Telling, shower: Shower) -> Compared | None:
    """The two versions that are asked for, or else the last two; None if there is one only."""
    if told.pair is None:
        return None
    earlier, later = told.pair
    found = compare(earlier.facts, later.facts)
    equal = [(name, shower.title(name)) for name in found.equal]
    return Compared(earlier.version, later.version, [shower.changed(one) for one in found.changed], equal)


PAGES = (Route("GET", "/moment/{moment_id:int}", VIEW, show_moment, page=True),)
