"""What the pages of a timeline have in common: what the person may search, and what filters are read with."""

from datetime import date, datetime

from msgspec import Struct

from contact_moments.http_server.pipeline import RequestContext
from contact_moments.model import DETAILS, RELATION_VIEW, Rights
from contact_moments.times import local_text
from contact_moments.web.filters import Reading
from contact_moments.web.requests import session_of


class Poll(Struct, frozen=True):
    """What asks for news: the address, and the tag of the answer that the page has already."""

    address: str
    tag: str


def rights_of(context: RequestContext) -> Rights:
    """What the person may search."""
    scopes = session_of(context).scopes
    return Rights(details=DETAILS in scopes, parties=RELATION_VIEW in scopes)


def reading_of(context: RequestContext) -> Reading:
    """What the filters of this person are read with."""
    register = context.register
    types = frozenset(register.types.by_id())
    me = session_of(context).person.relation_id
    return Reading(register.zone, today(context), types, me, register.clock())


def today(context: RequestContext) -> date:
    """The day that it is in the organisation's zone."""
    return datetime.fromisoformat(local_text(context.register.clock(), context.register.zone)).date()
