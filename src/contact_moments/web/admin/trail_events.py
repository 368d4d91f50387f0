"""Events of the audit trail as people read them: who did what to what, with links to what it is about."""

import json
import re
from datetime import datetime
from typing import Any
from urllib.parse import quote

from msgspec import Struct

from contact_moments.audit.trail import ShownEvent
from contact_moments.http_server.pipeline import RequestContext
from contact_moments.pages.words import Words, language_of, words_in
from contact_moments.people import Kind
from contact_moments.times import local_text
from contact_moments.web.admin.trail_filter import Known
from contact_moments.web.frame import opens

MOST_ITEMS = 20  # of a list in an event's detail
LONGEST = 200  # characters of a value

_NUMBER = re.compile(r"[1-9][0-9]{0,15}", re.ASCII)
_MOMENT = re.compile(r"contact moment ([1-9][0-9]{0,15})", re.ASCII)
_PARKED = re.compile(r"parked registration ([1-9][0-9]{0,15})", re.ASCII)


class Party(Struct, frozen=True):
    """Who did something, or what it was done to: what a filter takes, the text that people read, and the page of it."""

    value: str
    text: str
    link: str | None = None


class Item(Struct, frozen=True):
    """One thing that is known besides: its name, and the value as a text."""

    name: str
    text: str


class EventRow(Struct, frozen=True):
    """An event as the page shows it: `what` has happened, `at` a local time.

    `via` is the client by which a person did it.
    """

    number: int
    at: datetime
    what: str
    who: Party | None
    via: str | None
    address: str | None
    subject: Party | None
    items: list[Item]


def event_row(context: RequestContext, event: ShownEvent, everybody: Known) -> EventRow:
    """The event in a page for whoever asks."""
    words = words_in(language_of(context))
    return EventRow(
        number=event.number,
        at=datetime.fromisoformat(local_text(event.happened_at, context.register.zone)),
        what=kind_name(words, event.kind),
        who=_who(event, everybody),
        via=_client_name(event, everybody) if event.account_id and event.client_id else None,
        address=event.address,
        subject=_subject(context, event, everybody),
        items=[
            Item(name, value_text(words, value)) for name, value in event.detail.items() if value not in (None, [], "")
        ],
    )


def kind_name(words: Words, kind: str) -> str:
    """What a kind of event is called; its code, if it has no words."""
    return str(words["trail"]["kinds"].get(f"{kind}_", kind))


def _who(event: ShownEvent, everybody: Known) -> Party | None:
    if event.account_id is not None:
        return Party(event.account_id, event.email or event.account_id)
    if event.client_id is not None:
        return Party(event.client_id, _client_name(event, everybody))
    return None if event.operator is None else Party(event.operator, event.operator)


def _client_name(event: ShownEvent, everybody: Known) -> str:
    id_ = event.client_id or ""
    return everybody.clients.get(id_, id_)


def _subject(context: RequestContext, event: ShownEvent, everybody: Known) -> Party | None:
    text = event.subject
    if text is None:
        return None
    if event.subject_email is not None:
        return Party(text, event.subject_email, _opened(context, f"/admin/people/{text}"))
    link = _link(event.kind, text)
    return Party(text, everybody.clients.get(text, text), None if link is None else _opened(context, link))


def _link(kind: Kind, subject: str) -> str | None:
    """The page of what an event is about; None where there is none."""
    for pattern, path in ((_MOMENT, "/moment/"), (_PARKED, "/admin/parked/")):
        if found := pattern.fullmatch(subject):
            return f"{path}{found[1]}"
    if kind.startswith("client_"):
        return f"/admin/clients/{quote(subject, safe='')}"
    if kind in ("role_added", "role_changed"):
        return f"/admin/roles/{quote(subject, safe='')}"
    if kind in ("import", "import_undone"):
        return "/admin/import/moments" if _NUMBER.fullmatch(subject) else "/admin/import/relations"
    return _LISTS.get(kind.rpartition("_")[0])


_LISTS = {"type": "/admin/types", "tag": "/admin/tags", "action": "/admin/actions"}


def _opened(context: RequestContext, path: str) -> str | None:
    return path if opens(context, path) else None


def value_text(words: Words, value: Any) -> str:
    """A value of an event's detail as a text: short, and without the signs of JSON where it has none in it."""
    match value:
        case bool():
            text = words["moment"]["yes" if value else "no"]
        case str():
            text = value
        case list() if all(isinstance(one, str | int | float) for one in value):
            more = f" … ({len(value)})" if len(value) > MOST_ITEMS else ""
            text = ", ".join(map(str, value[:MOST_ITEMS])) + more
        case _:
            text = json.dumps(value, ensure_ascii=False)
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 1]}…"
