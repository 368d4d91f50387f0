"""What a form says: its fields become `Typed`, and texts that were not taken from a list are looked up."""

import json
from typing import Any

from msgspec import Struct

from contact_moments import catalogue
from contact_moments.errors import Finding, InvalidInputError
from contact_moments.http_server.pipeline import RequestContext
from contact_moments.model import RELATION_VIEW
from contact_moments.moments.entry import OWN, Typed
from contact_moments.moments.typed_follow_up import BY, NOTE, ON, TIME, WANTED
from contact_moments.pages.forms import Fields, is_number
from contact_moments.relations.typing import Hit, exact, hits
from contact_moments.words import plain

FOLLOW_UP = (WANTED, ON, TIME, BY, f"{BY}_text", f"{BY}_choice", NOTE)
# The names of inputs besides `own.…`.
ONE = (
    *("sender", "sender_text", "sender_choice", "recipients_text", "subject", "tags_text", "date", "time", "action"),
    *("caller", "caller_name", "caller_kind", "phone", "answers", *FOLLOW_UP),
)
MANY = ("recipient", "recipient_choice", "tag")
MOST_CHOICES = 8


class LookedUp(Struct):
    """What the typed texts of a form mean. `choices` has those that a text may mean, by the input's name."""

    findings: list[Finding]
    choices: dict[str, list[Hit]]


def typed_in(fields: Fields) -> Typed:
    """The entry in a form's fields."""
    own = [name for name in fields.values if name.startswith(OWN)]
    one = {name: fields.one(name) for name in (*ONE, *own) if name in fields.values}
    many = {name: fields.all(name) for name in (*MANY, *own) if name in fields.values}
    return Typed(fields.one("type"), one, many)


def to_text(typed: Typed) -> str:
    """An entry as it is kept."""
    return json.dumps({"type": typed.type, "one": typed.one, "many": typed.many}, ensure_ascii=False)


def from_text(text: str) -> Typed:
    """An entry that was kept."""
    kept: dict[str, Any] = json.loads(text)
    return Typed(kept["type"], kept["one"], kept["many"])


def look_up(context: RequestContext, typed: Typed) -> LookedUp:
    """Find what the texts of an entry mean, and put it into the entry."""
    found = LookedUp([], {})
    _take_choices(typed)
    _sender(context, typed, found)
    _recipients(context, typed, found)
    _tags(context, typed, found)
    look_up_follow_up(context, typed, found)
    return found


def look_up_follow_up(context: RequestContext, typed: Typed, found: LookedUp) -> None:
    """Find who is to follow up, if a name was typed and a follow-up is wanted."""
    chosen = typed.one.pop(f"{BY}_choice", "")
    if chosen:
        typed.one |= {BY: chosen, f"{BY}_text": ""}
    text = typed.one.get(f"{BY}_text", "").strip()
    if text and typed.one.get(WANTED):
        ids = _meant(context, text, "followUp.by", BY, found)
        if ids:
            typed.one |= {BY: ids[0], f"{BY}_text": ""}


def _take_choices(typed: Typed) -> None:
    """Take those that somebody chose of several whom a text may mean."""
    chosen = typed.one.pop("sender_choice", "")
    if chosen:
        typed.one |= {"sender": chosen, "sender_text": ""}
    several = typed.many.pop("recipient_choice", [])
    if several:
        typed.many["recipient"] = [*typed.many.get("recipient", []), *several]
        typed.one["recipients_text"] = ""


def _sender(context: RequestContext, typed: Typed, found: LookedUp) -> None:
    text = typed.one.get("sender_text", "").strip()
    if text:
        ids = _meant(context, text, "senderId", "sender", found)
        if ids:
            typed.one |= {"sender": ids[0], "sender_text": ""}
    elif not typed.one.get("sender") and is_number(typed.one.get("caller", "")):
        typed.one["sender"] = typed.one["caller"]


def _recipients(context: RequestContext, typed: Typed, found: LookedUp) -> None:
    text = typed.one.get("recipients_text", "").strip()
    ids = _meant(context, text, "recipients", "recipients", found) if text else []
    if ids:
        typed.many["recipient"] = [*typed.many.get("recipient", []), *ids]
        typed.one["recipients_text"] = ""
    typed.many["recipient"] = list(dict.fromkeys(typed.many.get("recipient", [])))


def _meant(context: RequestContext, text: str, member: str, field: str, found: LookedUp) -> list[str]:
    """The id of the one relation that a text names; where there is none, or several, a finding and whom to choose."""
    database, settings = context.register.database, context.register.settings
    if RELATION_VIEW not in context.client.scopes:
        # Who may not see relations can still name one by its number, as a client of the API can.
        if is_number(text):
            return [text]
        found.findings.append(Finding(member, "not_found"))
        return []
    try:
        whole = exact(database, settings, text)
        several = hits(database, settings, text, MOST_CHOICES)
    except InvalidInputError:
        whole, several = [], []
    if len(whole) == 1:
        return [str(whole[0].id)]
    found.findings.append(Finding(member, "ambiguous" if several else "not_found"))
    found.choices[field] = several
    return []


def _tags(context: RequestContext, typed: Typed, found: LookedUp) -> None:
    names = [one for one in typed.one.get("tags_text", "").split(",") if one.strip()]
    if not names:
        return
    known = {plain(name): str(id_) for id_, name in reversed(catalogue.tags(context.register.database).items())}
    ids = [known[plain(one)] for one in names if plain(one) in known]
    typed.many["tag"] = list(dict.fromkeys([*typed.many.get("tag", []), *ids]))
    unknown = [one.strip() for one in names if plain(one) not in known]
    typed.one["tags_text"] = ", ".join(unknown)
    if unknown:
        found.findings.append(Finding("tagIds", "not_found"))


def redrawn(context: RequestContext, typed: Typed, fields: Fields) -> LookedUp:
    """Do what a button of the form asks for: leave somebody out, or add who was offered or typed."""
    typed.type = fields.one("show") or typed.type
    _remove(typed, fields.one("remove"))
    kind, _, id_ = fields.one("add").partition(":")
    if kind in ("sender", BY) and id_:
        typed.one |= {kind: id_, f"{kind}_text": ""}
    elif kind == "recipient" and id_:
        typed.many["recipient"] = list(dict.fromkeys([*typed.many.get("recipient", []), id_]))
    return look_up(context, typed) if kind == "text" else LookedUp([], {})


def _remove(typed: Typed, which: str) -> None:
    kind, _, id_ = which.partition(":")
    if kind in ("sender", BY):
        typed.one[kind] = ""
    elif kind in ("recipient", "tag"):
        typed.many[kind] = [one for one in typed.many.get(kind, []) if one != id_]
