"""Who is calling: the relations that have the number which a telephone system hands over."""

from contact_moments.http_server.pipeline import RequestContext
from contact_moments.model import RELATION_EDIT, RELATION_VIEW, Relation
from contact_moments.moments.entry import Typed
from contact_moments.phones import asked_key, is_own
from contact_moments.phones import shown as shown_number
from contact_moments.relations.finding import LONGEST, Asked, find
from contact_moments.web.entry_form import Caller, caller_line

PHONE = "ContactMomentPhone"


def caller_of(context: RequestContext, typed: Typed) -> Caller | None:
    """Who calls, as the form shows it; None where the form was not opened for a call."""
    phone = typed.one.get("phone", "")
    if not phone.strip():
        return None
    number, found = number_of(context, phone), _with_number(context, phone)
    return Caller(
        number=number,
        hits=[caller_line(one, number) for one in found],
        chosen=typed.one.get("caller") or str(found[0].id if found else ""),
        name=typed.one.get("caller_name", ""),
        kind=typed.one.get("caller_kind") or "person",
        may_add=bool(number) and not found and RELATION_EDIT in context.client.scopes,
    )


def one_caller(context: RequestContext, phone: str) -> str:
    """The id of the one relation with a number; empty where there is none, or several."""
    found = _with_number(context, phone)
    return str(found[0].id) if len(found) == 1 else ""


def number_of(context: RequestContext, phone: str) -> str:
    """The number to show; empty where it is withheld, or one of the organisation's own."""
    settings = context.register.settings
    key = asked_key(phone[:LONGEST], settings.phone_region)
    if key is None or is_own(key, settings.own_phone_numbers, settings.phone_region):
        return ""
    return shown_number(phone.strip(), key)


def _with_number(context: RequestContext, phone: str) -> list[Relation]:
    register = context.register
    if RELATION_VIEW not in context.client.scopes or not number_of(context, phone):
        return []
    return find(register.database, register.settings, Asked("phone", phone[:LONGEST]))
