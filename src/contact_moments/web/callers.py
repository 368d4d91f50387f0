"""Who is calling: the relations that have the number which a telephone system hands over."""

from contact_moments.errors import Finding
from contact_moments.http_server.pipeline import RequestContext
from contact_moments.model import RELATION_EDIT, RELATION_VIEW, Relation
from contact_moments.moments.entry import Typed
from contact_moments.phones import asked_key, is_own, readable
from contact_moments.relations.finding import LONGEST, Asked, find
from contact_moments.visible import is_blank
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


def who_calls(context: RequestContext, typed: Typed, findings: list[Finding]) -> list[Finding]:
    """Findings, with those of a caller who may be added: a name or a sender has to be there, not both."""
    caller = caller_of(context, typed)
    if caller is None or not caller.may_add:
        return findings
    is_chosen = bool(typed.one.get("sender") or typed.one.get("sender_text"))
    if is_blank(caller.name) == is_chosen:
        return findings
    kept = [one for one in findings if is_chosen or one.field != "senderId"]
    return [*kept, Finding("caller_name", "ambiguous" if is_chosen else "required")]


def one_caller(context: RequestContext, phone: str) -> str:
    """The id of the one relation with a number; empty where there is none, or several."""
    found = _with_number(context, phone)
    return str(found[0].id) if len(found) == 1 else ""


def number_of(context: RequestContext, phone: str) -> str:
    """The number to show; empty where it is withheld, or one of the organisation's own."""
    settings = context.register.settings
    key = asked_key(phone[:LONGEST], settings.phone_region)
    # Names of lines such as `reception` have keys too.
    if key is None or not any(map(str.isdigit, key)) or is_own(key, settings.own_phone_numbers, settings.phone_region):
        return ""
    return readable(phone.strip(), key)


def _with_number(context: RequestContext, phone: str) -> list[Relation]:
    register = context.register
    if RELATION_VIEW not in context.client.scopes or not number_of(context, phone):
        return []
    return find(register.database, register.settings, Asked("phone", phone[:LONGEST]))
