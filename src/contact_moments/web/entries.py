"""Entries: what somebody is typing is kept while they type, so that a closed tab or a lost session loses nothing."""

from datetime import datetime

import msgspec
from msgspec import Struct

from contact_moments.accounts import entries
from contact_moments.errors import NotFoundError
from contact_moments.http_server.messages import Response
from contact_moments.http_server.pipeline import RequestContext
from contact_moments.model import ADD
from contact_moments.pages import forms
from contact_moments.pages.formats import clock, day
from contact_moments.pages.forms import number_in
from contact_moments.pages.rendering import PageData, page, see_other
from contact_moments.pages.words import language_of, words_in
from contact_moments.times import local_text
from contact_moments.web.requests import session_of
from contact_moments.web.titles import icon_and_hue, type_title
from contact_moments.web.typed import to_text, typed_in
from contact_moments.web.unsaved import is_empty, is_entry_id, is_own

LONGEST = 120  # characters of a subject in a list


class Kept(PageData, frozen=True):
    """What has become of an entry: it was kept, kept apart from that of another window, saved before, or is empty.

    It is not kept if somebody else has signed in since the form was opened.
    """

    entry: str
    revision: int
    at: str
    state: str
    moment_id: int | None


class _Named(Struct):
    subject: str = ""


class _Begun(Struct):
    """What a list shows of an entry: all else, which can be much, is skipped and not made into values."""

    type: str
    one: _Named


_begun = msgspec.json.Decoder(_Begun)


class EntryLine(Struct, frozen=True):
    """An entry in a list. `hue` names the colour of its type, and `at` is its day, or its time if it is of today."""

    id: str
    subject: str
    type: str
    hue: str
    saved_at: datetime
    at: str


def keep_entry(context: RequestContext) -> Response:
    """Keep what was typed so far."""
    fields, register = forms.read_all(context), context.register
    typed, account, now = typed_in(fields), session_of(context).person.id, register.clock()
    entry, text = fields.one("entry"), to_text(typed)
    revision = number_in(fields.one("revision")) or 0
    at = local_text(now, register.zone)[11:16]
    if not is_entry_id(entry):
        raise NotFoundError("There is no such entry")
    if not is_own(context, fields):
        return page(context, "_kept.html", Kept(entry, revision, at, "other", None))
    saved = register.registrar.registered(context.client, "page", entry)
    if saved is not None:
        return page(context, "_kept.html", Kept(entry, revision, at, "saved", saved))
    if revision == 0 and is_empty(context, typed):
        return page(context, "_kept.html", Kept(entry, 0, at, "empty", None))
    id_, kept = entries.keep_both(register.database, account, entry, revision, text, now)
    return page(context, "_kept.html", Kept(id_, kept, at, "kept" if id_ == entry else "apart", None))


def drop_entry(context: RequestContext) -> Response:
    """Throw an entry away, and go back to where the button was."""
    fields = forms.read_all(context)
    entries.drop(context.register.database, session_of(context).person.id, context.parameters["entry_id"])
    return see_other(forms.local_address(fields.one("next") or "/"))


def entry_lines(context: RequestContext) -> list[EntryLine]:
    """The entries of who has signed in, the last one first; none for who may not register."""
    register = context.register
    if ADD not in context.client.scopes:
        return []
    kept, types = entries.of(register.database, session_of(context).person.id), register.types.by_id()
    language = language_of(context)
    words, lines = words_in(language), []
    today = datetime.fromisoformat(local_text(register.clock(), register.zone)).date()
    for one in kept:
        typed = _begun.decode(one.content)
        type_ = types.get(typed.type)
        title = type_title(words, type_.data) if type_ else _short(typed.type)
        _, hue = icon_and_hue(typed.type, type_.data if type_ else None)
        at = datetime.fromisoformat(local_text(one.saved_at, register.zone))
        text = clock(language, at) if at.date() == today else day(language, at)
        lines.append(EntryLine(one.id, _short(typed.one.subject), title, hue, at, text))
    return lines


def _short(text: str) -> str:
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 1]}…"
